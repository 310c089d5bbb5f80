"""A manuscript to a document of Word (OOXML, ECMA-376), the same bytes at all times."""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Mm, Twips
from docx.text.paragraph import Paragraph
from lxml import html

from nasec_study.targets._archive import archive
from nasec_study.targets._spaces import keep_signs
from nasec_study.targets.paper.pages import PAPERS
from nasec_study.targets.paper.preparing import set_beside
from nasec_study.targets.paper.word.blocks import write_inside
from nasec_study.targets.paper.word.inline import add_field
from nasec_study.targets.paper.word.manuscript import MARGIN, Manuscript, text_width
from nasec_study.targets.paper.word.place import Place
from nasec_study.targets.paper.word.sheet_blocks import SHEET_BLOCKS
from nasec_study.targets.paper.word.tables import add_table
from nasec_study.targets.paper.word.text_blocks import TEXT_BLOCKS

# What python-docx's own empty document brings along, and no sheet needs.
_NEEDLESS = ("thumbnail", "extended-properties", "stylesWithEffects", "customXml", "webSettings")
_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 - written as it is
_SIDES = (WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT)
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_FOOTER = (0.42, 0.26, 0.32)


def document_of(manuscript: Manuscript) -> bytes:
    """Return a manuscript as a document of Word (.docx)."""
    document = Document()
    _set_up(document, manuscript)
    root = html.document_fromstring(manuscript.html)
    body = root.find("body")
    keep_signs(body)
    set_beside(body)
    width = Twips(text_width(manuscript.paper))
    _running_words(document, body, manuscript)
    container = document._body  # noqa: SLF001 - as a cell has, not as a document
    write_inside(body, Place(manuscript, document, container, width, {**SHEET_BLOCKS, **TEXT_BLOCKS}))
    properties = document.core_properties
    properties.title = root.findtext("head/title")
    properties.author = properties.last_modified_by = manuscript.author
    properties.created = properties.modified = _DATE
    properties.language = manuscript.language
    properties.comments = properties.keywords = ""
    return _packed(document)


def _set_up(document: WordDocument, manuscript: Manuscript) -> None:
    """Give a document its styles, lists, settings and paper."""
    part = document.part
    package: Any = part.package
    for relations in (package.rels, part.rels):
        for name in [name for name, found in relations.items() if found.reltype.endswith(_NEEDLESS)]:
            del relations[name]
    own = {
        RELATIONSHIP_TYPE.STYLES: manuscript.styles,
        RELATIONSHIP_TYPE.NUMBERING: manuscript.numbering,
        RELATIONSHIP_TYPE.SETTINGS: manuscript.settings,
    }
    for kind, text in own.items():
        found: Any = part.part_related_by(kind)
        found._element = parse_xml(text)  # noqa: SLF001 - python-docx only adds to what is there
    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, PAPERS[manuscript.paper])
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(20), Mm(22)
    section.header_distance, section.footer_distance = Mm(10), Mm(10)


def _running_words(document: WordDocument, body: Any, manuscript: Manuscript) -> None:
    """Write the words of every page: the mark above, title, edition and number below.

    The form stands above all pages but the first, which has it in its head.
    """
    section = document.sections[0]
    form = body.xpath("string(.//*/@data-who)")
    section.different_first_page_header_footer = bool(form)
    _write_running(section.header, section.footer, form, body, manuscript)
    if form:
        _write_running(section.first_page_header, section.first_page_footer, "", body, manuscript)


def _write_running(header: Any, footer: Any, form: str, body: Any, manuscript: Manuscript) -> None:
    [above] = header.paragraphs
    above.text = f"{manuscript.mark}\t{form}"
    width = text_width(manuscript.paper)
    table = add_table(footer, 1, [Twips(width * share) for share in _FOOTER])
    [empty] = footer.paragraphs
    table._tbl.addnext(empty._p)  # noqa: SLF001 - a table must not be the last
    texts = (body.get("data-left"), body.get("data-middle"), "")
    for cell, text, side in zip(table.rows[0].cells, texts, _SIDES, strict=True):
        [paragraph] = cell.paragraphs
        paragraph.style = "footer"
        paragraph.alignment = side
        paragraph.add_run(text)
    _add_page_number(paragraph, manuscript.page_words)


def _add_page_number(paragraph: Paragraph, words: str) -> None:
    """Write 'page {page} of {pages}' with what Word counts."""
    for part in re.split(r"(\{pages?\})", words):
        run = paragraph.add_run(part)
        if part in _FIELDS:
            run.text = "1"
            add_field(run, _FIELDS[part])


def _packed(document: WordDocument) -> bytes:
    """Return a document's archive with the same bytes at all times."""
    written = BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source:
        return archive({name: source.read(name) for name in source.namelist()})
