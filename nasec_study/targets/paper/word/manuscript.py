"""What a document of Word is made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nasec_study.course.vocabulary import Paper
from nasec_study.targets.paper.pages import PAPERS

# How much of the paper stays free at each side, in millimeters.
MARGIN = 20.0
# A twentieth of a point, in which WordprocessingML gives places.
_TWIPS = 1440 / 25.4


@dataclass(frozen=True)
class Manuscript:
    """A sheet as HTML with its pictures by their addresses, and the parts of the document that templates make.

    `page_words` are those of the page's number, such as 'page {page} of {pages}'; `mark` stands on each page.
    """

    name: str
    html: str
    styles: str
    numbering: str
    settings: str
    pictures: Mapping[str, bytes]
    paper: Paper
    language: str
    page_words: str
    mark: str
    author: str

    def ingredients(self) -> Iterator[str | bytes]:
        """Yield all that makes a difference to the document."""
        yield from (self.html, self.styles, self.numbering, self.settings)
        yield from (part for picture in self.pictures.items() for part in picture)
        yield from (self.paper, self.language, self.page_words, self.mark, self.author)


def text_width(paper: Paper) -> int:
    """Return how wide a line of text may be, in twentieths of a point."""
    return round((PAPERS[paper][0] - 2 * MARGIN) * _TWIPS)
