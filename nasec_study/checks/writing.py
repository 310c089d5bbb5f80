"""The rules of item writing that look at one item at a time (W401 to W442), gathered from their files."""

from nasec_study.checks import (
    writing_cards,
    writing_cues,
    writing_fronts,
    writing_option_sets,
    writing_options,
    writing_patterns,
    writing_stems,
)
from nasec_study.checks._rule import Rule

_GATHERED = (
    *writing_cues.RULES,
    *writing_patterns.RULES,
    *writing_options.RULES,
    *writing_option_sets.RULES,
    *writing_stems.RULES,
    *writing_cards.RULES,
    *writing_fronts.RULES,
)

RULES: tuple[Rule, ...] = tuple(sorted(_GATHERED, key=lambda rule: rule.code))
