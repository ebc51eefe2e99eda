"""When the terms would show more than a member agreed to, it is asked again."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.models import Agreement
from spinney.base.access.asks import asked_of
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.purchasing.actions.shares import renew_share
from spinney.purchasing.queries.seeing import seeing, shared_in
from tests.access import client_of
from tests.agreements.making import an_agreement, another_member
from tests.purchasing.making import DAY, NOON, a_share, spent

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed_to_less(wood):
    birch = wood.organisations["birch"]
    spent(birch, [("BT GROUP PLC", "telecoms", 40_000, DAY)])
    a_share(wood.cluster, birch, shown="suppliers", broker="lead_body")
    return wood


def asks(wood):
    return [one.what for one in asked_of(wood.birch, timezone.now())]


def test_asked_on_home_until_it_agrees(agreed_to_less):
    wood = agreed_to_less
    birch = wood.organisations["birch"].pk
    assert any("the terms have changed" in what for what in asks(wood))
    assert seeing(wood.ash, wood.cluster, DAY).level(birch) == "suppliers"
    client = client_of(wood, "birch")
    page = client.get(reverse("purchasing:preview-share", args=[wood.cluster.pk]))
    assert "Agree to the terms as they are now" in page.content.decode()
    url = reverse("purchasing:renew-share", args=[wood.cluster.pk])
    client.post(url, {"shown": "bands", "broker": "runners"})
    assert seeing(wood.ash, wood.cluster, DAY).level(birch) == "amounts"
    assert not any("the terms have changed" in what for what in asks(wood))


def test_not_to_terms_that_changed_meanwhile(agreed_to_less):
    with pytest.raises(WrongState, match="terms have changed"):
        renew_share(
            cluster=agreed_to_less.cluster, agreed=("amounts", "runners"),
            by=agreed_to_less.birch, now=NOON,
        )  # fmt: skip


def test_nobody_agrees_for_it(agreed_to_less):
    with pytest.raises(NotAllowed):
        renew_share(
            cluster=agreed_to_less.cluster, agreed=("bands", "runners"), by=agreed_to_less.ash,
            now=NOON,
        )  # fmt: skip


def test_whoever_agreed_to_one_that_compares_has_not_agreed_to_another(wood):
    birch, cedar = wood.organisations["birch"], wood.organisations["cedar"]
    maple = another_member(wood, "Maple Centre")
    spent(birch, [("BT GROUP PLC", "telecoms", 40_000, DAY)])

    def name(*uids):
        Agreement.objects.all().delete()
        said = {"shown": "bands", "broker": "named", "brokers": [str(uid) for uid in uids]}
        an_agreement(wood, terms={"purchases": said}, starts=DAY)

    name(maple.uid)
    client = client_of(wood, "birch")
    page = client.get(reverse("purchasing:preview-share", args=[wood.cluster.pk]))
    shown = " ".join(page.content.decode().split())
    assert "“Ground rules”" in shown
    assert "#clause-about_purchases" in shown
    assert "Maple Centre" in shown
    data = {
        "first_month": "2026-03-01", "last_month": "2026-03-01", "shown": "bands",
        "broker": page.context["broker"],
    }  # fmt: skip
    client.post(reverse("purchasing:share-spend", args=[wood.cluster.pk]), data)
    assert shared_in(wood.cluster, DAY)[birch.pk].to_broker
    name(maple.uid, cedar.uid)
    assert not shared_in(wood.cluster, DAY)[birch.pk].to_broker
    assert any("the terms have changed" in what for what in asks(wood))
