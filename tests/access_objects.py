"""The objects that addresses of the access matrix stand for: each maker gives the address's arguments."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile

from calendar_ops import ledger
from calendar_ops.models import Calendar, FeedToken, Intervention, Reach
from catalog.actions import attach_document
from catalog.models import Category, Usage
from core.attachments import accept
from core.models import Job
from organization.models import Grant
from organization.tokens import create_token
from outbox.models import Content, Delivery, SuppressedAddress
from tests import factories
from tests.catalog import level_makers


def an_intervention(cast) -> dict[str, Any]:
    """Confirmed work that touches Finance."""
    start = factories.paris(16, 20)
    made = Intervention.objects.create(
        reference="INT-2026-0001", title="Travaux", start=start, end=start + timedelta(hours=1),
        interruption_minutes=10, owner=cast.planner, planner=cast.planner, state="confirmed", version=1,
    )  # fmt: skip
    Reach.objects.create(intervention=made, unit=cast.finance, due_at=start - timedelta(days=4))
    return {"reference": made.reference}


def in_state(cast, **fields) -> dict[str, Any]:
    found = an_intervention(cast)
    Intervention.objects.update(**fields)
    return found


def a_draft(cast) -> dict[str, Any]:
    return in_state(cast, state="draft", version=0)


def an_emergency(cast) -> dict[str, Any]:
    """It waits for approval."""
    return in_state(cast, state="awaiting", version=0, work_class="emergency")


def running_work(cast) -> dict[str, Any]:
    return in_state(cast, state="running")


def a_delivery(cast) -> dict[str, Any]:
    """A mail to the employee."""
    content = Content.objects.create(
        key="k", subject="Préavis", text="Bonjour", html="<p>Bonjour</p>", language="fr"
    )
    made = Delivery.objects.create(
        content=content, address=cast.employee.email, person=cast.employee, dedupe_key="d",
        not_after=factories.paris(30), state="sent", sent_at=factories.paris(2), closed_at=factories.paris(2),
    )  # fmt: skip
    return {"number": made.pk}


def a_suppressed_address(cast) -> dict[str, Any]:
    return {"number": SuppressedAddress.objects.create(address="a@example.org", reason="550").pk}


def a_site(cast) -> dict[str, Any]:
    return {"code": factories.site("NANTES").code}


def an_offering(cast) -> dict[str, Any]:
    return {"reference": factories.offering().reference}


def a_level(cast) -> dict[str, Any]:
    level = level_makers.level(factories.offering("SRV-901"))
    return {"reference": "SRV-901", "number": level.pk}


def a_solution(cast) -> dict[str, Any]:
    return {"reference": factories.offering("SOL-901", kind="solution").reference}


def a_group(cast) -> dict[str, Any]:
    return {"code": factories.group("CODIR", members=[cast.employee]).code}


def an_open_calendar(cast) -> dict[str, Any]:
    Calendar.objects.create(unit=cast.finance, version=1)
    return {"code": "FIN"}


def a_version(cast) -> dict[str, Any]:
    ledger.open_calendar(unit=cast.finance, draft=ledger.Draft(), by=None, now=factories.paris(4))
    return {"code": "FIN", "number": 1}


def a_period(cast) -> dict[str, Any]:
    red = ledger.NewPeriod(colour="red", first_day=date(2026, 11, 12), end_day=date(2026, 11, 13))
    done = ledger.open_calendar(
        unit=cast.finance, draft=ledger.Draft(added=[red]), by=None, now=factories.paris(4)
    )
    return {"code": "FIN", "uid": done.added[0].uid}


def a_tariff(cast) -> dict[str, Any]:
    return {"reference": factories.tariff().offering.reference}


def a_tariff_by_number(cast) -> dict[str, Any]:
    made = factories.tariff()
    return {"reference": made.offering.reference, "number": made.pk}


def a_price(cast) -> dict[str, Any]:
    """One that is announced."""
    made = factories.tariff(amounts={date(2100, 1, 1): "5"})
    return {"reference": made.offering.reference, "number": made.pk, "price": made.prices.get().pk}


def a_milestone(cast) -> dict[str, Any]:
    made = factories.tariff(mode="project", amounts={})
    due = made.milestones.create(label="Lot 1", due=date(2026, 11, 16), amount=1200)
    return {"reference": made.offering.reference, "number": made.pk, "milestone": due.pk}


def a_cost(cast) -> dict[str, Any]:
    offering = factories.offering()
    offering.cost_months.create(month=date(2026, 10, 1), full_cost=1000)
    return {"reference": offering.reference, "month": "2026-10"}


def a_category(cast) -> dict[str, Any]:
    return {"code": Category.objects.create(code="gerer", name="Gérer").code}


def a_usage(cast) -> dict[str, Any]:
    offering = factories.offering("SRV-901")
    return {"reference": "SRV-901", "number": Usage.objects.create(offering=offering, unit=cast.finance).pk}


def a_grant(cast) -> dict[str, Any]:
    return {"number": Grant.objects.get(person=cast.editor).pk}


def a_token(cast) -> dict[str, Any]:
    return {"number": create_token(person=cast.employee, label="test")[0].pk}


def a_feed(cast) -> dict[str, Any]:
    return {"uid": FeedToken.objects.create(kind="mine", person=cast.employee).uid}


def an_import(cast) -> dict[str, Any]:
    return {
        "uid": Job.objects.create(
            kind="import_directory",
            owner=cast.administrator,
            file=ContentFile(b"ref,name\n", name="people.csv"),
        ).uid
    }


def an_import_of(cast, kind: str, who: str = "editor") -> dict[str, Any]:
    """An import of the catalogue, which its editor began unless somebody else is said."""
    file = ContentFile(b"a,b\n", name="file.csv")
    return {"uid": Job.objects.create(kind=kind, owner=getattr(cast, who), file=file).uid}


def a_document(cast) -> dict[str, Any]:
    """A file that goes with a published offering."""
    sent = ContentFile(b"Bonjour", name="guide.txt")
    offering = factories.offering("SRV-902")
    made = attach_document(offering=offering, accepted=accept(sent), by=cast.editor, now=factories.paris(4))
    return {"reference": "SRV-902", "uid": made.uid}
