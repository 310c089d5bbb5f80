"""Items as text for a terminal."""
