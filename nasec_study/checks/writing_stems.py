"""Rules on stems: what a student reads first (W421 to W425)."""

import re
import unicodedata
from collections.abc import Iterator

from nasec_study.checks._parts import options
from nasec_study.checks._rule import Finding, Rule
from nasec_study.checks._words import count, plain, uncited
from nasec_study.course.model import Choice, Course, Multi, Numeric, Question
from nasec_study.foundation.problems import brief, counted

_EMPHASIZED = re.compile(r"\*\*.+?\*\*|\b(?:NOT|EXCEPT|LEAST|NEVER)\b")
# In italics, these are no cited words; and italics are easily overlooked.
_STRESSED = re.compile(r"([*_])(not|except)\1", re.IGNORECASE)
_QUESTION_MARK = re.compile("[?？؟]")
# Here the negation does not turn the question round.
_HARMLESS = re.compile(
    r"\bnot (?:only|least|yet|all|every|to)\b|\b(?:but|and|or|if|though) not\b|, not\b|\(not\b", re.IGNORECASE
)
_ASKING = re.compile(r"\b(?:which|what|whom?|whose|(?:all|each|any) of (?:the following|these|those))\b", re.IGNORECASE)
# In a sentence without a question mark, `which` and the like mostly begin a clause.
_OFFERING = re.compile(r"\b(?:which|all|each|any) of (?:the following|these|those)\b", re.IGNORECASE)
# `Least` asks for the exception in `least likely`, and names a thing in `least upper bound`.
_NEGATION = re.compile(
    r"\b(?:not|except|least(?= (?:likely|probable|appropriate|suitable)\b)|never|cannot|\w+n[’']t)\b", re.IGNORECASE
)
_SUBORDINATE = re.compile(r"\b(?:that|which|who|whose|as|because|if|since|when|where|although)\b", re.IGNORECASE)


def negative(item: Choice | Multi) -> Iterator[Finding]:
    """Find questions turned round by a negation that is neither bold nor in capitals."""
    # With their markup, by which emphasis is told.
    parts = re.split(r"(?<=[.?!]) +", item.stem)
    asked = next((text for text in reversed(parts) if "?" in text), parts[-1])
    if negation := _negation(asked):
        message = f"asks in the negative: '{negation}' reverses the question and is easily overlooked"
        hint = f"ask what is the case; if you must ask in the negative, write **{negation}**"
        yield Finding(item, ("stem",), message, hint, negation)


def _negation(question: str) -> str:
    """Return the word that turns a question round, if one does so outside subordinate clauses and emphasis."""
    text = _HARMLESS.sub(" ", uncited(_STRESSED.sub(r"\2", _EMPHASIZED.sub(" ", question))))
    asking = (_ASKING if "?" in question else _OFFERING).search(text)
    negation = _NEGATION.search(text, asking.end()) if asking else None
    if asking is None or negation is None or _SUBORDINATE.search(text, asking.end(), negation.start()):
        return ""
    return negation[0]


W421 = Rule(
    code="W421",
    name="negative stem without emphasis",
    source="Haladyna, Downing & Rodriguez 2002; Tarrant 2006",
    why="Students who know the answer overlook a small “not” and choose what is true. "
    "To know what is not the case is seldom what the course is about.",
    bad="Which of these seas is not linked to an ocean?",
    good="Which of these seas has no link to an ocean? (or: is **not** linked)",
    find=negative,
    of=(Choice, Multi),
    english=True,
)

_VERDICT = r"(?:true|correct|accurate|false|incorrect|untrue)"
# Other nouns say what is asked for: `Which of these spellings is correct?`
_OF_THESE = r"of (?:the following|these|those)"
_MATTER = r"(?:,[^?.]{1,60},|(?: (?:about|of|on|for|regarding|concerning)\b[^?.]{1,60})?)"
_SUBJECT = rf"(?:(?:{_OF_THESE} )?(?:statements?|claims?)\b[^?.]{{0,60}}?|(?:{_OF_THESE}|options?|answers?){_MATTER})"
_UNFOCUSED = re.compile(
    rf"\bwhich (?:one |two |three )?{_SUBJECT} (?:is|are|was|were|holds?) {_VERDICT}\b(?! north)"
    rf"|\b(?:what|which) (?:is|are) {_VERDICT}(?: (?:of|about|for|according)\b|\?)"
    rf"|\bwhat can be said (?:of|about)\b|\b(?:choose|mark|pick|select) the {_VERDICT} statements?\b",
    re.IGNORECASE,
)


def unfocused(item: Choice | Multi) -> Iterator[Finding]:
    """Find stems that pose no problem, but ask which option is true."""
    if found := _UNFOCUSED.search(plain(item.stem)):
        message = f"poses no problem: '{found[0]}'"
        hint = "ask so that the answer is clear with the options covered"
        yield Finding(item, ("stem",), message, hint, found[0])


W422 = Rule(
    code="W422",
    name="stem without a problem",
    source="NBME item-writing guide; Tarrant 2006",
    why="“Which is true?” makes as many true-false items as there are options, on subjects that have little in common. "
    "The student cannot think of an answer before reading them, and often more than one can be defended.",
    bad="Which of the following is true?",
    good="What causes the second bulge, on the side that faces away from the Moon?",
    find=unfocused,
    of=(Choice, Multi),
    english=True,
)

