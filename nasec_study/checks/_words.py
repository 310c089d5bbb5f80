"""The words of a text: as they stand, by their roots, and without those that carry no meaning. English."""

import re
from functools import lru_cache
from itertools import chain

from nasec_study.foundation.characters import MARKS, has_unspaced
from nasec_study.rendering.markup import FORMULA, to_plain

_LETTERS = rf"[^\W\d_]+(?:[{MARKS}]+[^\W\d_]*)*"
# A sharp or flat belongs to its note, as in E♭ and C#.
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|{_LETTERS}(?:[’']{_LETTERS})*(?:[♯♭♮]|(?<=\b[^\W\d_])#)?")
# A formula, and code in a line, is one word: another that holds the same letters and figures says something else.
_SIGNS = re.compile(rf"{FORMULA.pattern}|(?<!`)`(?!`)[^`\n]+`(?!`)", re.DOTALL)
SIGN = "·"
_STAND_IN = "\x02{}\x03"
_STAND_INS = re.compile(rf"{_STAND_IN.format('([0-9]+)')}|{_WORD.pattern}")
# What a text cites, and does not say itself: code, words in quotation marks, titles and foreign words in italics.
_CITED = re.compile(
    r"```.*?```|`[^`\n]+`|\*(?<![*\\]\*)(?![*\s])[^*\n]+\*(?!\*)|_(?<![\w\\]_)(?![_\s])[^_\n]+_(?!\w)"
    r"|“[^“”]*”|‘[^‘\n]*?’(?!\w)|«[^«»]*»|„[^„“”]*[“”]|\"[^\"]*\"|「[^「」]*」|『[^『』]*』",
    re.DOTALL,
)
# A letter that names something, as in C minor, vitamin A and plan B; no initial, and no article.
_NAMING_LETTER = re.compile(r"(?<![\w.'’–-])(?:[B-HJ-Z]|(?<=\w )A)(?![\w.'’–♯♭♮#-])")
# One that names a point of a provision or figure: Art. 6(1)(f), 12(b).
_POINT = re.compile(r"(?<=[\d)])\([a-z]\)")
_POSSESSIVE = re.compile(r"[’']s?$")
_SENTENCE_END = re.compile(r"(?<=[.?!])[”\"’)]*\s+(?=[“\"‘(]*[^\W\d_a-z])")
_SHORT = 4
# Commas in a name, as in 2,2,4-trimethylpentane, join nothing.
_JOINT = re.compile(r"[,;](?!\S)|(?<!\S)&(?!\S)|\band\b|\bor\b", re.IGNORECASE)
# What is negated, phrases in which `all` means no more than `much`, and names that it stands in. Ahead stands what one
# of them begins with: at most places that is all that is looked at.
_NOT_ABSOLUTE = re.compile(
    r"(?=[afn])"
    r"(?:\b(?:above|first of|after|at|almost|nearly) all\b|\ball (?:but|the same|along)\b|\bnot (?:at all\b|\w+)"
    r"|(?<!^)\b(?-i:All)\b)",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:always|never|invariably|impossible|entirely|completely|totally|solely|exclusively|absolutely)\b",
    re.IGNORECASE,
)
_WEAK = re.compile(r"\b(?:all|only|every|any|everyone|everything|none|no one|nobody)\b", re.IGNORECASE)

ARTICLES = frozenset({"a", "an", "the"})
_MEANINGLESS = """
a about above after again against all also although am among an and any are as at be because been before being
below between both but by can cannot could did do does doing done down during each either else ever every for
from further had has have having he her here him his how however i if in into is it its itself just let like
made make many may me might more most much must my neither no nor not now of off on once one only or other our
out over own per same shall she should since so some such than that the their them then there these they this
those though through to too two three four under until up upon us use used very was way we well were what when
where whether which while who whom whose why will with within without would yet you your
"""
STOP_WORDS = frozenset(_MEANINGLESS.split())


@lru_cache(maxsize=8_192)
def plain(text: str) -> str:
    """Return a text without its markup; remembered, since many rules ask for the same texts."""
    return to_plain(text)


@lru_cache(maxsize=8_192)
def words(text: str) -> tuple[str, ...]:
    """Return the words and figures of a text in small letters, without their possessive ending."""
    has_signs = ("\\" in text or "`" in text) and _SIGNS.search(text)
    found = _with_signs(text) if has_signs else _WORD.findall(plain(text).casefold())
    return tuple([_POSSESSIVE.sub("", word) if "’" in word or "'" in word else word for word in found])


def _with_signs(text: str) -> list[str]:
    """Return the words of a text that holds formulas or code, each of which is one."""
    signs: list[str] = []

    def stand_in(found: re.Match[str]) -> str:
        signs.append("".join(plain(found[0]).casefold().split()))
        return _STAND_IN.format(len(signs) - 1)

    shown = plain(_SIGNS.sub(stand_in, text)).casefold()
    return [signs[int(found[1])] if found[1] else found[0] for found in _STAND_INS.finditer(shown)]


def is_sign(text: str) -> bool:
    """Tell whether a text is a formula, or code, and nothing else."""
    return bool(_SIGNS.fullmatch(text.strip()))


def unsigned(text: str) -> str:
    """Return a text without its markup, in which `SIGN` stands for each formula and each piece of code."""
    return plain(_SIGNS.sub(SIGN, text)) if "\\" in text or "`" in text else plain(text)


def uncited(text: str) -> str:
    """Return what a text says itself, with its markup: without code, and words in quotation marks and italics."""
    return _CITED.sub(" ", text)


def bare_words(text: str) -> tuple[str, ...]:
    """Return the words of a text without articles; an `a` with nothing behind it is none, but a note or a vitamin."""
    found = words(text)
    return tuple([word for word in found[:-1] if word not in ARTICLES]) + found[-1:]


@lru_cache(maxsize=65_536)
def root(word: str) -> str:
    """Return a rough stem that the forms of a word share: `glaciers` and `glacier`, `moved` and `moving`."""
    if len(word) < _SHORT or word[0].isdigit():
        return word
    if word.endswith("ies") and len(word) > _SHORT:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORT - 1:
            word = word.removesuffix(ending)
            if word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    return word.removesuffix("e") if len(word) > _SHORT else word


# Rules over the bank ask for those of all its items; what is remembered above is of the few that are looked at now.
@lru_cache(maxsize=131_072)
def content_roots(text: str) -> frozenset[str]:
    """Return the roots of the words in a text that carry meaning, and the letters that name something: Art. 6(1)(f)."""
    telling = [word for word in words(text) if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())]
    naming = (*map(str.lower, _NAMING_LETTER.findall(unsigned(text))), *_POINT.findall(text))
    return frozenset(map(root, telling)).union(naming)


