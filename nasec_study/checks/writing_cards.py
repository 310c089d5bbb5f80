"""Rules on what a student recalls, judges and reads as feedback (W431 to W442)."""

import re
from collections.abc import Iterator

from nasec_study.checks._parts import recalled
from nasec_study.checks._rule import Finding, Rule
from nasec_study.checks._words import (
    ARTICLES,
    absolutes,
    bare_words,
    content_roots,
    count,
    is_sign,
    plain,
    quoted,
    sentences,
    unsigned,
    words,
)
from nasec_study.course.model import ITEM_TYPES, Choice, Cloze, Essay, Item, Multi, Question, Term, TrueFalse
from nasec_study.foundation.characters import has_unspaced
from nasec_study.rendering.markup import gaps

MAX_ENTRIES = 3
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+\S", re.MULTILINE)
_LAST_ENTRY = re.compile(r"(?:^|\s)(?:and|or)\s", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?:(?:and|or) )?(?:but|which|who|whose|that|so|as|since|while|though|although|because|when|where|how|what|why|if"
    r"|not)\b"
)
_ENTRY_WORDS = 5


def _entries(text: str) -> int:
    """Return how many entries the longest list in a text has: Markdown, semicolons, or commas up to an `and`."""
    counts = [len(_BULLET.findall(text)), plain(text).count(";") + 1]
    for sentence in sentences(text):
        first, *rest = sentence.rpartition(":")[2].split(", ")
        entries = [first, *rest]
        short = all(count(entry) <= _ENTRY_WORDS and not _CLAUSE.match(entry) for entry in rest)
        if rest and short and (joint := _LAST_ENTRY.search(entries[-1])):
            # `wool and tea` are two entries, `and tea` is one.
            counts.append(len(entries) + bool(entries[-1][: joint.start()].strip()))
    return max(counts)


def lists(item: Question | Cloze) -> Iterator[Finding]:
    """Find answers and gaps that list more than three entries."""
    for part in recalled(item):
        if (number := _entries(part.text)) > MAX_ENTRIES:
            message = f"asks for a list of {number}"
            hint = "ask for one entry per card, or use `type: multi`, `matching` or `ordering`"
            yield Finding(item, part.steps, message, hint)


W431 = Rule(
    code="W431",
    name="list on a card",
    source="Wozniak 1999",
    why="A list is forgotten as soon as one of its entries is, and the card then fails as a whole, time and again. "
    "One entry per card is learned faster, and shows which one is hard.",
    bad="What wears down a coast? Waves, frost, rain and wind.",
    good="What wears down a coast where water freezes in the cracks of the rock? Frost.",
    find=lists,
    of=(Question, Cloze),
    english=True,
)

MAX_ANSWER_WORDS = 25
MAX_GAP_WORDS = 6
MAX_DEFINITION_WORDS = 40
# No word is a sign alone: §, % and =.
_WORD = re.compile(r"\S*[\w·]\S*")


def long_answers(item: Question | Term | Cloze) -> Iterator[Finding]:
    """Find answers of more than 25 words, gaps of more than 6 and definitions of more than 40."""
    match item:
        case Question():
            parts = [("answer", "an answer", item.answer, MAX_ANSWER_WORDS)]
        case Term():
            parts = [("definition", "a definition", item.definition, MAX_DEFINITION_WORDS)]
        case Cloze():
            parts = [("text", f"a gap c{gap.number}", gap.answer, MAX_GAP_WORDS) for gap in gaps(item.text)]
    for key, noun, text, limit in parts:
        # Words as a reader counts them, by the spaces between, if there are any; a formula, and code, is one.
        number = count(text) if has_unspaced(text) else len(_WORD.findall(unsigned(text)))
        if number > limit:
            message = f"has {noun} of {number} words"
            yield Finding(item, (key,), message, f"at most {limit}; move the reasons into the rationale")


W432 = Rule(
    code="W432",
    name="answer too long to recall",
    source="Wozniak 1999",
    why="What takes a paragraph to say is several facts. A student cannot tell whether the answer was right, "
    "so a long answer is graded by feeling and comes back at the wrong time.",
    bad="Why did the port decline? Its bay silted up after the war, for the works that had kept it open for a hundred "
    "years were given up when the dues no longer paid for them.",
    good="Why did the bay of the port silt up? The works that had kept it open were given up.",
    find=long_answers,
    of=(Question, Term, Cloze),
)

MAX_GAPS = 3


def many_gaps(item: Cloze) -> Iterator[Finding]:
    """Find clozes with more than three gaps."""
    if (number := len(gaps(item.text))) > MAX_GAPS:
        message = f"has {number} gaps"
        yield Finding(item, ("text",), message, f"at most {MAX_GAPS}; make it two items")


W433 = Rule(
    code="W433",
    name="more than three gaps",
    source="Tarrant 2006",
    why="With every further gap, the rest of the sentence says less of what it is about. "
    "On paper, all gaps are open at once, and a student guesses at the author's words.",
    bad="In {{c1::1869}} the {{c2::Suez}} canal linked {{c3::two}} {{c4::seas}}.",
    good="In {{c1::1869}} a canal at {{c2::Suez}} linked two seas.",
    find=many_gaps,
    of=(Cloze,),
)

_BRACKETS = re.compile(r"\(([^)]*)\)")


def _names(term: str) -> list[str]:
    """Return the names that a term gives: itself without brackets, and an abbreviation in them; code as it is."""
    if is_sign(term):
        return [term]
    term = plain(term)
    return [_BRACKETS.sub(" ", term), *(inner for inner in _BRACKETS.findall(term) if inner.isupper())]


