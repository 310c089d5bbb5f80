"""Packages for Canvas: a quiz a worksheet, the same drawn at random, a question bank and a practice quiz a deck."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from nasec_study.rendering.markup import blocks_of
from nasec_study.sheets.points import worth
from nasec_study.targets._contract import Job, Output, Plan
from nasec_study.targets.lms._banks import Bank, Pool, Quiz, deck_banks, practice, quizzes
from nasec_study.targets.lms._changes import changes_of, plan_of
from nasec_study.targets.lms._identity import name_of
from nasec_study.targets.lms._texts import Texts
from nasec_study.targets.lms._xml import attribute
from nasec_study.targets.lms.canvas.cartridge import About, bank_package, inner_of, quiz_package
from nasec_study.targets.lms.canvas.changes import may_shuffle, single_changes
from nasec_study.targets.lms.canvas.items import Written, written_item, written_stimulus

HELP = (
    "Canvas, both engines: two quizzes per worksheet, one of them random; a question bank and a practice quiz per deck."
)
SKIPS: Mapping[str, str] = {}
CHANGES: Mapping[str, str] = {
    "term": "the definition is shown, and the term is typed",
    "question": "an essay that is graded by hand; its answer is in the feedback",
    "cloze": "one typed answer per gap; a hint follows its gap in brackets",
    "matching": "why a response matches nothing is in the feedback; responses are listed as plain text",
    "ordering": "New Quizzes keeps it; Classic Quizzes matches 1, 2, 3 with the steps",
    "picture": "the numbers in the picture are matched with its labels",
    "essay": "its rubric and model answer are in the feedback: packages cannot contain rubrics",
}
# How many items a practice quiz draws from its deck.
DRAWN = 10


def plan(job: Job) -> Plan:
    """Return the packages of a course; they keep no history."""
    texts = Texts(job)
    return plan_of(
        "canvas", lambda: changes_of(texts.course, SKIPS, CHANGES, single_changes(texts)), lambda _: _outputs(texts)
    )


def _outputs(texts: Texts) -> Iterator[Output]:
    """Yield the packages by worksheet and by deck."""
    course = texts.course
    for quiz in quizzes(course):
        yield _sheet(texts, quiz)
        yield _drawn_sheet(texts, quiz)
    for bank in deck_banks(course):
        yield _bank(texts, bank)
        if (pool := practice(bank, DRAWN)).items:
            yield _practice(texts, bank.id, pool)


def _sheet(texts: Texts, quiz: Quiz) -> Output:
    """Return a worksheet as a quiz: its items in order, those on one stimulus below it."""
    sheet = quiz.worksheet
    code = texts.course.settings.code
    name = name_of(code, "quiz", sheet.id)
    written: list[Written] = []
    above = ""
    for task in (task for task in quiz.sheet.tasks if not task.is_void):
        parent = name_of(code, "stimulus", sheet.id, task.item.stimulus) if task.item.stimulus else ""
        if parent and parent != above:
            written.append(written_stimulus(texts, task.item, parent))
        above = parent
        written.append(written_item(texts, task.item, task.points, name, parent=parent))
    about = About(
        sheet.title,
        description=_instructions(quiz),
        points=quiz.sheet.points + quiz.sheet.bonus,
        minutes=sheet.minutes,
        shuffle=may_shuffle(task.item for task in quiz.sheet.tasks),
    )
    return quiz_package(f"canvas/quizzes/{sheet.id}.zip", name, about, inner_of(written), written)


def _drawn_sheet(texts: Texts, quiz: Quiz) -> Output:
    """Return a worksheet as a quiz that draws anew for each student: so many from all that a section may hold."""
    code = texts.course.settings.code
    sheet = quiz.worksheet
    name = name_of(code, "drawn", sheet.id)
    written = [_pool_items(texts, pool, name) for pool in quiz.pools]
    # Where all are drawn there is nothing to draw, and each may have points of its own.
    inner = "".join(
        inner_of(found) if pool.is_whole else _section(name_of(code, "pool", sheet.id, str(place)), pool, found)
        for place, (pool, found) in enumerate(zip(quiz.pools, written, strict=True))
    )
    points = sum((pool.total for pool in quiz.pools), Decimal(0))
    drawn = texts.gettext("drawn at random")
    about = About(
        f"{sheet.title} ({drawn})",
        description=_instructions(quiz),
        points=points,
        minutes=sheet.minutes,
        shuffle=may_shuffle(item for pool in quiz.pools for item in pool.items),
    )
    every = [one for found in written for one in found]
    return quiz_package(f"canvas/drawn/{sheet.id}.zip", name, about, inner, every)


def _practice(texts: Texts, deck: str, pool: Pool) -> Output:
    """Return a deck as a quiz to practice with: a few items drawn at each attempt, as often as one likes."""
    code = texts.course.settings.code
    name = name_of(code, "practice", deck)
    written = _pool_items(texts, pool, name)
    inner = _section(name_of(code, "practice pool", deck), pool, written)
    about = About(pool.title, kind="practice_quiz", points=pool.total, attempts=-1, shuffle=may_shuffle(pool.items))
    return quiz_package(f"canvas/practice/{deck}.zip", name, about, inner, written)


def _bank(texts: Texts, bank: Bank) -> Output:
    """Return a deck as a question bank."""
    settings = texts.course.settings
    name = name_of(settings.code, "bank", bank.id)
    written = [written_item(texts, item, worth(item), name) for item in bank.items]
    about = About(f"{settings.title}: {bank.title}")
    return bank_package(f"canvas/banks/{bank.id}.zip", name, about, written)


def _pool_items(texts: Texts, pool: Pool, package: str) -> tuple[Written, ...]:
    return tuple(
        written_item(texts, item, points, package) for item, points in zip(pool.items, pool.points, strict=True)
    )


def _section(name: str, pool: Pool, written: Sequence[Written]) -> str:
    """Return a pool as a section of which so many are drawn."""
    number = f"<selection_number>{pool.count}</selection_number>"
    points = f"<selection_extension><points_per_item>{float(pool.points[0])}</points_per_item></selection_extension>"
    drawn = f"<selection_ordering><selection>{number}{points}</selection></selection_ordering>\n"
    return f'<section ident="{name}" title="{attribute(pool.title)}">{drawn}{inner_of(written)}</section>\n'


def _instructions(quiz: Quiz) -> str:
    return blocks_of(quiz.worksheet.instructions) if quiz.worksheet.instructions else ""