def count(text: str) -> int:
    """Return how many words and figures a text has; where no spaces stand between words, two letters count as one."""
    found = words(text)
    return (
        sum((len(word) + 1) // 2 if has_unspaced(word) else 1 for word in found) if has_unspaced(text) else len(found)
    )


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, roughly: an abbreviation before a capital ends one, too."""
    return _SENTENCE_END.split(plain(text))


def names_and_figures(text: str) -> frozenset[str]:
    """Return what tells alike questions apart: figures, capitalized words inside sentences, formulas, cited words."""
    marked = chain(_CITED.finditer(text), _SIGNS.finditer(text))
    found = {word for part in marked for word in words(part[0])}
    for sentence in sentences(_SIGNS.sub(" ", text)):
        for number, word in enumerate(_WORD.findall(sentence)):
            if word[0].isdigit() or (number and word[0].isupper()):
                found.add(_POSSESSIVE.sub("", word.casefold()))
    return frozenset(found)


def quoted(texts: list[str]) -> str:
    """Return texts in quotes, one after another, as a message shows them."""
    return ", ".join(f"'{text}'" for text in texts)


@lru_cache(maxsize=8_192)
def elements(option: str) -> frozenset[str]:
    """Return the elements that an option joins by commas, `and` or `or`; the whole option if it joins none.

    One that names an element twice, as in `two mutable ones and two mutable ones`, says more than that element.
    """
    found = [" ".join(map(root, bare_words(element))) for element in _JOINT.split(option)]
    parts = frozenset(element for element in found if element)
    return parts if len(set(found)) == len(found) else frozenset({" ".join(found)})


def absolutes(text: str) -> tuple[list[str], list[str]]:
    """Return the absolute words of a text: those that bear no exception, and those that do in many contexts."""
    text = _NOT_ABSOLUTE.sub(" ", plain(uncited(text)))
    return _STRONG.findall(text), _WEAK.findall(text)
