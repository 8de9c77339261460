"""What the worker must know of the portal: the functions of its jobs."""

from dsi_marketing import directory_import  # noqa: F401  registers the import's job
