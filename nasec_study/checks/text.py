"""Whether texts are Markdown that every target shows alike, with letters that our fonts have and pictures there are."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote

from nasec_study.checks._letters import letters_lacking
from nasec_study.checks._rule import Finding, Rule
from nasec_study.checks.shown import Shown, shown
from nasec_study.course.dollars import leftover
from nasec_study.course.files import MEDIA, PICTURES, is_medium, near_medium
from nasec_study.course.model import ITEM_TYPES, Cloze, Course, Item, Picture, Reading
from nasec_study.course.wording.references import unknown
from nasec_study.course.writing import quoted
from nasec_study.foundation.characters import beyond_ascii
from nasec_study.foundation.problems import Problem, brief
from nasec_study.rendering.fonts import ORDINARY, lacking
from nasec_study.rendering.markup import Fault, bare_tex, faults, joined_line, markup, pictures, without_gaps
from nasec_study.rendering.markup import formulas as formulas_of

# A whole text between curly quotation marks, as word processors write them.
_CURLY = re.compile(r"[“„‘][^“”„‘]+[”“’]")
_ADDRESS = re.compile(r"[A-Za-z0-9._/-]+")
_REWRITE = "write it in other words or characters, or show it by a picture in media/"
# Any text has one of them that holds markup or a formula, or that may be refused. To look for a few signs one after the
# other is quicker than to look at each character.
_MARKED = (*"\\*_`~^[<$\t•▪◦‣●", ":::")
_UNDERLINED = re.compile(r"\n[ >]*(?:#|\||=|-+[ \t]*$)", re.MULTILINE)
# Of a picture as phones and programs for drawing may save it: what is wrong, and what would be right.
_OTHER_KIND = ("is of a type that some cards and pages cannot show", "save it as .png, .jpg, .gif, .webp or .svg")
_OTHER_SIGNS = "has characters in its name other than letters from a to z, digits, dots and hyphens"
_OUTSIDE = "is not a picture of the course"
# What to write in a text that is shown as it is.
_INSTEAD = {
    "formula": "write it in plain characters, such as x², or put it into the text",
    "raised": "write the characters themselves, such as x² and H₂O, or put it into the text",
    "emphasis": "leave out the marks around it",
    "image": "put it into a text, such as a stem or instructions",
    "link": "put it into a text, such as a stem or instructions",
}


@lru_cache(maxsize=1)
def marked(course: Course) -> tuple[Shown, ...]:
    """Return the texts that are shown, of the things that may hold what not every target shows alike; remembered."""
    return tuple(shown(course, _may_differ))


def shown_alike(course: Course) -> Iterator[Problem]:
    """Find texts with letters that no font has, faulty formulas, or what some target would not show."""
    for found in marked(course):
        text = found.text
        if _is_marked(text):
            for fault in _faults(course, text) if found.is_markdown else _faults_of_name(found):
                yield Problem(fault.rule, found.where(fault.piece), f"{found.subject}{fault.message}", fault.hint)
            yield from _formulas(course, found)
        if _is_rare(text) and (letters := lacking(unescape(text))):
            yield letters_lacking(found.where(letters[0]), found.subject, letters, _REWRITE)


def _may_differ(texts: Sequence[str]) -> bool:
    """Tell whether some texts may hold what not every target shows, or shows alike."""
    together = "\n".join(texts)
    return _is_marked(together) or _is_rare(together) or together.count("\n") >= len(texts)


def _is_marked(text: str) -> bool:
    """Tell whether a text may hold markup or a formula, or what is refused."""
    return any(sign in text for sign in _MARKED) or bool(_UNDERLINED.search(f"\n{text}"))


def _is_rare(text: str) -> bool:
    """Tell whether a text may hold letters that our fonts lack."""
    return "&" in text or not ORDINARY.issuperset(beyond_ascii(text))


def _formulas(course: Course, found: Shown) -> Iterator[Problem]:
    """Yield what is wrong with the formulas of a text: they are TeX that is drawn whole on cards and on paper."""
    steps, text = found.steps, found.text
    if course.settings.dollar_formulas and (piece := leftover(text)):
        message = f"{found.subject}: '{brief(piece)}' is not a formula by the rules of dollar signs"
        hint = r"write \( \) around it, \[ \] in a paragraph of its own, or \$ for the sign"
        yield Problem("E248", found.where(piece), message, hint)
    written = without_gaps(text) if isinstance(found.thing, Cloze) and steps == ("text",) else text
    for tex in dict.fromkeys(formulas_of(written)) if found.is_markdown else ():
        from nasec_study.rendering.formulas.faults import fault_of  # noqa: PLC0415 - most courses hold no formula

        if fault := fault_of(tex):
            where = found.source.word(steps, tex, fault.at)
            message = f"{found.subject}: formula '{brief(tex)}': {fault.message}"
            yield Problem("E248", where, message, fault.hint)


def _faults_of_name(found: Shown) -> Iterator[Fault]:
    """Yield what a text may not hold that is shown as it is, such as a title."""
    piece, kind = markup(found.text)
    if kind and not (kind == "emphasis" and isinstance(found.thing, Reading)):
        rule = "E248" if kind == "formula" else "E258"
        yield Fault(rule, f": {kind} '{brief(piece)}' is in a text that is shown as it is", _INSTEAD[kind], piece)
    yield from (fault for fault in faults(found.text) if fault.rule in {"E248", "E257"})


def _faults(course: Course, text: str) -> Iterator[Fault]:
    """Yield each fault of a text."""
    yield from faults(text)
    for address, description in pictures(text):
        shown = f": picture '{brief(unquote(address))}'"
        if not description.strip():
            hint = "write what it shows between the brackets: ![Three towers](media/towers.svg)"
            yield Fault("E242", f"{shown} has no alternative text", hint, address)
        if fault := _fault(course, address):
            hint = "rename the file" if fault == _OTHER_SIGNS else "put it into media/, or draw it in pictures/"
            hint = _OTHER_KIND[1] if fault == _OTHER_KIND[0] else near_medium(course.folder, address) or hint
            yield Fault("E241", f"{shown} {fault}", hint, address)


def _fault(course: Course, address: str) -> str:
    """Return what keeps an address from being that of a picture of the course."""
    if not _ADDRESS.fullmatch(address):
        return _OUTSIDE if ":" in address else _OTHER_SIGNS
    path = PurePosixPath(address)
    if path.parts[:1] == (MEDIA,) and path.suffix and path.suffix.lower() not in PICTURES:
        return _OTHER_KIND[0]
    if str(path) != address:
        return "has an address with empty parts"
    if path.parts[:1] == ("pictures",):
        is_missing = unknown(course, Picture.NOUN, path.stem, (picture.id for picture in course.pictures))
        is_drawn = address == f"pictures/{path.stem}.svg" and not is_missing
        return "" if is_drawn else f"is not drawn: there is no pictures/{path.stem}.yaml"
    if path.parts[:1] != (MEDIA,) or ".." in path.parts or path.suffix.lower() not in PICTURES:
        return _OUTSIDE
    return "" if is_medium(course.folder, address) else "is not there"


def curly_quotes(item: Item) -> Iterator[Finding]:
    """Find items with two texts or more in curly quotation marks, which are no quotes to YAML, and so are shown."""
    found = [(name, text) for name, text in vars(item).items() if isinstance(text, str) and _CURLY.fullmatch(text)]
    if len(own := [pair for pair in found if pair[0] != "quote"]) > 1:
        name, text = own[0]
        hint = f"in YAML, only straight ones are quotes: write {name}: {quoted(text[1:-1])}"
        yield Finding(item, (name,), "has its texts in curly quotation marks, which students will see", hint)


W243 = Rule(
    code="W243",
    name="texts in curly quotation marks",
    source="our own: in YAML, only straight marks are quotes",
    why="Word processors turn the marks around a text into curly ones, which are part of it to YAML. "
    "Students see them around each text.",
    bad="stem: “Which tide comes at full moon?”",
    good='stem: "Which tide comes at full moon?"',
    find=curly_quotes,
    of=(*ITEM_TYPES.values(),),
)


def outside_formulas(found: Shown) -> Iterator[Finding]:
    """Find TeX that stands in no formula."""
    if found.is_markdown:
        piece, hint = bare_tex(found.text, is_unit=found.steps == ("unit",))
        if piece:
            message = f"holds '{brief(piece)}' outside of a formula, where it is shown as it is"
            yield Finding(found, (), message, hint, piece)


W266 = Rule(
    code="W266",
    name="signs of TeX outside of a formula",
    source="our own: what cards and pages show",
    why="A command of TeX means something only in a formula. "
    "Elsewhere students see its backslash and its letters, not what you meant.",
    bad=r"How large is \beta?",
    good=r"How large is \(\beta\)?",
    find=outside_formulas,
    of=(Shown,),
)


def joined_lines(found: Shown) -> Iterator[Finding]:
    """Find texts whose lines were ended on purpose, as those of verse and of speakers, and are shown as one."""
    if found.is_markdown and (line := joined_line(found.text)) and not _has_more(found.text):
        message = f"shows '{brief(line)}' and the next line as one"
        hint = "end each line but the last with a backslash; in a list, begin each with `- `"
        yield Finding(found, (), message, hint, line)


W270 = Rule(
    code="W270",
    name="lines that are shown as one",
    source="our own: in Markdown, a line goes on in the next",
    why="The lines of a paragraph are shown as one, so that you can break them where you like. "
    "Verse and dialogue then run together.",
    bad="The salt road runs beside the sea,\nand no one walks it now.",
    good="The salt road runs beside the sea,\\\nand no one walks it now.",
    find=joined_lines,
    of=(Shown,),
)


def _has_more(text: str) -> bool:
    """Tell whether a text has faults of other kinds, each of which its lines may belong to."""
    return any(faults(text)) or bool(bare_tex(text)[0])


CHECKS = (shown_alike,)
