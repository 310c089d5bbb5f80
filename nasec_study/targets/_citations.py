"""Citations as a student reads them."""

from collections.abc import Callable

from nasec_study.course.model import Citation, Course, Item, Reading, Section


def citation_text(course: Course, citation: Citation, gettext: Callable[[str], str] = str) -> str:
    """Return a citation as a student reads it: who, then the section's heading."""
    reading = course.reading(citation.reading)
    section = reading.section(citation.section) if reading else None
    if reading is None or section is None:
        raise ValueError(f"{citation.reading}/{citation.section}: check_course lets no such citation pass")
    return citation_of(reading, section, gettext)


def citation_of(reading: Reading, section: Section, gettext: Callable[[str], str] = str) -> str:
    """Return the citation of a section as a student reads it."""
    words = gettext("%(who)s, “%(heading)s”")
    heading = section.name.replace("“", "‘").replace("”", "’") if "“" in words else section.name
    return words % {"who": reading.cite, "heading": heading}


def citation_texts(course: Course, item: Item, gettext: Callable[[str], str] = str) -> tuple[str, ...]:
    """Return where an item's answer stands, each place once."""
    return tuple(dict.fromkeys(citation_text(course, citation, gettext) for citation in item.sources))
