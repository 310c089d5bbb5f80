"""QTI packages as a strict processor takes them: elements in the order of the schema, rules carried out one by one.

The names of QTI 3.0 are read as those of 2.1, of which they are made: the same reader serves both.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from html import unescape
from typing import Any

from lxml import etree

from tests.targets.lms.answers import Answer, RefusedError, must, seen

NAMESPACES = {
    "http://www.imsglobal.org/xsd/imsqti_v2p1": "2.1",
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0": "3.0",
}
# The order in which the schema wants the parts of an item, and of a test.
PARTS = ("responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback")
TEST_PARTS = ("outcomeDeclaration", "timeLimits", "testPart", "outcomeProcessing")
REQUIRED = {
    "assessmentItem": {"identifier", "title", "adaptive", "timeDependent"},
    "assessmentTest": {"identifier", "title"},
    "responseDeclaration": {"identifier", "cardinality", "baseType"},
    "outcomeDeclaration": {"identifier", "cardinality", "baseType"},
    "mapEntry": {"mapKey", "mappedValue"},
    "choiceInteraction": {"responseIdentifier", "shuffle", "maxChoices"},
    "orderInteraction": {"responseIdentifier", "shuffle"},
    "matchInteraction": {"responseIdentifier", "shuffle", "maxAssociations"},
    "simpleChoice": {"identifier"},
    "simpleAssociableChoice": {"identifier", "matchMax"},
    "textEntryInteraction": {"responseIdentifier"},
    "extendedTextInteraction": {"responseIdentifier"},
    "modalFeedback": {"outcomeIdentifier", "identifier", "showHide"},
    "rubricBlock": {"view"},
    "stringMatch": {"caseSensitive"},
    "index": {"n"},
}
# HTML that both schemas know, by its attributes.
HTML = {
    **dict.fromkeys(("p", "div", "span", "strong", "em", "code", "pre", "ul", "ol", "li", "br", "hr"), frozenset()),
    **dict.fromkeys(("table", "thead", "tbody", "tr", "th", "td", "small", "blockquote", "sub", "sup"), frozenset()),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "b", "i"), frozenset()),
    "a": frozenset(["href"]),
    "img": frozenset(["src", "alt", "width", "height"]),
    "audio": frozenset(["src", "controls"]),
    "object": frozenset(["data", "type"]),
}
BLOCKS = {"p", "div", "ul", "ol", "table", "pre", "blockquote", "hr"}
NAME = re.compile(r"[A-Za-z_][\w.-]*")


@dataclass(frozen=True)
class Question:
    """An item."""

    name: str
    label: str
    root: etree._Element

    @cached_property
    def kind(self) -> str:
        """The name of its interaction."""
        return str(next(one for one in self.root.iter() if str(one.tag).endswith("Interaction")).tag)

    @cached_property
    def declared(self) -> dict[str, etree._Element]:
        """Its responses by their names."""
        return {one.get("identifier"): one for one in self.root.iter("responseDeclaration")}

    def html(self) -> str:
        """Return what it asks, interactions left out."""
        return "".join(inner(one) for one in self.root.find("itemBody").findall("div"))

    @cached_property
    def choices(self) -> dict[str, str]:
        """The names of its choices by what is seen of them."""
        choices = [*self.root.iter("simpleChoice"), *self.root.iter("simpleAssociableChoice")]
        return {seen(inner(one)): one.get("identifier") for one in choices}

    def most(self) -> Fraction:
        """Return the points of a right answer."""
        [most] = [one for one in self.root.iter("outcomeDeclaration") if one.get("identifier") == "MAXSCORE"]
        return Fraction(most.findtext("defaultValue/value"))

    def response(self, answer: Answer) -> dict[str, Any]:
        """Return an answer as the values of its responses; nothing where there is none."""
        names = self.choices
        if self.kind == "textEntryInteraction":
            assert isinstance(answer, list)
            figures = {name: one.get("baseType") == "float" for name, one in self.declared.items()}
            typed = dict(zip(self.declared, answer, strict=True))
            return {name: _entered(text, is_figure=figures[name]) for name, text in typed.items()}
        if self.kind == "matchInteraction":
            assert isinstance(answer, dict)
            sets = [
                {seen(inner(one)): one.get("identifier") for one in group} for group in self.root.iter("simpleMatchSet")
            ]
            pairs = [f"{sets[0][premise]} {sets[1][response]}" for premise, response in answer.items()]
            return {"RESPONSE": pairs or None}
        if self.kind == "orderInteraction":
            return {"RESPONSE": [names[step] for step in answer]}
        if self.kind == "extendedTextInteraction":
            return {"RESPONSE": "".join(answer)}
        # The words for true and false are those of the course's language; their places are not.
        chosen = [
            names[text] if text in names else list(names.values())[["true", "false"].index(text)] for text in answer
        ]
        if self.declared["RESPONSE"].get("cardinality") == "single":
            return {"RESPONSE": chosen[0] if chosen else None}
        return {"RESPONSE": chosen or None}

    def outcomes(self, responses: Mapping[str, Any]) -> dict[str, Any]:
        """Return the outcomes after its rules were carried out on some responses."""
        return Processor(self, responses).outcomes

    def grade(self, answer: Answer) -> Fraction | None:
        """Return the share of the points that an answer earns; None where a teacher marks it."""
        if self.kind == "extendedTextInteraction":
            return None
        score: Fraction = self.outcomes(self.response(answer))["SCORE"]
        return score / self.most()

    def comments(self, answer: Answer) -> list[str]:
        """Return what is shown after an answer."""
        outcomes = self.outcomes(self.response(answer))
        return [
            inner(one)
            for one in self.root.iter("modalFeedback")
            if outcomes.get(one.get("outcomeIdentifier")) == one.get("identifier")
        ]


def _entered(text: str, *, is_figure: bool) -> Any:
    if not text:
        return None
    if not is_figure:
        return text
    return Fraction(text) if re.fullmatch(r"[+-]?\d+(\.\d+)?", text) else None


class Processor:
    """Carries out the rules of an item; an operator that is given no value gives none, and no test holds of none."""

    def __init__(self, question: Question, responses: Mapping[str, Any]) -> None:
        self.question = question
        self.responses = responses
        self.outcomes: dict[str, Any] = {}
        for one in question.root.iter("outcomeDeclaration"):
            default = one.findtext("defaultValue/value")
            is_number = one.get("baseType") in {"float", "integer"}
            self.outcomes[one.get("identifier")] = Fraction(default) if default and is_number else default
        for rule in question.root.find("responseProcessing"):
            self.carry_out(rule)

    def carry_out(self, rule: etree._Element) -> None:
        """Carry out a rule."""
        if rule.tag == "setOutcomeValue":
            must(rule.get("identifier") in self.outcomes, f"{rule.get('identifier')} is not declared")
            self.outcomes[rule.get("identifier")] = self.value(rule[0])
            return
        must(rule.tag == "responseCondition" and [one.tag for one in rule] == ["responseIf"], f"{rule.tag}: no rule")
        test, *rules = rule[0]
        if self.value(test) is True:
            for inner_rule in rules:
                self.carry_out(inner_rule)

    def value(self, one: etree._Element) -> Any:  # noqa: C901, PLR0911, PLR0912 - a case an operator
        """Return the value of an expression."""
        match one.tag:
            case "baseValue":
                return Fraction(one.text) if one.get("baseType") in {"float", "integer"} else one.text or ""
            case "variable":
                name = one.get("identifier")
                must(name in self.outcomes or name in self.question.declared, f"{name} is not declared")
                return self.outcomes[name] if name in self.outcomes else self.responses.get(name)
            case "correct":
                declared = self.question.declared[one.get("identifier")]
                right = [value.text for value in declared.iterfind("correctResponse/value")]
                return right[0] if declared.get("cardinality") == "single" else right
            case "mapResponse":
                return self._mapped(one.get("identifier"))
            case "isNull":
                return self.value(one[0]) is None
            case "not":
                found = self.value(one[0])
                return None if found is None else not found
        values = [self.value(inner_one) for inner_one in one]
        if one.tag == "and":
            return False if False in values else None if None in values else True
        if one.tag == "or":
            return True if True in values else None if None in values else False
        if one.tag == "index":
            place = int(self.outcomes[one.get("n")])
            return None if values[0] is None or place > len(values[0]) else values[0][place - 1]
        if None in values:
            return None
        match one.tag:
            case "match":
                first, second = values
                is_set = isinstance(first, list) and self.question.kind != "orderInteraction"
                return set(first) == set(second) if is_set else first == second
            case "stringMatch":
                must(one.get("caseSensitive") == "false", "case")
                # TAO takes capitals for small letters in ASCII alone.
                return values[0].encode().lower() == values[1].encode().lower()
            case "member":
                return values[0] in values[1]
            case "gte":
                return values[0] >= values[1]
            case "lte":
                return values[0] <= values[1]
            case "sum":
                return sum(values, Fraction())
            case "product":
                return values[0] * values[1]
            case "divide":
                return values[0] / values[1]
        raise RefusedError(f"{one.tag}: no such operator")

    def _mapped(self, name: str) -> Fraction:
        mapping = self.question.declared[name].find("mapping")
        entries = {one.get("mapKey"): Fraction(one.get("mappedValue")) for one in mapping}
        given = self.responses[name]
        # A player that takes no notice of the default must not need it.
        must(set(given) <= set(entries), f"{given}: no entry")
        total = sum((entries[value] for value in given), Fraction())
        return min(max(total, Fraction(mapping.get("lowerBound"))), Fraction(mapping.get("upperBound")))


def inner(element: etree._Element) -> str:
    """Return what is in an element as HTML, entries that a student fills in left out."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    text = re.sub(r"<textEntryInteraction[^>]*/>", "____", text)
    return re.sub(r"^<[^>]*>|</[^>]*>$", "", text)


