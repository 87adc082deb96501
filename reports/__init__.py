"""What a run leaves behind, one writer a format; only the process that the person started writes."""
