"""Packages as both engines of Canvas take them; refuses what either would drop, misread or show as another kind.

Canvas itself says nothing of a bad package: the quiz, or the question, is not there.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape
from typing import Literal

from lxml import etree

from tests.targets.lms.answers import Answer, RefusedError, must, seen

Engine = Literal["classic", "new"]

# Names that New Quizzes knows for its kinds; an ordering item has none.
KINDS = frozenset(
    f"{kind}_question"
    for kind in (
        *("multiple_choice", "true_false", "short_answer", "fill_in_multiple_blanks", "multiple_answers"),
        *("matching", "numerical", "essay", "text_only"),
    )
)
# What Classic Quizzes takes for something else in the name of a part; and what it reads feedback by.
NAME = re.compile(r"[a-z]+")
MARKED = re.compile(r"correct|wrong|general")
FILE = re.compile(r'src="%24IMS-CC-FILEBASE%24/([^"]+)"')
FIELDS = "itemmetadata/qtimetadata/qtimetadatafield"
PERCENT = Fraction(100)
# What Classic Quizzes takes out of what it lists, and which text it takes for plain, whatever it is called.
TAKEN = re.compile(r"</?[^>\n]*>|&\w+;")
BARE = re.compile(r"\s*(?:<(?:p|div|span)>\s*)*[^<]*(?:</(?:p|div|span)>\s*)*")


@dataclass(frozen=True)
class Question:
    """An item, and in which section it stands."""

    name: str
    element: etree._Element
    fields: Mapping[str, str]
    pool: str

    @property
    def kind(self) -> str:
        """The kind without what ends each name."""
        return self.fields.get("question_type", "ordering").removesuffix("_question")

    @property
    def points(self) -> Fraction:
        """The points that it gives by itself."""
        return Fraction(self.fields["points_possible"])

    def html(self) -> str:
        """Return what it asks."""
        return self.element.findtext("presentation/material/mattext") or ""

    def comments(self) -> dict[str, str]:
        """Return its feedback by name."""
        return {
            one.get("ident") or "": one.findtext("flow_mat/material/mattext") or ""
            for one in self.element.findall("itemfeedback")
        }

    def labels(self, response: etree._Element) -> dict[str, str]:
        """Return the options of a response by their names."""
        return {
            label.get("ident") or "": seen_of(label.find("material/mattext"))
            for label in response.iter("response_label")
            if label.find("material") is not None
        }

    def responses(self) -> list[etree._Element]:
        """Return its responses."""
        return [one for one in self.element.find("presentation") if one.tag.startswith("response_")]

    def conditions(self) -> list[etree._Element]:
        """Return the conditions that give points."""
        return [one for one in self.element.iter("respcondition") if one.find("setvar") is not None]

    def grade(self, answer: Answer, engine: Engine) -> Fraction | None:
        """Return the share of the points that an answer earns in an engine; None where a teacher marks it."""
        return None if self.kind == "essay" else _GRADERS[self.kind](self, answer, engine)


def seen_of(text: etree._Element | None) -> str:
    """Return what is seen of a text, which New Quizzes takes for HTML even where it is plain."""
    assert text is not None
    return seen(text.text or "").replace("\N{WORD JOINER}", "")


def seen_in_classic(text: etree._Element, kind: str) -> str:
    """Return what Classic Quizzes shows of a text: of an option or a response by kind, of a comment or a premise."""
    content, is_html = text.text or "", text.get("texttype") == "text/html"
    match kind:
        case "ordering":
            numbered = TAKEN.sub("", re.sub(r"&#(\d+);", r"&\1#", TAKEN.sub("", content)))
            shown = re.sub(r"&(\d+)#", lambda found: chr(int(found[1])), numbered)
        case "matching":
            shown = content
        case "said" if is_html and BARE.fullmatch(content):
            shown = escape(seen(content), quote=False)
            shown = f"{shown}&nbsp;" if "\N{NO-BREAK SPACE}" in content else shown
        case _:
            shown = seen(content) if is_html else content
    return " ".join(shown.split()).replace("\N{WORD JOINER}", "")


@dataclass(frozen=True)
class Pool:
    """A section of which so many items are drawn."""

    title: str
    count: int
    points: Fraction


@dataclass(frozen=True)
class Package:
    """A quiz or a bank."""

    title: str
    kind: str
    meta: Mapping[str, str]
    questions: tuple[Question, ...]
    pools: Mapping[str, Pool] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


def _chosen(question: Question, answer: Answer) -> set[str]:
    [response] = question.responses()
    names = {text: name for name, text in question.labels(response).items()}
    if question.kind == "true_false":
        return {names[text.capitalize()] for text in answer}
    return {names[text] for text in answer}


def _pick(question: Question, answer: Answer, _engine: Engine) -> Fraction:
    chosen = _chosen(question, answer)
    right = {one.findtext("conditionvar/varequal"): _score(one) for one in question.conditions()}
    return sum((right.get(name, Fraction()) for name in chosen), Fraction()) / PERCENT


def _several(question: Question, answer: Answer, engine: Engine) -> Fraction:
    [condition] = question.conditions()
    every = condition.find("conditionvar/and")
    assert every is not None
    right = {one.text for one in every.findall("varequal")}
    wrong = {one.text for one in every.findall("not/varequal")}
    chosen = _chosen(question, answer)
    assert chosen <= right | wrong
    if engine == "new" and question.fields["scoring_algorithm"] == "AllOrNothing":
        return Fraction(chosen == right)
    return max(Fraction(len(chosen & right) - len(chosen & wrong), len(right)), Fraction())


def _typed(question: Question, answer: Answer, _engine: Engine) -> Fraction:
    [typed] = answer.values() if isinstance(answer, dict) else answer or [""]
    for condition in question.conditions():
        texts = {(one.text or "").strip().casefold() for one in condition.iter("varequal")}
        assert len(texts) == 1, "side by side they would all have to hold"
        if typed.strip().casefold() in texts:
            return _score(condition) / PERCENT
    return Fraction()


def _blanks(question: Question, answer: Answer, _engine: Engine) -> Fraction:
    earned = Fraction()
    for response, typed in zip(question.responses(), answer, strict=True):
        labels = {one.get("ident"): one.findtext("material/mattext") or "" for one in response.iter("response_label")}
        for condition in question.conditions():
            equal = condition.find("conditionvar/varequal")
            assert equal is not None
            if equal.get("respident") == response.get("ident"):
                earned += _score(condition) * (labels[equal.text or ""].casefold() == typed.strip().casefold())
    return earned / PERCENT


def _figure(question: Question, answer: Answer, engine: Engine) -> Fraction:
    [typed] = answer
    if not re.fullmatch(r"-?\d+(\.\d+)?", typed):
        return Fraction()
    [condition] = question.conditions()
    equal, low, high = (condition.find(f".//{name}") for name in ("varequal", "vargte", "varlte"))
    assert equal is not None
    assert low is not None
    assert high is not None
    if engine == "new":
        margin = Fraction(equal.get("margin") or "0")
        must(not margin or equal.get("margintype") == "absolute", "margintype")
        return Fraction(abs(Fraction(typed) - Fraction(equal.text or "")) <= margin)
    return Fraction(Fraction(low.text or "") <= Fraction(typed) <= Fraction(high.text or ""))


def _match(question: Question, answer: Answer, engine: Engine) -> Fraction:
    assert isinstance(answer, dict)
    earned, premises = Fraction(), set()
    for response in question.responses():
        premise = seen_of(response.find("material/mattext"))
        premises.add(premise)
        names = {text: name for name, text in question.labels(response).items()}
        for condition in question.conditions():
            equal = condition.find("conditionvar/varequal")
            assert equal is not None
            is_chosen = premise in answer and names[answer[premise]] == equal.text
            earned += _score(condition) * (equal.get("respident") == response.get("ident") and is_chosen)
    assert set(answer) <= premises
    share = earned / PERCENT
    return (
        share if engine == "classic" or question.fields["scoring_algorithm"] == "PartialDeep" else Fraction(share == 1)
    )


def _order(question: Question, answer: Answer, engine: Engine) -> Fraction:
    [response] = question.responses()
    [condition] = question.conditions()
    labels = question.labels(response)
    right = [labels[one.text or ""] for one in condition.iter("varequal")]
    assert sorted(right) == sorted(answer)
    in_place = sum(step == other for step, other in zip(right, answer, strict=True))
    # Classic Quizzes makes a matching question of it: a place is a premise.
    return Fraction(in_place, len(right)) if engine == "classic" else Fraction(in_place == len(right))


_GRADERS: Mapping[str, Callable[[Question, Answer, Engine], Fraction]] = {
    "multiple_choice": _pick,
    "true_false": _pick,
    "multiple_answers": _several,
    "short_answer": _typed,
    "fill_in_multiple_blanks": _blanks,
    "numerical": _figure,
    "matching": _match,
    "ordering": _order,
}


def _score(condition: etree._Element) -> Fraction:
    return Fraction(condition.findtext("setvar") or "0")


def read(content: bytes) -> Package:
    """Return what is in a package. Raises RefusedError."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    must("imsmanifest.xml" in files, "no manifest")
    resources = {one.get("identifier"): one for one in _tree(files["imsmanifest.xml"]).iter("resource")}
    hrefs = [file.get("href") or "" for one in resources.values() for file in one.findall("file")]
    must(Counter(hrefs) == Counter(name for name in files if name != "imsmanifest.xml"), "files and manifest differ")
    quizzes = [one for one in resources.values() if one.get("type") == "imsqti_xmlv1p2"]
    must(len(quizzes) == 1, "no quiz, or several")
    [quiz] = quizzes
    href, name = quiz.findall("file")[0].get("href") or "", quiz.get("identifier") or ""
    meta = _meta(files, resources, quiz, name)
    root = _tree(files[href])
    must(root.tag == "questestinterop" and len(root) == 1, "questestinterop")
    [body] = root
    must(
        body.get("ident") == name, "the quiz has another name than its resource: Canvas takes no notice of its options"
    )
    package = _bank(body, meta, files) if body.tag == "objectbank" else _quiz(body, meta, files)
    names = Counter(question.name for question in package.questions)
    must(max(names.values(), default=1) == 1, "an item stands twice")
    _pictures(package)
    return package


