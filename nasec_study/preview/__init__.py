"""A page to write by: an item as students will meet it, with its findings, anew at each save."""
