"""Where the program keeps what comes with it, where a course has its own, and what lies inside a folder."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def _here_or_in_checkout(installed: Path, checkout: str) -> Path:
    """Return the installed folder; in a checkout it stands at top level instead."""
    return installed if installed.is_dir() else PACKAGE.parent / checkout


TEMPLATES = _here_or_in_checkout(PACKAGE / "templates", "templates")
NASEC = _here_or_in_checkout(PACKAGE / "courses" / "nasec" / "content", "content")
STARTER = PACKAGE / "courses" / "starter" / "content"
LOCALE = PACKAGE / "locale"
# What the program that finds fonts is told.
FONTCONFIG = PACKAGE / "rendering" / "fonts.conf"

# The file in a course that holds its ledger.
LEDGER = "course.lock"
# The folder in a course that holds the ledgers of its editions.
EDITIONS = "editions"


def is_inside(file: Path, folder: Path) -> bool:
    """Tell whether a file lies in a folder, links followed; False for a file that is not there, or a link to itself."""
    try:
        return file.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def own_templates(course_folder: Path) -> Path:
    """Return the folder for a course's own templates: `templates/` beside the course's folder."""
    return course_folder.resolve().parent / "templates"


def user_cache() -> Path:
    """Return the user's own folder for what can be made anew. Raises OSError where the user has no home."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - not every command wants it

    try:
        return user_cache_path("nasec-study", appauthor=False)
    except RuntimeError as error:
        raise FileNotFoundError(str(error)) from error
