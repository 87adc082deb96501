"""Handing over: what is packed, what a stranger's bundle may not do, and what is said of one that is played again."""
