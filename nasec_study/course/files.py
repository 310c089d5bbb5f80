"""The files of a course: those that the program reads, and what lies beside them."""

import os
import re
from collections.abc import Iterator
from errno import EINVAL
from pathlib import Path, PurePath, PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote

from nasec_study.foundation.places import is_inside
from nasec_study.foundation.problems import Problem, Where

MEDIA = "media"
# What the names of pictures end in, in small letters.
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
# What to do where git LFS has not fetched a file yet.
FETCH = "run `git lfs pull`"
# How recordings are called on the web, by what their names end in; of these machines have different names.
SOUNDS = MappingProxyType({".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".m4a": "audio/mp4"})
# Some editors hang .txt on every name.
_YAML_ENDING = re.compile(r"\.ya?ml(?:\.txt)?\Z", re.IGNORECASE)


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and its subfolders in a stable order, without hidden ones; links to folders, too."""
    for parent, folders, files in os.walk(folder):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted([*files, *links]) if not name.startswith("."))


def content_of(file: Path) -> bytes:
    """Return the content of a file. Raises OSError, also for a pipe or a device, which has no end."""
    if file.exists() and not file.is_file() and not file.is_dir():
        raise OSError(EINVAL, "it is not a regular file")
    return file.read_bytes()


def is_pointer(content: bytes) -> bool:
    """Tell whether a content is what git LFS leaves in the place of a large file until it fetches that."""
    return content.startswith(b"version https://git-lfs.")


def is_medium(course_folder: Path, address: str) -> bool:
    """Tell whether an address `media/...` is that of a file in media/; not if it, or a link, leads out of it."""
    file = course_folder / address
    return ".." not in PurePath(address).parts and file.is_file() and is_inside(file, course_folder / MEDIA)


def medium(course_folder: Path, address: str) -> bytes:
    """Return the content of the file at an address `media/...`; a drawing is the same with Windows' line ends.

    Raises ValueError for an address that leads out of media/: the checks let none pass.
    """
    file = course_folder / address
    if not is_inside(file, course_folder / MEDIA):
        raise ValueError(f"{address}: check_course lets no such address pass")
    content = file.read_bytes()
    # Git may give a drawing, which is a text, other line ends on another machine. UTF-16 has zeros, and no such pairs.
    is_text = file.suffix.lower() == ".svg" and b"\0" not in content
    return content.replace(b"\r\n", b"\n") if is_text else content


def near_medium(course_folder: Path, address: str) -> str:
    """Return a hint at the file in media/ that an address means, in other capitals, slashes or folders; '' for none."""
    known = [file.relative_to(course_folder).as_posix() for file in files_in(course_folder / MEDIA)]
    meant = unquote(address).replace("\\", "/")
    if address != meant and meant in known:
        return f"write {meant}"
    if alike := next((name for name in known if name != address and name.lower() == meant.lower()), ""):
        return f"there is {alike}: capitals count, so rename the file"
    own = PurePosixPath(meant).name.lower()
    elsewhere = [name for name in known if name != address and PurePosixPath(name).name.lower() == own]
    return f"there is {' and '.join(elsewhere[:2])}: write the whole address" if elsewhere else ""


def content_files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Yield the course's YAML files in a stable order, and add to `problems` what would silently be left out."""

    def unreadable(error: OSError) -> None:
        where = Where(str(error.filename))
        problems.append(
            Problem("E101", where, f"this folder cannot be read: {error.strerror}", "check its permissions")
        )

    for parent, folders, names in os.walk(folder, onerror=unreadable):
        here = Path(parent)
        problems += filter(None, (_folder_fault(here / name) for name in sorted(folders)))
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (here != folder or name != "texts")
        )
        for file in (here / name for name in sorted(names) if not name.startswith(".")):
            if fault := _file_fault(file, folder):
                problems.append(fault)
            elif file.suffix == ".yaml":
                yield file


def _folder_fault(place: Path) -> Problem | None:
    """Return the problem of a folder that is not what it seems."""
    if place.is_symlink():
        hint = "links to folders are not followed; put the folder itself here"
        return Problem("E115", Where(str(place)), "this folder is a link", hint)
    if place.suffix == ".yaml":
        hint = "put a file of this name here, or rename the folder"
        return Problem("E101", Where(str(place)), "this is a folder, not a file", hint)
    return None


def _file_fault(file: Path, folder: Path) -> Problem | None:
    """Return the problem of a file that cannot be taken as it stands here."""
    if not file.name.isprintable():
        where = Where(str(file.with_name(ascii(file.name).strip("'"))))
        hint = "give it a name of plain letters, digits and hyphens"
        return Problem("E118", where, "this file's name cannot be printed", hint)
    if file.is_symlink() and not is_inside(file, folder):
        hint = "a course must contain all its files; copy the file here"
        return Problem("E115", Where(str(file)), "this link leads out of the course", hint)
    if (ending := _YAML_ENDING.search(file.name)) and ending[0] != ".yaml":
        hint = f"rename it to {file.name[: ending.start()]}.yaml"
        return Problem("E118", Where(str(file)), "this file would be left out", hint)
    return None
