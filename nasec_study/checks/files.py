"""Whether the files that come with a course are what they seem: its pictures, its own templates, and their names."""

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from itertools import accumulate
from pathlib import Path

from nasec_study.checks._letters import letters_lacking
from nasec_study.checks._pictures import STARTS, examined, picture_fault, told_by
from nasec_study.checks._svg_on_paper import drawn_on_paper, lost_on_paper, rare_letters
from nasec_study.checks.shown import texts
from nasec_study.course.files import FETCH, content_of, files_in, is_pointer
from nasec_study.course.model import Course, Item, LabelledPicture, Picture, Reading, Stimulus
from nasec_study.course.schema import VERSION
from nasec_study.course.wording.references import unknown
from nasec_study.foundation.characters import place_of
from nasec_study.foundation.places import TEMPLATES, is_inside, own_templates
from nasec_study.foundation.problems import Problem, Where, brief, unreadable
from nasec_study.rendering.images import PRINTED
from nasec_study.rendering.markup import pictures

MAX_PICTURE = 20_000_000
# What is not wrong with a picture, but not for everybody: an item that shows it may waive that.
WAIVABLE = frozenset({"W267", "W268", "W269"})
# So much has no photo that is as wide as a page shows it.
LARGE_PICTURE = 1_500_000

# Those of other kinds that get these endings by renaming.
_OTHERS = {
    ".heic": re.compile(rb"....ftyp(?:hei|mif1|msf1)", re.DOTALL),
    ".avif": re.compile(rb"....ftypavi", re.DOTALL),
    ".tiff": re.compile(rb"II\*\x00|MM\x00\*"),
    ".svgz": re.compile(rb"\x1f\x8b"),
    ".pdf": re.compile(rb"%PDF"),
}
# Names that Windows keeps for devices, whatever stands behind the first dot.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
# The line by which an editor finds the schema of a file.
_MODELINE = re.compile(r"# yaml-language-server: \$schema=(?P<path>[^:\s]+)\s*$", re.MULTILINE)
# Where a style sheet or a template would fetch something; fonts have addresses `font:NAME`.
_FETCHED = re.compile(
    r"""url\(\s*["']?\s*(?P<style>(?!font:|data:)(?:[a-z][a-z0-9+.-]*:|//)[^)\s"']*)"""
    r"""|@import\s*(?:url\()?\s*["']?(?P<sheet>[^;)"'\s]*)"""
    r"""|<(?:link|script|img|image|use|iframe|object|embed|source|video|audio|base|form)\b[^>]*?"""
    r"""\b(?:href|src|data|action)\s*=\s*["']?\s*(?P<tag>(?!data:)(?:[a-z][a-z0-9+.-]*:|//)[^\s"'>]*)""",
    re.IGNORECASE,
)


def media(course: Course) -> Iterator[Problem]:
    """Find files in `media/` that are broken, not what their names say, or more than a picture.

    Each finding is that of the first item that shows the file, or of one that waives it.
    """
    showing = cache(partial(_showing, course))
    for file in files_in(course.folder / "media"):
        for problem in _medium(course, file):
            items = showing().get(file.relative_to(course.folder).as_posix(), [])
            things = [(item.NOUN, item.id) for item in sorted(items, key=lambda item: problem.rule not in item.waive)]
            yield problem.within(next(iter(things), ("", "")))


def _medium(course: Course, file: Path) -> Iterator[Problem]:
    start = STARTS.get(file.suffix.lower())
    where = Where(str(file))
    if not is_inside(file, course.folder / "media"):
        # What leads out of the course altogether was named when it was read.
        if is_inside(file, course.folder):
            yield Problem("E115", where, "this link leads out of media/", "copy the picture here")
    elif start is not None:
        yield from _picture(course, file, start)
    if _is_device(file.name):
        yield _device(where, file.name)


def _showing(course: Course) -> Mapping[str, list[Item]]:
    """Return the items that show each file of a course: in their texts, as their picture, or by their stimulus."""
    images = {f"pictures/{picture.id}.svg": picture.image for picture in course.pictures}
    held = {stimulus.id: _addresses(stimulus) for stimulus in course.stimuli}
    found: dict[str, list[Item]] = {}
    for item in course.items:
        picture = {f"pictures/{item.picture}.svg"} if isinstance(item, LabelledPicture) else set[str]()
        shown = _addresses(item) | held.get(item.stimulus or "", set()) | picture
        for address in shown | {images.get(address, "") for address in shown}:
            found.setdefault(address, []).append(item)
    return found


