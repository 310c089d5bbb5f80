"""Opening the archives of others: names that climb, links and bombs are refused before anything is unpacked."""

import stat
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from nasec_study.importers.shared.bank import ForeignFile, refusal

MAX_FILES = 50_000
MAX_FILE = 200_000_000
MAX_ALL = 2_000_000_000
# More than any text or picture shrinks by.
MAX_RATIO = 1_000
MIN_BOMB = 10_000_000

_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError)


@dataclass(frozen=True)
class Archive:
    """An archive whose names and sizes are sound; its files are unpacked one at a time, where they are asked for."""

    file: ForeignFile
    members: Mapping[str, zipfile.ZipInfo]
    opened: zipfile.ZipFile

    def read(self, name: str) -> bytes:
        """Return the content of a member. Raises StudyError for one that is broken, missing or larger than it says."""
        if name not in self.members:
            raise refusal(self.file.name, f"the archive lacks '{name}'", "export it again")
        try:
            with self.opened.open(self.members[name]) as member:
                content = member.read(MAX_FILE + 1)
        except _BROKEN as error:
            raise refusal(self.file.name, f"'{name}' in this archive is broken: {error}", "export it again") from error
        if len(content) > MAX_FILE:
            message = f"'{name}' in this archive is larger than {MAX_FILE // 1_000_000} MB"
            raise refusal(self.file.name, message, "split it")
        return content


def is_archive(file: ForeignFile) -> bool:
    """Tell whether a file is a zip archive."""
    return file.content.startswith(b"PK\x03\x04")


def archive_of(file: ForeignFile) -> Archive:
    """Return a file as an archive. Raises StudyError for one that is broken or hostile."""
    try:
        opened = zipfile.ZipFile(BytesIO(file.content))
    except _BROKEN as error:
        raise refusal(file.name, f"this archive cannot be opened: {error}", "export or download it again") from error
    members = opened.infolist()
    if len(members) > MAX_FILES:
        raise refusal(file.name, f"this archive holds more than {MAX_FILES} files", "split it")
    if sum(member.file_size for member in members) > MAX_ALL:
        raise refusal(file.name, f"this archive would unpack to more than {MAX_ALL // 1_000_000} MB", "split it")
    for member in members:
        if fault := _fault(member):
            raise refusal(file.name, f"this archive is refused: '{member.filename}' {fault}", "open no such file")
    return Archive(file, {member.filename: member for member in members if not member.is_dir()}, opened)


def _fault(member: zipfile.ZipInfo) -> str:
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ":" in name.partition("/")[0] or ".." in name.split("/"):
        return "leads out of its folder"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link"
    if member.file_size > max(MIN_BOMB, MAX_RATIO * member.compress_size):
        return f"would grow {member.file_size // max(1, member.compress_size)} times"
    return ""
