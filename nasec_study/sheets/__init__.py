"""From a blueprint to numbered tasks: which items, in which order, in which form, for whom."""
