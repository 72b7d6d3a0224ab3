"""Holes that attacks have found, each held shut by the attack itself."""
