"""Letters that the fonts of the page lack: what would be shown depends on the machine."""

from nasec_study.foundation.problems import Problem, Where
from nasec_study.rendering.fonts import way_out

# So many letters are named in a message.
MAX_NAMED = 5


def letters_lacking(where: Where, subject: str, letters: str, otherwise: str) -> Problem:
    """Return the problem of a text with such letters; the hint is `otherwise` where no other fonts can be had."""
    named = ", ".join(f"'{letter}' (U+{ord(letter):04X})" for letter in letters[:MAX_NAMED])
    message = f"{subject} holds {named}, which the fonts of the page lack"
    return Problem("E246", where, message, way_out(letters[0], otherwise))
