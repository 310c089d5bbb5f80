"""genanki's note types, with the time of their last change in place of the time of the build."""

import json
from functools import cached_property, lru_cache
from typing import Any

import genanki

from nasec_study.targets.anki.card_templates import TAG, field_of
from nasec_study.targets.anki.notes import Note


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

    @cached_property
    def _req(self) -> list[Any]:
        """What genanki finds that each front needs. It renders a front once or twice for every field of the type.

        It is asked of the fields that the front names, and of one that stands for all others, and shown only
        the tags of the front: the words between them make no difference. Of a field behind a filter it thinks that
        nothing is shown, and then asks for every field, so that a note gets no card; the filters are left out.
        """
        found = []
        for place, card in enumerate(self.templates):
            tags = "".join(f"{{{{{sign}{field_of(name)}}}}}" for sign, name in TAG.findall(card["qfmt"]))
            others = [number for number, field in enumerate(self.fields) if field["name"] not in tags]
            asked = [number for number in range(len(self.fields)) if number not in others[1:]]
            fields = [self.fields[number] for number in asked]
            [[_, how, answer]] = genanki.Model(fields=fields, templates=[{"qfmt": tags}])._req  # noqa: SLF001 - genanki has no other way
            needed = {asked[number] for number in answer}
            found.append([place, how, sorted(needed.union(others) if needed.intersection(others) else needed)])
        return found

    def to_json(self, timestamp: float, deck_id: int) -> Any:  # noqa: ARG002 - genanki's signature
        """Return genanki's JSON of the type under our own time, with the number of the built-in type that it is."""
        return super().to_json(self.changed, deck_id) | ({"originalStockKind": self.stock} if self.stock else {})

    def card_numbers(self, note: Note) -> list[int]:
        """Return the numbers, from 0, of the cards that a note of this type has: those that genanki makes of it.

        It makes an object for each card, and looks at each note for a coroutine.
        """
        if self.model_type == genanki.Model.CLOZE:
            # A set, whose order is that of genanki's.
            return list({number - 1 for number in note.gaps})
        return [
            number
            for number, how, needed in self._req
            if (any if how == "any" else all)(map(note.fields.__getitem__, needed))
        ]


@lru_cache(maxsize=64)
def stamped_model(design: str, changed: int) -> StampedModel:
    """Return the note type of a design in JSON: one for all packages, since genanki takes long over its cards."""
    return StampedModel(json.loads(design), changed)
