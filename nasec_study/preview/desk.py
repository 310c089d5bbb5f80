"""What lies on an author's desk: the course as it is now, what was last sound of it, and what changed."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Condition, Lock
from typing import TYPE_CHECKING, Any, TypeVar

from nasec_study.course.model import Course, Item
from nasec_study.course.parse import read_course
from nasec_study.examination import examine
from nasec_study.foundation.collector import collector_paused
from nasec_study.foundation.places import own_templates
from nasec_study.foundation.problems import Problem, StudyError, errors_of
from nasec_study.preview.views import Views, fault_page, views_of
from nasec_study.rendering.drafts import with_marks
from nasec_study.rendering.templating import template_faults

if TYPE_CHECKING:
    from nasec_study.course.contents import Held

View = TypeVar("View")


@dataclass(frozen=True)
class Shown:
    """An item to look at: as it was when it was last sound, with the views of the course of then.

    Its `mark` changes whenever its views may.
    """

    item: Item
    file: str
    views: Views
    mark: int

    def view(self, make: Callable[[Views, Item], View]) -> View:
        """Return a view of the item. Raises StudyError, with the errors of the course where it has any.

        What is saved is shown before it is checked: a picture, or a reading that is cited, may not be there yet.
        """
        try:
            with template_faults():
                return make(self.views, self.item)
        except Exception as error:
            found = errors_of(examine(self.views.job.course.folder, advice=False, drafts=True).problems)
            if found:
                raise StudyError(*sorted(found, key=lambda problem: problem.item != self.item.id)) from error
            raise


@dataclass(frozen=True)
class State:
    """All that the page shows; a new one at each change. `current` is the item that changed last."""

    number: int = 0
    items: dict[str, Shown] = field(default_factory=dict)
    stale: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    current: str = ""
    # Counts the times that files were saved; a state that only brings findings has that of the one before.
    saved: int = 0


# Seconds that whoever waits for a change waits at most.
PATIENCE = 10
# Seconds without a save after which a course is checked.
QUIET = 0.5


def problems_in(folder: Path, texts: Path | None) -> tuple[Problem, ...]:
    """Return all that is wrong with a course."""
    return examine(folder, texts).problems


class Desk:
    """Reads a course anew when told what changed; others wait for the next state."""

    def __init__(self, folder: Path, texts: Path | None = None) -> None:
        self.folder = folder
        self.texts = texts
        self.state = State()
        self._changed = Condition()
        self._checked = 0
        self._known: dict[Path, Held] = {}
        self._making = Lock()
        self._made: tuple[tuple[str, int, bool], dict[str, str]] = (("", 0, False), {})
        self.read(frozenset())

    def read(self, changed: frozenset[Path]) -> None:
        """Read the course; what was sound before and is not now stays as it was."""
        before = self.state
        with collector_paused():
            course, problems = read_course(self.folder, drafts=True, known=self._known)
            course = with_marks(course) if course else None
        is_looks = any(path.resolve().is_relative_to(own_templates(self.folder)) for path in changed)
        items, stale = self._items(course, before, renew=is_looks)
        current = _current(items, stale, before, changed)
        self._put(State(before.number + 1, items, stale, problems, current, before.saved + 1))

    def _items(self, course: Course | None, before: State, *, renew: bool) -> tuple[dict[str, Shown], frozenset[str]]:
        if course is None:
            return before.items, frozenset(before.items)
        last = next(reversed(before.items.values()), None)
        views = views_of(course, last.views if last else None, renew=renew)
        items = {item.id: Shown(item, course.place(item).text.path, views, before.saved + 1) for item in course.items}
        # Where a file or an item of it cannot be read, its items stay as they were.
        kept = {
            name: shown
            for name, shown in before.items.items()
            if name not in items and course.faulty and Path(shown.file).is_file()
        }
        return items | kept, frozenset(kept)

    def keep_checking(self, executor: Executor) -> None:
        """Examine the course once its author pauses, elsewhere, so that it keeps no card waiting. Does not return."""
        seen = -1
        while True:
            state = self.newer_than(seen, PATIENCE)
            seen = state.number
            if state.saved == self._checked or self.newer_than(seen, QUIET).number > seen:
                continue
            problems = executor.submit(problems_in, self.folder, self.texts).result()
            self._checked = state.saved
            now = self.state
            if now.saved == state.saved:
                self._put(replace(now, number=now.number + 1, problems=problems))

    def _put(self, state: State) -> None:
        with self._changed:
            self.state = state
            self._changed.notify_all()

    def newer_than(self, number: int, seconds: float) -> State:
        """Return the state when it is newer than one of this number, or after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.state.number > number, seconds)
            return self.state

    def news(self) -> dict[str, Any]:
        """Return the number of saves, the item to look at now, and the names of the sides of its cards."""
        state = self.state
        shown = state.items.get(state.current)
        item = {"id": state.current, "mark": shown.mark} if shown else None
        return {"saved": state.saved, "item": item, "sides": [*self.cards(state.current)]}

    def told(self) -> dict[str, Any]:
        """Return the lists of items and findings that the page shows."""
        state = self.state
        return {
            "current": state.current,
            "saved": state.saved,
            "items": [
                {
                    "id": name,
                    "file": shown.file,
                    "reading": ", ".join(shown.item.cited_readings),
                    "kind": shown.item.type,
                    "asks": shown.item.asks[:120],
                    "stale": name in state.stale,
                    # Another mark, another look; an item that stays as it was is not loaded again.
                    "mark": shown.mark,
                }
                for name, shown in state.items.items()
            ],
            "findings": [
                {
                    "about": problem.item,
                    "file": problem.where.path,
                    "severity": problem.severity,
                    "words": str(problem),
                }
                for problem in state.problems
            ],
        }

    def cards(self, name: str, *, is_night: bool = False) -> dict[str, str]:
        """Return the sides of an item's cards, or what is wrong in their place."""
        shown = self.state.items.get(name)
        if shown is None:
            return {}
        # The page asks for each side by itself.
        with self._making:
            asked = (name, shown.mark, is_night)
            if self._made[0] != asked:
                self._made = (asked, _cards(shown, is_night=is_night))
            return self._made[1]

    def page(self, name: str, make: Callable[[Views, Item], str]) -> str | None:
        """Return a view of an item, or a page that says what is wrong; None where there is no such item."""
        shown = self.state.items.get(name)
        if shown is None:
            return None
        try:
            return shown.view(make)
        except StudyError as error:
            return fault_page(str(error))


def _cards(shown: Shown, *, is_night: bool) -> dict[str, str]:
    try:
        return shown.view(partial(Views.cards, is_night=is_night))
    except StudyError as error:
        return {"Fault": fault_page(str(error))}


def _current(items: dict[str, Shown], stale: frozenset[str], before: State, changed: frozenset[Path]) -> str:
    """Return the item to look at: the first that changed in what was saved, or else the one that was looked at."""
    paths = {path.resolve() for path in changed}
    files = {file for file in {shown.file for shown in items.values()} if Path(file).resolve() in paths}
    saved = [name for name, shown in items.items() if name not in stale and shown.file in files]
    for name in saved:
        if name not in before.items or before.items[name].item != items[name].item:
            return name
    if before.current in items:
        return before.current
    return next(iter(saved or items), "")
