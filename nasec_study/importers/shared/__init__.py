"""What the readers of foreign formats share: files, texts, and what a question becomes here."""
