"""The organiser's desk: what running a contest needs, for those who organise it."""
