"""Worksheets as documents of Word, to edit by hand: the pages that worksheets show, as headings, lists and tables."""
