"""Tags of the catalogue: its pictures."""
