"""The one Jinja environment: strict, escaping, a course's own templates over those that come with the program."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nasec_study import places
from nasec_study.markup import blanks, fill_gaps, to_html, to_plain, without_gaps


def environment(course_folder: Path) -> Environment:
    """Return the environment for a course; `templates/` beside its folder goes first."""
    jinja = Environment(
        loader=FileSystemLoader([course_folder.parent / "templates", places.TEMPLATES]),
        undefined=StrictUndefined,
        autoescape=lambda name: not (name or "").endswith(".txt.j2"),  # noqa: S701 - a terminal shows text as it is
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
