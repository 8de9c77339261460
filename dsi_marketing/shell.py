"""What every page shows around its content: brand, menu, banner."""

from __future__ import annotations


def shell(request) -> dict:
    return {}
