"""Items to questions of Moodle XML: one function a kind, each text and its pictures through one place.

What is written is what Moodle's importer reads (question/format/xml/format.php, question/type/*/questiontype.php).
"""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from typing import Any

from nasec_study.course.model import (
    Choice,
    Cloze,
    Essay,
    Item,
    LabelledPicture,
    Matching,
    Multi,
    Numeric,
    Ordering,
    Question,
    Term,
    TrueFalse,
)
from nasec_study.course.model.base import as_typed
from nasec_study.rendering.markup import Gap, gaps, html_of, to_plain
from nasec_study.rendering.units import unit_of
from nasec_study.sheets.options import is_arranged, options_of
from nasec_study.sheets.points import worth
from nasec_study.targets._spellings import gap_spellings, with_bare
from nasec_study.targets.lms._banks import asked_as
from nasec_study.targets.lms._moodle import kept_name, listed
from nasec_study.targets.lms._texts import MAX_NAME, Texts, cut, file_name, inert, title_of, with_files_in
from nasec_study.targets.lms._xml import attribute, cdata, escaped

# How much of its mark another try takes away, where a quiz lets a student try again.
PENALTY = "0.3333333"
# The shares of a mark that Moodle knows (question_bank::fraction_options_full), by how many parts make the whole.
_SHARES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571"}
_MAX_UNIT = 50
# Moodle takes the digits before a unit, and those that it begins with, for the number; and it writes these signs into
# its exports as they are, so that nothing can read them.
_LOST_IN_UNITS = re.compile(r"^\d|[&<]")

# Where an embedded answer begins, until every brace of the text around it is one that begins none.
_OPENS = "\0"
# What ends an embedded answer, or means something in it; each stands as an entity, which the importer undoes.
_EMBEDDED = re.compile(r"[\\{}~#=%&<>\"]")
# A backslash that the importer takes out even where both signs were entities; it leaves one of two.
_BEFORE_AN_END = re.compile(r"\\(?=[}#])")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
# Without the backslash it stands for any text.
_STAR = r"\*"


def question_xml(texts: Texts, item: Item, tags: Sequence[str]) -> str:
    """Return an item as a question."""
    kind, own = _WRITERS[asked_as(item)](texts, item)
    title = cut(f"{item.id}: {kept_name(title_of(item))}", MAX_NAME)
    return (
        f'<question type="{kind}">\n'
        f"<name><text>{escaped(title)}</text></name>\n"
        f"{_field(texts, 'questiontext', _stem(texts, item))}"
        f"{_field(texts, 'generalfeedback', texts.feedback(item))}"
        f"<defaultgrade>{worth(item)}</defaultgrade>\n"
        f"<penalty>{'1' if kind == 'truefalse' else PENALTY}</penalty>\n"
        f"<hidden>0</hidden>\n"
        f"<idnumber>{escaped(item.id)}</idnumber>\n"
        f"{own}"
        f"<tags>{''.join(f'<tag><text>{escaped(tag)}</text></tag>' for tag in tags)}</tags>\n"
        "</question>\n"
    )


def _stem(texts: Texts, item: Item) -> str:
    """Return the text of a question: its stimulus, what it asks, the unit of a figure."""
    whole = texts.stimulus(item) + texts.question(item, partial(_embedded, texts.language))
    return whole.replace("{", "&#123;").replace(_OPENS, "{") if isinstance(item, Cloze) else whole


def _field(texts: Texts, name: str, html: str, attributes: str = "", inner: str = "") -> str:
    """Return an element that holds a text as HTML with its pictures: the one place through which each text goes."""
    shown = with_files_in("@@PLUGINFILE@@", inert(html))
    files = "".join(_file(address, content) for address, content in texts.pictures(html).items())
    return f'<{name}{attributes} format="html"><text>{cdata(shown)}</text>\n{files}{inner}</{name}>\n'


def _answer(texts: Texts, fraction: str, text: str, why: str = "", *, html: bool = True) -> str:
    """Return an answer, its share of the mark and its feedback; HTML, or a plain text that is typed."""
    inner = _field(texts, "feedback", why)
    if html:
        return _field(texts, "answer", text, f' fraction="{fraction}"', inner)
    return f'<answer fraction="{fraction}" format="plain_text"><text>{escaped(text)}</text>\n{inner}</answer>\n'


Own = tuple[str, str]
_COMBINED = "".join(
    f'<{name} format="html"><text></text></{name}>\n'
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
)


def _select(texts: Texts, item: Choice | Multi) -> Own:
    right = _SHARES[sum(option.right for option in item.alternatives)]
    is_several = isinstance(item, Multi)
    wrong = "0" if not is_several else f"-{right}" if texts.gives_partial_credit else "-100"
    answers = "".join(
        _answer(texts, right if option.right else wrong, html_of(option.text), html_of(option.why))
        for option in options_of(item, "moodle")
    )
    shuffled = "false" if is_arranged(item) else "true"
    return "multichoice", (
        f"<single>{'false' if is_several else 'true'}</single>\n<shuffleanswers>{shuffled}</shuffleanswers>\n"
        f"<answernumbering>abc</answernumbering>\n{_COMBINED}{answers}"
    )


def _true_false(texts: Texts, item: TrueFalse) -> Own:
    # In English whatever the language: the importer takes any other word for the first answer, true.
    shares = {word: "100" if word == item.answer else "0" for word in ("true", "false")}
    return "truefalse", "".join(_answer(texts, share, word, html=False) for word, share in shares.items())


