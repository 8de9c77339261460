"""Figures as people read them: rounded, never cut."""

from __future__ import annotations

import pytest
from django.utils import translation

from core.templatetags.portal import percent, signed


@pytest.mark.parametrize(
    ("value", "said"), [(65.2625, "65.3%"), (8.493, "8.5%"), (26.244, "26.2%"), (0.0, "0%"), (99.96, "100%")]
)
def test_shares_are_rounded(value, said):
    with translation.override("en"):
        assert percent(value) == said


def test_gaps_are_rounded():
    with translation.override("en"):
        assert signed(-191.96) == "−\u00a0192"
