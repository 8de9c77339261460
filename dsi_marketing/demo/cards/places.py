"""Units that many cards name together."""

from __future__ import annotations

from dsi_marketing.demo.units import TOP_UNITS

ALL = tuple(TOP_UNITS)
OFFICE = (
    *(code for code in TOP_UNITS if code not in {"PROD", "LOG", "MAG"}),
    "PROD-QUA",
    "PROD-ORD",
    "PROD-MNT",
    "LOG-TRA",
    "LOG-APP",
)
"""Those whose people work at a desk."""
