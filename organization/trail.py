"""The words of what happened to a unit, a site, a group or a person; see core.trail."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.audit import trail
from core.trail import Entry, Field, entries
from organization.queries import names_of

WORDS = {
    "businessunit.created": _("Unit created by %(who)s"),
    "businessunit.changed": _("Unit changed by %(who)s"),
    "businessunit.imported": _("Unit written by an import of %(who)s"),
    "businessunit.moved": _("Moved in the tree by %(who)s"),
    "businessunit.terms": _("Zone, notice or holidays changed by %(who)s"),
    "site.created": _("Site created by %(who)s"),
    "site.changed": _("Site changed by %(who)s"),
    "site.imported": _("Site written by an import of %(who)s"),
    "group.created": _("Group created by %(who)s"),
    "group.changed": _("Group changed by %(who)s"),
    "group.imported": _("Group written by an import of %(who)s"),
    "user.created": _("Person added by %(who)s"),
    "user.changed": _("Changed by %(who)s"),
    "user.imported": _("Written by an import of %(who)s"),
    "user.capacities": _("Capacities set by %(who)s"),
    "user.left": _("Left, said by an import of %(who)s"),
    "grant.given": _("Access profile given by %(who)s"),
    "grant.ended": _("Access profile ended by %(who)s"),
    "token.created": _("API token created by %(who)s"),
    "token.revoked": _("API token revoked by %(who)s"),
    "feed.created": _("Calendar feed created by %(who)s"),
    "feed.revoked": _("Calendar feed revoked by %(who)s"),
}
FIELDS = {
    "code": Field(_("code")),
    "name": Field(_("name")),
    "parent": Field(_("parent unit")),
    "time_zone": Field(_("time zone")),
    "country": Field(_("country")),
    "subdivision": Field(_("subdivision")),
    "notice_days": Field(_("working days of notice")),
    "relay": Field(_("relay")),
    "active": Field(_("active")),
    "due_times": Field(_("notices due again")),
    "place": Field(_("place")),
    "bandwidth": Field(_("bandwidth")),
    "contact": Field(_("person to call")),
    "members": Field(_("members")),
    "ref": Field(_("directory number")),
    "email": Field(_("e-mail address")),
    "username": Field(_("sign-in name")),
    "language": Field(_("language")),
    "unit": Field(_("unit")),
    "further_units": Field(_("further units")),
    "site": Field(_("site")),
    "is_active": Field(_("active")),
    "profile": Field(_("access profile")),
}
MOST = 40


def story(record: models.Model) -> list[Entry]:
    """What happened to it, newest first. Two queries."""
    return entries(trail(record)[:MOST], names=names_of, words=WORDS, fields=FIELDS)
