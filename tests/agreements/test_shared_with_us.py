"""What others share with a member; what they no longer do is said without blame."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.agreements.queries.given import shown_to
from tests.access import client_of
from tests.agreements.making import NOON, another_member
from tests.agreements.protocols import a_protocol, line
from tests.agreements.test_stop_sharing import EMAIL, stop

pytestmark = pytest.mark.django_db


def shown(wood, who="alder"):
    return shown_to(wood.actor(who), wood.organisations[who].pk, NOON)


def test_a_line_for_each_giver_and_purpose(wood):
    a_protocol(wood, ["birch", "alder", "oak"], line(fields=[EMAIL]))
    assert [(one.giver, one.fields) for one in shown(wood)] == [
        ("Birch House", (EMAIL,)), ("Oak House", (EMAIL,)),
    ]  # fmt: skip


def test_what_is_no_longer_shared_is_said_without_blame(wood):
    protocol = a_protocol(wood)
    stop(wood, protocol, field=EMAIL, reason="They sold our addresses.")
    (one,) = shown(wood)
    assert one.no_longer == (EMAIL,)
    url = reverse("agreements:shared-with-us", args=[wood.organisations["alder"].pk])
    page = client_of(wood, "alder").get(url).content.decode()
    assert "No longer shared: E-mail addresses of people to ask" in page
    assert "sold" not in page


def test_what_goes_to_the_lead_body_alone_is_not_listed_for_others(wood):
    another_member(wood, "alder")
    lead = str(wood.organisations["alder"].uid)
    protocol = a_protocol(
        wood, ["birch", "alder", "oak"], line(recipients="named", given_to=[lead])
    )
    assert protocol.parties.count() == 3
    assert len(shown(wood)) == 2
    assert shown(wood, "oak") == []


def test_an_outsider_sees_nothing(wood):
    a_protocol(wood)
    alder = wood.organisations["alder"].pk
    for who in ("birch", "ash", "rowan", "hazel", "sorrel", "nobody"):
        assert shown_to(wood.actor(who), alder, NOON) == []
