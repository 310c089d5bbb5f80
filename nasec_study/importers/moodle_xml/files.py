"""What Moodle's own exports are like: where files lie, pictures of old ones, and units whose signs nothing escapes."""

import re
from base64 import b64decode
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from nasec_study.importers.shared.xml import Element, child, inside, text

_UNIT = re.compile(rb"(?<=<unit_name>)(?!<!\[CDATA\[)[^\n]*?(?=</unit_name>)")
_BARE = re.compile(rb"&(?!#?\w+;)|<(?!/?text>)")


def with_whole_units(content: bytes) -> bytes:
    """Return a file whose units can be read: Moodle writes their names as they are, also with & and <."""
    return _UNIT.sub(lambda unit: _BARE.sub(lambda sign: escape(sign[0].decode()).encode(), unit[0]), content)


def files_in(question: Element) -> Mapping[str, bytes]:
    """Return the files that lie in a question, by the addresses in its texts."""
    found: dict[str, bytes] = {}
    for file in inside(question, "file", "image_base64"):
        try:
            content = b64decode(text(file))
        except ValueError:
            continue
        path = (file.get("path") or "/").strip("/")
        name = f"{path}/{file.get('name')}" if path else file.get("name") or text(child(question, "image")).strip()
        found[f"@@PLUGINFILE@@/{name}"] = found[f"@@PLUGINFILE@@/{quote(name)}"] = content
        found[name] = content
    return found


def place_old_picture(question: Element) -> None:
    """Put the picture that old exports have beside a text behind it, as Moodle does."""
    name, shown = text(child(question, "image")).strip(), child(question, "questiontext", "text")
    if name and shown is not None:
        address, before = name if "//" in name else f"@@PLUGINFILE@@/{name}", text(shown)
        for one in shown:
            shown.remove(one)
        shown.text = f'{before} <img src="{address}" />'
