"""Long work in the worker: the row is the work, the task is a nudge."""
