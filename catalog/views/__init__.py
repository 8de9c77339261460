"""Pages of the catalogue, one module a subject."""
