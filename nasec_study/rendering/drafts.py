"""Drafts, marked as such wherever they are shown: in the text that a student reads first."""

from dataclasses import replace

from nasec_study.course.model import Course, Item
from nasec_study.rendering.locales import translations

_READ_FIRST = ("stem", "statement", "text", "definition")


def with_marks(course: Course) -> Course:
    """Return a course in which each draft says that it is one; the same course if no item is a draft."""
    if not any(item.state == "draft" for item in course.items):
        return course
    word = translations(course.settings.language).gettext("DRAFT")
    return replace(course, items=tuple(_marked(item, word) if item.state == "draft" else item for item in course.items))


def _marked(item: Item, word: str) -> Item:
    name = next(name for name in _READ_FIRST if name in type(item).model_fields)
    text = getattr(item, name)
    # A block, such as a table, must go on standing at the beginning of its line.
    return item.model_copy(update={name: f"**{word}**\n\n{text}" if "\n" in text else f"**{word}** {text}"})
