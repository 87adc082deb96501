"""Tests that are run by tests: pytest collects them only when they are named. Each goes wrong in a way of its own."""
