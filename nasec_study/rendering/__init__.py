"""Text and pictures to markup, with the words and numbers of the language of the page."""
