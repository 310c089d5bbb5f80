"""Letters composed, without accents, or as ids; and the characters that no text of a course may hold."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Control characters but tab and line ends (Anki divides the fields of a note by one of them); those that
# turn the direction of writing (Unicode: Bidi_Control); line ends that only some programs count; and what
# XML does not allow.
REFUSED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Printable ASCII, tab and line ends.
_ORDINARY = bytes(range(0x20, 0x7F)) + b"\t\n\r"
_UNSHOWN = re.compile(rf"{REFUSED.pattern}|[\t\n\r]")

# More marks on one letter than any language has; to normalize very many takes for ever (Unicode annex 15, 13).
_MANY_MARKS = re.compile(r"([^\w\x00-\x7f]{30})[^\w\x00-\x7f]+")

# Letters of scripts that have no spaces between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)

_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)
_FILE_NAME = re.compile(r"[A-Za-z0-9._-]+")
# As word processors write hyphens.
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")

# Figures of other scripts, and the signs for decimals and for groups among those of Arabic.
_OTHER_FIGURES = re.compile(r"(?a:[^\x00-\x7f])(?<=\d)")
_POINTS = {"\u066b": ".", "\u066c": ","}

# The vowels of Hebrew and Arabic, and the points there.
_POINTING = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670"
# What makes words together with letters, and a few of these between: accents, and the signs of scripts in which vowels
# and tones are marks (Syriac, Thaana, those of India, Thai, Lao, Tibetan, Burmese, Khmer).
MARKS = (
    rf"\u0300-\u036f\u0483-\u0487{_POINTING}\u0610-\u061a\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0730-\u074a\u07a6-\u07b0"
    "\u0900-\u0963\u0980-\u09e3\u0a00-\u0a63\u0a70-\u0a75\u0a80-\u0ae3\u0b00-\u0b63\u0b80-\u0bd7\u0c00-\u0c63\u0c80-\u0ce3"
    "\u0d00-\u0d4e\u0d57\u0d62\u0d63\u0d80-\u0ddf\u0df2\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ece\u0f71-\u0f84\u0f90-\u0fbc"
    "\u102b-\u103e\u1056-\u108f\u109a-\u109d\u17b4-\u17d3\u1ab0-\u1ace\u1dc0-\u1dff\u3099\u309a"
)

# Accents, and the vowels of Hebrew and Arabic. Other marks make another letter: が is no か, कि no क, and й no и.
_ACCENTS = re.compile(rf"([ИиУу]\u0306|[Іі]\u0308|[ГгКк]\u0301)|[\u0300-\u036f{_POINTING}]")  # noqa: RUF001 - Cyrillic
# What readings of Hebrew, Arabic and Russian may have or lack: vowels, and stress, which is no letter's own accent; and
# where a line may end or letters join, which nobody sees, and few can type.
_UNWRITTEN = re.compile(rf"[{_POINTING}\u200b-\u200d\u2060]|[\u0300\u0301](?<=[\u0400-\u04ff].)")

# Letters that are no others with an accent, and are typed as these.
_TWINS = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}

# Umlauts as German spells them where a keyboard has none.
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})

# Comes along with passages that are copied; where a line may break is for the page to say.
_SOFT_HYPHEN = "\u00ad"
_CUT_BY_SOFT_HYPHEN = re.compile(rf"{_SOFT_HYPHEN}(?=[ \t]*\r?$)", re.MULTILINE)


def composed(text: str) -> str:
    """Return a text with each letter and its accents as one character (Unicode: NFC), and without soft hyphens."""
    if text.isascii():
        return text
    text = text.replace(_SOFT_HYPHEN, "")
    # Where nothing but letters beyond ASCII is left, there is no run of marks either.
    if _MANY_MARKS.search(beyond_ascii(text)):
        text = _MANY_MARKS.sub(r"\1", text)
    return unicodedata.normalize("NFC", text)


def without_accents(text: str) -> str:
    """Return a text without accents, as one types it on a keyboard that lacks them."""
    if text.isascii():
        return text
    for letter, plain in _TWINS.items():
        text = text.replace(letter, plain)
    return unicodedata.normalize("NFC", _ACCENTS.sub(r"\1", unicodedata.normalize("NFD", text)))


def without_unwritten(text: str) -> str:
    """Return a text without what print leaves out or puts in at will: vowels of Hebrew and Arabic, stress in Cyrillic.

    Characters without a width go, too.
    """
    return text if text.isascii() else _UNWRITTEN.sub("", text)


def without_umlauts(text: str) -> str:
    """Return a text with the letters that stand for umlauts in German, Mueller for Müller."""
    return text.translate(_UMLAUTS)


def in_plain_letters(text: str) -> str:
    """Return a text without accents, and with plain letters and figures for ligatures, raised and wide ones."""
    return text if text.isascii() else without_accents(unicodedata.normalize("NFKC", text))


def slug(text: str) -> str:
    """Return a text as an id: its letters and digits in small ASCII, accents left out, with hyphens between words.

    A dash stands between words. It is '' for a text without such letters.
    """
    plain = in_plain_letters(_DASHES.sub("-", text))
    return "-".join(re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower()))


def file_name(path: str) -> str:
    """Return the name of a file of a course at a path of any machine: as it is, or in letters that every one has."""
    name = re.split(r"[/\\]", path)[-1]
    stem, _, ending = name.rpartition(".")
    return name if _FILE_NAME.fullmatch(name) else f"{slug(stem) or 'file'}.{ending.lower()}"


def in_plain_figures(text: str) -> str:
    """Return a text with plain figures for those of other scripts and for wide ones: 34 for ٣٤."""
    if text.isascii():
        return text
    text = _OTHER_FIGURES.sub(lambda found: str(unicodedata.decimal(found[0], found[0])), text)
    for sign, plain in _POINTS.items():
        text = text.replace(sign, plain)
    return text


def has_unspaced(text: str) -> bool:
    """Tell whether a text has letters of scripts that have no spaces between words."""
    if text.isascii():
        return False
    # The exact ranges are costly to prepare, and most texts have no letter near them.
    is_near = any("\u0e00" <= letter <= "\u17ff" or letter >= "\u3005" for letter in set(beyond_ascii(text)))
    return is_near and bool(re.search(f"[{UNSPACED}]", text))


def script_of(letter: str) -> str:
    """Return the script of a letter, as its name in Unicode begins: LATIN, CYRILLIC, HIRAGANA."""
    return unicodedata.name(letter, "").partition(" ")[0]


def composed_print(text: str) -> str:
    """Return the text of a printed page, composed and with letters for ligatures, as a PDF has them: ﬁ is fi.

    Soft hyphens at the ends of lines, which were seen, are hyphens.
    """
    return text if text.isascii() else composed(_CUT_BY_SOFT_HYPHEN.sub("-", text.translate(_LIGATURES)))


def is_composed(text: str) -> bool:
    """Tell whether `composed` would leave a text as it is."""
    return text.isascii() or composed(text) == text


class Refused(NamedTuple):
    """A refused character, its line and column (from 1), and the words for it: what is wrong, what would be right."""

    character: str
    line: int
    column: int
    message: str
    hint: str


def refused(text: str) -> Iterator[Refused]:
    """Yield the refused characters of a text, in order; up to the first NUL, which tells of another encoding."""
    if beyond_ascii(text).isprintable():
        return
    start = line = 0
    for found in REFUSED.finditer(text):
        line += _line_ends(text, start, found.start())
        start = found.start()
        message = f"character U+{ord(found[0]):04X} is not allowed in a text"
        yield Refused(found[0], line + 1, _column(text, start), message, _hint(found[0]))
        if found[0] == "\0":
            return


def beyond_ascii(text: str) -> str:
    """Return a text without printable ASCII, tabs and line ends, of which most consist: the rest is soon looked at."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ORDINARY).decode("utf-8", "surrogatepass")


def shown(text: str) -> str:
    """Return a text as one line that is safe on a terminal: refused characters, tabs and line ends stand as escapes."""
    if text.isprintable():
        return text
    return _UNSHOWN.sub(lambda match: match[0].encode("unicode_escape", "surrogatepass").decode(), text)


def place_of(text: str, index: int) -> tuple[int, int]:
    """Return line and column, from 1, of a place in a text; lines end as YAML and editors have it: LF, CR, or both."""
    return _line_ends(text, 0, index) + 1, _column(text, index)


def _line_ends(text: str, start: int, end: int) -> int:
    return text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)


def _column(text: str, index: int) -> int:
    return index - max(text.rfind("\n", 0, index), text.rfind("\r", 0, index))


def _hint(character: str) -> str:
    if character == "\0":
        return "save the file as UTF-8"
    return "delete it: it reverses the direction of writing" if character in _BIDI else "delete it"
