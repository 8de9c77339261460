"""The engine against a real server: states, order, taking back, ends, breaker, refusals."""

from __future__ import annotations

import email
import socket
from datetime import timedelta
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from outbox.actions import (
    Draft,
    claims,
    deliver,
    enqueue,
    lift_suppression,
    put_content,
    results,
    retry,
    supersede,
)
from outbox.actions.repairing import CannotRetry
from outbox.models import Content, Delivery, MailServer, SuppressedAddress
from tests.smtp_sink import Sink

pytestmark = [pytest.mark.django_db, pytest.mark.servers]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def states(*ids: int) -> list[str]:
    found = dict(Delivery.objects.values_list("id", "state"))
    return [found[number] for number in ids]


@pytest.fixture(params=[True, False], ids=["pipelining", "plain"])
def sink(request, settings):
    with Sink(pipelining=request.param) as server:
        settings.OUTBOX_TRANSPORT = server.transport
        settings.EMAIL_TIMEOUT = 5
        yield server


def test_each_message_is_sent_once_and_reads_as_written(sink, post, now):
    ids = post(*[f"p{number}@example.org" for number in range(250)])
    assert deliver(now=now).sent == 250
    assert states(*ids) == ["sent"] * 250
    assert [m.recipient for m in sink.accepted] == [f"p{number}@example.org" for number in range(250)]
    assert sink.connections == 3  # renewed every 100
    mail = email.message_from_bytes(sink.accepted[0].octets.replace(b"\r\n..", b"\r\n."), policy=default)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["To"] == "p0@example.org"
    assert mail["Subject"] == "Coupure"
    assert "List-Unsubscribe" not in mail
    assert mail["Date"].datetime == now
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == "Bonjour.\n.un point\n"
    assert mail.get_body(("html",)).get_content().replace("\r\n", "\n") == "<p>Bonjour.</p>\n"
    assert deliver(now=now).sent == 0


