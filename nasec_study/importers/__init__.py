"""Banks of other programs as items of ours: a file a format; none knows another, and none writes."""
