"""What may be done in the portal (permissions), and the access profiles that give it. Code, given by data.

A `Grant` says who holds which profile, over which unit. `ProfileBackend` answers Django's own
`user.has_perm(permission, obj)` from them; nothing else asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """Each permission, with the sentence that says what it lets one do (see SENTENCES)."""

    PLAN_INTERVENTIONS = "calendar_ops.plan"
    APPROVE_EMERGENCIES = "calendar_ops.approve"
    RECORD_AGREEMENTS = "calendar_ops.record"
    SIGN_FOR_UNIT = "calendar_ops.sign"
    READ_ALL_INTERVENTIONS = "calendar_ops.read_all"
    EDIT_CATALOGUE = "catalog.edit"
    RECORD_MEASURES = "catalog.measures"
    KEEP_COSTS = "catalog.costs"
    EDIT_BRAND = "organization.brand"
    EDIT_DIRECTORY = "organization.directory"
    READ_DIRECTORY = "organization.read_directory"
    ADMINISTER = "organization.administer"
    DISTRIBUTE_ROLES = "organization.distribute_roles"
    READ_OUTBOX = "outbox.read"
    NAME_APPROVERS = "organization.name_approvers"


SENTENCES: dict[Permission, Promise] = {
    Permission.PLAN_INTERVENTIONS: _("Plan, confirm and run interventions."),
    Permission.APPROVE_EMERGENCIES: _("Approve a major emergency in a red period."),
    Permission.RECORD_AGREEMENTS: _("Record a calendar agreement for both sides."),
    Permission.SIGN_FOR_UNIT: _("Propose and sign the calendar of a unit."),
    Permission.READ_ALL_INTERVENTIONS: _("Read every intervention, drafts included."),
    Permission.EDIT_CATALOGUE: _("Edit the catalogue and who uses what."),
    Permission.RECORD_MEASURES: _("Record what was measured of service levels and requests."),
    Permission.KEEP_COSTS: _("Read and write full costs, what prices are for, and what they recover."),
    Permission.EDIT_BRAND: _("Set the portal's brand and the signature of its mails."),
    Permission.EDIT_DIRECTORY: _("Edit and import units, sites, people and groups."),
    Permission.READ_DIRECTORY: _("Read the directory of people."),
    Permission.ADMINISTER: _("Manage users, access profiles and settings."),
    Permission.DISTRIBUTE_ROLES: _("Hand out the roles of IS marketing."),
    Permission.READ_OUTBOX: _("Read the state of the messages sent and try them again."),
    Permission.NAME_APPROVERS: _("Name who else approves major emergencies."),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """An access profile: what it may do, and whether a grant of it names a unit."""

    code: str
    name: Promise
    description: Promise
    permissions: frozenset[Permission] = frozenset()
    scoped_to_unit: bool = False
    # What one must hold to give it or end it. An administrator cannot give what asks for another permission.
    given_by: Permission = Permission.ADMINISTER


P = Permission
PROFILES: dict[str, Profile] = {
    profile.code: profile
    for profile in [
        Profile(
            "unit-representative",
            _("Unit representative"),
            _("Speaks for a unit: its calendar, its interventions."),
            frozenset({P.SIGN_FOR_UNIT, P.READ_DIRECTORY}),
            scoped_to_unit=True,
        ),
        Profile(
            "account-manager",
            _("Account manager"),
            _("Keeps the relation with a unit."),
            frozenset({P.READ_ALL_INTERVENTIONS, P.READ_DIRECTORY}),
            scoped_to_unit=True,
        ),
        Profile(
            "catalogue-editor",
            _("Catalogue editor"),
            _("Keeps the catalogue and who uses what."),
            frozenset({P.EDIT_CATALOGUE, P.RECORD_MEASURES, P.READ_DIRECTORY}),
        ),
        Profile(
            "cost-keeper",
            _("Keeper of costs"),
            _("Reads and writes what the offerings cost in full, and what their prices recover."),
            frozenset({P.KEEP_COSTS}),
            given_by=P.NAME_APPROVERS,
        ),
        Profile(
            "delivery-manager",
            _("Delivery manager"),
            _("Plans, confirms and runs interventions, records agreements."),
            frozenset(
                {
                    P.PLAN_INTERVENTIONS,
                    P.READ_ALL_INTERVENTIONS,
                    P.RECORD_AGREEMENTS,
                    P.RECORD_MEASURES,
                    P.READ_DIRECTORY,
                }
            ),
        ),
        Profile(
            "marketing-manager",
            _("Marketing manager"),
            _("Chooses and shows the value: positioning, plans, brand."),
            frozenset({P.EDIT_BRAND, P.READ_ALL_INTERVENTIONS, P.DISTRIBUTE_ROLES, P.READ_DIRECTORY}),
        ),
        Profile(
            "communication-manager",
            _("Communication manager"),
            _("Communication, events, signature campaigns."),
            frozenset({P.EDIT_BRAND, P.READ_ALL_INTERVENTIONS}),
        ),
        Profile(
            "quality-manager",
            _("Quality manager"),
            _("Surveys, improvement actions, quality dashboards."),
            frozenset({P.READ_ALL_INTERVENTIONS}),
        ),
        Profile(
            "cio",
            _("CIO"),
            _("Reads everything, approves major emergencies in red, signs calendars for IT."),
            frozenset(
                {
                    P.APPROVE_EMERGENCIES,
                    P.RECORD_AGREEMENTS,
                    P.READ_ALL_INTERVENTIONS,
                    P.READ_DIRECTORY,
                    P.DISTRIBUTE_ROLES,
                    P.READ_OUTBOX,
                    P.NAME_APPROVERS,
                    P.KEEP_COSTS,
                }
            ),
        ),
        Profile(
            "emergency-approver",
            _("Approver of emergencies"),
            _("Named by the CIO to approve major emergencies in red."),
            frozenset({P.APPROVE_EMERGENCIES, P.READ_ALL_INTERVENTIONS}),
            given_by=P.NAME_APPROVERS,
        ),
        Profile(
            "administrator",
            _("Administrator"),
            _("Users, access profiles, directory, settings, outbox."),
            frozenset({P.ADMINISTER, P.EDIT_DIRECTORY, P.READ_DIRECTORY, P.READ_OUTBOX, P.EDIT_BRAND}),
        ),
    ]
}
