"""The list of all files in a package, as IMS Content Packaging has it."""

from collections.abc import Iterable, Mapping

from nasec_study.targets.lms._xml import DECLARATION, element


def manifest(attributes: Mapping[str, str], schema: str, version: str, resources: Iterable[str]) -> bytes:
    """Return the manifest of a package by a version of a schema; its attributes are its name and its namespaces."""
    kind = element("schema", schema) + element("schemaversion", version)
    lines = "\n".join(
        ["", element("metadata", kind), "<organizations/>", "<resources>", *resources, "</resources>", ""]
    )
    return f"{DECLARATION}{element('manifest', lines, **attributes)}\n".encode()


def resource(
    name: str, kind: str, files: Iterable[str], *, start: str = "", metadata: str = "", needs: Iterable[str] = ()
) -> str:
    """Return a resource of a package: its name, kind and files, the file to start with, and the names of its needs."""
    listed = [element("file", href=file) for file in files]
    needed = [element("dependency", identifierref=other) for other in needs]
    first = {"href": start} if start else {}
    return element("resource", metadata, *listed, *needed, identifier=name, type=kind, **first)
