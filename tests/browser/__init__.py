"""A real browser reads a real site."""