def read(package: bytes) -> tuple[str, etree._Element, dict[str, Question]]:
    """Return the version, the test and the items by their ids. Raises RefusedError."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = _tree(files["imsmanifest.xml"])
    listed = [one.get("href") for one in manifest.iter("file")]
    must(set(listed) == set(files) - {"imsmanifest.xml"}, "files and manifest differ")
    names = [one.get("identifier") for one in manifest.iter("resource")]
    must(len(names) == len(set(names)) and all(map(NAME.fullmatch, names)), "names of resources")
    must({one.get("identifierref") for one in manifest.iter("dependency")} <= set(names), "a dependency in vain")
    versions, questions, tests = set(), {}, []
    for resource in manifest.iter("resource"):
        root = _tree(files[resource.get("href")])
        versions.add(NAMESPACES[root.get("version")])
        _checked(root)
        if root.tag == "assessmentTest":
            tests.append(root)
            continue
        _pictures(root, resource)
        must(root.get("identifier") == resource.get("identifier"), "an item has another name in the manifest")
        questions[root.get("label")] = Question(root.get("identifier"), root.get("label"), root)
    must(len(versions) == 1 and len(tests) == 1, "one version, one test")
    refs = [(one.get("identifier"), one.get("href")) for one in tests[0].iter("assessmentItemRef")]
    must([name for name, _ in refs] == [one.name for one in questions.values()], "test and items differ")
    must(all(href in files for _, href in refs), "an item that is not there")
    return versions.pop(), tests[0], questions


def _tree(content: bytes) -> etree._Element:
    """Return a file's tree by the names of QTI 2.1."""
    must(content.startswith(b"<?xml"), "no XML declaration")
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
    except etree.XMLSyntaxError as error:
        raise RefusedError(str(error)) from error
    version = etree.QName(root).namespace
    is_kebab = NAMESPACES.get(version) == "3.0"
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        is_own = name.startswith("qti-")
        element.tag = _camel(name.removeprefix("qti-")) if is_own else name
        for key in [key for key in element.attrib if "-" in key and is_kebab]:
            element.set(_camel(key), element.attrib.pop(key))
    etree.cleanup_namespaces(root)
    root.set("version", version or "")
    return root


