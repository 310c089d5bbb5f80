"""The pictures and sounds in a piece of HTML: files of the course, and pictures that are drawn from data."""

import re

from nasec_study.course.files import MEDIA, medium
from nasec_study.rendering.drawing import ON_PAPER, Room, draw, draw_image
from nasec_study.targets._contract import Job

NUMBERED, ANSWERED = "-numbered", "-answered"
_SOURCE = re.compile(r' (?:src|data)="((?:media|pictures)/[^"]+)"')


def pictures_in(job: Job, html: str, language: str = "", room: Room = ON_PAPER) -> dict[str, bytes]:
    """Return the pictures and recordings that a piece of HTML shows and plays, by their addresses in it.

    An address `media/...` is a file of the course; `pictures/ID.svg` is a picture of the course, and
    `pictures/ITEM-numbered.svg` the picture of an item with numbers in place of its labels, and
    `pictures/ITEM-answered.svg` its image with numbers upon its regions, which are seen. These are drawn for
    `room`, with numbers as `language`, or else the course's language, writes them.
    """
    if '="media/' not in html and '="pictures/' not in html:
        return {}
    spoken = language or job.course.settings.language
    return {address: _picture(job, address, spoken, room) for address in sorted(set(_SOURCE.findall(html)))}


def _picture(job: Job, address: str, language: str, room: Room) -> bytes:
    course = job.course
    folder, _, file = address.partition("/")
    if folder == MEDIA:
        return medium(course.folder, address)
    name = file.removesuffix(".svg")
    asked = name.removesuffix(NUMBERED).removesuffix(ANSWERED)
    item = course.item(asked) if asked != name else None
    picture = course.picture(item.picture if item and item.type == "picture" else name)
    if picture is None:
        raise ValueError(f"{address}: check_course lets no such picture pass")
    labels = item.asked(picture) if item and item.type == "picture" else ()
    hidden = {label: number for number, label in enumerate(labels, start=1)}
    if picture.image:
        content, is_answered = medium(course.folder, picture.image), name.endswith(ANSWERED)
        return draw_image(picture, content, job.templates, hidden, room, is_answered=is_answered)
    return draw(picture, job.templates, language, hidden, room)
