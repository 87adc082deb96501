"""A campaign as small as one can be, of the shared parts alone: how often each of three coins shows heads.

It is what `How to add a campaign` in CONTRIBUTING.md describes, and shows that one folder is enough.
"""
