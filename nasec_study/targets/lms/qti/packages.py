"""QTI packages: in each dialect a bank a deck, and a test a worksheet."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from nasec_study.course.model import Cloze, Course, Item, Numeric, Question, Term
from nasec_study.rendering.locales import number_text
from nasec_study.sheets.points import worth
from nasec_study.targets._archive import package_output
from nasec_study.targets._contract import Job, Output, Plan
from nasec_study.targets.lms._banks import Quiz, deck_banks, quizzes
from nasec_study.targets.lms._changes import Change, changes_of, plan_of
from nasec_study.targets.lms._filing import keywords
from nasec_study.targets.lms._identity import item_name, name_of
from nasec_study.targets.lms._limits import has_markup, plain_parts
from nasec_study.targets.lms._manifest import manifest, resource
from nasec_study.targets.lms._texts import Texts
from nasec_study.targets.lms._xml import DECLARATION, element, escaped
from nasec_study.targets.lms.qti.dialect import DIALECTS
from nasec_study.targets.lms.qti.items import item_file
from nasec_study.targets.lms.qti.scoring import SCORE
from nasec_study.targets.lms.qti.writer import Writer

HELP = "QTI 2.1 and 3.0: a bank per deck and a test per worksheet, for TAO, Citolab and others."
SKIPS: Mapping[str, str] = {}
CHANGES: Mapping[str, str] = {
    "term": "the definition is shown, and the term is typed",
    "question": "graded by hand; its answer is in the feedback, and in a block for the scorer",
    "cloze": "one typed answer per gap; a hint follows its gap in brackets",
    "picture": "the numbers in the picture are matched with its labels",
}
_TEST = "assessment.xml"
_LOM = "http://ltsc.ieee.org/xsd/LOM"


class Part(NamedTuple):
    """A section of a test: its items, each with its points."""

    title: str
    items: tuple[tuple[Item, Decimal], ...]


class Test(NamedTuple):
    """A test: what it is made from and the id of that, its title, its sections, and the minutes allowed."""

    kind: str
    id: str
    title: str
    parts: tuple[Part, ...]
    minutes: int | None = None

    @property
    def items(self) -> Iterator[tuple[Item, Decimal]]:
        """Its items in order, each with its points."""
        return (entry for part in self.parts for entry in part.items)

    def name(self, code: str) -> str:
        """Return its name in the course of this code."""
        return name_of(code, self.kind, self.id)


def plan(job: Job) -> Plan:
    """Return the packages of a course; they keep no history."""
    return plan_of("qti", partial(_changes, job.course), lambda _: _outputs(Texts(job)))


def _outputs(texts: Texts) -> Iterator[Output]:
    """Yield the packages of each dialect."""
    for dialect in DIALECTS:
        writer = Writer(texts, dialect)
        for bank in deck_banks(texts.course):
            part = Part(bank.title, tuple((item, worth(item)) for item in bank.items))
            yield _package(
                f"qti/{dialect.version}/banks/{bank.id}.zip", writer, Test("bank", bank.id, bank.title, (part,))
            )
        for quiz in quizzes(texts.course):
            yield _package(f"qti/{dialect.version}/tests/{quiz.worksheet.id}.zip", writer, _test_of(quiz))


def _test_of(quiz: Quiz) -> Test:
    sheet = quiz.worksheet
    parts = [
        Part(part.section.title, tuple((task.item, task.points) for task in part.tasks if not task.is_void))
        for part in quiz.sheet.parts
    ]
    return Test("quiz", sheet.id, sheet.title, tuple(parts), sheet.minutes)


def _package(file: str, writer: Writer, test: Test) -> Output:
    """Return a package: the manifest, the test, an item a file, and the pictures by the addresses that items show."""
    items: dict[str, bytes] = {}
    pictures: dict[str, dict[str, bytes]] = {}
    for item, points in test.items:
        name = f"{item.id}.xml"
        items[name] = item_file(writer, item, points).encode()
        pictures[name] = writer.texts.pictures_of(item)
    files = {address: content for shown in pictures.values() for address, content in sorted(shown.items())}
    return package_output(
        file,
        {
            "imsmanifest.xml": _manifest(
                writer, test, {name: tuple(sorted(shown)) for name, shown in pictures.items()}
            ),
            _TEST: _assessment(writer, test),
            **items,
            **files,
        },
    )


def _assessment(writer: Writer, test: Test) -> bytes:
    """Return the test: its sections in order, and its score, the sum of those of its items."""
    made = writer.dialect.element
    code = writer.texts.course.settings.code
    sections = "".join(
        made(
            "assessmentSection",
            *(
                made("assessmentItemRef", identifier=item_name(code, item), href=f"{item.id}.xml")
                for item, _ in part.items
            ),
            identifier=name_of(test.name(code), str(place)),
            title=part.title,
            visible="true",
        )
        for place, part in enumerate(test.parts)
    )
    total = made("sum", made("testVariables", variableIdentifier=SCORE))
    limit = made("timeLimits", maxTime=str(test.minutes * 60)) if test.minutes else ""
    content = writer.dialect.root(
        "assessmentTest",
        writer.scoring.outcome_declaration(SCORE, "float", "0"),
        limit,
        made("testPart", sections, identifier="part", navigationMode="nonlinear", submissionMode="simultaneous"),
        made("outcomeProcessing", writer.scoring.set_outcome(total)),
        identifier=test.name(code),
        title=test.title,
    )
    return f"{DECLARATION}{content}\n".encode()


def _manifest(writer: Writer, test: Test, pictures: Mapping[str, Sequence[str]]) -> bytes:
    """Return the list of all files in a package, each item with the pictures that it shows."""
    dialect, code = writer.dialect, writer.texts.course.settings.code
    items = {f"{item.id}.xml": item for item, _ in test.items}
    names = {file: item_name(code, item) for file, item in items.items()}
    resources = [
        resource(test.name(code), dialect.test_type, [_TEST], start=_TEST, needs=names.values()),
        *(
            resource(name, dialect.item_type, [file, *pictures[file]], start=file, metadata=_about(items[file]))
            for file, name in names.items()
        ),
    ]
    version = "3.0.0" if dialect.is_kebab else "1.0.0"
    spaces = {
        "xmlns": dialect.manifest,
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": f"{dialect.manifest} {dialect.manifest_schema}",
        "identifier": name_of(test.name(code), "manifest"),
    }
    return manifest(spaces, dialect.kind, version, resources)


def _about(item: Item) -> str:
    """Return what an item is filed under, as IEEE's Learning Object Metadata have it (IMS Content Packaging)."""
    words = (element("lom:keyword", element("lom:string", escaped(word))) for word in keywords(item))
    return element("metadata", element("lom:lom", element("lom:general", *words), **{"xmlns:lom": _LOM}))


def _changes(course: Course) -> tuple[Change, ...]:
    """Return what QTI does not carry as the author wrote it, and what a student must know of figures."""
    items = course.taught
    typed = tuple(
        item.id for item in items if isinstance(item, Term | Cloze | Question) and has_markup(plain_parts(item))
    )
    # Players read a figure by the rules of XML, whatever language they speak.
    comma = "," in number_text(Decimal("0.5"), course.settings.language)
    figures = tuple(item.id for item in items if comma and isinstance(item, Numeric))
    single = [
        Change("what is typed is plain text, without its markup", typed),
        Change("figures are typed with a point, not with the comma of the course's language", figures),
    ]
    return changes_of(course, SKIPS, CHANGES, single)
