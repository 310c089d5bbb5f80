"""Rules on cues: what lets a student who knows nothing pick the key of a single item (W401 to W404)."""

import re
from collections.abc import Callable, Iterator, Mapping

from nasec_study.checks._parts import distractors
from nasec_study.checks._rule import Finding, Rule
from nasec_study.checks._words import content_roots, plain, quoted, root, unsigned, words
from nasec_study.course.model import Choice

LONGER = 1.3
SHORTER = 0.6
MARGIN = 12


def key_length(item: Choice) -> Iterator[Finding]:
    """Find keys that are much longer, or much shorter, than all distractors."""
    key = len(plain(item.key))
    lengths = sorted(len(part.text) for part in distractors(item))
    shortest, longest = lengths[0], lengths[-1]
    too_long = key >= LONGER * longest and key - longest >= MARGIN
    too_short = key <= SHORTER * shortest and shortest - key >= MARGIN
    if too_long or too_short:
        message = f"gives the key away by its length: {key} characters, the distractors {shortest} to {longest}"
        hint = "shorten the key or give a distractor as much detail" if too_long else "shorten the distractors"
        yield Finding(item, ("key",), message, hint)


W401 = Rule(
    code="W401",
    name="key stands out by its length",
    source="Haladyna, Downing & Rodriguez 2002, rule 24; NBME item-writing guide; Tarrant 2006",
    why="Authors make sure that the key is right beyond doubt, so it grows conditions and explanations that the "
    "distractors lack. Students know this and pick the option that stands out by its length.",
    bad="""\
Why are spring tides large?
  + The Sun and the Moon pull along one line, so that their effects add up
  - Spring winds are strong
  - Rivers carry more water""",
    good="""\
Why are spring tides large?
  + Sun and Moon pull along one line
  - Spring winds drive water ashore
  - Rivers carry the most water""",
    find=key_length,
    of=(Choice,),
)

_DETAILS = (
    # One behind a letter belongs to a name: CO2, COX-1, vitamin D3; but not the year in `mid-1950s`.
    ("a figure", re.compile(r"(?<!\w)(?:(?<!\w-)\d|\d{4})")),
    ("a parenthesis", re.compile(r"\([^)]{4,}\)")),
    ("a quotation", re.compile(r"[“\"«][^“”\"«»]+[”\"»]")),
)


def key_detail(item: Choice) -> Iterator[Finding]:
    """Find keys that alone among the options have a figure, a parenthesis or a quotation."""
    key, *others = [unsigned(option.text) for option in item.alternatives]
    found = [name for name, pattern in _DETAILS if pattern.search(key)]
    if found and not any(pattern.search(text) for _, pattern in _DETAILS for text in others):
        message = f"gives the key away by its detail: it alone has {found[0]}"
        yield Finding(item, ("key",), message, "give the distractors the same kind of detail, or none to the key")


W402 = Rule(
    code="W402",
    name="key alone is specific",
    source="Haladyna, Downing & Rodriguez 2002, rule 28",
    why="A figure, a parenthesis or a quotation in one option alone shows where the author looked something up. "
    "The option looks as if it came from the reading, and the others as if they were made up.",
    bad="""\
How did Iceland gain its independence?
  + It became a republic in 1944
  - It won a short war at sea
  - It bought itself free""",
    good="""\
How did Iceland gain its independence?
  + It became a republic
  - It won a short war
  - It bought itself free""",
    find=key_detail,
    of=(Choice,),
)


def clang(item: Choice) -> Iterator[Finding]:
    """Find keys that alone among the options repeat content words of the stem."""
    stem = content_roots(item.stem)
    key = content_roots(item.key) & stem
    others = [content_roots(wrong.text) & stem for wrong in item.distractors]
    if len(key) <= max(map(len, others)):
        return
    alone = key.difference(*others)
    if said := [word for word in dict.fromkeys(words(item.key)) if root(word) in alone]:
        message = f"gives the key away by an echo: of all options only the key repeats {quoted(said)} from the stem"
        hint = "use another word in the key, or the same word in a distractor"
        yield Finding(item, ("key",), message, hint, said[0])


