"""Printed pages: worksheets and handouts, and what all pages share."""
