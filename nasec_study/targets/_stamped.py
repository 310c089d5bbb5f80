"""genanki's notes and note types, with the time of their last change in place of the time of the build."""

from typing import Any

import genanki

from nasec_study.targets._notes import Note


class StampedModel(genanki.Model):  # type: ignore[misc]  # genanki has no types
    """A note type that says when its design last changed (seconds since 1970)."""

    def __init__(self, design: dict[str, Any], changed: int) -> None:
        super().__init__(
            design["id"],
            design["name"],
            fields=[dict(field) for field in design["fields"]],
            templates=[dict(card) for card in design["cards"]],
            css=design["css"],
            model_type=genanki.Model.CLOZE if design["cloze"] else genanki.Model.FRONT_BACK,
        )
        self.changed = changed
        self.stock = design["stock"]

    def to_json(self, timestamp: float, deck_id: int) -> Any:  # noqa: ARG002 - genanki's signature
        """Return genanki's JSON of the type under our own time, with the number of the built-in type that it is."""
        return super().to_json(self.changed, deck_id) | ({"originalStockKind": self.stock} if self.stock else {})


class StampedNote(genanki.Note):  # type: ignore[misc]  # genanki has no types
    """A note that says when its content last changed (seconds since 1970)."""

    def __init__(self, model: StampedModel, note: Note, due: int, changed: int) -> None:
        super().__init__(model, list(note.fields), tags=list(note.tags), guid=note.guid, due=due)
        self.changed = changed

    def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, id_gen: Any) -> None:  # noqa: ARG002
        """Write the note and its cards under our own time."""
        super().write_to_db(cursor, self.changed, deck_id, id_gen)
