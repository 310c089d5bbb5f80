"""What an author writes, and how it is read: YAML to a tree to a course; the texts of the readings."""
