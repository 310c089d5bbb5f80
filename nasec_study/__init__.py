"""Question banks in YAML, checked against their readings, become Anki decks and printable worksheets."""

__version__ = "0.1.0"