def _addresses(thing: Item | Stimulus) -> set[str]:
    return {address for _, text in texts(thing) for address, _ in pictures(text)}


def _picture(course: Course, file: Path, start: re.Pattern[bytes]) -> Iterator[Problem]:
    where = Where(str(file))
    try:
        if not file.is_file() or file.stat().st_size > MAX_PICTURE:
            hint = f"put a picture of at most {MAX_PICTURE // 1_000_000} MB here"
            yield Problem("E250", where, "this is not a file, or it is too large", hint)
            return
        content = content_of(file)
    except OSError as error:
        yield unreadable(file, error)
        return
    if is_pointer(content):
        yield Problem("E250", where, "this is git LFS's pointer to a picture, not the picture", FETCH)
        return
    if not start.match(content):
        kinds = STARTS | _OTHERS
        kind = next((suffix for suffix, begins in kinds.items() if begins.match(content)), "")
        hint = f"give the file the ending {kind}" if kind in STARTS else "save the picture in this format"
        but = f", but of type {kind}" if kind else ""
        yield Problem("E250", where, f"this is not a picture of type {file.suffix}{but}", hint)
        return
    if broken := picture_fault(file.suffix, content):
        hint = "open it in an image editor, and save it again"
        yield Problem("E243", where, f"this picture {broken}", hint)
    if len(content) > LARGE_PICTURE and _is_shown_as_it_is(course, file):
        what = f"this picture has {len(content) / 1_000_000:.1f} MB, and goes whole into each deck, page and quiz"
        hint = f"make it at most {PRINTED} pixels wide; save a photo as a JPEG"
        yield Problem("W269", where, what, hint)
    if file.suffix.lower() == ".svg":
        yield from _drawing(course, str(file), content, is_sound=not broken)
    elif not broken and (told := told_by(content)):
        yield _telling(where, told)


def _drawing(course: Course, path: str, content: bytes, *, is_sound: bool) -> Iterator[Problem]:
    """Yield what a drawing holds that is more than a picture, or else what of it is not the same on paper."""
    # A drawing program writes each of its labels in the same way: the first one tells.
    for fault in {fault.what: fault for fault in reversed(examined(content).faults)}.values():
        where = Where(path, fault.line, fault.column)
        if fault.told:
            yield _telling(where, fault.told)
        else:
            yield Problem("E251", where, f"this picture holds {fault.what}", fault.hint)
            is_sound = False
    if is_sound:
        yield from _on_paper(course, path, content)


def _is_shown_as_it_is(course: Course, file: Path) -> bool:
    """Tell whether a text shows a picture; of one with regions, the program makes smaller copies."""
    shown = f"]({file.relative_to(course.folder).as_posix()}"
    return any(shown in text.content for text in course.files.values())


def _telling(where: Where, told: str) -> Problem:
    hint = "remove what the file tells beside the picture, with `exiftool` or when you save or share it"
    return Problem("W268", where, f"this picture tells {told}, and everybody who gets it can read that", hint)


def _on_paper(course: Course, path: str, content: bytes) -> Iterator[Problem]:
    """Yield what printed pages, in the languages of the course and its sheets, would not show of a drawing."""
    drawn = drawn_on_paper(content, course.languages)
    for line, what in dict.fromkeys(lost_on_paper(drawn)):
        hint = "draw it without that, or save the picture as a PNG"
        yield Problem("W267", Where(path, line), f"printed pages leave out {what} in this picture", hint)
    for line, letters in dict.fromkeys(rare_letters(drawn)):
        hint = "use other characters, or let your drawing program convert text to paths"
        yield letters_lacking(Where(path, line), "this picture", letters, hint)


