"""GIFT, Moodle's plain text."""
