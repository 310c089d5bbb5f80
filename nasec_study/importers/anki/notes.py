"""Anki's notes as items: by the kind of their type, or, where that is somebody's own, by the fields that it has."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from nasec_study.importers.anki.own_notes import HIDDEN_PARTS, is_own, own_item, own_tags
from nasec_study.importers.shared.bank import Fields, Imported, NoItem
from nasec_study.importers.shared.kinds import JUDGED
from nasec_study.importers.shared.names import first_words, tagged
from nasec_study.importers.shared.options import Option, options_item, with_rationale
from nasec_study.importers.shared.texts import Texts
from nasec_study.rendering.markup import FURIGANA, blanks, gaps, to_plain

_SOUND = re.compile(r"\[sound:(?P<name>[^\]]+)\]")
_MATHS = (
    (re.compile(r"\[latex\]\s*\$\$?([^$\[]+)\$\$?\s*\[/latex\]"), r"\\(\1\\)"),
    (re.compile(r"\[latex\](.*?)\[/latex\]|\[\$\$?\](.*?)\[/\$\$?\]", re.DOTALL), r"\\(\1\2\\)"),
    (re.compile(r"<anki-mathjax[^>]*>(.*?)</anki-mathjax>", re.DOTALL), r"\\(\1\\)"),
)
_REVERSED = re.compile(r"revers|invers|both|two.?way|bidire", re.IGNORECASE)
_EXTRA = re.compile(r"extra|note|hint|remark|comment|source|example|mnemonic|back extra|info", re.IGNORECASE)
_TECHNICAL = re.compile(r"id|guid|sort|order|number|index|add reverse|uuid", re.IGNORECASE)
# A field that a template shows, perhaps by filters, but not a condition.
_SHOWN = re.compile(r"\{\{(?![#^/!])(?P<name>[^{}]+)\}\}")
# How a word is read, with the blank that Anki has before that word.
_READ = re.compile(f" ?(?:{FURIGANA.pattern})")
# What a field that no card shows is called if it only files notes.
_COUNTS = re.compile(r"(?:.*[\W_])?(?:id|guid|uuid|index|idx|sort|order|number|nr|no|rank)", re.IGNORECASE)
_SHARED_GAP = re.compile(r"\{\{c\d+(?:,\d+)+::")
_OCCLUSION = re.compile(r"image.?occlusion|bild-?verdeckung|occlusion d.image|oclusión", re.IGNORECASE)
_PICTURE = re.compile(r"""<img\b[^<>]*?\bsrc=["']?(?P<name>[^"'<>]+)""")


@dataclass(frozen=True)
class AnkiNote:
    """A note: its identity, the name of its type, its fields as HTML by name in order, its tags, cards and deck.

    `sides` are the names of the fields that the fronts and the backs of its cards show, where that is known.
    """

    guid: str
    kind: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    is_cloze: bool = False
    cards: int = 1
    deck: str = ""
    sides: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()


def fields_in(template: str) -> tuple[str, ...]:
    """Return the names of the fields that a side of a card shows (https://docs.ankiweb.net/templates/fields.html)."""
    return tuple(dict.fromkeys(found["name"].rpartition(":")[2].strip() for found in _SHOWN.finditer(template)))


def note_items(note: AnkiNote, texts: Texts) -> Iterator[Imported]:
    """Yield the item of a note, if it is one."""
    if is_own(note.fields):
        yield from _own(note, texts)
        return
    if _OCCLUSION.search(note.kind) or any("image-occlusion:" in html for html in note.fields.values()):
        picture = next(filter(None, map(_PICTURE.search, note.fields.values())), None)
        name = unquote(picture["name"]) if picture else note.guid or note.kind
        texts.shelf.leave_out(name, texts.where, HIDDEN_PARTS)
        return
    shown = {name: _field(texts, html) for name, html in note.fields.items()}
    first = to_plain(blanks(next((text for text in shown.values() if text), "")))[:80]
    with texts.question(first or note.guid):
        fields = _fields(note, shown, texts)
        fields |= tagged(tag.replace("::", " ") for tag in note.tags if tag.lower() not in {"leech", "marked"})
        wish = to_plain(str(fields.get("term", "")))
        under = tuple(note.deck.split("::")) if note.deck else ()
        yield from texts.imported([fields], first, key=note.guid, wish=wish, under=under)


def _own(note: AnkiNote, texts: Texts) -> Iterator[Imported]:
    """Yield the item of a note of ours, if it is one."""
    name = note.fields["Id"]
    with texts.question(name):
        fields = own_item(note.fields, texts, lambda html: _field(texts, html))
        made = [fields | own_tags(note.tags)]
        yield from texts.imported(made, first_words(fields) or name, key=note.guid, wish=name)


def _field(texts: Texts, html: str) -> str:
    """Return a field as Markdown; its sounds are kept beside."""
    for sound in _SOUND.finditer(html):
        if address := texts.medium(sound["name"]):
            texts.leave(f"the sound {sound['name']} lies in {address}: nothing plays it until `audio` names it")
    html = _READ.sub(lambda found: f"{found[1] or found[3]}（{found[2] or found[4]}）", _SOUND.sub("", html))
    for pattern, ours in _MATHS:
        html = pattern.sub(ours, html)
    return texts.html(html)


def _fields(note: AnkiNote, shown: Mapping[str, str], texts: Texts) -> Fields:
    filled = {name: text for name, text in shown.items() if text}
    if not filled:
        raise NoItem("the note is empty")
    if "Q_1" in filled and "Answers" in filled:
        return _options(filled, texts)
    if note.is_cloze and (text := next((text for text in shown.values() if gaps(text)), "")):
        return _cloze(text, filled, texts)
    if note.is_cloze:
        raise NoItem("its text has no gap")
    front, kept = _asked(note, filled, texts)
    if len(kept) < 2:  # noqa: PLR2004 - a front and a back
        raise NoItem("only one of its fields has a text")
    (front_name, _), (_, back), *more = kept.items()
    rationale = [text for name, text in more if _EXTRA.search(name)]
    others = [(name, text) for name, text in more if not _EXTRA.search(name)]
    if others:
        texts.change(f"its fields {', '.join(name for name, _ in others)} stand with the answer")
        back = "\n\n".join([back, *(f"{name}: {text}" if "\n" not in text else text for name, text in others)])
    made: Fields
    if not others and (note.cards > 1 or _REVERSED.search(note.kind) or front_name.lower() in {"term", "word"}):
        made = {"type": "term", "term": front, "definition": back}
    else:
        made = {"type": "question", "stem": front, "answer": back}
    return with_rationale(made, *rationale)


def _asked(note: AnkiNote, filled: Mapping[str, str], texts: Texts) -> tuple[str, Mapping[str, str]]:
    """Return what a note asks, and the fields that come here, of which the first is the one that asks.

    The first card that has something on both sides tells, else the order of the fields.
    """
    for front, back in note.sides:
        asked, others = ([name for name in names if name in filled] for names in (front, back))
        if answers := [name for name in others if name not in asked] if asked else []:
            shown = {name for sides in note.sides for name in (*sides[0], *sides[1])}
            rest = [name for name in filled if name not in {*asked, *answers}]
            counts = [name for name in rest if name not in shown and _COUNTS.fullmatch(name)]
            if counts:
                texts.leave(f"its fields {', '.join(counts)}, which no card shows")
            names = [asked[0], *answers, *(name for name in rest if name not in counts)]
            return "\n\n".join(filled[name] for name in asked), {name: filled[name] for name in names}
    first_two = [*note.fields][:2]
    kept = {name: text for name, text in filled.items() if not _TECHNICAL.fullmatch(name) or name in first_two}
    return next(iter(kept.values()), ""), kept


def _options(filled: Mapping[str, str], texts: Texts) -> Fields:
    """Return a note of the add-on for multiple choice, whose answers are a row of 1 and 0. Raises NoItem."""
    stem = "\n\n".join(filled[name] for name in ("Title", "Question") if name in filled)
    marks = dict(enumerate(to_plain(filled["Answers"]).split(), start=1))
    offered = {number: filled.get(f"Q_{number}", "") for number in marks}
    made = options_item(texts, stem, [Option(text, marks[number] == "1") for number, text in offered.items() if text])
    if any(name.startswith("QType") and text == "0" for name, text in filled.items()):
        texts.change(JUDGED)
    return with_rationale(made, *(text for name, text in filled.items() if name.startswith(("Sources", "Extra"))))


def _cloze(text: str, filled: Mapping[str, str], texts: Texts) -> Fields:
    if _SHARED_GAP.search(text):
        raise NoItem("it has a gap that several cards ask for")
    found = gaps(text)
    if any("{{" in gap.answer or "{{" in gap.hint for gap in found):
        raise NoItem("it has a gap within a gap")
    if text.count("{{") != len(found) or text.count("}}") != len(found) or any(gap.number == 0 for gap in found):
        raise NoItem("it has a gap that is not closed, or not well written")
    rest = [one for one in filled.values() if one != text]
    if rest:
        texts.change("what was beside the text is now its rationale")
    return with_rationale({"type": "cloze", "text": text}, *rest)
