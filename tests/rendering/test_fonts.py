"""Which letters need no font to be read."""

from nasec_study.rendering.fonts import ORDINARY, widths


def test_what_is_ordinary_is_in_the_face_that_stands_in_first() -> None:
    assert not [letter for letter in ORDINARY - {"\t", "\n", "\r"} if letter not in widths("sans-regular")]
