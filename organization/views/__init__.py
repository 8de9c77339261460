"""Pages of the organisation: lists, records, access, brand, one's own account."""
