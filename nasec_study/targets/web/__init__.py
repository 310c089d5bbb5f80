"""A page to practise on, for each deck and for the whole course."""