def test_a_server_made_by_others_takes_them_too(settings, post, now):
    class Keep:
        seen: list[bytes] = []

        async def handle_DATA(self, server, session, envelope):
            self.seen.append(envelope.content)
            return "250 OK"

    controller = Controller(Keep(), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        port = controller.server.sockets[0].getsockname()[1]
        settings.OUTBOX_TRANSPORT = {
            "transport": "smtp", "host": "127.0.0.1", "port": port, "user": "", "password": "",
            "tls": False, "starttls": False,
        }  # fmt: skip
        post("a@example.org", "b@example.org")
        assert deliver(now=now).sent == 2
    finally:
        controller.stop()
    assert b"\r\n.un point" in Keep.seen[0]


def test_to_one_address_the_older_goes_first_even_when_it_waits(sink, post, now):
    first, second = post("a@example.org", "a@example.org")
    Delivery.objects.filter(pk=first).update(not_before=now + timedelta(minutes=5))
    assert deliver(now=now).sent == 0
    assert deliver(now=now + timedelta(minutes=5)).sent == 2
    ids = [m.message_id.split(".")[0].strip("<") for m in sink.accepted]
    assert ids == [str(first), str(second)]


def test_a_temporary_refusal_is_tried_again_with_growing_waits_and_the_same_identity(sink, post, now):
    answers = iter(["451 later", "451 later", ""])
    sink.at_text = lambda _address: next(answers)
    (one,) = post("a@example.org")
    seen = []
    at = now
    for _ in range(3):
        deliver(now=at)
        row = Delivery.objects.get(pk=one)
        seen.append((row.state, row.refusals))
        at = row.not_before + timedelta(seconds=1)
    assert seen == [("pending", 1), ("pending", 2), ("sent", 2)]
    assert len(sink.accepted) == 1


@pytest.mark.parametrize(("refusals", "minutes"), [(0, 1), (1, 4), (2, 16), (3, 64), (4, 240), (40, 240)])
def test_waits_are_four_times_longer_each_up_to_four_hours(refusals, minutes):
    for _ in range(20):
        assert 0.79 * minutes <= results.wait_after(refusals).total_seconds() / 60 <= 1.21 * minutes


def test_a_refused_mailbox_is_suppressed_with_all_that_waits_for_it(sink, post, now):
    sink.at_rcpt = lambda address: "550 no such user" if address == "gone@example.org" else ""
    ids = post("gone@example.org", "gone@example.org", "ok@example.org", "ok2@example.org")
    done = deliver(now=now)
    assert states(*ids) == ["failed", "failed", "sent", "sent"]
    assert (done.sent, done.failed) == (2, 1)
    assert SuppressedAddress.objects.get().reason.startswith("550")
    (later,) = post("gone@example.org", text="autre")
    assert states(later) == ["failed"]


def test_a_refused_text_fails_without_suppressing_the_mailbox(sink, post, now):
    sink.at_text = lambda address: "554 looks like spam" if address == "a@example.org" else ""
    ids = post("a@example.org", "b@example.org")
    deliver(now=now)
    assert states(*ids) == ["failed", "sent"]
    assert not SuppressedAddress.objects.exists()


def test_superseded_while_waiting_is_never_sent(sink, post, now):
    first, second = post("a@example.org", "b@example.org")
    assert supersede([first], now=now) == 1
    deliver(now=now)
    assert states(first, second) == ["superseded", "sent"]
    assert [m.recipient for m in sink.accepted] == ["b@example.org"]


def test_superseded_after_the_claim_and_before_its_turn_is_not_sent(sink, post, now, monkeypatch):
    ids = post("a@example.org", "b@example.org", "c@example.org")
    true_sent = results.Recorder.sent

    def sent(recorder, row, following, at):
        if row.id == ids[0]:
            supersede([ids[1]], now=now)
        return true_sent(recorder, row, following, at)

    monkeypatch.setattr(results.Recorder, "sent", sent)
    done = deliver(now=now)
    assert states(*ids) == ["sent", "superseded", "sent"]
    assert done.overtaken == 1
    assert [m.recipient for m in sink.accepted] == ["a@example.org", "c@example.org"]


def test_superseded_while_its_text_is_on_the_way_counts_as_sent_and_blocks_until_then(sink, post, now):
    first, second = post("a@example.org", "a@example.org")
    held = claims.claim(now=now, count=10)
    assert [row.id for row in held.rows] == [first]
    supersede([first], now=now)
    assert states(first) == ["stale"]
    assert claims.candidates(now, 10) == []
    with results.Recorder(held.token) as recorder:
        recorder.sent(held.rows[0], None, now)
    assert states(first) == ["sent"]
    assert claims.candidates(now, 10) == [second]


def test_stale_and_refused_is_never_tried_again(sink, post, now):
    (one,) = post("a@example.org")
    held = claims.claim(now=now, count=10)
    supersede([one], now=now)
    results.again(held.token, held.rows[0], "451 later", now)
    assert states(one) == ["superseded"]


def test_stale_whose_lease_ran_out_is_closed_and_frees_its_address(post, now):
    first, second = post("a@example.org", "a@example.org")
    claims.claim(now=now, count=10)
    supersede([first], now=now)
    claims.recover(now=now + claims.LEASE)
    assert states(first) == ["superseded"]
    assert claims.candidates(now, 10) == [second]


def test_only_the_message_that_was_on_its_way_is_charged_with_a_crash(post, now):
    ids = post("a@example.org", "b@example.org", "c@example.org")
    claims.claim(now=now, count=10)
    claims.recover(now=now + timedelta(minutes=14))
    assert states(*ids) == ["sending"] * 3
    claims.recover(now=now + claims.LEASE)
    assert list(Delivery.objects.order_by("id").values_list("state", "crashes")) == [
        ("pending", 1), ("pending", 0), ("pending", 0),
    ]  # fmt: skip


def test_the_fifth_crash_fails_it(post, now):
    ids = post("a@example.org", "b@example.org")
    at = now
    for _ in range(5):
        claims.claim(now=at, count=10)
        at += claims.LEASE
        claims.recover(now=at)
    assert states(*ids) == ["failed", "pending"]


def test_what_ended_is_expired_or_failed_and_blocks_nothing(sink, post, now):
    late = now + timedelta(days=3)
    (advance,) = post("a@example.org")
    (correction,) = post("b@example.org", expires=False)
    (after,) = post("a@example.org", at=late)
    assert deliver(now=late).sent == 1
    assert states(advance, correction, after) == ["expired", "failed", "sent"]


def test_an_end_between_claim_and_turn_stops_it(sink, post, now):
    first, second = post("a@example.org", "b@example.org")
    held = claims.claim(now=now, count=10)
    from outbox.actions.delivering import Delivered, Writer, _send
    from outbox.transport import link

    writer = Writer()
    writer.prepare(held.rows)
    Delivery.objects.filter(pk=first).update(lease_until=now + timedelta(days=30))
    held = claims.Claim(held.token, now + timedelta(days=30), held.rows)
    way = link(writer.sender)
    done = Delivered()
    with results.Recorder(held.token) as recorder:
        _send(held, writer, way, recorder, lambda: now + timedelta(days=2), done)
    way.drop()
    assert states(first, second) == ["expired", "expired"]
    assert not sink.accepted


def test_near_the_end_of_its_lease_the_rest_is_given_back(sink, post, now):
    ids = post("a@example.org", "b@example.org")
    held = claims.claim(now=now, count=10)
    from outbox.actions.delivering import Delivered, Writer, _send
    from outbox.transport import link

    writer = Writer()
    writer.prepare(held.rows)
    way = link(writer.sender)
    with results.Recorder(held.token) as recorder:
        _send(held, writer, way, recorder, lambda: now + claims.LEASE - timedelta(seconds=10), Delivered())
    way.drop()
    assert states(*ids) == ["pending", "pending"]
    assert list(Delivery.objects.values_list("crashes", "refusals")) == [(0, 0), (0, 0)]


def test_a_server_that_is_down_charges_nobody_and_is_left_alone_for_a_while(settings, post, now):
    with Sink() as server:
        settings.OUTBOX_TRANSPORT = server.transport
    (one,) = post("a@example.org")
    assert deliver(now=now).unavailable
    row = Delivery.objects.get(pk=one)
    assert (row.state, row.refusals, row.crashes) == ("pending", 0, 0)
    assert deliver(now=now).unavailable == "waiting"
    later = MailServer.objects.get().open_until
    assert later <= now + timedelta(seconds=30)
    with Sink() as server:
        settings.OUTBOX_TRANSPORT = server.transport
        assert deliver(now=later).sent == 1
    assert MailServer.objects.get().refusals == 0


def test_a_server_that_hangs_costs_one_time_out(settings, post, now):
    settings.EMAIL_TIMEOUT = 0.2
    with Sink(silent=True) as server:
        settings.OUTBOX_TRANSPORT = server.transport
        post("a@example.org")
        assert deliver(now=now).unavailable
    assert Delivery.objects.get().state == "pending"


def test_a_connection_lost_in_the_middle_costs_one_message_a_wait(sink, post, now):
    ids = post("a@example.org", "b@example.org", "c@example.org")
    lost = []

    def cut(address):
        if address == "b@example.org" and not lost:
            lost.append(address)
            raise EOFError
        return ""

    sink.at_text = cut
    done = deliver(now=now)
    assert (done.sent, done.again) == (2, 1)
    assert states(*ids) == ["sent", "pending", "sent"]


def test_the_same_key_makes_one_delivery(post, now, db):
    content = put_content(key="c", subject="x", text="x", language="fr")
    drafts = [
        Draft(
            content_id=content.pk,
            address=f"p{n}@example.org",
            dedupe_key=f"d{n}",
            not_after=now + timedelta(1),
        )
        for n in range(5)
    ]
    first = enqueue(drafts[:3], now=now)
    again = enqueue([*drafts, drafts[0]], now=now)
    assert {key: again[key] for key in first} == first
    assert Delivery.objects.count() == 5


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b\r\nRCPT TO:<x@y.org>", "a b@example.org", "<a@example.org>"]
)
def test_what_is_no_address_fails_at_once(post, address):
    (one,) = post(address)
    assert states(one) == ["failed"]


