"""What an item is filed under: tags of platforms, from which an import files it again."""

from collections.abc import Iterator

from nasec_study.course.model import Item


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
