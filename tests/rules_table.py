"""The cases of the item-writing rules, what the rules say of them, and the table of precision and recall.

`rules/CODE.yaml` holds under `found` banks that the rule must flag, under `missed` near-misses that it
must leave alone, and under `beyond` banks with the flaw that it is known not to see. A bank is a list of
items; `repeat: N` puts N of an item, in whose texts `{word}` is another name each time.
"""

import json
import tempfile
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import Any, NamedTuple

import pytest
import yaml

from nasec_study.checks import rules
from nasec_study.course.model import Course
from nasec_study.course.parse import read_course

FOLDER = Path(__file__).parent / "rules"
SOUND = Path(__file__).parent / "courses" / "sound" / "content"
RULES = {rule.code: rule for rule in rules.RULES}
# A rule that applies to courses in some other languages alone has cases in one of them.
LANGUAGES = {"W228": "es"}
# About what items say in some cases; the reading names no claim of another one.
DISPUTE = """
disputes:
  - id: first-oak
    kind: differ
    question: Who planted the first oak?
    claims: [{says: The abbot did, citation: {reading: r, section: s, quote: that is it}}]
    markers: [the first oak]
"""
NAMES = (
    *("Ankara", "Bergen", "Cairo", "Dakar", "Esbjerg", "Faro", "Ghent", "Hanoi", "Izmir", "Jena"),
    *("Kyoto", "Lagos", "Malmo", "Natal", "Oslo", "Perth", "Quito", "Riga", "Seville", "Tunis"),
)


class Case(NamedTuple):
    """A bank of a rule's file: the rule, the list in which it stands, and its items as written."""

    code: str
    kind: str
    number: int
    items: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the test is called: rule, list and place, and the id of the bank's last item."""
        return f"{self.code}-{self.kind}-{self.number}-{json.loads(self.items[-1])['id']}"

    @property
    def has_flaw(self) -> bool:
        return self.kind != "missed"


def cases_of(code: str) -> list[Case]:
    """Return the cases of a rule's file."""
    # The base loader leaves every scalar a text, as our own reader does.
    lists = yaml.load((FOLDER / f"{code}.yaml").read_text("utf-8"), yaml.CBaseLoader)
    return [
        Case(code, kind, number, tuple(text for item in items for text in _copies(item)))
        for kind, banks in lists.items()
        for number, items in enumerate(banks, start=1)
    ]


def _copies(item: dict[str, Any]) -> list[str]:
    """Return an item as JSON, which is YAML as well, as many times as it asks for."""
    number = int(item.pop("repeat", "0"))
    text = json.dumps(item, ensure_ascii=False)
    if not number:
        return [text]
    return [
        text.replace("{word}", name).replace(f'"id": "{item["id"]}"', f'"id": "{item["id"]}-{place}"')
        for place, name in enumerate(NAMES[:number], start=1)
    ]


@cache
def course_of(case: Case) -> Course:
    """Read a case's bank, in a sound little course and by the real parser."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        copytree(SOUND, content)
        bank_text = f'{{"items": [{",".join(case.items)}]}}'
        (content / "items" / "r" / "sound.yaml").write_text(bank_text, "utf-8")
        (content / "disputes.yaml").write_text(DISPUTE, "utf-8")
        course, problems = read_course(content)
    assert course
    assert problems == ()
    language = LANGUAGES.get(case.code, course.settings.language)
    return replace(course, settings=course.settings.model_copy(update={"language": language}))


@cache
def flags(case: Case) -> frozenset[str]:
    """Return the codes of all rules that find something in a case."""
    return frozenset(rule.code for rule, _ in rules.findings(course_of(case)))


def table() -> list[str]:
    """Return a line for each rule: precision and recall on its own cases, and what other rules find in them."""
    lines = [f"{'rule':5} {'cases':>5} {'precision':>9} {'recall':>6} {'others':>6}  name"]
    for code, rule in RULES.items():
        cases = cases_of(code)
        right = Counter((code in flags(case), case.has_flaw) for case in cases)
        precision = right[True, True] / max(1, right[True, True] + right[True, False])
        recall = right[True, True] / max(1, right[True, True] + right[False, True])
        others = sum(len(flags(case) - {code}) for case in cases)
        lines.append(f"{code:5} {len(cases):5} {precision:9.2f} {recall:6.2f} {others:6}  {rule.name}")
    return lines


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table at the end of a run that tested the rules."""
    if flags.cache_info().currsize:
        terminalreporter.section("rules on their own cases")
        for line in table():
            terminalreporter.write_line(line)