def _tree(content: bytes) -> etree._Element:
    """Return a file's tree, the namespace of each name left out."""
    must(content.startswith(b"<?xml"), "no XML declaration")
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise RefusedError(str(error)) from error
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return root


def _meta(
    files: Mapping[str, bytes],
    resources: Mapping[str | None, etree._Element],
    quiz: etree._Element,
    name: str,
) -> dict[str, str]:
    """Return what Canvas is told of a quiz."""
    dependency = quiz.find("dependency")
    must(dependency is not None and dependency.get("identifierref") in resources, "a dependency that is not there")
    assert dependency is not None
    other = resources[dependency.get("identifierref")]
    path = f"{name}/assessment_meta.xml"
    must(other.get("href") == path and path in files, f"no {path}")
    root = _tree(files[path])
    must(root.tag == "quiz" and root.get("identifier") == name, "what is told is told of another quiz")
    told = {one.tag: one.text or "" for one in root}
    must({"title", "quiz_type", "shuffle_answers", "allowed_attempts"} <= set(told), "too little is told")
    return told


def _bank(body: etree._Element, meta: Mapping[str, str], files: Mapping[str, bytes]) -> Package:
    titles = {one.findtext("fieldlabel"): one.findtext("fieldentry") for one in body.iter("qtimetadatafield")}
    must(titles.get("bank_title"), "a bank without a title")
    must(not set('&<"') & set(titles["bank_title"] or ""), "a bank's title that spoils the XML in which Canvas puts it")
    items = tuple(_item(one, "", frozenset()) for one in body.findall("item"))
    return Package(titles["bank_title"] or "", "bank", meta, items, files=files)


