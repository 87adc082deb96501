"""Scenarios in Russian: what is read as what, what cannot be read, and how they run."""
