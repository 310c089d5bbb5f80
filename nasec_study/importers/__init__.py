"""Banks of other programs as items of ours: a module or package a format; none knows another, and none writes.

What they share is in `shared`. `reading` asks each format whether a file is its own, and the one that says so yields,
question by question, items or why there is none; `merging` sets them beside those that a course has.
"""
