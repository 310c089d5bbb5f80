"""The rules that a course is checked by, a family a file; and how well a bank covers its readings."""
