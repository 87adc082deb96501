"""The two pictures that the README shows, and the command that takes them: `python -m reports.example`."""
