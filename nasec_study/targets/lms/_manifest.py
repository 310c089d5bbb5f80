"""The list of all files in a package, as IMS Content Packaging has it."""

from collections.abc import Iterable, Mapping

from nasec_study.targets.lms._xml import DECLARATION, element


def manifest(attributes: Mapping[str, str], schema: str, version: str, resources: Iterable[str]) -> bytes:
    """Return the manifest of a package by a version of a schema; its attributes are its name and its namespaces."""
    kind = element("schema", None, schema) + element("schemaversion", None, version)
    metadata = element("metadata", None, kind)
    lines = "\n".join(["", metadata, "<organizations/>", "<resources>", *resources, "</resources>", ""])
    return f"{DECLARATION}{element('manifest', attributes, lines)}\n".encode()


def resource(
    name: str, kind: str, files: Iterable[str], *, start: str = "", metadata: str = "", needs: Iterable[str] = ()
) -> str:
    """Return a resource of a package: its name, kind and files, the file to start with, and the names of its needs."""
    attributes = {"identifier": name, "type": kind, **({"href": start} if start else {})}
    listed = [element("file", {"href": file}) for file in files]
    needed = [element("dependency", {"identifierref": other}) for other in needs]
    return element("resource", attributes, metadata, *listed, *needed)
