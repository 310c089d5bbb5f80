"""Moodle XML: a file a deck and one for the course; categories by reading and section, tags to draw by."""

from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import blake2b
from itertools import groupby
from pathlib import Path

from nasec_study.course.files import MEDIA, files_in
from nasec_study.course.model import Cloze, Course, Item, LabelledPicture, Matching, Multi, Numeric
from nasec_study.rendering.markup import to_plain
from nasec_study.sheets.blueprint import may_stand
from nasec_study.targets._contract import Job, Output, Plan, text_output
from nasec_study.targets.lms._banks import Bank, every_bank, without
from nasec_study.targets.lms._changes import Change, changes_of, plan_of
from nasec_study.targets.lms._filing import filed_under
from nasec_study.targets.lms._limits import has_markup, plain_parts
from nasec_study.targets.lms._moodle import CUT, category_path, is_cut
from nasec_study.targets.lms._texts import Texts
from nasec_study.targets.lms._xml import DECLARATION, cdata, escaped
from nasec_study.targets.lms.moodle.questions import as_listed, can_be_typed, question_xml

HELP = "Moodle XML: a question bank per deck, and one for the course, to import into Moodle 4.4 or newer."
SKIPS: Mapping[str, str] = {}
CHANGES: Mapping[str, str] = {
    "term": "the definition is shown, and the term is typed",
    "question": "an essay that is graded by hand; its answer is in the feedback, and next to it for the grader",
    "cloze": "embedded answers; each gap has a whole mark, and a hint follows its gap in brackets",
    "matching": "responses are in a list, as plain text; why a response matches nothing is in the feedback",
    "picture": "the numbers in the picture are matched with its labels",
}
# What Moodle cuts off a tag, in silence.
_MAX_TAG = 50
# Its importer gives a whole file to libxml2 at once, which takes no more than ten million bytes.
_MAX_FILE = 9_900_000
# Files of media that are together smaller than this, in base64 still fit into one file with their texts.
_LITTLE = 7_000_000


def plan(job: Job) -> Plan:
    """Return the banks of a course; they keep no history."""
    return plan_of("moodle", partial(_changes, job), partial(_outputs, job))


def _outputs(job: Job, skipped: frozenset[str]) -> Iterator[Output]:
    """Yield a file for each bank, or several for one that is too large."""
    texts = Texts(job)
    questions = {item.id: question_xml(texts, item, tuple(tags_of(job.course, item))) for item in job.course.taught}
    for bank in every_bank(job.course):
        files = _files(_filed(texts, without(bank, skipped), questions))
        for number, content in enumerate(files, start=1):
            part = f".{number}" if len(files) > 1 else ""
            yield text_output(f"moodle/{bank.id}{part}.xml", content)


def _files(filed: Iterator[tuple[str, str]]) -> list[str]:
    """Return the files for questions, each told with its category: as many as it takes to keep them small enough."""
    files: list[list[str]] = []
    size, last = 0, ""
    for path, question in filed:
        length = len(question.encode())
        size += length
        if not files or size > _MAX_FILE:
            files.append([])
            size, last = length, ""
        if path != last:
            files[-1].append(_announced(path))
        files[-1].append(question)
        last = path
    return [f"{DECLARATION}<quiz>\n{''.join(parts)}</quiz>\n" for parts in files]


def _filed(texts: Texts, bank: Bank, questions: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the questions of a bank by category, each with the path to that."""
    sections = [(reading.id, section.id) for reading in texts.course.readings for section in reading.outline]
    places = {section: place for place, section in enumerate(sections)}
    across = len(places)

    def place(item: Item) -> int:
        return across if len(item.cited_readings) > 1 else places.get(item.home, across)

    for _, items in groupby(sorted(bank.items, key=place), key=place):
        members = list(items)
        path = category_path(_category(texts, members[0]))
        yield from ((path, questions[item.id]) for item in members)


def _announced(path: str) -> str:
    return (
        f'<question type="category">\n<category><text>{escaped(path)}</text></category>\n'
        f'<info format="html"><text>{cdata("")}</text></info>\n</question>\n'
    )


def _category(texts: Texts, item: Item) -> Iterator[str]:
    """Yield the names of the categories that an item is in, from the top.

    The first bears the edition: an import only ever adds questions, and a new edition must not lie among the old one.
    """
    course, settings = texts.course, texts.course.settings
    yield from ("top", f"{settings.title} {settings.edition}")
    reading = course.reading(item.home[0])
    section = reading.section(item.home[1]) if reading else None
    if len(item.cited_readings) > 1 or reading is None or section is None:
        yield texts.gettext("Across the readings")
    else:
        yield from (reading.label, section.name)


def tags_of(course: Course, item: Item) -> Iterator[str]:
    """Yield the tags of an item: all by which an author files it, and the worksheets' sections that it fits."""
    yield from (_tag("reading", reading) for reading in item.cited_readings)
    yield from (_tag("section", section) for section in dict.fromkeys(cited.section for cited in item.sources))
    yield from (_tag(name, value) for name, value in filed_under(item))
    for worksheet in course.settings.worksheets:
        for number, section in enumerate(worksheet.sections, start=1):
            if may_stand(item, section):
                yield _tag("sheet", f"{worksheet.id}:{number}")


def _tag(name: str, value: str) -> str:
    """Return a tag that Moodle keeps whole; one too long ends in letters by which it differs from others."""
    tag = f"{name}:{value}"
    if len(tag) <= _MAX_TAG:
        return tag
    return f"{tag[: _MAX_TAG - 7]}-{blake2b(tag.encode(), digest_size=3).hexdigest()}"


def _too_large(job: Job) -> tuple[str, ...]:
    """Return the ids of items that no file can hold, with all their pictures and recordings."""
    files = filter(Path.is_file, files_in(job.course.folder / MEDIA))
    if sum(file.stat().st_size for file in files) < _LITTLE:
        return ()
    texts = Texts(job)
    return tuple(item.id for item in job.course.taught if len(question_xml(texts, item, ()).encode()) > _MAX_FILE)


def _changes(job: Job) -> tuple[Change, ...]:
    """Return what Moodle does not show or mark as the author wrote it."""
    course = job.course
    items = course.taught
    plain = [item.id for item in items if has_markup(plain_parts(item))]
    units = [
        item.id for item in items if isinstance(item, Numeric) and item.unit and not can_be_typed(to_plain(item.unit))
    ]
    strict = [item for item in items if not course.settings.partial_credit]
    multi = [item.id for item in strict if isinstance(item, Multi)]
    parts = [item.id for item in strict if isinstance(item, Cloze | Matching | LabelledPicture)]
    single = [
        Change("Moodle imports no file of more than 10 MB", _too_large(job), left_out=True),
        Change("what is typed or chosen from a list is plain text, without its markup", tuple(plain)),
        Change(CUT, tuple(item.id for item in items if is_cut(item, as_listed))),
        Change(
            "the unit is only shown, not typed: it is long, begins with a digit, or has the sign & or <", tuple(units)
        ),
        Change(
            "a wrong option costs all points, but a right one alone earns its share: Moodle allows no other way",
            tuple(multi),
        ),
        Change("each part earns its share, whatever `partial_credit` says", tuple(parts)),
    ]
    return changes_of(course, SKIPS, CHANGES, single)
