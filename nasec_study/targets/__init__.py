"""The formats that a course is built into: a package each, loaded when it is wanted."""

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from nasec_study.targets._contract import Target

# By the name that users know.
_MODULES = {
    "anki": "nasec_study.targets.anki.packages",
    "worksheets": "nasec_study.targets.paper.worksheets",
    "handouts": "nasec_study.targets.paper.handouts",
    "web": "nasec_study.targets.web.practice",
    "report": "nasec_study.targets.report.page",
    "word": "nasec_study.targets.paper.word.documents",
    "moodle": "nasec_study.targets.lms.moodle.banks",
    "canvas": "nasec_study.targets.lms.canvas.packages",
    "brightspace": "nasec_study.targets.lms.brightspace.banks",
    "blackboard": "nasec_study.targets.lms.blackboard.banks",
    "gift": "nasec_study.targets.lms.gift.banks",
    "qti": "nasec_study.targets.lms.qti.packages",
    "table": "nasec_study.targets.lms.table.tables",
}
TARGETS = tuple(_MODULES)
# Those that every course is built into; a course asks for others by `lms:`, and an author by name.
USUAL = ("anki", "worksheets", "handouts", "web")
# Those that make pages.
PRINTED = ("worksheets", "handouts")
# What makes them; its import takes as long as all that a small change wants.
RENDERER = "nasec_study.targets.paper.loaded"
# Those that take as long to plan as all others: they are planned meanwhile, where something else is.
LONG = ("handouts",)
# Those that the ledger remembers something for; whatever is built, it is told of them first.
REMEMBERED = ("anki",)


def load_target(name: str) -> "Target":
    """Return the target of this name, one of TARGETS."""
    return cast("Target", import_module(_MODULES[name]))
