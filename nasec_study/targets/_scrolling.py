"""What is too wide for a phone: it scrolls by itself, and leaves the rest of the page where it is."""

import re
from collections.abc import Mapping

from nasec_study.course.files import MEDIA
from nasec_study.rendering.images import is_panorama

# By which it can be reached by keys, where a page has to say so.
BY_KEYS = ' tabindex="0"'
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_IMAGE = re.compile(rf'<img src="({MEDIA}/[^"]+)"[^>]*>')


def with_wide_tables(html: str, attributes: str = "") -> str:
    """Return HTML in which each table scrolls by itself."""
    return _TABLE.sub(rf'<div class="wide"{attributes}>\g<0></div>', html) if "<table" in html else html


def with_panoramas(html: str, shown: Mapping[str, bytes], attributes: str = "") -> str:
    """Return HTML in which each image that a phone would show too low scrolls by itself; `shown` holds the images."""

    def wrapped(found: re.Match[str]) -> str:
        image, address = found.group(0, 1)
        return f'<span class="wide"{attributes}>{image}</span>' if is_panorama(address, shown[address]) else image

    return _IMAGE.sub(wrapped, html) if f'src="{MEDIA}/' in html else html
