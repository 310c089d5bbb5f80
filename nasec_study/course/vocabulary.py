"""The words that a course may use where it chooses from a list; light enough for `--help`."""

from typing import Literal, get_args

Kind = Literal[
    "term", "question", "cloze", "choice", "multi", "true-false", "numeric", "matching", "ordering", "picture", "essay"
]
Level = Literal["remember", "understand", "apply", "analyze", "evaluate", "create"]
Difficulty = Literal["easy", "medium", "hard"]
State = Literal["draft", "reviewed", "published"]
Density = Literal["comfortable", "compact"]
Importance = Literal["core", "expected", "detail"]
Paper = Literal["letter", "a4"]
Platform = Literal["moodle", "canvas", "brightspace", "blackboard", "gift", "qti", "table"]
FileKind = Literal["course", "reading", "items", "stimulus", "picture", "disputes", "objectives"]

KINDS: tuple[Kind, ...] = get_args(Kind)
LEVELS: tuple[Level, ...] = get_args(Level)
# What an item is that says nothing of its level, where a course asks for none.
DEFAULT_LEVEL: Level = "remember"
HIGHER_LEVELS: frozenset[Level] = frozenset({"apply", "analyze", "evaluate", "create"})
DIFFICULTIES: tuple[Difficulty, ...] = get_args(Difficulty)
IMPORTANCES: tuple[Importance, ...] = get_args(Importance)
PLATFORMS: tuple[Platform, ...] = get_args(Platform)
FILE_KINDS: tuple[FileKind, ...] = get_args(FileKind)
