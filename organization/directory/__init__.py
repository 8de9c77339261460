"""The directory import: what is its own of an import (core.tables).

`columns` says what its tables hold, `comparing` makes a plan with row-precise faults (it writes nothing), `writing`
applies a plan without faults. docs/directory-import.md has the columns.
"""
