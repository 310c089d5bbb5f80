"""Where the program keeps what comes with it: templates, catalogues of words, the starter and the NASEC course."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _here_or_in_checkout(installed: Path, checkout: str) -> Path:
    """Return the installed folder; in a checkout it stands at top level instead."""
    return installed if installed.is_dir() else PACKAGE.parent / checkout


TEMPLATES = _here_or_in_checkout(PACKAGE / "templates", "templates")
NASEC = _here_or_in_checkout(PACKAGE / "courses" / "nasec" / "content", "content")
STARTER = PACKAGE / "courses" / "starter" / "content"
LOCALE = PACKAGE / "locale"
