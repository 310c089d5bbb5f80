"""Cards read aloud: what the real Anki takes out of each side for its voice, and that it costs no note a change."""

from pathlib import Path
from typing import Any

import pytest

from nasec_study.history.ledger import read_ledger
from nasec_study.rendering.speech import to_speech
from nasec_study.targets.anki.note_types import NOTE_TYPES
from tests.browser import package_of
from tests.conftest import KINDS_COURSE
from tests.reading_back import collection, import_into

PICTURE = "Signs & names. A timeline of three signs & names. 63: 1; 1150: 2; c. 1990: Chrétien."
# By item and card, what is read on the front and on the back.
SAID = {
    "question-names/Card": ("Read this: one item. another & more. What is it?", "A list of two; a < b"),
    "term-ampersand/Term → definition": ("Ampersand (&)", "The sign for “and”, as in AT&T < Québec's Peña Nieto"),
    "term-ampersand/Definition → term": ("The sign for “and”, as in AT&T < Québec's Peña Nieto", "Ampersand (&)"),
    "cloze-signs/1": (
        "Before [blank, a tag] & after Cancún, [blank] wrote 1 < 2.",
        "Before <b> & after Cancún, Díez wrote 1 < 2.",
    ),
    "cloze-signs/2": ("Before <b> & after [blank], Díez wrote 1 < 2.", "Before <b> & after Cancún, Díez wrote 1 < 2."),
    "choice-figures/Card": (
        "Signs & counts. Sign; Count. <; 3. &; 4. A black square. How many signs are there? 90; 700; 1,200; 15,000.",
        "1,200.",
    ),
    "multi-signs/Card": (
        "Which two names carry an accent? Chrétien; Domínguez; Smith & Sons; O'Brien “Bob”.",
        "Chrétien; Domínguez.",
    ),
    "true-false-signs/Card": ('2 < 1 & "1" > 2.', 'False. 1 < 2 & "2" > 1.'),
    "numeric-names/Card": ("How many percent?", "49.1% of <all>"),
    "matching-names/Overview": (
        "Match name & place. Peña Nieto; Chrétien. Québec & Ottawa; México <centro>; Cancún.",
        "Peña Nieto: México <centro>; Chrétien: Québec & Ottawa.",
    ),
    "matching-names/Pair 2": (
        "Match name & place. – Chrétien – Québec & Ottawa México <centro> Cancún",
        "Québec & Ottawa",
    ),
    "ordering-names/Card": (
        "Order these, earliest first. “C”; A & B; B < C.",
        "1957: A & B; 22 March 2002: B < C; “C”.",
    ),
    "essay-names/Card": ("Write on names & signs <b>.", "Names such as Chrétien & Díez carry signs."),
    "picture-names/1": (
        f"Which sign & name stands where? – {PICTURE} – 1",
        "Ampersand & co.",
    ),
    "picture-names/2": (
        f"Which sign & name stands where? – {PICTURE} – 2",
        "Tilde < ñ",
    ),
    "how-many-signs/Card": ("How many signs are there, 3 < 4?", "Three & a half – “Four”"),
}


@pytest.mark.parametrize(
    ("text", "said"),
    [("It ended", "It ended."), ("It went on …", "It went on …"), ("First,", "First,"), ("“Why?”", "“Why?”"), ("", "")],
)
def test_a_voice_pauses_behind_a_text_once(text: str, said: str) -> None:
    assert to_speech(text, "en") == said


def said(tags: list[Any]) -> str:
    """Return what is read, at one go."""
    [tag] = tags
    return " ".join(tag.field_text.split())


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[Any], list[Any]]]:
    """Return what Anki takes for its voice out of the two sides of every card of every kind."""
    package = package_of(tmp_path_factory.mktemp("spoken"), KINDS_COURSE, "everything", "speech: true")
    found = {}
    with collection() as anki:
        import_into(anki, package)
        for card_id in anki.find_cards(""):
            card = anki.get_card(card_id)
            name = card.ord + 1 if card.note_type()["type"] else card.template()["name"]
            output = card.render_output()
            found[f"{card.note()['Id']}/{name}"] = (output.question_av_tags, output.answer_av_tags)
    return found


def test_question_and_answer_of_every_kind_are_read_whole(spoken: dict[str, tuple[list[Any], list[Any]]]) -> None:
    heard = {name: (said(front), said(back)) for name, (front, back) in spoken.items() if name in SAID}
    assert heard == SAID
    kinds = {"dispute" if name.startswith("how-many") else name.rpartition("-")[0].split("/")[0] for name in SAID}
    assert len(kinds) == len(NOTE_TYPES)
    assert all(front and back for front, back in spoken.values())


VOICES = {"es-MX": "es_MX", "es": "es_MX", "fr": "fr_CA", "pt": "pt_BR", "pt-PT": "pt_PT", "ja": "ja_JP"}


@pytest.mark.parametrize(("language", "voice"), VOICES.items())
def test_the_voice_is_of_the_language_and_so_are_its_words(tmp_path: Path, language: str, voice: str) -> None:
    blank = {"es_MX": "espacio", "fr_CA": "espace"}.get(voice, "blank")
    with collection() as anki:
        settings = (f"language: {language}", "speech: true")
        import_into(anki, package_of(tmp_path, KINDS_COURSE, "everything", *settings))
        [first, _] = anki.find_cards("Id:cloze-signs", order=True)
        tags: list[Any] = anki.get_card(first).render_output().question_av_tags
        [tag] = tags
        assert tag.lang == voice
        assert f"[{blank}" in tag.field_text


def test_a_course_that_is_not_read_aloud_has_no_voice(tmp_path: Path) -> None:
    with collection() as anki:
        import_into(anki, package_of(tmp_path, KINDS_COURSE, "everything"))
        for card_id in anki.find_cards(""):
            output = anki.get_card(card_id).render_output()
            assert not output.question_av_tags
            assert not output.answer_av_tags


def test_reading_aloud_changes_no_note(tmp_path: Path) -> None:
    hashes = []
    for name, settings in (("silent", ()), ("spoken", ("speech: true",))):
        package_of(tmp_path / name, KINDS_COURSE, "everything", *settings)
        ledger = read_ledger(tmp_path / name / "content")
        hashes.append(
            {key: entry.facts["hash"] for key, entry in ledger.entries.items() if key[0] in {"item", "dispute"}}
        )
    assert len(hashes[0]) == 15
    assert hashes[0] == hashes[1]
