"""The recorder of scenarios: what becomes a step, what may be ticked, and whole recordings in real windows."""
