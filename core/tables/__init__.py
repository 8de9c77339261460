"""The import of a table: read a file, compare it with what the portal knows, then write the difference.

`reading` turns a file (CSV, XLSX) into tables, `cells` reads one cell, `comparing` makes a `plan` with row-precise
`faults` (it writes nothing). An app says what is its own in an `importer`, and `pages` are its pages.
"""
