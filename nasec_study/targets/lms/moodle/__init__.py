"""Moodle XML: question banks by deck, pictures inside, as the importer of Moodle 4.4 and later reads them."""
