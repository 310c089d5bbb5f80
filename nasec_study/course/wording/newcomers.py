"""What newcomers write in place of our keys, kinds and values, and how to write what they mean."""

import re
from collections.abc import Mapping
from types import MappingProxyType

_STEM = "`stem:` holds the question"
_RATIONALE = "`rationale:` says why the answer is right"
_OPTIONS = "write the right option as `key:`, and the wrong ones as `distractors:`, each `- text: …`"
_SEVERAL = "write the right options as `keys: […]`, and the wrong ones as `distractors:`, each `- text: …`"
_LETTER = "write the words of the right option as `key:`, not its letter or number"

_STATEMENT = "`statement:` holds what is to be judged"
_PAIRS = "write `pairs:`, each `- {premise: …, response: …}`"
_TERM = "`term:` holds the word, `definition:` what it means"
_TEXT = "`text:` holds the sentence, with its gaps as {{c1::answer}}"

# The words for a key that is none of ours; by the kind of item ("" is any) what to write, and which keys that is.
_MEANT: tuple[tuple[str, Mapping[str, tuple[str, tuple[str, ...]]]], ...] = (
    (
        "question prompt q ask title problem stem",
        {
            "true-false": (_STATEMENT, ("statement",)),
            "term": (_TERM, ("definition",)),
            "cloze": (_TEXT, ("text",)),
            "": (_STEM, ("stem",)),
        },
    ),
    ("text", {"true-false": (_STATEMENT, ("statement",)), "": (_STEM, ("stem",))}),
    ("sentence", {"": (_TEXT, ("text",))}),
    (
        "options choices alternatives answers responses",
        {
            "choice": (_OPTIONS, ("key", "distractors")),
            "multi": (_SEVERAL, ("keys", "distractors")),
            "question": ("an item with options is `type: choice`, with `key:` and `distractors:`", ("answer",)),
            "true-false": ("`answer: true` or `answer: false` is all it takes", ("answer",)),
            "matching": (_PAIRS, ("pairs",)),
        },
    ),
    (
        "correct right solution correct_answer correct-answer correctAnswer answer key a ans model model_answer sample",
        {
            "choice": (_LETTER, ("key",)),
            "multi": ("write the right options, word for word, as `keys: […]`", ("keys",)),
            "numeric": ("`value:` holds the figure, `unit:` what it counts", ("value",)),
            "matching": (_PAIRS, ("pairs",)),
            "ordering": ("write `steps:`, each `- text: …`, in their right order", ("steps",)),
            "cloze": ("the answer stands in its gap: {{c1::answer}}", ()),
            "term": (_TERM, ("term", "definition")),
            "": ("`answer:` holds the answer", ("answer",)),
        },
    ),
    (
        "min max minimum maximum low high from to range",
        {"numeric": ("`value:` holds the figure, `tolerance:` how far off an answer may be", ("value",))},
    ),
    ("keys", {"choice": ("`key:` holds the one right option; an item with several is `type: multi`", ("key",))}),
    (
        "hint hints clue",
        {"cloze": ("a hint stands in its gap: {{c1::answer::hint}}", ()), "": ("write it into the question", ())},
    ),
    (
        "wrong incorrect distractor wrong_answers false",
        {"": ("write the wrong options as `distractors:`, each `- text: …`", ("distractors",))},
    ),
    ("explanation feedback reason why because comment note notes", {"": (_RATIONALE, ())}),
    ("front word", {"term": (_TERM, ("term",)), "question": (_STEM, ("stem",))}),
    (
        "back meaning translation def description",
        {
            "term": ("`definition:` holds what the term means", ("definition",)),
            "question": ("`answer:` holds the answer", ("answer",)),
        },
    ),
    ("bloom taxonomy cognitive-level", {"": ("`level:` holds the cognitive level", ("level",))}),
    ("topic topics category categories label labels", {"": ("write `tags: [one, two]`", ())}),
    ("score marks mark weight", {"": ("write `points:`", ())}),
    ("name code key-id number", {"": ("`id:` holds its name", ("id",))}),
    ("error margin precision accuracy plus-minus", {"numeric": ("write `tolerance:`", ())}),
    ("units", {"numeric": ("write `unit:`", ())}),
    ("terms matches left premises", {"matching": (_PAIRS, ("pairs",))}),
    ("events order-of sequence items", {"ordering": ("write `steps:`, each `- text: …`", ("steps",))}),
    ("criteria", {"essay": ("write `rubric:`, each `- {criterion: …, points: 2}`", ("rubric",))}),
    ("page source-page cite citation reference ref", {"": ("write `reading:`, `section:` and `quote:`", ())}),
    (
        "image img figure picture photo",
        {
            "picture": ("`picture:` names a file in pictures/, which says `image: media/…`", ("picture",)),
            "": ("show it in a text: ![what it shows](media/name.png)", ()),
        },
    ),
    (
        "audio sound recording mp3 script transcript",
        {
            **dict.fromkeys(("term", "question"), ("`audio:` names a recording in media/, `script:` is its text", ())),
            "": ("a stimulus has `audio:` and `script:` for any kind of item; name it as `stimulus:`", ()),
        },
    ),
    (
        "gender genus article plural singular example pronunciation conjugation part-of-speech pos",
        {"term": ("write it below `forms:`, as in `forms: {gender: …, plural: …}`", ())},
    ),
)
# The same in the entries of a list, by its key: our word, and what others call it.
_ENTRIES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "distractors": {
            "text": "answer option choice distractor wrong label content",
            "why": "reason feedback explanation because rationale comment",
        },
        "pairs": {
            "premise": "left term question prompt a item from",
            "response": "right definition answer match b value to",
        },
        "steps": {"text": "step event answer label content", "date": "year when time"},
        "rubric": {"criterion": "text description name criteria title", "points": "score marks mark point weight"},
    }
)
# The keys that hold options, and options within a text: a) … b) …
_OF_OPTIONS = frozenset({"key", "keys", "distractors", "answer"})
_LETTERED = re.compile(r"(?:^|\s)\(?a[.)]\s.*?\s\(?b[.)]\s", re.IGNORECASE | re.DOTALL)
# What stands for the list of items in a file, and for the type of an item.
ITEMS = frozenset(["questions", "question", "item", "cards", "card", "bank", "terms", "vocabulary", "exercises"])
TYPE = frozenset(["kind", "Type", "question_type", "question-type", "item_type", "format"])
# The words for one of a few values, by what is allowed, also in the languages of our pages.
_VALUES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "true": {
            "true": "yes y t right correct richtig vrai verdadero vero verdadeiro prawda 1 on",
            "false": "no n f wrong incorrect falsch faux falso fałsz 0 off",
        },
        "remember": {
            "remember": "1 knowledge recall know knowing remembering recordar mémoriser",
            "understand": "2 comprehension understanding comprehend comprender comprendre",
            "apply": "3 application applying use aplicar appliquer",
            "analyze": "4 analysis analyse analyzing analysing analizar analyser",
            "evaluate": "5 evaluation evaluating judge evaluar évaluer",
            "create": "6 synthesis creation creating design crear créer",
        },
        "easy": {
            "easy": "1 low simple fácil facile",
            "medium": "2 3 moderate normal medio moyen",
            "hard": "4 5 high difficult difícil difficile",
        },
    }
)
_KEYS = MappingProxyType({word: meanings for words, meanings in _MEANT for word in words.split()})

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        word: kind
        for kind, words in {
            "choice": "mc mcq multiple-choice multiplechoice single-choice single multichoice quiz radio select",
            "multi": "multiple-response multiple-answer multiple-answers multiple-select checkbox multiselect "
            "select-all select-all-that-apply sata",
            "true-false": "tf t/f true/false truefalse boolean bool yes-no true_false",
            "question": "short-answer shortanswer short open qa q&a basic flashcard card free-response text-entry",
            "term": "vocab vocabulary word definition glossary basic-reversed translation",
            "cloze": "gap gaps fill-in fill-in-the-blank fib blank blanks fill-in-blank lueckentext",
            "numeric": "number numerical calculation integer float figure",
            "matching": "match pairs connect association",
            "ordering": "order sequence sort sorting ranking timeline",
            "essay": "long-answer longanswer writing composition long open-ended",
            "picture": "image image-occlusion hotspot label labelling labeling diagram",
        }.items()
        for word in words.split()
    }
)


