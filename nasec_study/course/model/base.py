"""What every part of a course shares: the forms of ids, texts and numbers, and citations."""

import os
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints
from pydantic_core import PydanticCustomError

# Else pydantic looks into every installed package for a plugin that would change how models are read.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
LINES = "^[1-9][0-9]{0,6}-[1-9][0-9]{0,6}$"
RULE = "^W[0-9]{3}$"
PLACE = "^[a-z0-9-]+(/[a-z0-9-]+)?$"
NONE = "^none$"
LETTER = "^[A-Z]$"
CODE = "^[A-Za-z0-9-]{2,20}$"
LANGUAGE = "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
SOUND = r"^media/[A-Za-z0-9._/-]+\.(mp3|ogg|m4a|MP3|OGG|M4A)$"
IMAGE = r"^media/[A-Za-z0-9._/-]+\.(svg|png|jpe?g|gif|webp|SVG|PNG|JPE?G|GIF|WEBP)$"
FILE = r"^[\w.-]+$"
MAX_SLUG = 80
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=MAX_SLUG)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
RuleCode = Annotated[str, StringConstraints(pattern=RULE)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
Sound = Annotated[
    str,
    StringConstraints(pattern=SOUND),
    Field(description="A recording in media/: .mp3, .ogg or .m4a. Plays on cards and platforms; paper shows a symbol."),
]
Image = Annotated[
    str,
    StringConstraints(pattern=IMAGE),
    Field(description="A photo or drawing in media/: .svg, .png, .jpg, .gif or .webp."),
]
Script = Annotated[str, Field(description="Transcript of the recording: shown with the answer, printed in the key.")]
LineRange = Annotated[str, StringConstraints(pattern=LINES)]


class ContentError(ValueError):
    """Values of one thing that do not go together: what is wrong with it, and what would be right (`hint`).

    The message goes on behind the name of the thing; in it, the steps `at` lead to what is wrong. `lacks` names the
    key that is all that is missing, if it is: a draft may wait for that. Raised in validators, whose errors pydantic
    collects.
    """

    def __init__(self, message: str, hint: str, *at: str | int, lacks: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        self.at = at
        self.lacks = lacks


def check_sound(audio: str, script: str, *, needs_script: bool = True) -> None:
    """Raise ContentError for a recording without a transcript (`script`), or a transcript without a recording."""
    if script and not audio:
        raise ContentError(
            "has a `script` but no `audio`", "add `audio:`, the recording in media/, or remove the script", "script"
        )
    if audio and needs_script and not script:
        hint = "add `script:`, its transcript, which the key prints"
        raise ContentError("has a recording without a script", hint, "audio")


def _as_reason(reason: str) -> str:
    """Refuse a mere yes or no: `retired: false` would retire an item, too."""
    if reason.casefold() in {"true", "false", "yes", "no", "y", "n", "on", "off"}:
        raise PydanticCustomError("reason", "no reason")
    return reason


Reason = AfterValidator(_as_reason)

MAX_DIGITS = 15
MAX_POWER = 99
HALF = Decimal("0.5")
MAX_POINTS = 1000


def _of_a_size(number: Decimal) -> Decimal:
    """Refuse numbers too long to print; written with a power of ten, a short one can be longer than any memory."""
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise PydanticCustomError("finite_number", "no number")
    plain = "E" not in str(number)
    before, behind = len(digits) + exponent, -exponent
    if abs(number.adjusted()) > MAX_POWER or len(digits) > 2 * MAX_DIGITS:
        raise PydanticCustomError("number_size", "too large")
    if plain and max(before, behind) > MAX_DIGITS:
        raise PydanticCustomError("number_size", "too long")
    return number


Number = Annotated[Decimal, AfterValidator(_of_a_size)]


def _in_halves(points: Decimal) -> Decimal:
    """Refuse what is no whole or half number of points, and write the rest without needless zeros."""
    if not points.is_finite() or not HALF <= points <= MAX_POINTS or points % HALF:
        raise PydanticCustomError("points", "no points")
    return points.normalize() if points % 1 else points.quantize(Decimal(1))


Points = Annotated[
    Decimal,
    AfterValidator(_in_halves),
    PlainSerializer(lambda points: float(points) if points % 1 else int(points), when_used="json"),
]


def as_typed(number: Decimal) -> str:
    """Return a number as one types it: 1000000, 0.5, 6.022e23."""
    text = str(number)
    return text.replace("E+", "e").replace("E", "e") if "E" in text else f"{number:f}"


class Content(BaseModel):
    """What every part of a course shares: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_post_init(self, _context: object, /) -> None:
        """Let all that give the same keys share the set of these: of their own, they fill a fifth of a bank's room."""
        object.__setattr__(self, "__pydantic_fields_set__", _given(frozenset(self.model_fields_set)))


@lru_cache(maxsize=1_024)
def _given(keys: frozenset[str]) -> set[str]:
    return set(keys)


class Citation(Content):
    """A place in a reading."""

    reading: Slug = Field(description="Id of the reading.")
    section: Slug = Field(description="Id of the section in the reading's outline.")
    quote: Text = Field(description="At most eight consecutive words, quoted exactly, that identify the passage.")
