"""QTI 1.2, as Canvas, Blackboard, Brightspace, ILIAS, OLAT and Sakai write it."""