def kind_meant(word: str) -> str:
    """Return the kind of item that other programs call by this word; '' if none."""
    return _KINDS.get("-".join(word.lower().replace("_", " ").split()), "")


def key_meant(key: str, kind: str) -> tuple[str, tuple[str, ...]]:
    """Return a hint at how to write what an unknown key of an item means, and our keys that it stands for."""
    found = _KEYS.get(key) or _KEYS.get(key.lower(), {})
    return found.get(kind) or found.get("", ("", ()))


def options_in_stem(lacking: str, given: object, kind: str) -> str:
    """Return how options are written, for an item that lacks them and has them in its stem, a) … b) …; else ''."""
    stem = given.get("stem") if isinstance(given, dict) else None
    is_there = lacking in _OF_OPTIONS and isinstance(stem, str) and _LETTERED.search(stem)
    return f"the stem holds the question alone: {key_meant('options', kind)[0]}" if is_there else ""


def entry_key_meant(entries: str, key: str) -> str:
    """Return our key that a word stands for in an entry of a list, such as `distractors`; '' if none."""
    return next((ours for ours, words in _ENTRIES.get(entries, {}).items() if key.lower() in words.split()), "")


def value_meant(given: str, allowed: tuple[str, ...]) -> str:
    """Return the allowed value that another word stands for; '' if none."""
    for ours, words in _VALUES.get(allowed[0], {}).items():
        if ours in allowed and given.lower() in words.split():
            return ours
    kind = kind_meant(given)
    return kind if kind in allowed else ""
