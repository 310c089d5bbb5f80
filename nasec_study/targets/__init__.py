"""The formats that a course is built into; one module each, loaded when it is wanted."""

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from nasec_study.targets._base import Target

TARGETS = ("anki", "worksheets", "handouts")


def load_target(name: str) -> "Target":
    """Return the target of this name, one of TARGETS."""
    return cast("Target", import_module(f"nasec_study.targets.{name}"))
