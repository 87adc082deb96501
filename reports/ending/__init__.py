"""The end of a report.

Belongs here: what becomes of a run whose report can or cannot be written. Does not belong here: what stands in it.
"""
