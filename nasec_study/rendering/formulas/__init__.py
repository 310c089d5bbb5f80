"""Formulas in TeX: drawn as outlines, in words, in plain text, as MathJax reads them, and what is wrong in them."""
