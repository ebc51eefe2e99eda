"""After half a year a member is asked whether what it shows still holds."""

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.base.access.asks import asked_of
from spinney.base.kernel.errors import NotAllowed
from spinney.diagnostics.actions.inventory import confirm_items
from spinney.diagnostics.models import Item
from tests.access import client_of
from tests.diagnostics.items import ROOM, VAN, join, show
from tests.personas import NOON

LATER = NOON + timedelta(days=181)


def asked(wood, now):
    return [ask for ask in asked_of(wood.birch, now) if "still hold" in ask.what]


def test_it_is_asked_and_answered(wood):
    van, room = show(wood, VAN, wood.birch), show(wood, ROOM, wood.birch)
    assert asked(wood, NOON) == []
    (ask,) = asked(wood, LATER)
    assert "(2)" in ask.what
    number = confirm_items(
        cluster=wood.cluster, organisation_id=van.organisation_id, items=[van.pk], by=wood.birch,
        now=LATER,
    )  # fmt: skip
    assert number == 1
    (ask,) = asked(wood, LATER)
    assert "(1)" in ask.what
    room.refresh_from_db()
    assert room.confirmed_at == NOON


def test_only_ones_own(wood):
    larch = join(wood, "Larch Youth")
    theirs = show(wood, ROOM, larch)
    number = confirm_items(
        cluster=wood.cluster, organisation_id=wood.organisations["birch"].pk, items=[theirs.pk],
        by=wood.birch, now=LATER,
    )  # fmt: skip
    assert number == 0
    with pytest.raises(NotAllowed):
        confirm_items(
            cluster=wood.cluster, organisation_id=theirs.organisation_id, items=[theirs.pk],
            by=wood.birch, now=LATER,
        )  # fmt: skip


def test_from_the_page_what_is_not_ticked_stays_as_it_was(wood):
    van, _ = show(wood, VAN, wood.birch), show(wood, ROOM, wood.birch)
    client = client_of(wood, "birch")
    there = reverse("diagnostics:confirm-items", args=[wood.cluster.pk])
    assert "A van on Fridays" in client.get(there).content.decode()
    page = client.post(there, {"items": [str(van.pk)]}, follow=True).content.decode()
    assert "1 need or offer confirmed. 1 other: open it and take it off." in page
    assert Item.objects.filter(confirmed_at=NOON).count() == 1