def test_no_header_is_smuggled_in(sink, now):
    content = put_content(
        key="h",
        subject="Hi\r\nBcc: x@y.org",
        text="t",
        language="fr",
        headers={"X-Kind": "a\r\nBcc: x@y.org"},
    )
    enqueue(
        [Draft(content_id=content.pk, address="a@example.org", dedupe_key="h", not_after=now + timedelta(1))],
        now=now,
    )
    deliver(now=now)
    mail = email.message_from_bytes(sink.accepted[0].octets, policy=default)
    assert mail["Bcc"] is None
    with pytest.raises(ValueError, match="Message-ID"):
        put_content(key="i", subject="x", text="x", language="fr", headers={"Message-ID": "<a@b>"})


def test_references_name_the_first_message(sink, post, now):
    (first,) = post("a@example.org")
    deliver(now=now)
    post("a@example.org", text="suite", at=now + timedelta(hours=1), references=(first,))
    deliver(now=now + timedelta(hours=1))
    mails = [email.message_from_bytes(m.octets, policy=default) for m in sink.accepted]
    assert mails[1]["References"] == mails[0]["Message-ID"]


def test_trying_again_is_refused_once_it_was_overtaken(sink, post, now, cast):
    sink.at_text = lambda _address: "554 no"
    first, second = post("a@example.org", "b@example.org")
    deliver(now=now)
    supersede([first], now=now)
    with pytest.raises(CannotRetry):
        retry(delivery=Delivery.objects.get(pk=first), by=cast.administrator, now=now)
    retry(delivery=Delivery.objects.get(pk=second), by=cast.administrator, now=now)
    sink.at_text = None
    assert deliver(now=now).sent == 1


def test_a_lifted_address_receives_again(sink, post, now, cast):
    sink.at_rcpt = lambda _address: "550 no"
    (one,) = post("a@example.org")
    deliver(now=now)
    with pytest.raises(CannotRetry):
        retry(delivery=Delivery.objects.get(pk=one), by=cast.administrator, now=now)
    lift_suppression(suppressed=SuppressedAddress.objects.get(), by=cast.administrator, now=now)
    sink.at_rcpt = None
    retry(delivery=Delivery.objects.get(pk=one), by=cast.administrator, now=now)
    assert deliver(now=now).sent == 1


def test_a_message_that_cannot_be_written_stops_no_other(sink, post, now):
    ids = post("a@example.org", "b@example.org")
    broken = Content.objects.create(key="z", subject="x", text="", language="fr", bodies_removed_at=now)
    Delivery.objects.filter(pk=ids[0]).update(content=broken)
    deliver(now=now)
    assert states(*ids) == ["failed", "sent"]


def test_a_limit_is_kept(sink, post, now):
    post(*[f"p{n}@example.org" for n in range(5)])
    assert deliver(now=now, limit=2).sent == 2
