"""IMS packages: the XML files in a zip archive, or one such file by itself, and the pictures that they name."""

import re
from collections.abc import Iterator
from itertools import chain
from posixpath import dirname, join, normpath, splitext
from urllib.parse import unquote

from nasec_study.foundation.problems import StudyError
from nasec_study.importers.shared.archives import MAX_ALL, MAX_FILES, Archive, archive_of, is_archive
from nasec_study.importers.shared.bank import Fetch, ForeignFile, refusal
from nasec_study.importers.shared.xml import Element, attribute, inside, root_of, text

# What a document is called; Blackboard's are data.
_ENDS = (".xml", ".qti", ".dat")
# Where files lie: for a cartridge, and for Blackboard, which names them by numbers that stand in their names, too.
_BASE = re.compile(r"\A(?:\$IMS[-_]CC[-_]FILEBASE\$/*|@X@[\w.]+@X@)")
_NUMBERED = re.compile(r"/(?P<number>xid-\d+_\d+)\Z")


def documents(file: ForeignFile) -> Iterator[tuple[str, Element, Fetch]]:
    """Yield the XML documents of a package: the name of each, its root, and what returns the files beside it."""
    if not is_archive(file):
        yield file.name, root_of(file.content, file.name), file.beside
        return
    for archive in _archives(file):
        for name in sorted(archive.members):
            # A course of Canvas holds each quiz once more, as Common Cartridge has it.
            is_again = f"non_cc_assessments/{name.removesuffix('/assessment_qti.xml')}.xml.qti" in archive.members
            if name.endswith(_ENDS) and not name.endswith("imsmanifest.xml") and not is_again:
                shown = f"{archive.file.name}/{name}"
                try:
                    root = root_of(archive.read(name), shown)
                except StudyError:
                    if b"assessmentItem" in archive.read(name) or b"questestinterop" in archive.read(name):
                        raise
                    continue
                yield shown, root, _beside(name, archive)


def keywords_in(file: ForeignFile) -> dict[str, list[str]]:
    """Return the keywords by which the manifest of a package files its documents, by the names of these."""
    if not is_archive(file):
        return {}
    found: dict[str, list[str]] = {}
    manifests = ((one, name) for one in _archives(file) for name in one.members if name.endswith("imsmanifest.xml"))
    for archive, manifest in manifests:
        try:
            root = root_of(archive.read(manifest), manifest)
        except StudyError:
            continue
        for resource in inside(root, "resource"):
            name = join(dirname(manifest), unquote(attribute(resource, "href")))
            found[f"{archive.file.name}/{name}"] = [text(one).strip() for one in inside(resource, "keyword")]
    return found


def folders_of(document: str, file: ForeignFile) -> tuple[str, ...]:
    """Return the folders of the archive that a document is in, where an archive holds archives."""
    parts = document.removeprefix(f"{file.name}/").split("/")
    packed = [number for number, part in enumerate(parts[:-1]) if part.lower().endswith(".zip")]
    return tuple(parts[: packed[0]]) if packed else ()


def _beside(document: str, archive: Archive) -> Fetch:
    def fetch(address: str) -> bytes | None:
        path = _BASE.sub("", unquote(address.partition("?")[0]))
        own = splitext(document)[0]
        beside = (
            normpath(join(dirname(document), path)),
            path,
            f"{own}/{path}",
            f"{own}/embedded/{path}",
            f"web_resources/{path}",
        )
        numbered = _NUMBERED.search(path)
        end = re.compile(rf"__{numbered['number']}(?:\.(?!xml)\w+)?\Z" if numbered else rf"/{re.escape(path)}\Z")
        deeper = (one for one in sorted(archive.members) if path and end.search(one))
        found = next(chain((one for one in beside if one in archive.members), deeper), "")
        return archive.read(found) if found else None

    return fetch


def holds(file: ForeignFile, *marks: bytes) -> bool:
    """Tell whether a file, or one in its archive, is XML with one of some names near its beginning."""
    if not is_archive(file):
        return file.suffix in _ENDS and any(mark in file.content[:5_000] for mark in marks)
    return any(
        any(mark in archive.read(name)[:5_000] for mark in marks)
        for archive in _archives(file)
        for name in archive.members
        if name.endswith(_ENDS) and archive.members[name].file_size < 20_000_000  # noqa: PLR2004 - no text
    )


def _archives(file: ForeignFile) -> Iterator[Archive]:
    """Yield an archive; of one that holds no document but archives, as OPAL has one for each question, yield those."""
    archive = archive_of(file)
    packed = [name for name in sorted(archive.members) if name.lower().endswith(".zip")]
    if not packed or any(name.endswith(_ENDS) for name in archive.members):
        yield archive
        return
    files, size = 0, 0
    for name in packed:
        one = archive_of(ForeignFile(f"{file.name}/{name}", archive.read(name)))
        files, size = files + len(one.members), size + sum(member.file_size for member in one.members.values())
        if files > MAX_FILES or size > MAX_ALL:
            raise refusal(file.name, "the archives in this archive would unpack to too much", "split it")
        yield one
