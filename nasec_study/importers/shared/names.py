"""What foreign items are called here: by their names, keys and categories there, or by what they ask."""

import re
from collections.abc import Iterable, Mapping

from nasec_study.course.marks import Node
from nasec_study.course.model.base import MAX_SLUG, SLUG
from nasec_study.foundation.characters import composed, slug
from nasec_study.importers.shared.bank import Fields
from nasec_study.rendering.markup import to_plain, without_gaps

# The names by which our exports of QTI know items.
OWN_NAME = re.compile(r"[a-p]{24}")
_SAYS_NOTHING = frozenset(
    {"question", "item", "que", "quest", "pregunta", "problem", "exercise", "untitled", "copy", "ident"}
)
# What is made of a text is shorter than an id may be.
_MAX_MADE = 60
# The keys of which each item has one: what it asks.
ASKED = ("term", "stem", "statement", "text")


def asked_key(fields: Mapping[str, Node]) -> str:
    """Return the key of what an item asks; '' where it has none yet."""
    return next((key for key in ASKED if key in fields), "")


def slug_of(text: str, words: int = 7) -> str:
    """Return an id made of the first words of a text; '' if it has none in letters of ASCII."""
    parts = slug(composed(text).replace("'", "")).split("-")
    return "-".join(parts[:words])[:_MAX_MADE].rstrip("-")


def tagged(names: Iterable[str]) -> Fields:
    """Return the `tags` that some names make, each once; nothing where no name has letters of ASCII."""
    tags = dict.fromkeys(tag for name in names if (tag := slug_of(name, 9)))
    return {"tags": [*tags]} if tags else {}


def is_id(text: str) -> bool:
    """Tell whether a text is an id as it stands, however many words it is made of."""
    return len(text) <= MAX_SLUG and bool(re.fullmatch(SLUG, text))


def telling(title: str) -> str:
    """Return a title; '' for one that says nothing, as `Question 12` and a row of letters and figures do."""
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\w*\d\w*", " ", title))
    says = any(word.casefold() not in _SAYS_NOTHING for word in words) and not OWN_NAME.fullmatch(title)
    return title if says else ""


def stable_key(ident: str) -> str:
    """Return an identifier; '' for one that only counts, since after an insertion another item has it."""
    return "" if re.fullmatch(r"[A-Za-z_ .-]*\d{1,4}", ident) else ident


def first_words(fields: Fields) -> str:
    """Return the beginning of what an item asks, as its name where it has none."""
    return to_plain(asked(fields))[:80]


def asked(fields: Mapping[str, Node]) -> str:
    """Return the text that an item asks: stem, statement, term or cloze text with its answers."""
    return without_gaps(str(fields.get(asked_key(fields), "")))


def categories_in(path: str) -> tuple[str, ...]:
    """Return the names in a path of Moodle's categories, in which a slash of a name is doubled."""
    names = [name.replace("//", "/").strip() for name in re.split(r"(?<!/)/(?!/)", path)]
    return tuple(name for name in names if name and name not in {"$course$", "$module$", "$system$", "top"})
