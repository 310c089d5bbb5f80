"""Anki: its packages, its text exports, and notes of decks that this program made."""