def _camel(name: str) -> str:
    return re.sub(r"-(\w)", lambda match: match[1].upper(), name)


def _checked(root: etree._Element) -> None:
    """Refuse an item or a test whose parts stand in another order, lack what is required, or are unknown HTML."""
    parts = TEST_PARTS if root.tag == "assessmentTest" else PARTS
    places = [parts.index(one.tag) if one.tag in parts else -1 for one in root]
    must(-1 not in places and places == sorted(places), f"{root.get('title')}: {[one.tag for one in root]}")
    for element in root.iter():
        missing = REQUIRED.get(element.tag, set()) - set(element.attrib)
        must(not missing, f"{element.tag} without {missing}")
        if element.tag in HTML:
            unknown = set(element.attrib) - HTML[element.tag] - {"class", "id"}
            must(not unknown, f"{element.tag} with {unknown}")
        name = element.get("identifier")
        must(name is None or NAME.fullmatch(name), f"{name}: no name")
    for body in root.iter("itemBody"):
        must(
            not (body.text or "").strip()
            and all(one.tag in BLOCKS or "Interaction" in one.tag or one.tag == "rubricBlock" for one in body),
            f"{root.get('title')}: bare text in the body",
        )
        unknown_tags = (
            {one.tag for one in body.iter()}
            - set(HTML)
            - set(REQUIRED)
            - {*("itemBody", "simpleMatchSet", "contentBody")}
        )
        must(not unknown_tags, f"{root.get('title')}: {unknown_tags}")
    for paragraph in root.iter("p"):
        inside = {one.tag for one in paragraph.iterdescendants()}
        must(not BLOCKS & inside, f"{root.get('title')}: a block in a paragraph")


def _pictures(root: etree._Element, resource: etree._Element) -> None:
    shown = {unescape(one.get("src") or one.get("data")) for one in root.iter("img", "audio", "object")}
    there = {one.get("href") for one in resource.findall("file")} - {resource.get("href")}
    must(shown == there, f"{root.get('title')}: {shown} shown, {there} there")


def by_version(files: Mapping[str, bytes]) -> Iterator[tuple[str, str, etree._Element, dict[str, Question]]]:
    """Yield each package that a build made: its name, version, test and items."""
    for name, content in files.items():
        if name.endswith(".zip"):
            version, test, questions = read(content)
            must(name.startswith(f"{version}/"), f"{name}: {version}")
            yield name, version, test, questions
