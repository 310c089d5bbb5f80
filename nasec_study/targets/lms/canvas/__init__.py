"""QTI 1.2 as both engines of Canvas read it, Classic Quizzes and New Quizzes."""
