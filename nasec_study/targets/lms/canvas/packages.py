"""Packages for Canvas: a quiz a worksheet, the same drawn at random, a question bank and a practice quiz a deck."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from nasec_study.course.model import (
    Choice,
    Cloze,
    Course,
    Item,
    LabelledPicture,
    Matching,
    Multi,
    Numeric,
    Ordering,
)
from nasec_study.sheets.points import worth
from nasec_study.targets._archive import package_output
from nasec_study.targets._contract import Job, Output, Plan
from nasec_study.targets.lms._banks import (
    Bank,
    Pool,
    Quiz,
    course_bank,
    deck_banks,
    is_marked_by_hand,
    practice,
    quizzes,
)
from nasec_study.targets.lms._changes import Change, changes_file, changes_of, notices_of
from nasec_study.targets.lms._formulas import formula_changes
from nasec_study.targets.lms._identity import name_of
from nasec_study.targets.lms._texts import Texts, block, has_markup, is_arranged, plain_parts
from nasec_study.targets.lms._xml import DECLARATION, attribute, element, escaped
from nasec_study.targets.lms.canvas.items import Writer, Written, files_of

HELP = "Canvas, both engines: a quiz a worksheet, the same drawn at random, a question bank and a practice quiz a deck."
SKIPS: Mapping[str, str] = {}
CHANGES: Mapping[str, str] = {
    "term": "the definition is shown, and the term is typed",
    "question": "an essay that is graded by hand; its answer is in the feedback",
    "cloze": "one typed answer per gap; a hint follows its gap in brackets",
    "matching": "why a response belongs to nothing is in the feedback; Classic Quizzes lists responses as plain text",
    "ordering": "New Quizzes keeps it; Classic Quizzes matches 1, 2, 3 with the steps",
    "picture": "the numbers in the picture are matched with its labels",
    "essay": "its rubric and model answer are in the feedback: a package brings no rubrics",
}
# How many items a practice quiz draws from its deck.
DRAWN = 10
# Classic Quizzes keeps so many places behind the point of a right answer.
_PLACES = 4

_QTI = (
    '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.imsglobal.org/xsd/'
    'ims_qtiasiv1p2 http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd">\n'
)
_MANIFEST = MappingProxyType(
    {
        "xmlns": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1",
        "xmlns:lom": "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource",
        "xmlns:imsmd": "http://www.imsglobal.org/xsd/imsmd_v1p2",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1 "
        "http://www.imsglobal.org/xsd/imscp_v1p1.xsd http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource "
        "http://www.imsglobal.org/profile/cc/ccv1p1/LOM/ccv1p1_lomresource_v1p0.xsd "
        "http://www.imsglobal.org/xsd/imsmd_v1p2 http://www.imsglobal.org/xsd/imsmd_v1p2p2.xsd",
    }
)
_QUIZ = MappingProxyType(
    {
        "xmlns": "http://canvas.instructure.com/xsd/cccv1p0",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": "http://canvas.instructure.com/xsd/cccv1p0 https://canvas.instructure.com/xsd/cccv1p0.xsd",
    }
)


@dataclass(frozen=True)
class About:
    """What Canvas is told of a quiz: its kind, what it says above its questions, points, time, attempts, shuffling."""

    title: str
    kind: str = "assignment"
    description: str = ""
    points: Decimal = Decimal(0)
    minutes: int | None = None
    attempts: int = 1
    shuffle: bool = True


def plan(job: Job) -> Plan:
    """Return the packages of a course; they keep no history."""
    return Plan(lambda _: _outputs(job), notices=lambda: notices_of("canvas", _changes(job.course)))


def _outputs(job: Job) -> Iterator[Output]:
    """Yield the packages by worksheet and by deck, and what was changed in them."""
    writer = Writer(Texts.of(job), partial=job.course.settings.partial_credit)
    for quiz in quizzes(job.course):
        yield _sheet(writer, quiz)
        yield _drawn_sheet(writer, quiz)
    for bank in deck_banks(job.course):
        yield _bank(writer, bank)
        if (pool := practice(bank, DRAWN)).items:
            yield _practice(writer, bank.id, pool)
    yield from changes_file("canvas", _changes(job.course))


def _sheet(writer: Writer, quiz: Quiz) -> Output:
    """Return a worksheet as a quiz: its items in order, those on one stimulus below it."""
    code = writer.texts.course.settings.code
    written: list[Written] = []
    above = ""
    for task in (task for task in quiz.sheet.tasks if not task.is_void):
        parent = name_of(code, "stimulus", quiz.worksheet.id, task.item.stimulus) if task.item.stimulus else ""
        if parent and parent != above:
            written.append(writer.stimulus(task.item, parent))
        above = parent
        written.append(writer.item(task.item, task.points, parent=parent))
    sheet = quiz.worksheet
    about = About(
        sheet.title,
        description=_instructions(quiz),
        points=quiz.sheet.points + quiz.sheet.bonus,
        minutes=sheet.minutes,
        shuffle=_may_shuffle(task.item for task in quiz.sheet.tasks),
    )
    return _package(f"canvas/quizzes/{sheet.id}.zip", name_of(code, "quiz", sheet.id), about, _inner(written), written)


def _drawn_sheet(writer: Writer, quiz: Quiz) -> Output:
    """Return a worksheet as a quiz that draws anew for each student: so many from all that a section may hold."""
    code = writer.texts.course.settings.code
    sheet = quiz.worksheet
    written = [_pool_items(writer, pool) for pool in quiz.pools]
    # Where all are drawn there is nothing to draw, and each may have points of its own.
    inner = "".join(
        _inner(found) if pool.is_whole else _section(name_of(code, "pool", sheet.id, str(place)), pool, found)
        for place, (pool, found) in enumerate(zip(quiz.pools, written, strict=True))
    )
    points = sum((pool.total for pool in quiz.pools), Decimal(0))
    drawn = writer.texts.gettext("drawn at random")
    about = About(
        f"{sheet.title} ({drawn})",
        description=_instructions(quiz),
        points=points,
        minutes=sheet.minutes,
        shuffle=_may_shuffle(item for pool in quiz.pools for item in pool.items),
    )
    every = [one for found in written for one in found]
    return _package(f"canvas/drawn/{sheet.id}.zip", name_of(code, "drawn", sheet.id), about, inner, every)


def _practice(writer: Writer, name: str, pool: Pool) -> Output:
    """Return a deck as a quiz to practice with: a few items drawn at each attempt, as often as one likes."""
    code = writer.texts.course.settings.code
    written = _pool_items(writer, pool)
    inner = _section(name_of(code, "practice pool", name), pool, written)
    about = About(pool.title, kind="practice_quiz", points=pool.total, attempts=-1, shuffle=_may_shuffle(pool.items))
    return _package(f"canvas/practice/{name}.zip", name_of(code, "practice", name), about, inner, written)


def _bank(writer: Writer, bank: Bank) -> Output:
    """Return a deck as a question bank."""
    settings = writer.texts.course.settings
    written = [writer.item(item, worth(item)) for item in bank.items]
    title = f"{settings.title}: {bank.title}"
    field = f"<fieldlabel>bank_title</fieldlabel><fieldentry>{escaped(title)}</fieldentry>"
    head = f"<qtimetadata><qtimetadatafield>{field}</qtimetadatafield></qtimetadata>\n"
    name = name_of(settings.code, "bank", bank.id)
    content = f'<objectbank ident="{name}">{head}{_inner(written)}</objectbank>\n'
    return _archived(f"canvas/banks/{bank.id}.zip", name, About(title), content, written)


def _pool_items(writer: Writer, pool: Pool) -> tuple[Written, ...]:
    return tuple(writer.item(item, points) for item, points in zip(pool.items, pool.points, strict=True))


def _section(name: str, pool: Pool, written: Sequence[Written]) -> str:
    """Return a pool as a section of which so many are drawn."""
    number = f"<selection_number>{pool.count}</selection_number>"
    points = f"<selection_extension><points_per_item>{float(pool.points[0])}</points_per_item></selection_extension>"
    drawn = f"<selection_ordering><selection>{number}{points}</selection></selection_ordering>\n"
    return f'<section ident="{name}" title="{attribute(pool.title)}">{drawn}{_inner(written)}</section>\n'


def _inner(written: Sequence[Written]) -> str:
    return "".join(one.xml for one in written)


def _may_shuffle(items: Iterable[Item]) -> bool:
    """Tell whether no author put options into an order: Classic Quizzes shuffles those of a whole quiz, or none."""
    return not any(isinstance(item, Choice | Multi) and (item.order or item.last) for item in items)


def _instructions(quiz: Quiz) -> str:
    return block(quiz.worksheet.instructions) if quiz.worksheet.instructions else ""


def _package(file: str, name: str, about: About, inner: str, written: Sequence[Written]) -> Output:
    """Return a package with a quiz."""
    attempts = about.attempts if about.attempts > 0 else "unlimited"
    field = f"<fieldlabel>cc_maxattempts</fieldlabel><fieldentry>{attempts}</fieldentry>"
    content = (
        f'<assessment ident="{name}" title="{attribute(about.title)}">'
        f"<qtimetadata><qtimetadatafield>{field}</qtimetadatafield></qtimetadata>\n"
        f'<section ident="root_section">\n{inner}</section></assessment>\n'
    )
    return _archived(file, name, about, content, written)


def _archived(file: str, name: str, about: About, content: str, written: Sequence[Written]) -> Output:
    """Return a package: the manifest, the quiz or bank, what Canvas is told of it, and the pictures."""
    pictures = files_of(iter(written))
    quiz, meta = f"{name}/{name}.xml", f"{name}/assessment_meta.xml"
    files = {
        "imsmanifest.xml": _manifest(name, quiz, meta, tuple(pictures)).encode(),
        quiz: f"{DECLARATION}{_QTI}{content}</questestinterop>\n".encode(),
        meta: _meta(name, about).encode(),
        **pictures,
    }
    return package_output(file, files)


def _manifest(name: str, quiz: str, meta: str, pictures: Sequence[str]) -> str:
    about = name_of(name, "meta")
    resources = [
        element(
            "resource",
            {"identifier": name, "type": "imsqti_xmlv1p2"},
            element("file", {"href": quiz}),
            element("dependency", {"identifierref": about}),
        ),
        element(
            "resource",
            {
                "identifier": about,
                "type": "associatedcontent/imscc_xmlv1p1/learning-application-resource",
                "href": meta,
            },
            element("file", {"href": meta}),
        ),
        *(
            element(
                "resource",
                {"identifier": name_of(name, picture), "type": "webcontent", "href": picture},
                element("file", {"href": picture}),
            )
            for picture in pictures
        ),
    ]
    schema = element("schema", None, "IMS Content") + element("schemaversion", None, "1.1.3")
    lines = "\n".join(
        ["", element("metadata", None, schema), "<organizations/>", "<resources>", *resources, "</resources>", ""]
    )
    return f"{DECLARATION}{element('manifest', {'identifier': name_of(name, 'manifest'), **_MANIFEST}, lines)}\n"


def _meta(name: str, about: About) -> str:
    """Return what Canvas is told of a quiz; by the same name as the quiz, or it takes no notice."""
    told = {
        "title": about.title,
        "description": about.description,
        "shuffle_answers": "true" if about.shuffle else "false",
        "scoring_policy": "keep_highest",
        "hide_results": "",
        "quiz_type": about.kind,
        "points_possible": str(float(about.points)),
        "show_correct_answers": "true",
        "anonymous_submissions": "false",
        "could_be_locked": "false",
        "time_limit": str(about.minutes) if about.minutes else "",
        "allowed_attempts": str(about.attempts),
        "one_question_at_a_time": "false",
        "cant_go_back": "false",
        "available": "false",
        "one_time_results": "false",
        "show_correct_answers_last_attempt": "false",
        "only_visible_to_overrides": "false",
        "module_locked": "false",
    }
    lines = [element(key, None, escaped(value)) for key, value in told.items() if value]
    content = "\n".join(["", *lines, ""])
    return f"{DECLARATION}{element('quiz', {'identifier': name, **_QUIZ}, content)}\n"


def _changes(course: Course) -> tuple[Change, ...]:
    """Return what Canvas does not show or mark as the author wrote it."""
    items = course_bank(course).items

    def those(kind: type[Item] | tuple[type[Item], ...], test: bool = True) -> tuple[str, ...]:  # noqa: FBT001, FBT002
        return tuple(item.id for item in items if test and isinstance(item, kind))

    plain = tuple(item.id for item in items if any(map(has_markup, _listed(item))))
    fine = tuple(item.id for item in items if isinstance(item, Numeric) and round(item.value, _PLACES) != item.value)
    own = tuple(item.id for item in items if not _may_shuffle([item]))
    figures = tuple(item.id for item in items if is_arranged(item) and item.id not in own)
    strict = not course.settings.partial_credit
    parts = those((Multi, Matching, LabelledPicture, Ordering), test=strict)
    single = [
        Change("what is typed, and what Classic Quizzes lists, is plain text, without its markup", plain),
        Change("graded by hand, so in no practice quiz", tuple(item.id for item in items if is_marked_by_hand(item))),
        Change("Classic Quizzes keeps four places behind the point of a figure", fine),
        Change("for its author's order of options, Classic Quizzes shuffles none in the whole quiz", own),
        Change("Classic Quizzes shuffles options that are figures or dates", figures),
        Change("the points of a part that is a bonus count in the total", tuple(_bonus(course))),
        Change("Classic Quizzes gives points for each part, whatever `partial_credit` says", parts),
        Change("each gap earns its share, whatever `partial_credit` says", those(Cloze, test=strict)),
        Change(
            "a part earns nothing in New Quizzes: the whole order must be right",
            those(Ordering, course.settings.partial_credit),
        ),
    ]
    return changes_of(items, SKIPS, CHANGES, (*single, *formula_changes(course, items)))


def _bonus(course: Course) -> Iterator[str]:
    """Yield the ids of items that stand in a quiz for a bonus."""
    if any(section.bonus for worksheet in course.settings.worksheets for section in worksheet.sections):
        parts = (part for quiz in quizzes(course) for part in quiz.sheet.parts if part.section.bonus)
        yield from dict.fromkeys(task.item.id for part in parts for task in part.tasks)


def _listed(item: Item) -> tuple[str, ...]:
    return tuple(step.text for step in item.steps) if isinstance(item, Ordering) else plain_parts(item)
