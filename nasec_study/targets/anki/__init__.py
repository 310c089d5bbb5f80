"""Anki packages: notes, their types and cards, and a running Anki that takes them."""
