"""What is planned of a page, with the formulas in it as they are set there."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nasec_study.targets._formulas import set_formulas
from nasec_study.targets.paper.comparison import Planned


def planned_formulas(planned: Iterable[Planned], language: str) -> Iterator[Planned]:
    """Yield plans with the pictures of formulas that `set_formulas` sets."""
    for plan in planned:
        inside, beside = (
            tuple([set_formulas(html, language).html for html in texts]) for texts in (plan.inside, plan.beside)
        )
        has_some = (inside, beside) != (plan.inside, plan.beside)
        yield replace(plan, inside=inside, beside=beside) if has_some else plan
