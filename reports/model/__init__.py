"""A run as an object: `Run`, `TestResult` and what they hold, and `run.json`, in which they are kept.

Belongs here: every key of `run.json`, read and written in one place. Does not belong here: how a run is told to people.
"""
