"""A page for whoever answers for a course: what it covers, how it is written, and what changes for students."""
