"""Documents: what they name is there, and what is there is named."""
