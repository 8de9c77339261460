"""Imports of the catalogue, one module a table; their pages stand in catalog.views.imports."""
