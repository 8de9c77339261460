"""The description of the API: each operation with the answers that any of them may give."""

from __future__ import annotations

from drf_spectacular.openapi import AutoSchema

ERROR = {
    "type": "object",
    "description": "{“detail”: sentence} or {“field”: [sentences]}",
    "additionalProperties": True,
}
SAID = {
    "400": "What was sent cannot be taken as it is.",
    "401": "Nobody is signed in, or the token is unknown or revoked.",
    "403": "You may see it, not do this.",
    "404": "It does not exist, or you may not know of it.",
    "409": "The state of the records does not allow it.",
}


class PortalSchema(AutoSchema):
    """The description of each operation, with the answers that any of them may give."""

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        writes = self.method in {"POST", "PUT", "PATCH", "DELETE"}
        for code in ["400", "401", "403", "404", *(["409"] if writes else [])]:
            bodies.setdefault(
                code, {"description": SAID[code], "content": {"application/json": {"schema": ERROR}}}
            )
        return bodies
