"""What GitHub Actions is told: an annotation of each failure, and that nothing a test prints is a command.

Belongs here: GitHub's workflow commands. Does not belong here: the summary of a run, which other systems read too.
"""
