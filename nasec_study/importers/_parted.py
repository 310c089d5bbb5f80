"""Cells of a table that hold several texts, with bars between them, and texts in two, with an arrow between."""

_BETWEEN = " | "
_ARROW = " → "


def split_at_bars(cell: str) -> list[str]:
    """Return the texts of a cell that stand between bars; a bar in brackets, as in P(A | B), parts none."""
    parts, depth = list[str](), 0
    for part in cell.split(_BETWEEN):
        if depth > 0:
            parts[-1] += f"{_BETWEEN}{part}"
        else:
            parts.append(part)
            depth = 0
        depth += sum((sign in "([{") - (sign in ")]}") for sign in part)
    return [part for part in (cell.split(_BETWEEN) if depth > 0 else parts) if part]


def split_at_arrows(text: str) -> list[tuple[str, str]]:
    """Return a text in two at each of its arrows; behind its end, where it has none."""
    parts = text.split(_ARROW)
    places = range(1, max(2, len(parts)))
    return [(_ARROW.join(parts[:place]), _ARROW.join(parts[place:])) for place in places]
