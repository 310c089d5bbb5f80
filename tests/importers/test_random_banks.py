"""Banks at random go out to a platform and come back the same, as far as the format has words for them."""

import json
import random
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest

from nasec_study.course.parse import read_course
from nasec_study.pipeline import build
from tests.conftest import REPOSITORY
from tests.importers.test_round_trips import FORMATS, differences

if TYPE_CHECKING:
    from pathlib import Path

SOUND = REPOSITORY / "tests" / "courses" / "sound" / "content"
ITEMS = 40
WORDS = (
    *("tide", "strait", "delta", "fjord", "a = b", "x ~ y", "{set}", "#1", "10 %", "A: one", "1 < 2", "AT&T", "2*3"),
    *("Québec", "“so”", "it's", "$5", "x_1", "(a)", "a/b", "ñandú", "**bold**", "*lean*", "`code`", "x^2^", "H~2~O"),
)


def item(chance: random.Random, number: int) -> dict[str, Any]:  # noqa: PLR0911 - a kind each
    """Return an item of any kind that every format has."""

    def text(low: int = 1, high: int = 4) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(chance.randint(low, high))) + f" {next(count)}"

    count = iter(range(100))
    kind = chance.choice(("choice", "multi", "true-false", "numeric", "matching", "term", "question"))
    made: dict[str, Any] = {"id": f"item-{number}", "type": kind, "level": "remember", "quote": "that is it"}
    wrong = [{"text": text()} for _ in range(chance.randint(2, 4))]
    match kind:
        case "choice":
            return made | {"stem": f"Which {text()}?", "key": text(), "distractors": wrong}
        case "multi":
            return made | {"stem": f"Which {text()}?", "keys": [text(), text()], "distractors": wrong}
        case "true-false":
            return made | {"statement": f"It is {text()}.", "answer": "false", "correction": f"It is not {text()}."}
        case "numeric":
            return made | {"stem": f"How many {text()}?", "value": str(chance.randint(1, 9999) / 10)}
        case "matching":
            # GIFT leaves out matching with a tilde in a response, and says so.
            pairs = [{"premise": text(), "response": text().replace(" ~ ", " and ")} for _ in range(3)]
            return made | {"stem": f"Match {text()}.", "pairs": pairs}
        case "term":
            return made | {"term": f"term {text()}", "definition": f"What {text()}"}
    return made | {"stem": f"What is {text()}?", "answer": text()}


@pytest.mark.parametrize("seed", range(1, 13))
def test_a_bank_at_random_comes_back_from_every_format(seed: int, tmp_path: "Path") -> None:
    copytree(SOUND, tmp_path / "content")
    with (tmp_path / "content/course.yaml").open("a", encoding="utf-8") as file:
        file.write("decks: [{id: all, name: All}]\n")
    chance = random.Random(seed)
    items = [item(chance, number) for number in range(ITEMS)]
    bank = {"reading": "r", "section": "s", "items": items}
    (tmp_path / "content/items/r/random.yaml").write_text(json.dumps(bank), "utf-8")
    list(build(tmp_path / "content", tmp_path / "build", tuple(FORMATS)))
    course, _ = read_course(tmp_path / "content")
    assert course
    for name, (pattern, missing) in FORMATS.items():
        assert list(differences(course, sorted((tmp_path / "build").glob(pattern)), missing)) == [], name
