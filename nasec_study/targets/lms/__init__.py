"""Quizzes for a course's own platform: a package a format, and in files that begin with `_` what formats share."""