def _quiz(body: etree._Element, meta: Mapping[str, str], files: Mapping[str, bytes]) -> Package:
    must(body.tag == "assessment" and body.get("title"), "no assessment")
    roots = body.findall("section")
    must([root.get("ident") for root in roots] == ["root_section"], "no root_section, or another beside it")
    questions, pools = [], {}
    seen_names: set[str] = set()
    for element in roots[0]:
        if element.tag == "item":
            questions.append(_item(element, "", seen_names))
            seen_names.add(questions[-1].name)
            continue
        must(element.tag == "section", f"{element.tag} in the root section")
        name, drawn = element.get("ident") or "", element.find("selection_ordering/selection")
        must(NAME.fullmatch(name), f"{name}: a section's name")
        must(drawn is not None, f"{name}: a section that draws nothing")
        assert drawn is not None
        count = int(drawn.findtext("selection_number") or 0)
        points = Fraction(drawn.findtext("selection_extension/points_per_item") or 0)
        items = [_item(one, name, frozenset()) for one in element.findall("item")]
        must(0 < count <= len(items), f"{name}: {count} of {len(items)}")
        must(points > 0, f"{name}: no points")
        pools[name] = Pool(element.get("title") or "", count, points)
        questions += items
    total = sum((pool.count * pool.points for pool in pools.values()), Fraction())
    total += sum(question.points for question in questions if not question.pool)
    must(Fraction(meta["points_possible"]) == total, f"{meta['points_possible']} points told, {total} there")
    return Package(body.get("title") or "", meta["quiz_type"], meta, tuple(questions), pools, files)


