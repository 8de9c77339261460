"""A long mail address goes on in the next line where it reads well, and stays plain text."""

from __future__ import annotations

import pytest

from core.templatetags.portal import breakable


@pytest.mark.parametrize(
    ("address", "drawn"),
    [
        ("nadia.benali@helianthe.example", "nadia.<wbr>benali@<wbr>helianthe.<wbr>example"),
        ("o'hara&<b>@x.fr", "o&#x27;hara&amp;&lt;b&gt;@<wbr>x.<wbr>fr"),
        ("", ""),
    ],
)
def test_an_address_may_break_after_its_at_sign_and_its_full_stops(address, drawn):
    assert breakable(address) == drawn


def test_the_account_and_the_persons_page_draw_it_so(cast, sign_in, db):
    client = sign_in(cast.employee)
    for address in ("/account/", f"/people/{cast.employee.ref}/"):
        assert breakable(cast.employee.email) in client.get(address).content.decode(), address
