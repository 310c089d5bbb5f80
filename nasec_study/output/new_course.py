"""A new course: the files to start from, and what tells git how to treat them."""

from collections.abc import Sequence
from pathlib import Path
from shutil import copytree, ignore_patterns

from nasec_study.foundation.places import LEDGER
from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.output.write import write_file

# What stands in files of git's own, beside the course: the texts of the readings are never published, outputs are made
# anew, and two branches' ledgers go together line by line.
GIT = {
    ".gitignore": ("content/texts/", "build/"),
    ".gitattributes": (f"content/{LEDGER} merge=union",),
}


def start_course(source: Path, folder: Path, leave_out: Sequence[str] = ()) -> Path:
    """Copy a course to `content/` in a folder, without the names to `leave_out`, and return where it is.

    Lines for git are added to what is there. Raises StudyError.
    """
    content = folder / "content"
    try:
        copytree(source, content, ignore=ignore_patterns("__pycache__", *leave_out))
        for name, lines in GIT.items():
            file = folder / name
            present = file.read_text("utf-8").splitlines() if file.is_file() else []
            missing = [line for line in lines if line not in present]
            if missing:
                write_file(file, "".join(f"{line}\n" for line in (*present, *missing)).encode())
    except OSError as error:
        hint = "check the folder's permissions and the free space"
        raise StudyError(Problem("E402", Where(str(content)), f"cannot be written: {error}", hint)) from error
    return content