def _item(element: etree._Element, pool: str, before: frozenset[str] | set[str]) -> Question:
    """Return an item."""
    entries = [(one.findtext("fieldlabel") or "", one.findtext("fieldentry") or "") for one in element.findall(FIELDS)]
    question = Question(element.get("ident") or "", element, dict(entries), pool)
    named = question.name
    must(len(entries) == len(question.fields), f"{named}: a field stands twice")
    must(NAME.fullmatch(named), f"{named}: digits and colons in names are read as something else")
    must(element.get("title"), f"{named}: no title")
    must(re.fullmatch(r"\d+\.\d+", question.fields.get("points_possible", "")), f"{named}: points")
    must(question.html().strip(), f"{named}: asks nothing")
    order = [child.tag for child in element]
    must(order[:2] == ["itemmetadata", "presentation"], f"{named}: {order}")
    parent = question.fields.get("parent_stimulus_item_ident")
    must(parent is None or parent in before, f"{named}: its stimulus {parent} does not stand before it")
    if (kind := question.fields.get("question_type")) is None:
        lists = [one.get("rcardinality") for one in question.responses()]
        must(lists == ["Ordered"], f"{named}: no kind, and {lists} is no ordering")
    must(kind is None or kind in KINDS, f"{named}: {kind}")
    if question.kind != "text_only":
        _responses(question)
        _scores(question)
        _own(question)
        _shown_alike(question)
    return question


def _shown_alike(question: Question) -> None:
    """Refuse texts of which Classic Quizzes shows something else than New Quizzes; pictures in lists apart."""
    # What is typed into a gap is not shown.
    responses = question.responses() if question.kind != "fill_in_multiple_blanks" else []
    lists = [(text, question.kind) for one in responses for text in one.iterfind(".//response_label//mattext")]
    premises = [text for one in responses for text in one.iterfind("material/mattext")]
    for text, kind in (
        *lists,
        *((one, "said") for one in (*premises, *question.element.iterfind(".//flow_mat//mattext"))),
    ):
        if kind not in {"ordering", "matching"} or "<img" not in (text.text or ""):
            in_classic = seen_in_classic(text, kind)
            must(in_classic == seen_of(text), f"{question.name}: Classic Quizzes shows {in_classic!r}")


