"""What is heard in recordings, for who cannot hear it; it stands with the answer, since it may give it away."""

import re

from nasec_study.course.model import Course, Item, Question, Term
from nasec_study.rendering.markup import blocks_of, name_html

_PARAGRAPH, _SIGNED = re.compile(r"\A<p\b[^>]*>"), r"\g<0>♪ "


def is_heard(item: Item) -> bool:
    """Tell whether an item asks about a recording of its own, so that nobody can answer it on paper alone."""
    return isinstance(item, Question) and bool(item.audio)


def own_script(item: Item) -> str:
    """Return the transcript of an item's own recording; '' if there is none."""
    return item.script if isinstance(item, Term | Question) else ""


def quoted(script: str) -> str:
    """Return a transcript as HTML; '' if there is none."""
    return f"<blockquote>{_PARAGRAPH.sub(_SIGNED, blocks_of(script))}</blockquote>" if script else ""


def transcripts(course: Course, item: Item) -> str:
    """Return the transcripts of an item's own recording and of its stimulus's, as HTML; the latter is folded."""
    stimulus = course.stimulus_of(item)
    own = quoted(own_script(item))
    if stimulus is None or not stimulus.script:
        return own
    title = f'<summary class="tappable">♪ {name_html(stimulus.title)}</summary>'
    return f'{own}<details class="stimulus">{title}{blocks_of(stimulus.script)}</details>'
