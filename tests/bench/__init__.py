"""Measures the press against what else a user could pick: `make bench`."""