def _responses(question: Question) -> None:
    names = [one.get("ident") or "" for one in question.responses()]
    must(names and len(names) == len(set(names)), f"{question.name}: responses {names}")
    options = [name for one in question.responses() for name in question.labels(one)]
    must(all(NAME.fullmatch(name) for name in options), f"{question.name}: names of options")
    must(not any(MARKED.search(name) for name in options), f"{question.name}: a name that is read as feedback")


def _scores(question: Question) -> None:
    """Refuse conditions that test what is not there, in an order that loses points, or that make no whole."""
    options = {one.get("ident"): question.labels(one) for one in question.responses()}
    for equal in question.element.iter("varequal"):
        must(equal.get("respident") in options, f"{question.name}: {equal.get('respident')} is no response")
        labels = options[equal.get("respident")]
        must(not labels or equal.text in labels, f"{question.name}: {equal.text} is no option")
    conditions = list(question.element.iter("respcondition"))
    gives = [one.find("setvar") is not None for one in conditions]
    must(gives == sorted(gives), f"{question.name}: feedback behind the score, by which Classic Quizzes then goes")
    if question.kind != "essay":
        must(any(gives), f"{question.name}: nothing earns points")
    shown = {one.get("linkrefid") for one in question.element.iter("displayfeedback")}
    must(shown == set(question.comments()), f"{question.name}: {shown} shown, {set(question.comments())} there")
    # By its response: of several spellings of a gap one is typed.
    added = {
        equal.get("respident"): Fraction(one.findtext("setvar") or "0")
        for one in conditions
        for equal in one.iter("varequal")
        if one.find("setvar[@action='Add']") is not None
    }
    must(not added or sum(added.values()) == PERCENT, f"{question.name}: shares")
    must(bool(added) == (question.kind in {"matching", "fill_in_multiple_blanks"}), f"{question.name}: Set and Add")


def _own(question: Question) -> None:
    """Refuse what only the importer of a kind refuses."""
    lists = [question.labels(one) for one in question.responses()]
    match question.kind:
        case "true_false":
            must(sorted(lists[0].values()) == ["False", "True"], f"{question.name}: becomes a multiple choice")
        case "multiple_choice" | "multiple_answers":
            texts = list(lists[0].values())
            must(len(texts) > 1 and all(texts), f"{question.name}: {texts}")
        case "matching":
            must(len(lists) > 1, f"{question.name}: with one premise it is no list of matches")
            must(all(one == lists[0] for one in lists), f"{question.name}: responses differ from premise to premise")
        case "fill_in_multiple_blanks":
            names = [(one.get("ident") or "").removeprefix("response_") for one in question.responses()]
            places = [question.html().find(f"[{name}]") for name in names]
            must(-1 not in places and places == sorted(places), f"{question.name}: blanks {names} in the text")
        case "numerical":
            must(not list(question.element.iter("vargt")), f"{question.name}: vargt is read as a precision")
            for bound in question.element.iter("varequal", "vargte", "varlte"):
                must(re.fullmatch(r"-?\d+(\.\d+)?", bound.text or ""), f"{question.name}: {bound.text}")
        case _:
            pass


def _pictures(package: Package) -> None:
    """Refuse texts that show files which are not in the package, and files that none shows."""
    texts = [text for question in package.questions for text in question.element.iter("mattext")]
    shown = {name for text in texts for name in FILE.findall(text.text or "")}
    for text in texts:
        sources = re.findall(r'src="([^"]*)"', text.text or "") if text.get("texttype") == "text/html" else []
        must(all(source.startswith("%24IMS-CC-FILEBASE%24/") for source in sources), f"{sources}: not in the package")
    there = {name for name in package.files if name.startswith("images/")}
    must(shown == there, f"{shown} shown, {there} there")


def by_item(package: Package, names: Mapping[str, str]) -> Iterator[tuple[str, Question]]:
    """Yield each question with the id of its item, which `names` gives by what is its name in every package."""
    for question in package.questions:
        if question.kind != "text_only":
            yield names[question.fields["assessment_question_identifierref"]], question
