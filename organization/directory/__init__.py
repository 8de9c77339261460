"""The directory import: read a file, compare it with what the portal knows, then write the difference.

`reading` turns a file into tables, `comparing` into a plan with row-precise faults (it writes nothing),
`writing` applies a plan without faults in one transaction. docs/directory-import.md has the columns.
"""
