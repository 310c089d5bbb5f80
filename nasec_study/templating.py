"""The one Jinja environment: strict, escaping, sandboxed, since a course may bring templates of its own."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from nasec_study import places
from nasec_study.markup import blanks, fill_gaps, to_html, to_plain, without_gaps


def environment(course_folder: Path) -> Environment:
    """Return the environment for a course; `templates/` beside its folder goes first."""
    jinja = SandboxedEnvironment(
        loader=FileSystemLoader([course_folder.resolve().parent / "templates", places.TEMPLATES]),
        undefined=StrictUndefined,
        autoescape=lambda name: not (name or "").endswith(".txt.j2"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    jinja.filters |= {
        "md": to_html,
        "plain": to_plain,
        "blanks": blanks,
        "fill_gaps": fill_gaps,
        "without_gaps": without_gaps,
    }
    return jinja
