"""Names by which a platform knows items and their parts again: from ids alone, so that a typo mended keeps them.

They are made of the letters a to p. Canvas takes digits in the name of a response for its number, makes other signs of
colons and points, and reads feedback by words such as "correct" in a name; a number or such a word never comes here.
"""

from hashlib import blake2b

from nasec_study.course.model import Item

_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def name_of(*parts: str) -> str:
    """Return a name of 24 letters; the same parts give the same one, other parts another."""
    return blake2b("\0".join(parts).encode(), digest_size=12).hexdigest().translate(_LETTERS)


def item_name(code: str, item: Item) -> str:
    """Return the name of an item of the course with this code; it keeps that of its first id."""
    return name_of(code, "item", item.first_id)


def part_names(item: Item, part: str) -> dict[str, str]:
    """Return the names of an item's options or steps by their texts, in the author's order."""
    return {one.text: part_name(item, part, place) for place, one in enumerate(item.alternatives)}


def part_name(item: Item, part: str, place: int = 0) -> str:
    """Return the name of a part of an item, such as an option at its place in the author's order."""
    return name_of(item.first_id, part, str(place))
