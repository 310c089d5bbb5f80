"""The words by which a fault in what an author wrote is told: what is wrong with it, and what would be right."""
