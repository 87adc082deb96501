"""The bench: its plan, its numbers, its tables, and the process that measures."""
