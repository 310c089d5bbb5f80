"""What the importers of Moodle keep of names and of lists, in XML as in GIFT."""

import re
from collections.abc import Callable, Iterable

from nasec_study.course.model import Item, Matching
from nasec_study.rendering.markup import to_plain
from nasec_study.targets.lms._texts import MAX_NAME, cut

# Moodle keeps no more of a response in a list; of a longer one, it breaks off the import.
_MAX_RESPONSE = 255
CUT = f"a response of more than {_MAX_RESPONSE} characters is cut"


def kept_name(name: str) -> str:
    """Return the name of a question or category as Moodle keeps it: an angle that no blank follows begins a tag there.

    A tag is taken out, up to its end.
    """
    return re.sub(r"<(?!\s)", "< ", name)


def category_path(names: Iterable[str]) -> str:
    """Return the path to a category of Moodle: a slash in a name is doubled, and a blank keeps it off those between."""
    doubled = (cut(kept_name(name), MAX_NAME).replace("/", "//") for name in names)
    return "/".join(re.sub(r"^(?=/)|(?<=/)$", " ", name) for name in doubled)


def listed(response: str, as_written: Callable[[str], str]) -> str:
    """Return a response as it is written for a list of Moodle; of one that is too long, the beginning."""
    most = _MAX_RESPONSE
    while len(written := as_written(cut(response, most))) > _MAX_RESPONSE:
        most -= 1
    return written


def is_cut(item: Item, as_written: Callable[[str], str]) -> bool:
    """Tell whether a response of an item is cut in a list of Moodle."""
    return isinstance(item, Matching) and any(len(as_written(to_plain(text))) > _MAX_RESPONSE for text in item.options)
