"""What terminals say, in both languages."""
