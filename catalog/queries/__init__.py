"""Reads of the catalogue: `doors` first, then one module a page."""
