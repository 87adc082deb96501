"""One line to do it again: what a run has to write down, and say of each failure, so that it can be repeated."""
