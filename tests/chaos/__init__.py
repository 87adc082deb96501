"""The harness in trouble: what it says, how it ends, and that it leaves nothing behind. Run by `./e2e chaos` alone."""
