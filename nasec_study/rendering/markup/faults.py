"""What a text may not hold, because a card and a page would not show it, or not alike."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import zip_longest
from typing import NamedTuple

from markdown_it.token import Token

from nasec_study.foundation.problems import brief
from nasec_study.rendering.code import is_known, languages
from nasec_study.rendering.markup.reading import language_of_code, parser, tokens_of, walk

# One of them is in any text that has a fault, other than raw HTML.
_SUSPECT = re.compile(r"__|```|~~~|\[|^[ >]*(?:#|=|-+[ \t]*$)", re.MULTILINE)
_ADDRESS = re.compile(r"https?://|mailto:", re.IGNORECASE)
_FOOTNOTE = re.compile(r"^\[\^[^\]\s]+\]:", re.MULTILINE)


class Fault(NamedTuple):
    """What is wrong in a text, to be read after the name of what holds it, and what would be right."""

    rule: str
    message: str
    hint: str


def faults(text: str) -> Iterator[Fault]:
    """Yield what a text may not hold, each kind once."""
    if pieces := raw_html(text):
        hint = "write Markdown: *emphasis*, **strong**, \\< for a less-than sign"
        yield Fault("E240", f" holds raw HTML: {brief(pieces[0])}", hint)
    if not _SUSPECT.search(text):
        return
    kinds: set[str] = set()
    tokens = list(walk(tokens_of(text)))
    for token, following in zip_longest(tokens, tokens[1:]):
        for kind, fault in _faults_of(token, following):
            if kind not in kinds:
                kinds.add(kind)
                yield fault


def raw_html(text: str) -> tuple[str, ...]:
    """Return the pieces of raw HTML in a text."""
    if "<" not in text:
        return ()
    tokens = walk(parser(html=True).parse(text))
    return tuple(token.content for token in tokens if token.type in {"html_inline", "html_block"})


def _faults_of(token: Token, following: Token | None) -> Iterator[tuple[str, Fault]]:
    """Yield the kind of each fault of a token, and the fault."""
    match token.type:
        case "heading_open" if token.markup.startswith("#"):
            hint = "write **Heading** in a line of its own, or \\# for the sign"
            yield "heading", Fault("E247", " holds a heading, which would outdo those of the page", hint)
        case "heading_open":
            hint = "put an empty line before it, or \\ before its first sign"
            message = f" holds a line of '{token.markup}', which makes a heading of the line above"
            yield "heading", Fault("E247", message, hint)
        case "strong_open" if token.markup == "__":
            word = following.content if following else ""
            hint = f"write **{word}** for bold, \\_\\_{word}\\_\\_ or `__{word}__` for the signs"
            yield "bold", Fault("E244", f" holds '__{brief(word)}__': bold, or the signs?", hint)
        case "link_open" if not _ADDRESS.match(str(token.attrs["href"])):
            message = f" holds a link to '{brief(token.attrs['href'])}', which is no address of the web or of a mailbox"
            yield "link", Fault("E245", message, "write the whole address: [the map](https://example.org/map)")
        case "link_open" | "image" if token.attrs.get("title"):
            message = f" holds a title that no page can show: '{token.attrs['title']}'"
            yield "title", Fault("E245", message, "write it into the text")
        case "fence" if (language := language_of_code(token)) and not is_known(language):
            near = get_close_matches(language, languages(), 1)
            hint = (
                f"did you mean '{near[0]}'?" if near else "write 'text', or nothing, for code that is not highlighted"
            )
            yield "language", Fault("E249", f" holds code in '{brief(language)}', which no one knows", hint)
        case "text" if _FOOTNOTE.match(token.content):
            yield "footnote", Fault("E245", f" holds a footnote: {token.content[:30]}", "write it into the text")
