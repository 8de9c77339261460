"""What messages say about an intervention, as one short hash: equal hashes need no new message."""

from __future__ import annotations

import hashlib
import json

from calendar_ops.enums import State
from calendar_ops.models import Intervention

SAID = (
    "title",
    "title_en",
    "impact",
    "impact_en",
    "precautions",
    "precautions_en",
    "nature",
    "interruption_minutes",
)
OVER = frozenset({State.CANCELLED, State.FINISHED, State.FAILED})


def fingerprint(intervention: Intervention) -> str:
    """32 hexadecimal digits of all that a message states: words, slot (UTC), interruption, and how it ended."""
    facts = [getattr(intervention, name) for name in SAID]
    facts += [intervention.start.isoformat(), intervention.end.isoformat(), intervention.time_zone]
    facts.append(intervention.state if intervention.state in OVER else "to come")
    return hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()[:32]