def circular(item: Term) -> Iterator[Finding]:
    """Find definitions that hold all content words of their term."""
    definition, said = content_roots(item.definition), bare_words(item.definition)
    for name in _names(item.term):
        roots = content_roots(name)
        # A word that two languages share has no others.
        if roots and roots <= definition and bare_words(name) != said:
            message = f"contains its term in its definition: {quoted([plain(name).strip()])}"
            yield Finding(item, ("definition",), message, "say it in other words", plain(name).strip())
            return


W434 = Rule(
    code="W434",
    name="definition that contains its term",
    source="our own: Anki asks a term in both directions",
    why="One of the two cards shows the definition and asks for the term. "
    "If the definition holds the term, the card gives its answer away.",
    bad="meander: one of the bends of a river that meanders over a plain",
    good="meander: a bend of a river that winds its way over a plain",
    find=circular,
    of=(Term,),
)

_SECOND_CLAUSE = re.compile(r";|, (?:and|but|while|whereas) (?!not\b|also\b|only\b)", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|will|would|can|could|may|might|must|should|\w{3,}(?:ed|s))\b"
)
_VERB_REACH = 5
_LIST_ENTRY_WORDS = 3
_CLAUSE_WORDS = 4


def _second_claim(statement: str) -> str:
    """Return the second of two main clauses that a statement joins, or nothing."""
    last = sentences(statement)[-1]
    for joint in _SECOND_CLAUSE.finditer(last):
        before, after = last[: joint.start()], last[joint.end() :].strip()
        in_a_list = "," in before and count(before.rpartition(",")[2]) <= _LIST_ENTRY_WORDS
        start = words(after)[: _VERB_REACH + 1]
        verb_follows = _VERB.search(" ".join(word for word in start[1:] if word not in ARTICLES))
        if not in_a_list and verb_follows and count(before) >= _CLAUSE_WORDS <= count(after):
            return after
    return ""


def several_claims(item: TrueFalse) -> Iterator[Finding]:
    """Find statements to judge that join two main clauses."""
    if second := _second_claim(item.statement):
        message = f"makes more than one claim; the second is '{second}'"
        yield Finding(item, ("statement",), message, "make an item of each, or a choice of both")


W435 = Rule(
    code="W435",
    name="true-false with several claims",
    source="Wozniak 1999",
    why="If one claim is true and the other false, what is the statement? "
    "A student who knows half of it may be marked right or wrong, by luck.",
    bad="The Nile flows to the north, and the Amazon is longer.",
    good="The Nile flows to the north.",
    find=several_claims,
    of=(TrueFalse,),
    english=True,
)

_UNIVERSAL = re.compile(r"all|every(?:one|thing)?|none|no one|nobody", re.IGNORECASE)


def absolute_statement(item: TrueFalse) -> Iterator[Finding]:
    """Find false statements with an absolute word."""
    strong, mild = absolutes(item.statement)
    found = strong + [word for word in mild if _UNIVERSAL.fullmatch(word)]
    if item.answer == "false" and found:
        message = f"gives itself away as false by '{found[0].lower()}'"
        yield Finding(item, ("statement",), message, "make it false by what it says", found[0])


W436 = Rule(
    code="W436",
    name="absolute words in a false statement",
    source="Haladyna, Downing & Rodriguez 2002, rule 28a; NBME item-writing guide",
    why="Statements with “always”, “never” or “all” are mostly false, and students know it. "
    "They answer by the word, without thinking of the subject.",
    bad="Every coast has two high waters a day. (false)",
    good="Most coasts have one high water a day. (false)",
    find=absolute_statement,
    of=(TrueFalse,),
    english=True,
)


def no_rationale(item: Item) -> Iterator[Finding]:
    """Find items, other than terms and essays, that do not say why their answer is right."""
    if not isinstance(item, Term | Essay) and not item.rationale.strip():
        yield Finding(item, (), "has no rationale", "say in a sentence or two why the answer is right")


W441 = Rule(
    code="W441",
    name="no rationale",
    source="Butler & Roediger 2008",
    why="Practice works by its feedback. A right answer given for a wrong reason stays wrong, "
    "and a wrong one is corrected by the reason more than by the mark.",
    bad="Which tide comes at full moon? Spring tide.",
    good="Which tide comes at full moon? Spring tide. Sun and Moon then pull along one line.",
    find=no_rationale,
    of=(*ITEM_TYPES.values(),),
)


def no_why(item: Choice | Multi) -> Iterator[Finding]:
    """Find items with distractors that do not say why they are wrong."""
    bare = [number for number, wrong in enumerate(item.distractors) if not wrong.why.strip()]
    if bare:
        texts = quoted([plain(item.distractors[number].text) for number in bare])
        message = f"does not say why {texts} {'is' if len(bare) == 1 else 'are'} wrong"
        yield Finding(item, ("distractors", bare[0]), message, "add `why:` to each distractor")


W442 = Rule(
    code="W442",
    name="distractor without its why",
    source="Butler & Roediger 2008; Roediger & Marsh 2005",
    why="A wrong option is a statement that the student has read and weighed; without feedback it is remembered "
    "as knowledge. The sentence that says why it is wrong is what undoes that.",
    bad="- Neap tide",
    good="- Neap tide (why: it comes at the quarters of the Moon)",
    find=no_why,
    of=(Choice, Multi),
)
