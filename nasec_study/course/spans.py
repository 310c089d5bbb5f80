"""Where the values of a YAML text begin and end, so that an edit can replace just one of them."""

from collections.abc import Callable
from typing import Any

from yaml import DocumentStartEvent, MappingEndEvent, MappingStartEvent, SequenceEndEvent, SequenceStartEvent
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # libyaml's, missing in the stubs

from nasec_study.foundation.characters import composed


class Span:
    """The place of a value: characters and lines, counted from 0, and the spans of what is in it by key or number."""

    def __init__(self, event: Any, key: Any = None) -> None:
        self.line, self.column, self.start = event.start_mark.line, event.start_mark.column, event.start_mark.index
        self.end, self.end_line = event.end_mark.index, _line_behind(event)
        self.key_line = key.start_mark.line if key else self.line
        self.is_flow = bool(getattr(event, "flow_style", False))
        style = getattr(event, "style", "|")
        self.is_in_a_line = style not in {"|", ">"} and event.start_mark.line == event.end_mark.line
        self.parts: dict[str | int, Span] = {}

    def part(self, *steps: str | int) -> "Span":
        """Return the span to which some steps lead."""
        span = self
        for step in steps:
            span = span.parts[step]
        return span


def spans_of(text: str) -> Span:
    """Return the span of a text's one value; the text is sound YAML."""
    next_event: Callable[[], Any] = CParser(text).get_event
    while not isinstance(next_event(), DocumentStartEvent):
        pass
    return _filled(next_event(), next_event)


def _filled(event: Any, next_event: Callable[[], Any], key: Any = None) -> Span:
    span = Span(event, key)
    last = event
    if isinstance(event, MappingStartEvent):
        while not isinstance(last := next_event(), MappingEndEvent):
            span.parts[composed(last.value)] = _filled(next_event(), next_event, last)
    elif isinstance(event, SequenceStartEvent):
        while not isinstance(last := next_event(), SequenceEndEvent):
            span.parts[len(span.parts)] = _filled(last, next_event)
    if last is not event:
        span.end = last.end_mark.index
        inner = max((part.end_line for part in span.parts.values()), default=span.line + 1)
        span.end_line = last.end_mark.line + 1 if span.is_flow else inner
    return span


def _line_behind(event: Any) -> int:
    """Return the number of the line behind a value; one of lines by bars or folds ends where the next thing begins."""
    mark = event.end_mark
    if getattr(event, "style", None) in {"|", ">"} and mark.column == 0:
        return max(int(mark.line), int(event.start_mark.line) + 1)
    return int(mark.line) + 1