W403 = Rule(
    code="W403",
    name="key echoes the stem",
    source="Haladyna, Downing & Rodriguez 2002, rule 28b; NBME item-writing guide; Tarrant 2006",
    why="A word that stem and key share, and no distractor has, ties the two together by sound. "
    "A student who has not understood the question follows the echo.",
    bad="""\
Why was a canal built across the isthmus?
  + The isthmus lay between two ports
  - Wind made sailing hard
  - A king had ordered it""",
    good="""\
Why was a canal built across the isthmus?
  + Two ports lay on either side
  - Wind made sailing hard
  - A king had ordered it""",
    find=clang,
    of=(Choice,),
    english=True,
)

_VOWEL_SOUND = re.compile(
    r"(?!eu|one\b|once|uni(?!n|m[amp]|dent)|unanim|u[bcfgkrstv][aeiou])[aeiou]|hour|hon(?:o|est)|heir", re.IGNORECASE
)
# What begins with a sign, or is read letter by letter, as X-ray and MRI are, may go with either article.
_ANY_SOUND = re.compile(r"[A-Z](?![a-z])|\W|\d")
_SINGULAR_START = re.compile(r"(?:an?|one|each|every|this)\b", re.IGNORECASE)
_PLURAL_START = re.compile(r"(?:two|three|four|several|many|these|both)\b", re.IGNORECASE)
_NOUN_START = re.compile(r"(?:an?|the|to|this|\w{3,}ing)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:which|what) (?:two|three|four)\b", re.IGNORECASE)
_JOINED = re.compile(r"[,;&+/–]|\b(?:and|with)\b", re.IGNORECASE)


# By the last word of an unfinished stem: the test that tells whether an option goes against it.
_MISFITS: Mapping[str, Callable[[str], bool]] = {
    "a": lambda option: bool(_VOWEL_SOUND.match(option)) and not _ANY_SOUND.match(option),
    "an": lambda option: not _VOWEL_SOUND.match(option) and not _ANY_SOUND.match(option),
    **dict.fromkeys(("is", "was", "has"), lambda option: bool(_PLURAL_START.match(option))),
    **dict.fromkeys(("are", "were", "have"), lambda option: bool(_SINGULAR_START.match(option))),
    "to": lambda option: bool(_NOUN_START.match(option)),
}


def _grammar(stem: str) -> tuple[str, Callable[[str], bool]] | None:
    """Return what a stem's grammar asks for, and the test that tells whether an option goes against it."""
    if asked := _SEVERAL.search(stem):
        return f"'{asked[0]}' asks for several", lambda option: not _JOINED.search(option)
    last = words(stem)[-1] if words(stem) and not stem.rstrip().endswith("?") else ""
    return (f"the stem ends with '{last}'", _MISFITS[last]) if last in _MISFITS else None


def grammar(item: Choice) -> Iterator[Finding]:
    """Find stems whose grammar goes with the key and not with every distractor."""
    asked = _grammar(plain(item.stem))
    if asked is None:
        return
    ending, misfits = asked
    wrong = [part.text for part in distractors(item) if misfits(part.text)]
    if wrong and not misfits(plain(item.key)):
        message = f"gives the key away by its grammar: {ending}, which does not go with {quoted(wrong)}"
        yield Finding(item, ("stem",), message, "word the stem as a question, and all options in one form")


W404 = Rule(
    code="W404",
    name="grammar points to the key",
    source="Haladyna, Downing & Rodriguez 2002, rule 28c; NBME item-writing guide; Tarrant 2006",
    why="Authors read the key after the stem and correct its grammar, but they read the distractors alone. "
    "An article, a number or a verb that fits only the key rules out the others unread.",
    bad="""\
A ring of coral around a lagoon is called an
  + atoll
  - cape
  - reef""",
    good="""\
What is a ring of coral around a lagoon called?
  + An atoll
  - A cape
  - A reef""",
    find=grammar,
    of=(Choice,),
    english=True,
)
