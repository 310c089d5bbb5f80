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
}
TARGETS = tuple(_MODULES)


def load_target(name: str) -> "Target":
    """Return the target of this name, one of TARGETS."""
    return cast("Target", import_module(_MODULES[name]))
