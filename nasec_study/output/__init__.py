"""Outputs to build/: whole or not at all, unchanged ones untouched; the only code that writes."""
