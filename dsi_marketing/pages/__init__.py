"""Pages that gather several apps: one module a page."""
