"""GIFT, a text format for small banks; what it cannot carry is left out and said."""