def _typed(texts: Texts, item: Term | Question) -> Own:
    answers = (text.replace("*", _STAR) for text in with_bare(item, texts.language))
    return "shortanswer", "<usecase>0</usecase>\n" + "".join(
        _answer(texts, "100", text, html=False) for text in answers
    )


def _mark_of_a_gap(item: Cloze) -> int:
    """Return a gap's share of the points, where that is whole, as marks of embedded answers are; else one."""
    share, rest = divmod(worth(item), len(gaps(item.text)))
    return 1 if rest else int(share)


def _file(address: str, content: bytes) -> str:
    """Return a file of a text: its folders stand apart from its name, from which Moodle takes every slash."""
    folder, _, name = file_name(address).rpartition("/")
    path = f"/{folder}/" if folder else "/"
    data = b64encode(content).decode()
    return f'<file name="{attribute(name)}" path="{attribute(path)}" encoding="base64">{data}</file>\n'


def _embedded(language: str, item: Cloze, _: int, gap: Gap) -> str:
    """Return a gap as an embedded answer; signs that mean something stand as entities."""
    whole = (_BEFORE_AN_END.sub(r"\\\\", text) for text in gap_spellings(item, gap, language))
    answers = (_EMBEDDED.sub(lambda match: f"&#{ord(match[0])};", text) for text in whole)
    right = "~".join(f"={answer.replace('*', _STAR)}" for answer in answers)
    return f"{_OPENS}{_mark_of_a_gap(item)}:SHORTANSWER:{right}}}"


def _cloze(_texts: Texts, _item: Cloze) -> Own:
    return "cloze", ""


def can_be_typed(unit: str) -> bool:
    """Tell whether a student may type a unit, or '', behind or before a number."""
    return 0 < len(unit) <= _MAX_UNIT and not _LOST_IN_UNITS.search(unit)


def _numeric(texts: Texts, item: Numeric) -> Own:
    tolerance = f"<tolerance>{as_typed(item.margin)}</tolerance>\n"
    answer = (
        f'<answer fraction="100" format="plain_text"><text>{as_typed(item.value)}</text>\n'
        f"{_field(texts, 'feedback', '')}{tolerance}</answer>\n"
    )
    unit = to_plain(item.unit)
    has_unit = can_be_typed(unit)
    is_left = unit_of(item.unit, texts.language).before.strip() == unit != ""
    # 0: a unit may be typed, and is not marked; 3: none.
    name = f"<unit><multiplier>1</multiplier><unit_name>{escaped(unit)}</unit_name></unit>"
    return "numerical", (
        f"{answer}{f'<units>{name}</units>' if has_unit else ''}\n<unitgradingtype>0</unitgradingtype>\n"
        f"<unitpenalty>0.1</unitpenalty>\n<showunits>{0 if has_unit else 3}</showunits>\n"
        f"<unitsleft>{int(is_left)}</unitsleft>\n"
    )


def as_listed(response: str) -> str:
    """Return a response for a list, which shows HTML without its tags.

    Moodle takes 1.0 and 1 for the same response, and offers only the first: a number begins with an entity.
    """
    if _NUMBER.fullmatch(response):
        return f"&#{ord(response[0])};{response[1:]}"
    return escape(response, quote=False)


def _match(texts: Texts, item: Matching | LabelledPicture) -> Own:
    # A response to nothing belongs to an empty premise.
    pairs = "".join(
        _field(
            texts,
            "subquestion",
            premise,
            inner=f"<answer><text>{escaped(listed(response.plain, as_listed))}</text></answer>\n",
        )
        for premise, response in texts.matches(item).pairs
    )
    return "matching", f"<shuffleanswers>true</shuffleanswers>\n{_COMBINED}{pairs}"


def _order(texts: Texts, item: Ordering) -> Own:
    steps = "".join(_answer(texts, "100", html_of(step.text)) for step in item.steps)
    grading = "ABSOLUTE_POSITION" if texts.gives_partial_credit else "ALL_OR_NOTHING"
    return "ordering", (
        "<layouttype>VERTICAL</layouttype>\n<selecttype>ALL</selecttype>\n"
        f"<selectcount>{len(item.steps)}</selectcount>\n<gradingtype>{grading}</gradingtype>\n"
        "<showgrading>SHOW</showgrading>\n<numberingstyle>none</numberingstyle>\n"
        f"{_COMBINED}<shownumcorrect>1</shownumcorrect>\n{steps}"
    )


def _write(texts: Texts, item: Question | Essay) -> Own:
    is_long = isinstance(item, Essay)
    return "essay", (
        f"<responseformat>{'editor' if is_long else 'plain'}</responseformat>\n<responserequired>1</responserequired>\n"
        f"<responsefieldlines>{15 if is_long else 5}</responsefieldlines>\n<attachments>0</attachments>\n"
        "<attachmentsrequired>0</attachmentsrequired>\n"
        f"{_field(texts, 'graderinfo', texts.model_answer(item, worth(item)))}"
        '<responsetemplate format="html"><text></text></responsetemplate>\n'
    )


_WRITERS: Mapping[str, Callable[[Texts, Any], Own]] = {
    "term": _typed,
    "cloze": _cloze,
    "choice": _select,
    "multi": _select,
    "true-false": _true_false,
    "numeric": _numeric,
    "matching": _match,
    "ordering": _order,
    "picture": _match,
    "essay": _write,
}
