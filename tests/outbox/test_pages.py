"""Who reads which message, and what the administrator may do."""

from __future__ import annotations

import pytest
from django.core.mail import send_mail
from django.urls import reverse

from core.models import AuditEvent
from outbox.actions import Draft, deliver, enqueue, put_content
from outbox.backend import OutboxBackend
from outbox.models import Delivery, SuppressedAddress

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(cast, now):
    from datetime import timedelta

    content = put_content(
        key="p",
        subject="Coupure du portail",
        text="Bonjour",
        html="<p style='color:red'>Bonjour</p>",
        language="fr",
        now=now,
    )
    enqueue(
        [
            Draft(
                content_id=content.pk,
                address=cast.employee.email,
                person_id=cast.employee.pk,
                dedupe_key="p",
                not_after=now + timedelta(1),
            )
        ],
        now=now,
    )
    deliver(now=now)
    return Delivery.objects.get()


def test_its_recipient_reads_it_and_an_outsider_finds_nothing(mail, cast, sign_in):
    page = reverse("outbox:message", args=[mail.pk])
    client = sign_in(cast.employee)
    assert "Coupure du portail" in client.get(reverse("outbox:mailbox")).content.decode()
    assert "Message-ID: &lt;" in client.get(page).content.decode()
    client = sign_in(cast.outsider)
    assert "Coupure du portail" not in client.get(reverse("outbox:mailbox")).content.decode()
    assert client.get(page).status_code == 404
    assert client.get(reverse("outbox:body", args=[mail.pk])).status_code == 404


def test_with_a_real_server_only_the_holders_of_the_right_read_it(mail, cast, sign_in, settings):
    settings.OUTBOX_TRANSPORT = {**settings.OUTBOX_TRANSPORT, "transport": "smtp"}
    page = reverse("outbox:message", args=[mail.pk])
    assert sign_in(cast.employee).get(page).status_code == 404
    assert sign_in(cast.administrator).get(page).status_code == 200


def test_the_frame_runs_no_script_and_fetches_nothing(mail, cast, sign_in):
    answer = sign_in(cast.employee).get(reverse("outbox:body", args=[mail.pk]))
    policy = answer["Content-Security-Policy"]
    assert "script-src 'none'" in policy and "default-src 'none'" in policy and "sandbox" in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_a_password_link_is_read_by_its_recipient_only(cast, sign_in, now):
    send_mail("Mot de passe", "https://secret-link", None, [cast.employee.email], connection=OutboxBackend())
    deliver()
    one = Delivery.objects.get()
    assert one.state == "sent"
    page, body = reverse("outbox:message", args=[one.pk]), reverse("outbox:body", args=[one.pk])
    assert "secret-link" in sign_in(cast.employee).get(page).content.decode()
    assert "secret-link" not in sign_in(cast.administrator).get(page).content.decode()
    assert sign_in(cast.administrator).get(body).status_code == 403


@pytest.mark.parametrize("who", ["employee", "planner", "representative"])
def test_the_queue_is_refused_to(who, cast, sign_in):
    assert sign_in(getattr(cast, who)).get(reverse("outbox:queue")).status_code == 403


def test_the_cio_reads_the_queue_but_changes_nothing(mail, cast, sign_in):
    client = sign_in(cast.cio)
    page = client.get(reverse("outbox:queue")).content.decode()
    assert reverse("outbox:test") not in page
    assert client.post(reverse("outbox:test")).status_code == 403
    assert client.post(reverse("outbox:retry", args=[mail.pk])).status_code == 403


def test_the_administrator_sends_a_test_and_lifts_an_address(cast, sign_in):
    client = sign_in(cast.administrator)
    assert client.post(reverse("outbox:test")).status_code == 302
    assert Delivery.objects.get().address == cast.administrator.email
    gone = SuppressedAddress.objects.create(address="gone@example.org", reason="550 no")
    assert "gone@<wbr>example.<wbr>org" in client.get(reverse("outbox:queue")).content.decode()
    client.post(reverse("outbox:lift", args=[gone.pk]))
    assert not SuppressedAddress.objects.exists()
    assert set(AuditEvent.objects.values_list("kind", flat=True)) == {
        "outbox.tested",
        "outbox.suppression_lifted",
    }


@pytest.mark.parametrize("page", ["outbox:queue", "outbox:mailbox"])
def test_a_page_costs_the_same_queries_at_any_volume(page, cast, sign_in, post, now):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(cast.administrator)
    seen = set()
    for many in (1, 3, 100):
        post(*[f"m{many}-{n}@example.org" for n in range(many)], text=str(many))
        deliver(now=now)
        with CaptureQueriesContext(connection) as counted:
            assert client.get(reverse(page)).status_code == 200
        seen.add(len(counted))
    assert len(seen) == 1 and max(seen) <= 12
