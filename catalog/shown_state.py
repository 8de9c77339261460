"""How a state is shown: an icon and a tone beside its word."""

from __future__ import annotations

from catalog.enums import OfferingState

TONES = {
    OfferingState.LIVE: ("check2", "ok"),
    OfferingState.PILOT: ("binoculars", "ok"),
    OfferingState.RETIRING: ("hourglass-split", "warn"),
    OfferingState.RETIRED: ("archive", "off"),
    OfferingState.IDEA: ("lightbulb", "off"),
    OfferingState.DESIGN: ("pencil", "off"),
}
