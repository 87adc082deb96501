"""How the report of a run ends."""
