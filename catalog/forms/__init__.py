"""Forms of the catalogue. Each declares its fields; saving goes through the actions."""
