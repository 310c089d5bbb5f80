"""The fonts of the page, from packages and never from the machine: their files, which letters they have, how wide."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from html import unescape
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from itertools import combinations
from typing import Any, NamedTuple

from nasec_study.foundation.characters import script_of
from nasec_study.rendering.locales import language_of


class Face(NamedTuple):
    """A face: its family by a name of our own, so that no font of a machine is taken for it, and its file."""

    family: str
    package: str
    file: str
    weight: int = 400
    style: str = "normal"

    @property
    def is_variable(self) -> bool:
        """Whether its file holds many weights, of which one is taken."""
        return self.file.endswith("-Variable.ttf")


class _Box(NamedTuple):
    """Where a letter or an accent stands, in em, from where its text begins on the line."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        """Its middle between left and right."""
        return (self.left + self.right) / 2


_SERIF, _SANS, _MONO = "font_source_serif_pro/files", "font_source_sans_pro/files", "fontpkg_ibm_plex_mono/files"
FACES: Mapping[str, Face] = {
    "serif-regular": Face("Study Serif", _SERIF, "SourceSerifPro-Regular.otf"),
    "serif-italic": Face("Study Serif", _SERIF, "SourceSerifPro-It.otf", style="italic"),
    "serif-bold": Face("Study Serif", _SERIF, "SourceSerifPro-Semibold.otf", 600),
    "sans-regular": Face("Study Sans", _SANS, "SourceSansPro-Regular.otf"),
    "sans-italic": Face("Study Sans", _SANS, "SourceSansPro-It.otf", style="italic"),
    "sans-bold": Face("Study Sans", _SANS, "SourceSansPro-Semibold.otf", 600),
    "mono-regular": Face("Study Mono", _MONO, "IBMPlexMono-Regular.ttf"),
    "mono-bold": Face("Study Mono", _MONO, "IBMPlexMono-SemiBold.ttf", 600),
    # DejaVu Sans: arrows, operators, raised figures, phonetic, Greek, Hebrew and Arabic letters.
    "signs": Face("Study Signs", "ziafont/fonts", "DejaVuSans.ttf"),
    # Of the extra `scripts`; each as it is called in the families of fonts.conf.
    "devanagari": Face("Study Devanagari", "pylopdf_fonts_hi", "NotoSansDevanagari-Variable.ttf"),
    "thai": Face("Study Thai", "pylopdf_fonts_th", "NotoSansThai-Variable.ttf"),
    "chinese": Face("Study Chinese", "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),
    "japanese": Face("Study Japanese", "pylopdf_fonts_jp", "NotoSansJP-Regular.otf"),
    "korean": Face("Study Korean", "pylopdf_fonts_ko", "NotoSansKR-Regular.otf"),
}
# On every page; the others where a page needs them.
BASE = ("serif-regular", "serif-italic", "serif-bold", "sans-regular", "sans-italic", "sans-bold")
_CODE = ("mono-regular", "mono-bold")
# Fonts of labels in pictures for which they stand in, by fonts.conf.
_MONOSPACED = re.compile(
    r"font(?:-family)?\s*[:=][^<>]{0,80}?(?:courier|consolas|menlo|monaco|monospace|(?<!study )mono\b)", re.IGNORECASE
)
# In the order of fonts.conf.
_STAND_INS = ("sans-regular", "signs", "devanagari", "thai", "chinese", "japanese", "korean")
IDEOGRAPHS = {"zh": "chinese", "ja": "japanese", "ko": "korean"}
_TELLS = re.compile("(?P<kana>[\u3041-\u30fa])|[\uac00-\ud7a3]")
_SCRIPTS_OF_MORE = frozenset({"DEVANAGARI", "THAI", "CJK", "HIRAGANA", "KATAKANA", "HANGUL"})
MORE_FONTS = "`pip install 'nasec-study[scripts]'` brings fonts for Devanagari, Thai, Chinese, Japanese and Korean"

# What is in the first of them; most courses hold nothing else, and no font need be read for them.
ORDINARY = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)))) | frozenset(
    "\t\n\r\u00a0–—‘’“”„…•€−☐☑✓\u2039\u203a†‡‰\u2032\u2033™√∞∂∑≈≠≤≥⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"
)
# Letters with accents that are signs of their own, of which some join two letters.
_ACCENT = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
ACCENTED = re.compile(rf"\w[{_ACCENT}]+(?:(?<=[\u035c-\u0362])\w[{_ACCENT}]*)?")
# By Unicode's classes: those below a letter and above it. Others cross it, hang on it, or stand beside it.
_CLEAR_OF_LETTER = frozenset({0, 220, 230})
# How far the middle of an accent may be from that of its letter, and how far it may overlap another, in em.
_ASIDE, _OVERLAP = 0.15, 0.06
# What is never drawn: control and format characters, joiners, variation selectors.
_UNDRAWN_KINDS = frozenset({"Cc", "Cf", "Cs"})
_UNDRAWN = frozenset(map(chr, (0x34F, *range(0xFE00, 0xFE10))))


def versions() -> str:
    """Return which fonts are here: the versions of their packages."""
    names = dict.fromkeys(face.package.partition("/")[0].replace("_", "-") for face in FACES.values())
    return " ".join(f"{name}={_version(name)}" for name in names)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def is_here(name: str) -> bool:
    """Tell whether the package of a face is installed."""
    return find_spec(FACES[name].package.partition("/")[0]) is not None


def font(name: str) -> bytes:
    """Return the file of a face."""
    face = FACES[name]
    package, _, folder = face.package.partition("/")
    return (files(package) / folder / face.file).read_bytes()


@cache
def widths(name: str) -> Mapping[str, float]:
    """Return the letters of a face with their widths in em."""
    file = _file(name)
    face = file.face
    return {
        chr(code): file.get_glyph_h_advance(file.get_nominal_glyph(code) or 0) / face.upem for code in face.unicodes
    }


@cache
def _file(name: str) -> Any:
    """Return the file of a face as HarfBuzz reads it."""
    import uharfbuzz  # noqa: PLC0415 - only where text is measured

    return uharfbuzz.Font(uharfbuzz.Face(font(name)))


@lru_cache(maxsize=4096)
def face_with_accents(letter: str, name: str) -> str:
    """Return the face for a letter with accents of its own where the text around it is set in one of BASE.

    It is that face, or the next one, which has them all and sets each above or below the letter, clear of the others;
    if there is none, the first that has them all.
    """
    faces = dict.fromkeys((name, name.replace("serif", "sans"), "signs"))
    having = {face: boxes for face in faces if (boxes := _boxes(letter, face))}
    if {*map(unicodedata.combining, unicodedata.normalize("NFC", letter))} <= _CLEAR_OF_LETTER:
        placing = [face for face, boxes in having.items() if _are_clear(boxes)]
    else:
        placing = []
    return next(iter((*placing, *having)), name)


def _boxes(letter: str, name: str) -> list[_Box]:
    """Return where a face sets a letter and its accents; none if it lacks one of them."""
    import uharfbuzz  # noqa: PLC0415 - only where text is measured

    file = _file(name)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(letter)
    buffer.guess_segment_properties()
    uharfbuzz.shape(file, buffer)
    boxes, start = [], 0
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if not glyph.codepoint:
            return []
        drawn = file.get_glyph_extents(glyph.codepoint)
        left, top = start + place.x_offset + drawn.x_bearing, place.y_offset + drawn.y_bearing
        em = file.face.upem
        boxes.append(_Box(left / em, (left + drawn.width) / em, (top + drawn.height) / em, top / em))
        start += place.x_advance
    return boxes


def _are_clear(boxes: Sequence[_Box]) -> bool:
    """Tell whether accents stand above or below the letter that is the first box, and do not touch each other."""
    first, *accents = boxes
    are_aside = any(abs(accent.middle - first.middle) > _ASIDE for accent in accents)
    pairs = combinations(boxes, 2)
    return not are_aside and all(min(one.top, two.top) - max(one.bottom, two.bottom) <= _OVERLAP for one, two in pairs)


def width(letter: str, name: str) -> float:
    """Return the width of a letter in em where it is set in a face, or in the next one that has it."""
    found = widths(name).get(letter)
    if found is None:
        found = next((widths(other)[letter] for other in _that_have(letter)), 1.0)
    return found


def lacking(text: str) -> str:
    """Return the letters of a text, each once, that no font of the page has."""
    return "".join(letter for letter in _rare(text) if not any(_that_have(letter)))


def _rare(text: str) -> Iterator[str]:
    """Yield the letters of a text, each once, that are out of the ordinary."""
    rare = (letter for letter in dict.fromkeys(text) if letter not in ORDINARY and letter not in _UNDRAWN)
    return (letter for letter in rare if unicodedata.category(letter) not in _UNDRAWN_KINDS)


def _that_have(letter: str) -> Iterator[str]:
    """Yield the faces that have a letter, in the order in which they stand in for each other."""
    return (name for name in _STAND_INS if is_here(name) and letter in widths(name))


def faces_for(html: str, language: str) -> tuple[str, ...]:
    """Return the faces that a page in a language needs; the language tells whose ideographs it holds.

    Signs such as ♯ and → are as wide as ideographs in the faces of these, so that they come from there on pages in a
    language of ideographs alone.
    """
    needed = {*BASE, *(_CODE if "<code" in html or _MONOSPACED.search(html) else ())}
    text = unescape(html)
    needed.update(face_with_accents(found, name) for found in set(ACCENTED.findall(text)) for name in BASE)
    letters = list(_rare(text))
    ours = _ideographs(letters, language)
    is_among_ideographs = language_of(language) in IDEOGRAPHS
    for letter in letters:
        found = list(_that_have(letter))
        is_ours = ours in found and (is_among_ideographs or found[0] in IDEOGRAPHS.values())
        needed.update([ours] if is_ours else found[:1])
    return tuple(name for name in FACES if name in needed)


def language_of_ideographs(texts: Iterable[str]) -> str:
    """Return whose ideographs those of a course are, by the letters beside them: 'ja', 'ko', or '' if none tell."""
    found = set(filter(None, (_TELLS.search(text) for text in set(texts))))
    return ("ja" if any(one["kana"] for one in found) else "ko") if found else ""


def lacks_bold(text: str) -> bool:
    """Tell whether a text has letters in faces of which there is no bold and no slanted one."""
    faces = (next(_that_have(letter), "") for letter in _rare(text) if letter.isalpha())
    return any(face not in {"", "sans-regular"} for face in faces)


def _ideographs(letters: list[str], language: str) -> str:
    """Return the face of a page's ideographs: by its language, or by the letters beside them."""
    if language_of(language) in IDEOGRAPHS:
        return IDEOGRAPHS[language_of(language)]
    names = set(map(script_of, letters))
    return "japanese" if names & {"HIRAGANA", "KATAKANA"} else "korean" if "HANGUL" in names else "chinese"


def way_out(letter: str, otherwise: str) -> str:
    """Return the hint for a letter that no font has: how to install fonts that have it, or else `otherwise`."""
    return MORE_FONTS if script_of(letter) in _SCRIPTS_OF_MORE else otherwise
