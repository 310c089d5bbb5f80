"""How an answer may be typed: dates, numbers and amounts as others write them, and the signs of a keyboard."""

import re
from collections.abc import Iterable, Iterator

from nasec_study.course.number_grammar import NUMBER_WORDS
from nasec_study.foundation.characters import in_plain_figures, without_umlauts, without_unwritten
from nasec_study.rendering.dates import date_of
from nasec_study.rendering.figures import keyed
from nasec_study.rendering.markup import FORMULA, to_plain

# A figure with what it counts in a sign: −$10,110 and 40 %.
_AMOUNT = re.compile(r"(?P<minus>[−-]?)(?P<before>[$€£¥]?)(?P<figure>\d[\d., \u00a0\u202f]*)(?P<behind>[$€£¥%]?)")
# What may stand between groups of digits: spaces in any language, and one of these signs.
_SPACES = " \u00a0\u202f"
ANY_GROUPS = ".,"
# A number in such groups; `more` tells that what is between them is no decimal sign.
_GROUPS = re.compile(
    rf"[−-]?(?:[1-9]\d{{0,2}}(?P<between>[.,{_SPACES}])\d{{3}}(?P<more>(?:(?P=between)\d{{3}})*(?:(?!(?P=between))[.,]\d+)?)"
    r"|\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?)"
)
# A loss as accounts write it, (12,000), (12.50), ($450), $(450) or (3)%; a number alone may be a year, (1884).
_LOSS = re.compile(r"([$€£¥]?)\(([$€£¥]?\d[\d., \u00a0\u202f]*[$€£¥%]?)\)(%?)")
_CENTS = re.compile(r"\d+[.,]\d\d")
_RANKS = ["first", "second", "third", "fourth", "fifth", "sixth"]
_RANKS += ["seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"]
_ENDS = {1: "st", 2: "nd", 3: "rd"}
_DIGITS = {word: str(number) for number, word in enumerate(NUMBER_WORDS["en"])}
_DIGITS |= {word: f"{number}{_ENDS.get(number, 'th')}" for number, word in enumerate(_RANKS, start=1)}
_WORDS = {digits: word for word, digits in _DIGITS.items()}
# A figure before the sign of its unit: 0.5 mg/kg, 120/80 mmHg.
_WITH_UNIT = re.compile(r"([−-]?\d[\d.,/–-]*)[ \u00a0\u202f]((?:[^\W\d_]{1,4}|[°%]\w?)(?:/\S*)?)")
# Typographic signs as a keyboard has them, those of Hebrew too, and the letters of Yiddish that are two in one.
_KEYS = str.maketrans(
    dict(zip("−–—\u2010\u2011’‘“”„«»־\u05f3\u05f4", '-----\'\'"""""-\'"', strict=True))
    | {"\u05f0": "\u05d5\u05d5", "\u05f1": "\u05d5\u05d9", "\u05f2": "\u05d9\u05d9"}
)

# A whole answer between quotation marks, which need not be typed; those of code must be, and an apostrophe is none.
_OPENS, _CLOSES = "“„«\u2039「『", "”“»\u203a」』"
_QUOTED = re.compile(
    rf"[{_OPENS}‘\u201a]\s*([^{_OPENS}{_CLOSES}]*[^\s{_OPENS}{_CLOSES}])\s*[{_CLOSES}’‘]",
)


def ways_to_type(answer: str, groups: str) -> tuple[str, ...]:
    """Return an answer in plain text, and behind it the ways in which it may be typed into a gap just as well.

    `groups` are the signs between groups of digits, beside spaces: with a comma, 18,000 and 18000 are the same, and
    $18,000 without its sign. So are H₂O and H2O, 40% and 40 %, Müller and Mueller, a formula without its spaces, Hebrew
    and Arabic without vowels, and Russian without stress; March 23, 2005, 23 March 2005 and 2005-03-23; in English six
    and 6, third and 3rd.
    """
    whole = to_plain(answer)
    close = ("".join(whole.split()),) if FORMULA.fullmatch(answer.strip()) else ()
    words = filter(None, (_DIGITS.get(whole.lower()), _WORDS.get(whole)))
    ways = (*other_ways(whole, groups), *words, *keyed(whole), without_umlauts(whole), without_unwritten(whole), *close)
    return on_a_keyboard((whole, *ways))


def other_ways(text: str, groups: str) -> Iterator[str]:
    """Yield other ways to write a plain text that is a number, an amount, a loss in brackets, a date or in quotes."""
    if (plain := in_plain_figures(text)) != text:
        yield plain
    yield from _amounts(text, groups)
    if amount := amount_lost(text, groups):
        yield from (shown for way in (amount, *_amounts(amount, groups)) for shown in (f"−{way}", f"({way})"))
    if found := _QUOTED.fullmatch(text):
        yield found[1]
    if (date := date_of(text)) and date.day:
        year, month, day, name = date
        yield f"{year}-{month:02}-{day:02}"
        if name:
            yield from (f"{name} {day} {year}", f"{day} {name} {year}", f"{name} {day}, {year}")


def amount_lost(text: str, groups: str) -> str:
    """Return the amount in brackets that a text is, which is a loss: $450 of ($450); '' for any other text."""
    found = _LOSS.fullmatch(text)
    amount = "".join(found.groups()) if found else ""
    return amount if any(_amounts(amount, groups)) or _CENTS.fullmatch(amount) else ""


def _amounts(text: str, groups: str) -> Iterator[str]:
    # A single sign before three digits may be that of decimals.
    if (found := _GROUPS.fullmatch(text)) and (found["more"] != "" or found["between"] in groups + _SPACES):
        yield text.replace(found["between"] or ",", "")
    if (found := _AMOUNT.fullmatch(text)) and (found["before"] or found["behind"]):
        minus, before, figure, behind = found.groups()
        figure = figure.strip()
        for way in (figure, *_amounts(figure, groups)):
            yield from (f"{minus}{before}{way}{space}{behind}" for space in ("", " ") if behind or not space)
            if behind != "%":
                yield f"{minus}{way}"


def on_a_keyboard(ways: Iterable[str]) -> tuple[str, ...]:
    """Return spellings, each once, and behind them those with the dashes and quotes of a keyboard, and 5mg for 5 mg."""
    known = tuple(ways)
    known = (*known, *(way.translate(_KEYS) for way in known))
    return tuple(
        dict.fromkeys((*known, *("".join(found.groups()) for found in map(_WITH_UNIT.fullmatch, known) if found)))
    )
