"""Tables: which column means what, which option is right, and what a row becomes."""
