"""Who gets what from each address: every URL name is classified here, or the run fails.

A rule says, for GET and for POST, which of the cast are let in; the others get `otherwise` (404 for the
outsider of an object, 403 for a reader without the right). Anonymous visitors are sent to sign in, and get
401 from the API. `make` gives the address's arguments from the cast, on objects made for the test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.access_objects import (
    a_category,
    a_cost,
    a_delivery,
    a_document,
    a_draft,
    a_feed,
    a_grant,
    a_group,
    a_level,
    a_milestone,
    a_period,
    a_price,
    a_site,
    a_solution,
    a_suppressed_address,
    a_tariff,
    a_tariff_by_number,
    a_token,
    a_usage,
    a_version,
    an_emergency,
    an_import,
    an_import_of,
    an_intervention,
    an_offering,
    an_open_calendar,
    running_work,
)

EVERYBODY = frozenset(
    {
        "employee", "outsider", "representative", "planner", "cio", "administrator", "marketing", "editor",
        "communication", "quality", "account_manager", "cost_keeper",
    }
)  # fmt: skip
Make = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Rule:
    """`get`/`post`: who is let in (None: the method is not allowed, 405). `public`: no sign-in is asked."""

    get: frozenset[str] | None = EVERYBODY
    post: frozenset[str] | None = None
    otherwise: int = 403
    readers: frozenset[str] = frozenset()  # those who may see the object but not do this: always 403
    make: Make = field(default=lambda cast: {})
    public: bool = False
    api: bool = False


def only(*names: str) -> frozenset[str]:
    return frozenset(names)


READS_ALL = only("planner", "cio", "marketing", "communication", "quality")
TOUCHED = only("employee", "representative", "account_manager")  # by work on Finance
WATCHES_MAIL = only("cio", "administrator")
MENDS_MAIL = only("administrator")
EDITS_DIRECTORY = only("administrator")
SETS_BRAND = only("administrator", "marketing", "communication")
EDITS_CATALOGUE = only("editor")
MEASURES = only("planner", "editor")
GIVES_PROFILES = only("administrator", "cio")
SEES_GROUP = only("employee", "planner", "cio", "administrator", "marketing", "editor")
RECORDS = only("planner", "cio")
READS_DIRECTORY = EVERYBODY - {"employee", "outsider", "communication", "quality", "cost_keeper"}
KEEPS_COSTS = only("cio", "cost_keeper")


SEES_FINANCE = only("employee", "representative", "account_manager") | READS_ALL


def its_keeper_s(kind: str, **methods: Any) -> Rule:
    """An import that one keeper of costs began: the other finds none, the rest is refused."""
    made: Make = lambda cast: an_import_of(cast, kind, "cost_keeper")  # noqa: E731
    return Rule(otherwise=404, readers=EVERYBODY - KEEPS_COSTS, make=made, **methods)


RULES: dict[str, Rule] = {
    "calendar_ops:calendars": Rule(),
    "calendar_ops:calendar": Rule(make=lambda cast: {"code": "FIN"}),
    "calendar_ops:versions": Rule(make=an_open_calendar),
    "calendar_ops:version": Rule(make=a_version),
    "calendar_ops:periods": Rule(make=an_open_calendar),
    "calendar_ops:period-add": Rule(get=RECORDS, post=RECORDS, make=an_open_calendar),
    "calendar_ops:period-replace": Rule(get=RECORDS, post=RECORDS, make=a_period),
    "calendar_ops:period-withdraw": Rule(get=RECORDS, post=RECORDS, make=a_period),
    "calendar_ops:terms": Rule(get=RECORDS, post=RECORDS, make=an_open_calendar),
    "calendar_ops:keep": Rule(get=RECORDS, post=RECORDS, make=lambda cast: {"code": "FIN"}),
    "calendar_ops:follow": Rule(get=RECORDS, post=RECORDS, make=an_open_calendar),
    "home": Rule(),
    "waiting": Rule(),
    "organization:unit-options": Rule(),
    "unit": Rule(make=lambda cast: {"code": "FIN"}),
    "unit-services": Rule(make=lambda cast: {"code": "FIN"}),
    "unit-history": Rule(get=READS_DIRECTORY, make=lambda cast: {"code": "FIN"}),
    "person": Rule(
        get=EVERYBODY - {"outsider", "communication", "quality", "cost_keeper"},
        otherwise=404,
        make=lambda cast: {"ref": cast.employee.ref},
    ),
    "calendar_ops:interventions": Rule(),
    "calendar_ops:intervention": Rule(
        get=only("employee", "representative", "account_manager") | READS_ALL,
        otherwise=404,
        make=an_intervention,
    ),
    "calendar_ops:mine": Rule(),
    "calendar_ops:plan": Rule(get=only("planner"), post=only("planner")),
    "calendar_ops:autosave-new": Rule(get=None, post=only("planner")),
    "calendar_ops:verdict": Rule(get=None, post=only("planner")),
    "calendar_ops:choose": Rule(get=only("planner"), make=lambda cast: {"kind": "offerings"}),
    "calendar_ops:slots": Rule(get=only("planner")),
    "calendar_ops:preview": Rule(get=None, post=only("planner")),
    "calendar_ops:preview-body": Rule(
        get=frozenset(), otherwise=404, make=lambda cast: {"token": "none", "key": "fr"}
    ),
    "calendar_ops:unreachable": Rule(get=None, post=only("planner")),
    "calendar_ops:edit": Rule(
        get=only("planner"), post=only("planner"), otherwise=404, readers=READS_ALL, make=a_draft
    ),
    "calendar_ops:autosave": Rule(
        get=None, post=only("planner"), otherwise=404, readers=READS_ALL, make=a_draft
    ),
    "calendar_ops:mail": Rule(get=READS_ALL, otherwise=404, readers=TOUCHED, make=an_intervention),
    "calendar_ops:mail-body": Rule(
        get=READS_ALL,
        otherwise=404,
        readers=TOUCHED,
        make=lambda cast: an_intervention(cast) | {"key": "fr"},
    ),
    "calendar_ops:unreachable-of": Rule(get=READS_ALL, otherwise=404, readers=TOUCHED, make=an_intervention),
    "calendar_ops:deliveries": Rule(get=READS_ALL, otherwise=404, readers=TOUCHED, make=an_intervention),
    "calendar_ops:alert-close": Rule(
        get=None, post=only("planner"), otherwise=404, readers=READS_ALL | TOUCHED, make=an_intervention
    ),
    "calendar_ops:keep-work": Rule(
        get=only("planner"),
        post=only("planner"),
        otherwise=404,
        readers=READS_ALL | TOUCHED,
        make=an_intervention,
    ),
    "calendar_ops:confirm": Rule(
        get=only("planner"), post=only("planner"), otherwise=404, readers=READS_ALL, make=a_draft
    ),
    "calendar_ops:submit": Rule(
        get=only("planner"), post=only("planner"), otherwise=404, readers=READS_ALL, make=a_draft
    ),
    "calendar_ops:approve": Rule(
        get=only("cio"), post=only("cio"), otherwise=404, readers=READS_ALL, make=an_emergency
    ),
    "calendar_ops:send-back": Rule(
        get=only("planner", "cio"),
        post=only("planner", "cio"),
        otherwise=404,
        readers=READS_ALL,
        make=an_emergency,
    ),
    "calendar_ops:reschedule": Rule(
        get=only("planner"),
        post=only("planner"),
        otherwise=404,
        readers=READS_ALL | TOUCHED,
        make=an_intervention,
    ),
    "calendar_ops:start": Rule(
        get=only("planner"),
        post=only("planner"),
        otherwise=404,
        readers=READS_ALL | TOUCHED,
        make=an_intervention,
    ),
    "calendar_ops:finish": Rule(
        get=only("planner"),
        post=only("planner"),
        otherwise=404,
        readers=READS_ALL | TOUCHED,
        make=running_work,
    ),
    "calendar_ops:cancel": Rule(
        get=only("planner"),
        post=only("planner"),
        otherwise=404,
        readers=READS_ALL | TOUCHED,
        make=an_intervention,
    ),
    "outbox:mailbox": Rule(),
    "outbox:message": Rule(get=only("employee") | WATCHES_MAIL, otherwise=404, make=a_delivery),
    "outbox:body": Rule(get=only("employee") | WATCHES_MAIL, otherwise=404, make=a_delivery),
    "outbox:queue": Rule(get=WATCHES_MAIL),
    "outbox:test": Rule(get=None, post=MENDS_MAIL),
    "outbox:lift": Rule(get=None, post=MENDS_MAIL, make=a_suppressed_address),
    "outbox:retry": Rule(get=None, post=MENDS_MAIL, make=a_delivery),
    "api-schema": Rule(api=True),
    "api-docs": Rule(api=True),
    "api-unit-list": Rule(api=True, post=EDITS_DIRECTORY),
    "api-unit-detail": Rule(api=True, make=lambda cast: {"code": "FIN"}),
    "api-site-list": Rule(api=True, post=EDITS_DIRECTORY),
    "api-site-detail": Rule(api=True, make=a_site),
    "api-group-list": Rule(api=True, post=EDITS_DIRECTORY),
    "api-group-detail": Rule(
        api=True,
        get=only("employee", "planner", "cio", "administrator", "marketing", "editor"),
        otherwise=404,
        make=a_group,
    ),
    "api-person-list": Rule(api=True, post=EDITS_DIRECTORY),
    "api-person-detail": Rule(
        api=True,
        get=EVERYBODY - {"outsider", "communication", "quality", "cost_keeper"},
        otherwise=404,
        make=lambda cast: {"ref": cast.employee.ref},
    ),
    "api-offering-list": Rule(api=True, post=EDITS_CATALOGUE),
    "api-offering-detail": Rule(api=True, make=an_offering),
    "api-offering-publish": Rule(api=True, get=None, post=EDITS_CATALOGUE, make=an_offering),
    "api-offering-retire": Rule(api=True, get=None, post=EDITS_CATALOGUE, make=an_offering),
    "api-usage-list": Rule(api=True, post=EDITS_CATALOGUE),
    "api-measure-list": Rule(api=True, post=MEASURES),
    "api-period-list": Rule(api=True, post=only("planner", "cio", "representative")),
    "api-period-detail": Rule(api=True, make=lambda cast: {"uid": a_period(cast)["uid"]}),
    "api-intervention-list": Rule(api=True, post=only("planner")),
    "api-intervention-detail": Rule(api=True, get=SEES_FINANCE, otherwise=404, make=an_intervention),
    "api-intervention-notices": Rule(
        api=True, get=READS_ALL, otherwise=404, readers=SEES_FINANCE - READS_ALL, make=an_intervention
    ),
    "api-intervention-check": Rule(api=True, get=None, post=only("planner")),
    "api-intervention-slots": Rule(api=True, get=None, post=only("planner")),
    "api-intervention-audience": Rule(api=True, get=None, post=only("planner")),
    "api-unit-timeline": Rule(api=True, get=frozenset(), otherwise=400, make=lambda cast: {"code": "FIN"}),
    "api-unit-balance": Rule(api=True, get=frozenset(), otherwise=400, make=lambda cast: {"code": "FIN"}),
    "api-balance": Rule(api=True, get=frozenset(), otherwise=400),  # the time asked about lacks
    "api-intervention-external": Rule(api=True, get=None, make=lambda cast: {"external_id": "CHG-1"}),
    "api-intervention-confirm": Rule(api=True, get=None, post=only("planner"), make=a_draft),
    "api-intervention-submit": Rule(api=True, get=None, post=only("planner"), make=a_draft),
    "api-intervention-approve": Rule(api=True, get=None, post=only("cio"), make=an_emergency),
    "api-intervention-send-back": Rule(api=True, get=None, post=only("planner", "cio"), make=an_emergency),
    "api-intervention-reschedule": Rule(api=True, get=None, post=only("planner"), make=an_intervention),
    "api-intervention-start": Rule(api=True, get=None, post=only("planner"), make=an_intervention),
    "api-intervention-finish": Rule(api=True, get=None, post=only("planner"), make=running_work),
    "api-intervention-cancel": Rule(api=True, get=None, post=only("planner"), make=an_intervention),
    "calendar_ops:subscribe": Rule(post=EVERYBODY),
    "calendar_ops:feed-revoke": Rule(get=None, post=only("employee"), otherwise=404, make=a_feed),
    "calendar_ops:feed": Rule(
        public=True, get=frozenset(), otherwise=404, make=lambda cast: {"token": "none"}
    ),
    "calendar_ops:event-feed": Rule(
        public=True, get=frozenset(), otherwise=404, make=lambda cast: {"token": "none"}
    ),
    "catalog:levels": Rule(),
    "catalog:levels-table": Rule(),
    "catalog:measures": Rule(get=MEASURES, post=MEASURES),
    "catalog:measures-upload": Rule(get=MEASURES, post=MEASURES),
    "catalog:measures-template": Rule(get=MEASURES, make=lambda cast: {"kind": "csv"}),
    "catalog:measures-held": Rule(get=MEASURES, make=lambda cast: {"kind": "csv"}),
    "catalog:measures-import": Rule(
        get=only("editor"),
        otherwise=404,
        readers=EVERYBODY - MEASURES,
        make=lambda cast: an_import_of(cast, "import_measures"),
    ),
    "catalog:measures-apply": Rule(
        get=None,
        post=only("editor"),
        otherwise=404,
        readers=EVERYBODY - MEASURES,
        make=lambda cast: an_import_of(cast, "import_measures"),
    ),
    "catalog:measures-faults": Rule(
        get=only("editor"),
        otherwise=404,
        readers=EVERYBODY - MEASURES,
        make=lambda cast: an_import_of(cast, "import_measures"),
    ),
    "catalog:offering-levels": Rule(make=an_offering),
    "catalog:level-new": Rule(get=EDITS_CATALOGUE, post=EDITS_CATALOGUE, make=an_offering),
    "catalog:level": Rule(get=EDITS_CATALOGUE, post=EDITS_CATALOGUE, make=a_level),
    "catalog:level-remove": Rule(get=None, post=EDITS_CATALOGUE, make=a_level),
    "catalog:window": Rule(),
    "catalog:compare": Rule(),
    "catalog:exchange": Rule(get=only("editor", "planner", "cio", "cost_keeper")),
    "catalog:mix": Rule(get=only("editor", "planner")),
    "catalog:categories": Rule(get=only("editor")),
    "catalog:category-new": Rule(get=only("editor"), post=only("editor")),
    "catalog:category-edit": Rule(get=only("editor"), post=only("editor"), make=a_category),
    "catalog:category-move": Rule(get=None, post=only("editor"), make=a_category),
    "catalog:category-delete": Rule(get=None, post=only("editor"), make=a_category),
    "catalog:offerings": Rule(),
    "catalog:offering-new": Rule(get=only("editor"), post=only("editor")),
    "catalog:offering-options": Rule(),
    "catalog:offering-edit": Rule(get=only("editor"), post=only("editor"), make=an_offering),
    "catalog:offerings-upload": Rule(get=only("editor"), post=only("editor")),
    "catalog:offerings-template": Rule(get=only("editor"), make=lambda cast: {"kind": "csv"}),
    "catalog:offerings-held": Rule(get=only("editor"), make=lambda cast: {"kind": "csv"}),
    "catalog:offerings-import": Rule(
        get=only("editor"), make=lambda cast: an_import_of(cast, "import_offerings")
    ),
    "catalog:offerings-apply": Rule(
        get=None, post=only("editor"), make=lambda cast: an_import_of(cast, "import_offerings")
    ),
    "catalog:offerings-faults": Rule(
        get=only("editor"), make=lambda cast: an_import_of(cast, "import_offerings")
    ),
    "catalog:sections-upload": Rule(get=only("editor"), post=only("editor")),
    "catalog:sections-template": Rule(get=only("editor"), make=lambda cast: {"kind": "csv"}),
    "catalog:sections-held": Rule(get=only("editor"), make=lambda cast: {"kind": "csv"}),
    "catalog:sections-import": Rule(
        get=only("editor"), make=lambda cast: an_import_of(cast, "import_sections")
    ),
    "catalog:sections-apply": Rule(
        get=None, post=only("editor"), make=lambda cast: an_import_of(cast, "import_sections")
    ),
    "catalog:sections-faults": Rule(
        get=only("editor"), make=lambda cast: an_import_of(cast, "import_sections")
    ),
    "catalog:usages-upload": Rule(get=only("editor"), post=only("editor")),
    "catalog:usages-template": Rule(get=only("editor"), make=lambda cast: {"kind": "csv"}),
    "catalog:usages-held": Rule(get=only("editor"), make=lambda cast: {"kind": "csv"}),
    "catalog:usages-import": Rule(get=only("editor"), make=lambda cast: an_import_of(cast, "import_usages")),
    "catalog:usages-apply": Rule(
        get=None, post=only("editor"), make=lambda cast: an_import_of(cast, "import_usages")
    ),
    "catalog:usages-faults": Rule(get=only("editor"), make=lambda cast: an_import_of(cast, "import_usages")),
    "catalog:autosave": Rule(get=None, post=only("editor"), make=an_offering),
    "catalog:drop-copy": Rule(get=None, post=only("editor"), make=an_offering),
    "catalog:preview": Rule(get=only("editor"), make=an_offering),
    "catalog:publish": Rule(get=None, post=only("editor"), make=an_offering),
    "catalog:retire": Rule(get=only("editor"), post=only("editor"), make=an_offering),
    "catalog:take-up": Rule(get=None, post=only("editor"), make=an_offering),
    "catalog:configuration": Rule(get=only("editor", "planner"), make=an_offering),
    "catalog:configuration-pdf": Rule(get=only("editor", "planner"), make=an_offering),
    "catalog:documents": Rule(get=only("editor"), post=only("editor"), make=an_offering),
    "catalog:document": Rule(make=a_document),
    "catalog:document-remove": Rule(get=None, post=only("editor"), make=a_document),
    "catalog:versions": Rule(get=only("editor", "planner"), make=an_offering),
    "catalog:prices": Rule(make=a_tariff),
    "catalog:tariff-new": Rule(get=EDITS_CATALOGUE, post=EDITS_CATALOGUE, make=an_offering),
    "catalog:tariff-edit": Rule(get=EDITS_CATALOGUE, post=EDITS_CATALOGUE, make=a_tariff_by_number),
    "catalog:tariff-end": Rule(get=EDITS_CATALOGUE, post=EDITS_CATALOGUE, make=a_tariff_by_number),
    "catalog:tariff-main": Rule(get=None, post=EDITS_CATALOGUE, make=a_tariff_by_number),
    "catalog:price-new": Rule(get=EDITS_CATALOGUE, post=EDITS_CATALOGUE, make=a_tariff_by_number),
    "catalog:price-remove": Rule(get=None, post=EDITS_CATALOGUE, make=a_price),
    "catalog:milestone-new": Rule(get=EDITS_CATALOGUE, post=EDITS_CATALOGUE, make=a_tariff_by_number),
    "catalog:milestone-edit": Rule(get=EDITS_CATALOGUE, post=EDITS_CATALOGUE, make=a_milestone),
    "catalog:milestone-remove": Rule(get=None, post=EDITS_CATALOGUE, make=a_milestone),
    "catalog:price-list": Rule(),
    "catalog:prices-upload": Rule(get=EDITS_CATALOGUE, post=EDITS_CATALOGUE),
    "catalog:prices-template": Rule(get=EDITS_CATALOGUE, make=lambda cast: {"kind": "csv"}),
    "catalog:prices-held": Rule(get=EDITS_CATALOGUE, make=lambda cast: {"kind": "csv"}),
    "catalog:prices-import": Rule(get=EDITS_CATALOGUE, make=lambda cast: an_import_of(cast, "import_prices")),
    "catalog:prices-apply": Rule(
        get=None, post=EDITS_CATALOGUE, make=lambda cast: an_import_of(cast, "import_prices")
    ),
    "catalog:prices-faults": Rule(get=EDITS_CATALOGUE, make=lambda cast: an_import_of(cast, "import_prices")),
    "catalog:costs-upload": Rule(get=KEEPS_COSTS, post=KEEPS_COSTS),
    "catalog:costs-template": Rule(get=KEEPS_COSTS, make=lambda cast: {"kind": "csv"}),
    "catalog:costs-held": Rule(get=KEEPS_COSTS, make=lambda cast: {"kind": "csv"}),
    "catalog:costs-import": its_keeper_s("import_costs", get=only("cost_keeper")),
    "catalog:costs-apply": its_keeper_s("import_costs", get=None, post=only("cost_keeper")),
    "catalog:costs-faults": its_keeper_s("import_costs", get=only("cost_keeper")),
    "catalog:costs": Rule(get=KEEPS_COSTS, make=an_offering),
    "catalog:cost-month": Rule(get=KEEPS_COSTS, post=KEEPS_COSTS, make=a_cost),
    "catalog:cost-remove": Rule(get=None, post=KEEPS_COSTS, make=a_cost),
    "catalog:cost-objective": Rule(get=KEEPS_COSTS, post=KEEPS_COSTS, make=an_offering),
    "catalog:cost-list": Rule(get=KEEPS_COSTS),
    "catalog:assembly": Rule(make=a_solution),
    "catalog:assembly-edit": Rule(get=only("editor"), post=only("editor"), make=a_solution),
    "catalog:solution-copy": Rule(get=only("editor"), post=only("editor"), make=a_solution),
    "catalog:component-replace": Rule(get=None, post=only("editor"), make=a_solution),
    "catalog:usage-new": Rule(get=only("editor"), post=only("editor"), make=an_offering),
    "catalog:usage": Rule(get=only("editor"), post=only("editor"), make=a_usage),
    "catalog:usage-end": Rule(get=None, post=only("editor"), make=a_usage),
    "offering_card": Rule(make=an_offering),
    "organization:account": Rule(post=EVERYBODY),
    "organization:logo": Rule(get=frozenset(), otherwise=404, public=True),  # no logo is set
    "organization:brand": Rule(get=SETS_BRAND, post=SETS_BRAND),
    "organization:units": Rule(get=READS_DIRECTORY),
    "organization:people": Rule(get=READS_DIRECTORY),
    "organization:person-new": Rule(get=EDITS_DIRECTORY, post=EDITS_DIRECTORY),
    "organization:person-edit": Rule(
        get=EDITS_DIRECTORY,
        post=EDITS_DIRECTORY,
        otherwise=404,
        readers=READS_DIRECTORY | only("employee"),
        make=lambda cast: {"ref": cast.employee.ref},
    ),
    "organization:sites": Rule(get=READS_DIRECTORY),
    "organization:site": Rule(make=a_site),
    "organization:site-new": Rule(get=EDITS_DIRECTORY, post=EDITS_DIRECTORY),
    "organization:site-edit": Rule(get=EDITS_DIRECTORY, post=EDITS_DIRECTORY, make=a_site),
    "organization:groups": Rule(get=READS_DIRECTORY),
    "organization:group": Rule(get=SEES_GROUP, otherwise=404, make=a_group),
    "organization:group-new": Rule(get=EDITS_DIRECTORY, post=EDITS_DIRECTORY),
    "organization:group-edit": Rule(
        get=EDITS_DIRECTORY, post=EDITS_DIRECTORY, otherwise=404, readers=SEES_GROUP, make=a_group
    ),
    "organization:grants": Rule(get=GIVES_PROFILES),
    "organization:grant-new": Rule(get=GIVES_PROFILES, post=GIVES_PROFILES),
    "organization:grant-end": Rule(
        get=only("administrator", "editor"),
        post=only("administrator", "editor"),
        otherwise=404,
        readers=only("cio"),
        make=a_grant,
    ),
    "organization:tokens": Rule(post=EVERYBODY),
    "organization:token-revoke": Rule(
        get=None, post=only("employee", "administrator"), otherwise=404, make=a_token
    ),
    "unit-new": Rule(get=EDITS_DIRECTORY, post=EDITS_DIRECTORY),
    "unit-edit": Rule(get=EDITS_DIRECTORY, post=EDITS_DIRECTORY, make=lambda cast: {"code": "FIN"}),
    "directory-upload": Rule(get=EDITS_DIRECTORY, post=EDITS_DIRECTORY),
    "directory-import": Rule(get=EDITS_DIRECTORY, make=an_import),
    "directory-apply": Rule(get=None, post=EDITS_DIRECTORY, make=an_import),
    "directory-faults": Rule(get=EDITS_DIRECTORY, make=an_import),
    "directory-held": Rule(get=EDITS_DIRECTORY, make=lambda cast: {"kind": "csv"}),
    "directory-template": Rule(get=EDITS_DIRECTORY, make=lambda cast: {"kind": "csv"}),
    "core:language": Rule(get=None, post=EVERYBODY, public=True),
    "core:jobs": Rule(),
    "core:job": Rule(get=only("administrator"), otherwise=404, make=an_import),
    "brand-css": Rule(public=True, make=lambda cast: {"version": 1}),
    "accessibility": Rule(public=True),
    "core:theme": Rule(get=None, post=EVERYBODY, public=True),
    "health-live": Rule(public=True),
    "health-ready": Rule(public=True),
}
"""URL name (with its namespace) → rule."""

LIBRARY = frozenset(
    {
        "account_login", "account_logout", "account_signup", "account_reauthenticate", "account_inactive",
        "account_change_password", "account_set_password", "account_email", "account_email_verification_sent",
        "account_confirm_email", "account_confirm_login_code", "account_reset_password",
        "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
        "account_request_login_code",
    }
)  # fmt: skip
"""Addresses of the sign-in library, tested by tests/organization/test_sign_in.py."""
