"""QTI 2.1 and QTI 3.0: one writer, two dialects."""
