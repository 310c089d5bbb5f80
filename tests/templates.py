"""Templates, compiled once in a process: it builds hundreds of courses, and all but a few have the same templates."""

from types import CodeType
from typing import Any

from jinja2 import Environment

_compile: Any = Environment.compile
# By all that the code depends on: the signs of the environment, the text, and the names that faults are told by.
_known: dict[tuple[object, ...], CodeType] = {}


def compile_once(environment: Environment, source: Any, *names: str | None, **options: Any) -> Any:
    """Return what `Environment.compile` does, at once where an environment of the same signs has asked before."""
    if options or not isinstance(source, str):
        return _compile(environment, source, *names, **options)
    key = (environment.lexer, source, *names)
    if key not in _known:
        _known[key] = _compile(environment, source, *names)
    return _known[key]
