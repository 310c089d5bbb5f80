"""Which letters need no font to be read, and which face has the others."""

import pytest

from nasec_study.rendering.fonts import (
    BASE,
    ORDINARY,
    faces_for,
    is_here,
    lacks_bold,
    language_of_ideographs,
    widths,
)


def test_what_is_ordinary_is_in_the_face_that_stands_in_first() -> None:
    assert not [letter for letter in ORDINARY - {"\t", "\n", "\r"} if letter not in widths("sans-regular")]


@pytest.mark.skipif(not is_here("chinese"), reason="the extra `scripts` is not here")
@pytest.mark.parametrize(
    ("text", "language", "faces"),
    [("fá♯ → sol♭", "pt", {"signs"}), ("海港 ♯", "en", {"signs", "chinese"}), ("海港 →", "zh", {"chinese"})],
)
def test_signs_are_as_wide_as_ideographs_on_pages_of_these_alone(text: str, language: str, faces: set[str]) -> None:
    assert set(faces_for(f"<p>{text}</p>", language)) == {*BASE, *faces}


def test_the_letters_beside_them_tell_whose_ideographs_a_course_has() -> None:
    assert language_of_ideographs(frozenset({"直 is straight", "よみ"})) == "ja"
    assert language_of_ideographs(frozenset({"直", "한"})) == "ko"
    assert language_of_ideographs(frozenset({"直", "Straße"})) == ""


def test_letters_in_faces_without_bold_are_known() -> None:
    assert [text for text in ("word", "Größe → 2", "слово", "強い", "قوي") if lacks_bold(text)] == ["強い", "قوي"]
