"""What an item is filed under: tags of platforms, from which an import files it again, and categories of Moodle."""

import re
from collections.abc import Iterable, Iterator

from nasec_study.course.model import Item
from nasec_study.targets.lms._texts import cut

# The longest name of a question or a category.
MAX_NAME = 255


def filed_under(item: Item) -> Iterator[tuple[str, str]]:
    """Yield what an item is filed under, each with the name of that."""
    yield "kind", item.type
    yield "level", item.level
    yield "importance", item.importance
    if item.difficulty:
        yield "difficulty", item.difficulty
    if item.objective:
        yield "objective", item.objective
    yield from (("topic", tag) for tag in item.tags)


def keywords(item: Item) -> tuple[str, ...]:
    """Return what an item is filed under as words."""
    return tuple(f"{name}:{value}" for name, value in filed_under(item))


def kept_name(name: str) -> str:
    """Return the name of a question or category as Moodle keeps it: an angle that no blank follows begins a tag there.

    A tag is taken out, up to its end.
    """
    return re.sub(r"<(?!\s)", "< ", name)


def category_path(names: Iterable[str]) -> str:
    """Return the path to a category of Moodle: a slash in a name is doubled, and a blank keeps it off those between."""
    doubled = (cut(kept_name(name), MAX_NAME).replace("/", "//") for name in names)
    return "/".join(re.sub(r"^(?=/)|(?<=/)$", " ", name) for name in doubled)
