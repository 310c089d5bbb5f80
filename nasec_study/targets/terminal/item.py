"""An item as a student will see it, with its key, where it stands, and whether that is proven."""

from functools import partial

from nasec_study.course.model import Item
from nasec_study.history.ledger import Ledger
from nasec_study.history.proofs import described
from nasec_study.rendering.locales import number_text
from nasec_study.rendering.templating import template_faults
from nasec_study.rendering.units import figure_text
from nasec_study.sheets.options import options_of
from nasec_study.targets._citations import citation_texts
from nasec_study.targets._contract import Job
from nasec_study.targets._spellings import tolerance_text


def shown(job: Job, item: Item, ledger: Ledger) -> str:
    """Return an item as text. Raises StudyError where a template of the course's own fails."""
    course = job.course
    with template_faults():
        text = job.templates.get_template("terminal/item.txt.j2").render(
            item=item,
            number=partial(number_text, language=course.settings.language),
            figure=partial(figure_text, language=course.settings.language),
            tolerance=partial(tolerance_text, language=course.settings.language),
            stimulus=course.stimulus_of(item),
            picture=course.picture(item.picture) if item.type == "picture" else None,
            options=options_of(item, "show"),
            citations=citation_texts(course, item),
            proof=described(ledger, item),
            place=course.place(item).where(),
        )
    return text.strip()