_TASKS = """
add assess argue arrange assign calculate check choose classify compare complete compute consider convert decide define
derive describe design determine differentiate discuss draft draw estimate evaluate expand explain factor fill find give
identify implement integrate judge list mark match name order outline pick place plan point propose prove put rank read
rewrite say select show simplify sketch solve sort state suggest summarize tell trace translate use verify weigh work
write
"""
_TASK = re.compile(rf"(?:^|[.?!,:;]\s+)(?:please |then |and )?(?:{'|'.join(_TASKS.split())})\b", re.IGNORECASE)

# A question whose author left out the sign for it; `How to brew tea` and `When it rains` are none.
_UNSIGNED = re.compile(
    r"(?:^|[.?!:;]\s+)(?:(?:in|on|at|by|to|for|from|of|with) )?(?:what|which|who|whom|whose|why"
    r"|(?:when|where|how) (?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|many|much|often|long))\b",
    re.IGNORECASE,
)


def no_question(item: Choice | Multi | Question | Numeric) -> Iterator[Finding]:
    """Find stems that are neither a question nor a task."""
    if _asks_nothing(item.stem):
        message = f"asks nothing: its stem ends with '{brief(' '.join(plain(item.stem).split()[-3:]))}'"
        yield Finding(item, ("stem",), message, "word it as a question, or as a task with a period at its end")


def _asks_nothing(text: str) -> bool:
    """Tell whether a stem is a heading or an unfinished sentence; one with a blank is told by W424."""
    stem = plain(text)
    is_sentence = _QUESTION_MARK.search(stem) or stem.endswith((".", "!", "="))
    asks = is_sentence or _TASK.search(stem) or _UNSIGNED.search(stem) or _has_inner_blank(text)
    return not asks and _ends_in_latin(stem)


def _ends_in_latin(stem: str) -> bool:
    """Tell whether a stem can end in English words: 何ですか asks, and has no sign for it that we know."""
    last = next((sign for sign in reversed(stem) if sign.isalpha()), "")
    return last.isascii() or unicodedata.name(last).startswith("LATIN")


W423 = Rule(
    code="W423",
    name="stem that is no question",
    source="Haladyna, Downing & Rodriguez 2002; NBME item-writing guide",
    why="A heading or an unfinished sentence leaves open what is asked, and its grammar has to fit every option. "
    "On a card there are no options to tell what was meant.",
    bad="The source of the Blue Nile",
    good="Where is the source of the Blue Nile?",
    find=no_question,
    of=(Choice, Multi, Question, Numeric),
    english=True,
)

_INNER_BLANK = re.compile(r"(?<!\w)_{2,}(?!\w)(?=.*\w)", re.DOTALL)


def inner_blank(item: Choice | Multi) -> Iterator[Finding]:
    """Find choices whose stem has a blank before its end."""
    if _has_inner_blank(item.stem):
        message = "has a blank in the middle of its stem"
        yield Finding(item, ("stem",), message, "ask a question, or use `type: cloze`")


W424 = Rule(
    code="W424",
    name="blank in the middle of a stem",
    source="Haladyna, Downing & Rodriguez 2002; NBME item-writing guide",
    why="The student has to keep the sentence in mind, fill in each option and read the sentence again. "
    "That measures memory for sentences, and costs those most who read in a second language.",
    bad="In ____ the canal was opened to ships of all nations.",
    good="In which year was the canal opened to ships of all nations?",
    find=inner_blank,
    of=(Choice, Multi),
)


def _has_inner_blank(stem: str) -> bool:
    """Tell whether a stem is a sentence with a blank; one that it cites, or asks about, is the matter of a question."""
    return not _QUESTION_MARK.search(stem) and bool(_INNER_BLANK.search(uncited(stem)))


STEM_SHARE = 0.5
MIN_QUESTION = 3


def short_stem(course: Course) -> Iterator[Finding]:
    """Find stems not half as long as their options are on average; a whole question or task may be short."""
    for item in (item for item in course.items if isinstance(item, Choice | Multi)):
        stem = count(item.stem)
        parts = options(item)
        average = sum(count(part.text) for part in parts) / len(parts)
        is_question = stem >= MIN_QUESTION and _QUESTION_MARK.search(item.stem)
        is_whole = is_question or _TASK.search(plain(item.stem)) or item.stimulus
        is_told = W423.applies_to(course) and _asks_nothing(item.stem)
        if stem < STEM_SHARE * average and not is_whole and not is_told:
            message = f"has a stem of {counted(stem, 'word')} for options of {average:.0f} words on average"
            yield Finding(item, ("stem",), message, "move what the options share, and the problem, into the stem")


W425 = Rule(
    code="W425",
    name="stem much shorter than its options",
    source="NBME item-writing guide",
    why="If most of the text is in the options, the stem poses no problem, and students only compare options. "
    "To test an item, cover its options: can the question still be answered?",
    bad="""\
Tides?
  + The Moon pulls the near side of the Earth more strongly than its center
  - The wind piles the water of the open sea up against the coast
  - The rivers carry more water to the sea in spring than in autumn""",
    good="""\
Why is there a bulge of water on the side of the Earth that faces the Moon?
  + The pull is stronger there
  - The wind is stronger there
  - The rain is stronger there""",
    find=short_stem,
)
