"""Blackboard: lines of text to upload; what they cannot carry is left out and said."""
