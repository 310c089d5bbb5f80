"""The one Jinja environment: strict, escaping, sandboxed, since a course may bring templates of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from nasec_study import places
from nasec_study.markup import blanks, css_counters, fill_gaps, to_html, to_plain, without_gaps
from nasec_study.problems import Problem, StudyError, Where


@contextmanager
def template_faults() -> Iterator[None]:
    """Turn a fault in a template, which may be the course's own, into a StudyError with its place."""
    try:
        yield
    except TemplateSyntaxError as error:
        where = Where(error.filename or str(error.name), error.lineno)
        raise StudyError(Problem("E420", where, f"this template is not right: {error.message}")) from error
    except TemplateError as error:
        frames = [frame for frame in extract_tb(error.__traceback__) if not frame.filename.endswith(".py")]
        where = Where(frames[-1].filename, frames[-1].lineno or 1) if frames else Where("templates", 0, 0)
        raise StudyError(Problem("E420", where, f"this template fails: {error}")) from error


def environment(course_folder: Path) -> Environment:
    """Return the environment for a course; `templates/` beside its folder goes first."""
    jinja = SandboxedEnvironment(
        loader=FileSystemLoader([course_folder.resolve().parent / "templates", places.TEMPLATES]),
        undefined=StrictUndefined,
        autoescape=lambda name: not (name or "").endswith(".txt.j2"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    jinja.filters |= {
        "md": to_html,
        "plain": to_plain,
        "blanks": blanks,
        "fill_gaps": fill_gaps,
        "without_gaps": without_gaps,
        "css_counters": css_counters,
    }
    return jinja
