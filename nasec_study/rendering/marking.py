"""The page on which an author marks the regions of an image."""

from pathlib import PurePath
from typing import TYPE_CHECKING

from nasec_study.foundation.characters import file_name, slug
from nasec_study.rendering.images import embedded

if TYPE_CHECKING:
    from jinja2 import Environment

# As large as a screen shows it.
_SHOWN = 1800


def marking_page(name: str, content: bytes, templates: "Environment") -> bytes:
    """Return a page, whole in itself, that shows an image and writes the YAML of the regions that are drawn on it."""
    stem = slug(PurePath(name).stem) or "picture"
    file = file_name(name)
    head = f"id: {stem}\ntitle: Write what it is\nalt: Write what it shows, without the labels\nimage: media/{file}\n"
    page = templates.get_template("marking/page.html.j2").render(
        name=name, id=stem, file=file, head=head, source=embedded(name, content, _SHOWN)
    )
    return page.encode()
