"""What a text may not hold, because a card and a page would not show it, or not alike."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile, zip_longest
from typing import NamedTuple

from markdown_it.token import Token

from nasec_study.course.files import PICTURES
from nasec_study.course.wording.names import suggestion
from nasec_study.foundation.characters import file_name
from nasec_study.foundation.problems import brief
from nasec_study.rendering.code import is_known, languages
from nasec_study.rendering.formulas.commands import COMMANDS, ENVIRONMENTS
from nasec_study.rendering.markup.reading import language_of_code, parser, tokens_of, trimmed, walk
from nasec_study.rendering.markup.tables import table_faults

# One of them is in any text that has a fault, other than raw HTML.
_SUSPECT = re.compile(r"__|```|~~~|\[|\t|[•▪◦‣●]|^[ >]*(?:#|=|-+[ \t]*$)|^[^|\n]*\|.*\n", re.MULTILINE)
_ADDRESS = re.compile(r"https?://|mailto:", re.IGNORECASE)
_MEDIA = re.compile(r"(?:\./)?media/", re.IGNORECASE)
_ON_THE_WEB = "put it on the web, and link it there: [the map](https://example.org/map.pdf)"
_RECORDING = re.compile(r"\.(?:mp3|ogg|oga|m4a|wav|aac|flac|opus)\Z", re.IGNORECASE)
# How other programs show a recording or a picture, an address that is not read as one, since it has a space, and what
# begins a formula that nothing ends.
_IN_BRACKETS = r"\((?:[^\n]{0,300}?\.\w{2,4}(?: \"[^\"\n]*\")?\)|[^)\n]{0,300}\)?)"
_FOREIGN = re.compile(
    r"\[sound:[^\]\n]{0,300}\]|!\[\[[^\]\n]{0,300}\]\]|<(?:\./)?media/[^>\n]{0,300}>"
    rf"|!\[[^\]\n]{{0,300}}\] ?{_IN_BRACKETS}|\[[^\]\n]{{0,300}}\](?=\((?:\./)?media/){_IN_BRACKETS}",
    re.IGNORECASE,
)
# A reading above its ideographs, as add-ons of Anki and editors of Markdown write it: 花見[はなみ], {花見|はな|み}. A
# lone letter is a label, as in 空欄[ア] and 選択肢[い]: two ideographs have no reading of one letter.
_IDEOGRAPHS, _KANA = "[\u3005\u3400-\u9fff]+", "[\u3041-\u30ff]+"
FURIGANA = re.compile(
    f"(?<![\u3005\u3400-\u9fff])({_IDEOGRAPHS})\\["
    f"(?![\u30a1-\u30fa]\\]|(?<=[\u3005\u3400-\u9fff]{{2}}\\[).\\])({_KANA})\\]"
    f"|(?<!\\{{)\\{{({_IDEOGRAPHS})\\|({_KANA}(?:\\|{_KANA})*)\\}}"
)
_ADDRESSED = re.compile(r"!?\[[^\]\n]*\] ?\((?P<address>.*?)(?: \"[^\"\n]*\")?\)?")
_OPENING = re.compile(r"\\[(\[)]")
# What stands after an escaped bracket, and in no formula: the key \[ is; the key \[.
_PROSE = re.compile(r"\s+[^\W\d_]{2}|[.,;:?!]|\n*\Z")
# A formula goes on behind the end of a line, and behind that of a paragraph by mistake.
_GOES_ON = frozenset({"text", "text_special", "softbreak", "hardbreak", "paragraph_close", "paragraph_open"})
_LOOK = 3
# Points as Word writes them, before two lines.
_POINTS = re.compile(r"^[ \t]*([•▪◦‣●]).*\n[ \t]*\1", re.MULTILINE)
_FOOTNOTE = re.compile(r"^\[\^[^\]\s]+\]:", re.MULTILINE)
# What Pandoc, and with it R Markdown and Quarto, reads otherwise than as signs; \0 stands for other markup and for the
# beginning of a line. What is begun very often and never ended takes no long: hence the limits, and no second try (++).
_PANDOC = re.compile(
    r"(?P<note>\[\^\d+\]|(?<=[^\s\0])\^\[[^\]\s\0]{0,300}+[^\S\n][^\]\n\0]{0,3000}+\])"
    r"|(?:\A|(?<=\0)):::[^\n\0]*|\[@[\w:.-]++[^\]\n\0]{0,3000}+\]|(?<=\])\{[.#][\w-]++[^}\n\0]{0,3000}+\}"
)
_LIKE_PANDOC = re.compile(r":::|\[@|\[\^\d|\^\[|[\]`)]\{")
_ATTRIBUTES = re.compile(r"\{(?:[.#][\w-]++|[\w-]++=)[^}\n]*+\}")
_IN_BRACES = re.compile(r"\{\.?(\w+)")
# A command of TeX, but not in a path, C:\\text\\beta.
_COMMAND = re.compile(
    r"(?<![\w./\\])(?<![A-Za-z]:)\\(?:begin\s*\{(?P<environment>\w+\*?)\}|(?P<name>[A-Za-z]{2,})(?!\\|[A-Za-z]))"
)
# What TeX raises or lowers, as in s^{-1} and v_{max}, and in a unit a power without an end, m/s^2.
_SCRIPT = re.compile(r"(?<=[\w)\]])(?P<sign>[\^_])\{(?P<inner>[^{}\n]{1,40})\}")
_POWER = re.compile(r"(?<=[A-Za-z\d])(?P<sign>\^)(?P<inner>[-−+]?\d+)(?![\d^])")
_OF_PAGES = {"textbf": "**strong**", "emph": "*emphasis*", "textit": "*emphasis*", "texttt": "`code`"}
_CLOSED_BY = {"\\(": ("\\)", "("), "\\[": ("\\]", "[ (or &#91;)")}
_MARKUP = re.compile(r"[\\*_`~^\[<]")
_KINDS_OF_MARKUP = {
    **dict.fromkeys(("em_open", "strong_open", "s_open", "code_inline"), "emphasis"),
    **dict.fromkeys(("sup_open", "sub_open"), "raised"),
    "link_open": "link",
    "image": "image",
    "formula": "formula",
}


class Fault(NamedTuple):
    """What is wrong in a text, to be read after the name of what holds it, what would be right, and the very signs."""

    rule: str
    message: str
    hint: str
    piece: str = ""


def faults(text: str) -> Iterator[Fault]:
    """Yield the faults of a text: markup that some target would not show, each kind once."""
    if pieces := raw_html(text):
        hint = _in_markdown(pieces[0])
        yield Fault("E240", f" holds raw HTML: {brief(pieces[0])}", hint, pieces[0].strip())
    if any(like.search(text) for like in (_OPENING, _FOREIGN, FURIGANA, _LIKE_PANDOC)):
        yield from _untaken(text)
    if not _SUSPECT.search(text):
        return
    kinds: set[str] = set()
    tokens = list(walk(tokens_of(text)))
    for token, following in zip_longest(tokens, tokens[1:]):
        for kind, fault in _faults_of(token, following):
            if kind not in kinds:
                kinds.add(kind)
                yield fault
    if ("|" in text or "\t" in text) and "\n" in text:
        for message, hint in table_faults(trimmed(text), tokens):
            if hint not in kinds:
                kinds.add(hint)
                yield Fault("E259", message, hint)


def _untaken(text: str) -> Iterator[Fault]:
    """Yield what looks as if it would play, be shown or be set as a formula, and is read as mere signs."""
    tokens, signs = _mere_signs(text)
    if found := _FOREIGN.search(signs):
        within = _ADDRESSED.fullmatch(found[0])
        address = within["address"] if within else found[0].strip("![]<>").removeprefix("sound:")
        is_heard = found[0].lower().startswith("[sound:") or bool(_RECORDING.search(address))
        message = f" holds '{brief(found[0])}', which {'plays' if is_heard else 'shows'} nothing"
        hint = f"{_in_media(address, is_heard=is_heard)}; to show it as it is, write `{found[0]}`"
        yield Fault("E257", message, hint, found[0])
    if found := FURIGANA.search(signs):
        word, reading = filter(None, found.groups())
        message = f" holds '{found[0]}', which does not set a reading above the word"
        escaped = re.sub(r"(?=[\]}])", r"\\", found[0])
        hint = f"write it in parentheses: {word}（{reading.replace('|', '')}）; to show it as it is, write {escaped}"
        yield Fault("E257", message, hint, found[0])
    begins = (
        token.markup
        for place, token in enumerate(tokens, start=1)
        if token.type == "text_special" and token.markup in _CLOSED_BY and not _PROSE.match(_behind(tokens, place))
    )
    for opening in dict.fromkeys(begins):
        closing, sign = _CLOSED_BY[opening]
        hint = f"write {closing} after the formula, in the same paragraph, or {sign} for the sign"
        yield Fault("E248", f" holds '{opening}', which begins a formula that never ends", hint, opening)
    yield from _of_pandoc(tokens, signs, has_notes=bool(_FOOTNOTE.search(text)))


def _of_pandoc(tokens: list[Token], signs: str, *, has_notes: bool) -> Iterator[Fault]:
    """Yield what only Pandoc would not show as it is: notes, sources, boxes, and attributes in braces."""
    found = _PANDOC.search(signs)
    if found and found["note"]:
        if not has_notes:
            hint = "write it into the text; to show it as it is, put it between backticks"
            yield Fault("E245", f" holds a footnote: {brief(found[0])}", hint, found[0])
    elif found:
        hint = "delete it; to show it as it is, put it between backticks"
        yield Fault("E257", f" holds '{brief(found[0])}', which means nothing here", hint, found[0])
    for token, following in pairwise(tokens):
        is_attributed = token.type in {"image", "link_close", "code_inline"} and following.type == "text"
        if is_attributed and (braces := _ATTRIBUTES.match(following.content)):
            hint = "delete it: pictures and tables are made to fit"
            yield Fault("E257", f" holds '{brief(braces[0])}', which means nothing here", hint, braces[0])


def _mere_signs(text: str) -> tuple[list[Token], str]:
    """Return the pieces of a text, and what of it is no markup; an escaped sign parts what stands around it.

    A backslash before a letter escapes nothing.
    """
    written, exact = trimmed(text), parser(joined=False)
    read = exact.parse(written) if "\n" in written else exact.parseInline(written)
    tokens = [token for token in walk(read) if token.children is None]
    return tokens, "".join(
        token.content
        if token.type == "text" or (token.type == "text_special" and token.content == token.markup)
        else "\0"
        for token in tokens
    )


def _behind(tokens: Sequence[Token], place: int) -> str:
    """Return the text with which tokens go on from a place."""
    following = takewhile(lambda token: token.type in _GOES_ON, islice(tokens, place, place + _LOOK))
    return "".join(token.content or "\n" for token in following)


def bare_tex(text: str, *, is_unit: bool = False) -> tuple[str, str]:
    """Return the first TeX outside of formulas and code, where it is shown as its signs, and what to write.

    It is a command, or a figure or letters that TeX would raise or lower; two empty texts if there is none.
    """
    command, hint = _bare_command(text) if _COMMAND.search(text) else ("", "")
    if command or ("^" not in text and "_{" not in text):
        return command, hint
    signs = _mere_signs(text)[1]
    if not (found := _SCRIPT.search(signs) or (is_unit and _POWER.search(signs))):
        return "", ""
    around = found["sign"].replace("_", "~")
    return found[0], f"write {around}{found['inner'].replace('-', '−')}{around}, or `{found[0]}` if that is meant"


def _bare_command(text: str) -> tuple[str, str]:
    for found in _COMMAND.finditer(_mere_signs(text)[1]):
        environment, name = found["environment"], found["name"]
        if environment in ENVIRONMENTS:
            return found[0], rf"write \[ before it, and \] after \end{{{environment}}}"
        if name in _OF_PAGES:
            return found[0], rf"write {_OF_PAGES[name]}, or \\{name} if that is meant"
        if name in COMMANDS:
            return found[0], rf"write \( and \) around its formula, or \\{name} if that is meant"
    return "", ""


def _in_media(address: str, *, is_heard: bool) -> str:
    """Return how to write that a file in `media/` is played or shown."""
    given = address.partition("|")[0]
    name = file_name(given)
    renamed = "" if given.endswith(name) else f"rename the file to {name}, and "
    if not is_heard and "." in given.rpartition("/")[2] and not given.lower().endswith(PICTURES):
        return _ON_THE_WEB
    if is_heard:
        return f"{renamed}write `audio: media/{name}` in the term, question or stimulus"
    return f"{renamed}write ![what it shows](media/{name})"


def markup(text: str) -> tuple[str, str]:
    """Return the first piece of markup in a text and its kind; two empty texts if there is none.

    The kind is formula, image, link, raised, or emphasis.
    """
    if not _MARKUP.search(text):
        return "", ""
    tokens = list(walk(parser().parseInline(text)))
    for token, following in zip_longest(tokens, tokens[1:]):
        if kind := _KINDS_OF_MARKUP.get(token.type):
            return token.content or (following.content if following else ""), kind
    return "", ""


def _language_meant(given: str) -> str:
    """Return how to name the language of a block of code that is written as one to be run: {r, echo=FALSE}."""
    braced = _IN_BRACES.match(given)
    if braced and is_known(braced[1].lower()):
        return f"write '{braced[1].lower()}' alone: no code is run"
    return "write 'text', or nothing, for code that is not highlighted"


def _in_markdown(tag: str) -> str:
    """Return how to write in Markdown what a tag of HTML was to do."""
    if tag.startswith("<!--"):
        return "delete it; write a comment for yourself after #, on a line of its own above the key"
    name = tag.strip("</>").split()[0].rstrip("/").lower() if tag.strip("</>").split() else ""
    if source := re.search(r"""src\s*=\s*["']?([^"'\s>]+)""", tag) if name == "img" else None:
        return f"write ![what it shows](media/{source[1].rpartition('/')[2]})"
    ways = dict.fromkeys(("ruby", "rb", "rt", "rp"), "write a reading in parentheses: 花見（はなみ）")
    ways |= {"br": "end the line with a backslash", "sub": "write H~2~O", "sup": "write x^2^"}
    return ways.get(name, "write Markdown: *emphasis*, **strong**, \\< for a less-than sign")


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
            hint = "write **Heading** on a line of its own, or \\# for the sign"
            yield (
                "heading",
                Fault("E247", " holds a heading, which would compete with those of the page", hint, token.markup),
            )
        case "heading_open":
            hint = "put an empty line before it, or \\ before its first character"
            message = f" holds a line of '{token.markup}', which makes a heading of the line above"
            yield "heading", Fault("E247", message, hint)
        case "strong_open" if token.markup == "__":
            word = following.content if following else ""
            hint = f"write **{word}** for bold, \\_\\_{word}\\_\\_ or `__{word}__` to show it as it is"
            yield (
                "bold",
                Fault("E244", f" holds '__{brief(word)}__': bold, or the characters themselves?", hint, f"__{word}"),
            )
        case "link_open" if _MEDIA.match(address := str(token.attrs["href"])):
            message = (
                f" holds a link to '{brief(address)}', which would lead nowhere: no page shows a file of the course"
            )
            yield "link", Fault("E245", message, _in_media(address, is_heard=bool(_RECORDING.search(address))), address)
        case "link_open" if not _ADDRESS.match(str(token.attrs["href"])):
            message = f" holds a link to '{brief(token.attrs['href'])}', which is no web or email address"
            hint = "write the whole address: [the map](https://example.org/map); or \\[ for the sign"
            yield "link", Fault("E245", message, hint, str(token.attrs["href"]))
        case "link_open" | "image" if token.attrs.get("title"):
            message = f" holds a title that no page can show: '{token.attrs['title']}'"
            yield "title", Fault("E245", message, "write it into the text", str(token.attrs["title"]))
        case "fence" if (language := language_of_code(token)) and not is_known(language):
            near = suggestion(language, languages())
            hint = f"{near} or {_language_meant(language)}" if near else _language_meant(language)
            yield (
                "language",
                Fault("E249", f" holds code in '{brief(language)}', a language that is not known", hint, language),
            )
        case "inline" if found := _POINTS.search(token.content):
            message = (
                f" holds lines that begin with '{found[1]}', which make no list: they would run together in one line"
            )
            yield (
                "points",
                Fault("E257", message, "write `- ` before each, and an empty line above the first", found[1]),
            )
        case "text" if _FOOTNOTE.match(token.content):
            yield (
                "footnote",
                Fault("E245", f" holds a footnote: {token.content[:30]}", "write it into the text", token.content),
            )
