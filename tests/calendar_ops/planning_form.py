"""What people type into the planning form, and what they read of its answers."""

from __future__ import annotations

import re

from calendar_ops.models import Intervention

BLUE = {"start_day": "2026-11-17", "end_day": "2026-11-17"}


def typed(cast, **fields):
    return {
        "title": "Temps et activités : serveurs remplacés",
        "nature": "upgrade",
        "target": "server",
        "work_class": "normal",
        "start_day": "2026-11-10",
        "start_time": "20:00",
        "end_day": "2026-11-10",
        "end_time": "22:00",
        "interruption_minutes": "45",
        "offerings": [str(cast.service.pk)],
        "owner": str(cast.planner.pk),
        "tell_finished": "on",
        **fields,
    }


def text(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def two_editors(planner, client, first: dict, second: dict):
    client.post("/interventions/new/", typed(planner))
    found = Intervention.objects.get()
    address = f"/interventions/{found.reference}/edit/"
    client.post(address, typed(planner, edit=found.edit, **first))
    return address, client.post(address, typed(planner, edit=found.edit, **second))


def hidden(page: str) -> dict:
    values: dict = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page):
        values.setdefault(name, []).append(value.replace("&#x27;", "'"))
    return values
