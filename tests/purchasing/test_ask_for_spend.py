"""Members are asked for their payments files: by a letter with a link, which can be handed on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.access.asks import asked_of
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.base.post.models import Message
from spinney.purchasing.actions.asking import ask_for_spend
from spinney.purchasing.models import SpendAsked
from tests.access import client_of
from tests.agreements.making import another_member
from tests.purchasing.making import NOON, a_share, an_upload, spent

pytestmark = pytest.mark.django_db


def ask(wood, *organisations, by=None, **changes):
    chosen = [one.pk for one in organisations or (wood.organisations["birch"],)]
    given = {"by_day": None, "now": NOON, **changes}
    return ask_for_spend(cluster=wood.cluster, organisations=chosen, by=by or wood.ash, **given)


def test_a_letter_with_a_link_and_nothing_of_what_is_paid(wood):
    spent(wood.organisations["birch"], [("BT GROUP PLC", "telecoms", 40_000, date(2025, 5, 12))])
    client = client_of(wood, "ash")
    url = reverse("purchasing:ask-for-spend", args=[wood.cluster.pk])
    assert "Birch House" in client.get(url).content.decode()
    client.post(url, {"organisations": [wood.organisations["birch"].pk], "said": "Hello Birch."})
    letter = Message.objects.get(kind="purchasing.give_file_by_link")
    assert letter.email == "birch@example.org"
    assert letter.link.may_forward
    assert letter.link.organisation_id == wood.organisations["birch"].pk
    for words in ("Hello Birch.", "hand this on to your"):
        assert words in letter.body
    for secret in ("BT GROUP", "400", "£"):
        assert secret not in letter.body + letter.subject


def test_on_home_it_waits_until_it_is_shared(wood):
    birch = wood.organisations["birch"]
    ask(wood, by_day=date(2026, 4, 12))

    def waits():
        return [one.what for one in asked_of(wood.birch, timezone.now())]

    assert "Give your payments file" in waits()
    spent(birch, [("BT GROUP PLC", "telecoms", 40_000, date(2025, 5, 12))])
    assert "Share what you buy" in waits()
    a_share(wood.cluster, birch)
    assert "Share what you buy" not in waits()


def test_who_was_not_asked_is_reminded_once_payments_are_added(wood):
    an_upload(wood.organisations["birch"], added_at=timezone.now() - timedelta(days=2))
    sorrel = an_upload(wood.organisations["sorrel"], added_at=timezone.now() - timedelta(days=40))

    def waits(by):
        return [one.what for one in asked_of(by, timezone.now()) if "share it" in one.what]

    assert len(waits(wood.birch)) == 1
    assert waits(wood.sorrel) == []
    sorrel.added_at = timezone.now()
    sorrel.save()
    assert len(waits(wood.sorrel)) == 1
    a_share(wood.cluster, wood.organisations["birch"], state="taken_back")
    assert waits(wood.birch) == []


def test_who_shares_already_or_cannot_be_reached_is_not_asked(wood):
    a_share(wood.cluster, wood.organisations["birch"])
    with pytest.raises(WrongState, match="Nobody of those"):
        ask(wood)
    with pytest.raises(WrongState, match="Nobody of those"):
        ask(wood, wood.organisations["sorrel"])  # the cluster next door
    assert not SpendAsked.objects.exists()


def test_not_by_a_day_that_has_passed(wood):
    with pytest.raises(BadInput):
        ask(wood, by_day=date(2026, 3, 1))


def test_only_by_those_who_run_the_cluster(wood):
    another_member(wood, "Maple Centre")
    for by, error in ((wood.birch, NotAllowed), (wood.cedar, NotAllowed), (wood.willow, NotFound)):
        with pytest.raises(error):
            ask(wood, by=by)
