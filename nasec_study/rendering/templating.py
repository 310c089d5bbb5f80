"""The one Jinja environment: strict, escaping, sandboxed, since a course may bring templates of its own."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from math import ceil
from pathlib import Path, PurePath
from textwrap import shorten
from traceback import extract_tb
from typing import Any

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup
from pydantic import BaseModel

from nasec_study.foundation import places
from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.rendering.accepted import also_right
from nasec_study.rendering.markup import answer_tex, blanks, fill_gaps, name_html, to_html, to_plain, without_gaps
from nasec_study.rendering.terminal import to_terminal

# What fits in two lines of a third of a page.
MAX_RUNNING = 72
_HINT = "correct it, or take your own template out of `templates/`"


def css_counters(words: str) -> Markup:
    """Return the words of a page number ('page {page} of {pages}') as the `content` of a CSS rule."""
    parts = re.split(r"\{(page|pages)\}", words)
    shown = (
        f"counter({part})" if number % 2 else json.dumps(part, ensure_ascii=False)
        for number, part in enumerate(parts)
        if part
    )
    return Markup(" ".join(shown))  # noqa: S704 - inside CSS, where HTML's escapes mean nothing


def shortened(text: str) -> str:
    """Return a text, cut behind a word where it is too long for a running line."""
    return shorten(text, MAX_RUNNING, placeholder=" …")


@contextmanager
def template_faults() -> Iterator[None]:
    """Turn an exception that a template raises, which may be the course's own, into a StudyError with its place.

    Any exception that passes through a template counts: a template is a program.
    """
    try:
        yield
    except TemplateSyntaxError as error:
        where = Where(error.filename or str(error.name), error.lineno)
        raise StudyError(Problem("E420", where, f"this template has a mistake: {error.message}", _HINT)) from error
    except StudyError:
        raise
    except Exception as error:
        frames = [frame for frame in extract_tb(error.__traceback__) if not frame.filename.endswith((".py", ">"))]
        if not frames and not isinstance(error, TemplateError):
            raise
        where = Where(frames[-1].filename, frames[-1].lineno or 1) if frames else Where("templates", 0, 0)
        raise StudyError(Problem("E420", where, f"this template fails: {error}", _HINT)) from error


class _Sandbox(SandboxedEnvironment):
    """Keeps templates to what they are given: no way from it to files, or to pydantic's own ways in.

    A verdict depends on the type of a thing alone, and so is reached once.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.verdicts: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may use an attribute."""
        key = (type(obj), attr)
        if key not in self.verdicts:
            leads_out = isinstance(obj, partial | PurePath) or (isinstance(obj, BaseModel) and hasattr(BaseModel, attr))
            self.verdicts[key] = not leads_out and super().is_safe_attribute(obj, attr, value)
        return self.verdicts[key]


def environment(course_folder: Path, compiled: BytecodeCache | None = None) -> Environment:
    """Return the Jinja environment for a course: its own templates, in `templates/` beside its folder, go first.

    Such a template finds the one that it replaces as `original/NAME`, to include or to extend. `compiled` is where the
    code of templates is kept between runs.
    """
    used = FileSystemLoader([places.own_templates(course_folder), places.TEMPLATES])
    jinja = _Sandbox(
        loader=ChoiceLoader([used, PrefixLoader({"original": FileSystemLoader(places.TEMPLATES)})]),
        undefined=StrictUndefined,
        autoescape=lambda name: not (name or "").endswith(".txt.j2"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        bytecode_cache=compiled,
        # There is hardly anything that it could work out beforehand, and it looks for that in every template.
        optimized=False,
        extensions=["jinja2.ext.i18n"],
    )
    jinja.filters |= {
        "md": to_html,
        "name": name_html,
        "plain": to_plain,
        "terminal": to_terminal,
        "blanks": blanks,
        "fill_gaps": fill_gaps,
        # As on a key: in a formula, too, the answers stand in the gaps.
        "solve_gaps": partial(fill_gaps, in_formula=answer_tex),
        "without_gaps": without_gaps,
        "also_right": also_right,
        "css_counters": css_counters,
        "shortened": shortened,
        # By what number a language chooses between singular and plural; it knows whole ones only.
        "counted": ceil,
    }
    return jinja
