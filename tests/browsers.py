"""The browser of this machine that the tests and the screenshots open pages in."""

from __future__ import annotations

import os
import shutil

# The shell has no window to draw, which makes it quicker; it is the same engine.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The path of CHROMIUM, else of the first that is installed; None when there is none."""
    named = (os.environ.get("CHROMIUM", ""), *NAMES)
    return next((found for name in named if name and (found := shutil.which(name))), None)
