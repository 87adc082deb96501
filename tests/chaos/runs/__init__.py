"""Tests that are run by the tests of trouble, while something is taken away from them."""
