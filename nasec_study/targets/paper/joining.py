"""Finished PDFs put together to one: their pages, tags and bookmarks, with each font and each picture once."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream

from nasec_study.targets.paper.embedded_fonts import merge_fonts


def join(parts: Iterable[bytes], *, on_leaves: bool = False) -> bytes:
    """Return the PDFs `parts`, made by `render_pdf`, as one; the same bytes for the same bytes.

    What is said of a whole document, such as its title, is taken from the first. With `on_leaves` each begins on a leaf
    of its own: behind an odd number of pages stands an empty one.
    """
    with Pdf.new() as joined:
        tags = _Tags(joined)
        for part in parts:
            if on_leaves and len(joined.pages) % 2:
                width, height = (float(side) for side in joined.pages[-1].mediabox[2:])
                joined.add_blank_page(page_size=(width, height))
            with Pdf.open(BytesIO(part)) as source:
                _load_streams(source)
                if not joined.pages:
                    _copy_description(joined, source)
                start = len(joined.pages)
                joined.add_pages_from(source)
                tags.add(source, [page.obj for page in joined.pages[start:]])
        tags.write()
        # All pages of a part have the same, and an empty page has none.
        resources = {page.Resources.objgen: page.Resources for page in joined.pages if "/Font" in page.Resources}
        merge_fonts(joined, [found.Font for found in resources.values()])
        _share_pictures([found.XObject for found in resources.values()])
        out = BytesIO()
        joined.save(out, min_version="1.7", deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()


def _load_streams(source: Pdf) -> None:
    """Load what is else read where it is written: so a part can be closed, and many do not fill the memory."""
    for found in source.objects:
        if isinstance(found, Stream):
            coded: Any = {"filter": found.get("/Filter"), "decode_parms": found.get("/DecodeParms")}
            found.write(found.read_raw_bytes(), **coded)


def _copy_description(joined: Pdf, first: Pdf) -> None:
    joined.Root.Lang = str(first.Root.Lang)
    joined.Root.MarkInfo = Dictionary(Marked=True)
    joined.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    joined.Root.Metadata = joined.copy_foreign(first.Root.Metadata)
    for key, text in first.docinfo.items():
        joined.docinfo[key] = str(text)


class _Tags:
    """One structure tree of several, and one table that leads from content to elements (ISO 32000-1, 14.7)."""

    def __init__(self, joined: Pdf) -> None:
        self._joined = joined
        self._tree = joined.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._whole = joined.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self._tree))
        self._kids: list[Object] = []
        self._owners: list[Object] = []

    def add(self, source: Pdf, pages: Sequence[Object]) -> None:
        """Add the tags of a part whose pages have been copied: they lead to the copies."""
        part = self._joined.copy_foreign(source.Root.StructTreeRoot)
        # The keys of a part are 0, 1, 2 and so on: its pages, then its links.
        before = len(self._owners)
        for page in pages:
            page.StructParents = before + int(page.StructParents)
            for annotation in page.get("/Annots", ()):
                annotation.StructParent = before + int(annotation.StructParent)
        for kid in part.K[0].K:
            kid.P = self._whole
            self._kids.append(kid)
        self._owners += list(part.ParentTree.Nums)[1::2]

    def write(self) -> None:
        """Put the tree into the document."""
        numbers = [entry for key, owner in enumerate(self._owners) for entry in (key, owner)]
        self._whole.K, self._tree.K = Array(self._kids), Array([self._whole])
        self._tree.ParentTree = self._joined.make_indirect(Dictionary(Nums=Array(numbers)))
        self._joined.Root.StructTreeRoot = self._tree


def _share_pictures(found: Sequence[Object]) -> None:
    """Let all parts show the same copy of a picture that is the same."""
    first: dict[bytes, Object] = {}
    for pictures in found:
        for name, picture in pictures.items():
            if picture.Subtype == Name.Image:
                pictures[name] = first.setdefault(_digest(picture), picture)


def _digest(picture: Object) -> bytes:
    """Return a hash of a picture with its mask, and of what it says of itself."""
    total = sha256(picture.read_raw_bytes())
    for key, value in sorted(picture.items()):
        said = _digest(value) if isinstance(value, Stream) else repr(value).encode()
        total.update(key.encode() + said)
    return total.digest()
