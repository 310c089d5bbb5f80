"""The words for a name that is none: which one was meant, or which there are."""

from collections.abc import Collection

# So many letters of a longer word tell which one is meant.
BEGINNING = 4
# So many names are listed.
MAX_NAMES = 12


def nearest(wanted: str, known: Collection[str]) -> str:
    """Return the name of those known that one seems to be; '' where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for slips

    longer = [other for other in known if len(wanted) >= BEGINNING and other.startswith(wanted)]
    return next(iter(longer or get_close_matches(wanted, known, 1)), "")


def suggestion(wanted: str, known: Collection[str]) -> str:
    """Return a hint at the name of those known that one seems to be; '' where none is near."""
    near = nearest(wanted, known)
    return f"did you mean '{near}'?" if near else ""


def one_of(given: str, allowed: Collection[str]) -> str:
    """Return a hint at the value of those allowed that one seems to be, or at all of them."""
    return suggestion(given, allowed) or f"one of {', '.join(allowed)}"


def known_are(wanted: str, known: Collection[str]) -> str:
    """Return a hint at the name of those known that one seems to be, or at all of them."""
    if near := suggestion(wanted, known):
        return near
    return f"known: {', '.join(known) or 'none'}" if len(known) <= MAX_NAMES else f"{len(known)} others are known"
