"""The fonts in a PDF that was put together: one of each face, with the letters that any part shows."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

import uharfbuzz
from pikepdf import Array, Name, Object, Pdf

from nasec_study.rendering import fonts

# How WeasyPrint says which text a glyph stands for.
_TEXT = re.compile(rb"^<([0-9a-f]{4})> (<[0-9a-f]*>)$", re.MULTILINE)
_TEXTS = re.compile(rb"\d+ beginbfchar\n.*endbfchar", re.DOTALL)
_MOST_TEXTS = 100  # in a block: Adobe Technical Note 5014, CMap and CIDFont Files Specification
_FIXED_PITCH = 1  # flag of a font: ISO 32000-1, table 123
_REGULAR = 400
_UNUSED = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "MATH")


def merge_fonts(joined: Pdf, found: Sequence[Object]) -> None:
    """Make one font of each face in the dictionaries of fonts that the parts of a PDF have.

    These are subsets as WeasyPrint makes them, in which a glyph has the number that it has in the face. Fonts that are
    variable, or that stand for letters which they lack, stay as each part has them.
    """
    users: dict[str, list[Object]] = defaultdict(list)
    for part in found:
        for name, font in part.items():
            if font.get("/Encoding") == Name("/Identity-H") and _face_of(font):
                users[name].append(part)
    for name, parts in users.items():
        if len(parts) > 1:
            merged = _merged(joined, [part[name] for part in parts])
            for part in parts:
                part[name] = merged


def _face_of(font: Object) -> str | None:
    """Return the name of the face that a font is a subset of, if it is one of ours."""
    return _faces().get(str(font.BaseFont).partition("+")[2])


@cache
def _faces() -> Mapping[str, str]:
    """Return the names of faces by what Pango calls them."""
    return {
        "-".join((*face.family.split(), *_words(face))): name
        for name, face in fonts.FACES.items()
        if fonts.is_here(name) and not face.is_variable
    }


def _words(face: fonts.Face) -> Iterator[str]:
    if face.weight > _REGULAR:
        yield "Semi-Bold"
    if face.style != "normal":
        yield face.style.capitalize()


def _merged(joined: Pdf, subsets: Sequence[Object]) -> Object:
    """Return the first of several subsets of a face, with the glyphs of all."""
    first, inner = subsets[0], subsets[0].DescendantFonts[0]
    widths = {glyph: width for subset in subsets for glyph, width in _widths(subset.DescendantFonts[0].W)}
    maps = [subset.ToUnicode.read_bytes() for subset in subsets]
    texts = {glyph: text for found in reversed(maps) for glyph, text in _TEXT.findall(found)}
    inner.W = _array_of(widths)
    about = inner.FontDescriptor
    about.FontBBox[2] = max(widths.values())
    if len(set(widths.values())) > 1:
        about.Flags = int(about.Flags) & ~_FIXED_PITCH
    key = "/FontFile3" if "/FontFile3" in about else "/FontFile2"
    file = _subset(_face_of(first) or "", widths)
    extra = {"Subtype": Name.OpenType} if key == "/FontFile3" else {"Length1": len(file)}
    about[key] = joined.make_stream(file, **extra)
    first.ToUnicode = joined.make_stream(_TEXTS.sub(lambda _: _lines(texts), maps[0]))
    return first


def _widths(array: Object) -> Iterator[tuple[int, float]]:
    """Yield glyphs with their widths (ISO 32000-1, 9.7.4.3)."""
    entries = list(array)
    for start, widths in zip(entries[::2], entries[1::2], strict=True):
        yield from enumerate(map(float, widths), int(start))


def _array_of(widths: Mapping[int, float]) -> Array:
    """Return widths as an array of runs."""
    runs: list[list[int]] = []
    for glyph in sorted(widths):
        if runs and runs[-1][-1] == glyph - 1:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return Array([entry for run in runs for entry in (run[0], Array([widths[glyph] for glyph in run]))])


def _lines(texts: Mapping[bytes, bytes]) -> bytes:
    lines = [b"<%b> %b" % entry for entry in sorted(texts.items())]
    blocks = [lines[start : start + _MOST_TEXTS] for start in range(0, len(lines), _MOST_TEXTS)]
    return b"\n".join(b"%d beginbfchar\n%b\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks)


def _subset(name: str, glyphs: Collection[int]) -> bytes:
    """Return the file of a face with no other glyphs than these, each with its number."""
    face, wanted = uharfbuzz.Face(fonts.font(name)), uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(table.encode()) for table in _UNUSED)
    wanted.flags = (
        uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.DESUBROUTINIZE | uharfbuzz.SubsetFlags.NO_HINTING
    )
    return bytes(uharfbuzz.subset(face, wanted).blob.data)