def templates(course: Course) -> Iterator[Problem]:
    """Find a course's own templates that lie outside it, would fetch something, or are never used."""
    folder = own_templates(course.folder)
    shown = course.folder.parent / "templates" if course.folder.name else folder
    contents: dict[str, str] = {}
    for file in files_in(folder):
        name = file.relative_to(folder).as_posix()
        path = str(shown / name)
        if not is_inside(file, folder.parent):
            hint = "a course must contain all its files; copy the template here"
            yield Problem("E115", Where(path), "this link leads out of the course", hint)
            continue
        try:
            contents[name] = content_of(file).decode("utf-8", "replace")
        except OSError as error:
            yield unreadable(path, error)
            continue
        for found in _FETCHED.finditer(contents[name]):
            where = Where(path, *place_of(contents[name], found.start()))
            address = brief(found["style"] or found["sheet"] or found["tag"] or "")
            hint = "put what it needs into the course: nothing is fetched from elsewhere"
            yield Problem("E252", where, f"this template would fetch '{address}'", hint)
    yield from _unused(course, contents, shown)


def _unused(course: Course, contents: Mapping[str, str], shown: Path) -> Iterator[Problem]:
    """Yield a warning for each template that takes no other's place, and that no other one names."""
    known = [file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.*")] if contents else []
    for name in contents:
        hint = unknown(course, "template", name, known)
        if hint and not any(name in text for text in contents.values()):
            message = "this template is never used: none of this name comes with nasec-study"
            yield Problem("W255", Where(str(shown / name)), message, hint)


def schemas(course: Course) -> Iterator[Problem]:
    """Find files whose schema for editors is not there, or is of another version; one for each folder of schemas."""
    told: set[Path] = set()
    for text in dict.fromkeys(source.text for source in course.places.values()):
        found = _MODELINE.match(text.content)
        schema = Path(os.path.normpath(Path(text.path).parent / found["path"])) if found else None
        if schema is None or schema.parent in told:
            continue
        try:
            fault = "" if VERSION.encode() in content_of(schema)[:200] else "is from another version"
        except OSError:
            fault = "is not there"
        if fault:
            told.add(schema.parent)
            hint = f"run `nasec-study schema --output {schema.parent}`"
            message = f"{schema}, the schema that editors use, {fault}"
            yield Problem("W256", Where(text.path), message, hint)


def names(course: Course) -> Iterator[Problem]:
    """Find ids that Windows keeps for devices, and names of decks that Anki would change."""
    source = course.place(course.settings)
    decks, worksheets = course.settings.decks, course.settings.worksheets
    things: tuple[Reading | Stimulus | Picture, ...] = (*course.readings, *course.stimuli, *course.pictures)
    places = [
        (source.part("code"), course.settings.code),
        *((source.part("decks", number, "id"), deck.id) for number, deck in enumerate(decks)),
        *((source.part("worksheets", number, "id"), worksheet.id) for number, worksheet in enumerate(worksheets)),
        *((course.place(thing).part("id"), thing.id) for thing in things),
    ]
    for place, name in places:
        if _is_device(name):
            yield _device(place.where(), name)
    # Each name of a deck or of one above it, by the letters by which Anki tells it from others.
    known: dict[str, str] = {}
    for number, deck in enumerate(decks):
        where = source.where("decks", number, "name")
        parts = deck.name.split("::")
        if not all(part.strip() and part.strip() == part for part in parts):
            hint = "'::' separates a deck from its subdecks; Anki changes names that are empty or padded"
            message = f"deck '{deck.id}': its name '{brief(deck.name)}' has a part that is empty or padded with spaces"
            yield Problem("E254", where, message, hint)
        every = [(name, known.setdefault(name.casefold(), name)) for name in accumulate(parts, "{}::{}".format)]
        for name, other in [pair for pair in every if pair[0] != pair[1]][:1]:
            hint = "Anki ignores capitals, and takes ß for ss: write the names alike, or change one"
            message = f"deck '{deck.id}': to Anki, '{brief(name)}' and '{brief(other)}' are the same deck"
            yield Problem("E254", where, message, hint)


def _is_device(name: str) -> bool:
    return name.partition(".")[0].lower() in _DEVICES


def _device(where: Where, name: str) -> Problem:
    return Problem("E253", where, f"Windows does not allow files with the name '{name}'", "choose another name")


CHECKS = (media, templates, schemas, names)
