"""The API that gathers several apps."""
