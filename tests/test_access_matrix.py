"""Every URL × method × person of the cast, generated from the URLconf."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_matrix import EVERYBODY, LIBRARY, RULES
from tests.answers import let_go


def names(resolver=None, prefix: str = "") -> set[str]:
    """Every named address of the URLconf, with its namespace; an unnamed one appears by its pattern."""
    found: set[str] = set()
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            found |= names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif isinstance(entry, URLPattern):
            found.add(f"{prefix}{entry.name}" if entry.name else f"unnamed {entry.pattern}")
    return found


def test_every_address_is_classified():
    assert sorted(names() - set(RULES) - LIBRARY) == []


def test_no_rule_is_left_over():
    assert sorted(set(RULES) - names()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(RULES))
def test_anonymous_visitors(name, cast, client):
    rule = RULES[name]
    address = reverse(name, kwargs=rule.make(cast))
    answer = client.get(address)
    if rule.public:
        assert answer.status_code not in {302, 401, 403}
    elif rule.api:
        assert answer.status_code == 401
    else:
        assert answer.status_code == 302, answer.status_code
        assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(RULES))
def test_each_profile_reads_what_it_may(name, cast, client):
    rule = RULES[name]
    address = reverse(name, kwargs=rule.make(cast))
    wrong = []
    for who in sorted(EVERYBODY):
        client.force_login(getattr(cast, who))
        answer = client.get(address)
        let_go(answer)
        status = answer.status_code
        if rule.get is None:
            right = status == 405 or status == rule.otherwise
        elif who in rule.get:
            right = status in {200, 302, 503}
        else:
            right = status == (403 if who in rule.readers else rule.otherwise)
        if not right:
            wrong.append(f"{who}: GET {status}")
    assert wrong == [], name


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name, rule in RULES.items() if not rule.public))
def test_each_profile_writes_what_it_may(name, cast, client):
    """An empty POST: those let in get anything but a refusal (a form with errors, a redirect, a conflict)."""
    rule = RULES[name]
    address = reverse(name, kwargs=rule.make(cast))
    wrong = []
    for who in sorted(EVERYBODY):
        client.force_login(getattr(cast, who))
        status = client.post(
            address, {}, content_type="application/json" if rule.api else "application/x-www-form-urlencoded"
        ).status_code
        if rule.post is None:
            right = status in {405, rule.otherwise}
        elif who in rule.post:
            right = status in {200, 201, 302, 400, 409, 422}
        else:
            right = status in {rule.otherwise, 403, 404}
        if not right:
            wrong.append(f"{who}: POST {status}")
    assert wrong == [], name
