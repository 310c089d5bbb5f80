"""What tags of a bank say of an item."""

from nasec_study.importers._own import told_by_tags


def test_tags_say_kind_level_importance_and_difficulty_and_the_rest_stay_tags() -> None:
    tags = ["kind:multi", "level:apply", "importance:core", "difficulty:hard", "reading:r", "topic:Old Oaks", "x:y"]
    assert told_by_tags(tags) == (
        "multi",
        {"level": "apply", "importance": "core", "difficulty": "hard", "tags": ["old-oaks", "x-y"]},
    )


def test_what_a_tag_says_that_is_so_anyway_is_not_written() -> None:
    assert told_by_tags(["question", "remember", "importance:expected", "reading:r"]) == (
        "question",
        {"level": "remember"},
    )
