"""What the portal knows of the directory, by code or number, in the words of a file."""

from __future__ import annotations

from typing import Any

from organization.models import BusinessUnit, Group, Site, User

Records = dict[str, dict[str, Any]]


def sites() -> Records:
    return {
        code: {"name": name, "place": place, "bandwidth": bandwidth}
        for code, name, place, bandwidth in Site.objects.values_list("code", "name", "place", "bandwidth")
    }


def units() -> Records:
    fields = ("name", "time_zone", "country", "subdivision", "notice_days", "active")
    return {
        row[0]: {"parent": row[1], **dict(zip(fields, row[2:], strict=True))}
        for row in BusinessUnit.objects.values_list("code", "parent__code", *fields)
    }


def people() -> Records:
    """Two queries, read in batches: there may be hundreds of thousands."""
    rows = User.objects.order_by().values_list(
        "ref", "name", "email", "language", "unit__code", "site__code", "is_active", "username"
    )
    found: Records = {}
    for ref, name, email, language, unit, site, active, username in rows.iterator(chunk_size=5000):
        found[ref] = {
            "name": name,
            "email": email,
            "language": language,
            "unit": unit,
            "site": site,
            "active": active,
            "username": username,
            "further_units": (),
        }
    further: dict[str, list[str]] = {}
    for ref, code in User.further_units.through.objects.values_list("user__ref", "businessunit__code"):
        further.setdefault(ref, []).append(code)
    for ref, codes in further.items():
        found[ref]["further_units"] = tuple(sorted(codes))
    return found


def groups() -> Records:
    members: dict[str, list[str]] = {}
    for code, ref in Group.members.through.objects.values_list("group__code", "user__ref"):
        members.setdefault(code, []).append(ref)
    return {
        code: {"name": name, "contact": contact, "members": tuple(sorted(members.get(code, ())))}
        for code, name, contact in Group.objects.values_list("code", "name", "contact__ref")
    }
