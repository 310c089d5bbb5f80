"""Brightspace, by D2L: CSV for its Question Library; what it cannot carry is left out and said."""
