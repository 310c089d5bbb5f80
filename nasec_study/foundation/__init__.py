"""What every other folder stands on: problems and their places, characters, the program's own files."""
