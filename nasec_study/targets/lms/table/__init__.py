"""The bank as a table, to sort, count and mail."""
