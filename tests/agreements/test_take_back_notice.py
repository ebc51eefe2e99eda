"""Notice is taken back before its day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.agreements.actions.leaving import give_notice, take_back_notice
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.access import client_of
from tests.agreements.life import NOW, TODAY, a_leaver, party_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaving(wood):
    return give_notice(party=party_of(a_leaver(wood), "birch"), by=wood.birch, now=NOW)


def test_it_stays(wood, leaving):
    back = take_back_notice(leaving=leaving, by=wood.birch, now=NOW + timedelta(days=27))
    assert back.state == "taken_back"
    party = party_of(leaving.party.agreement, "birch")
    assert party.left_on is None
    assert party.belongs(TODAY + timedelta(days=400))
    again = give_notice(party=party, by=wood.birch, now=NOW)  # another time
    assert again.pk != back.pk


def test_not_on_the_day(wood, leaving):
    with pytest.raises(WrongState):
        take_back_notice(leaving=leaving, by=wood.birch, now=NOW + timedelta(days=28))


def test_not_by_another_party(wood, leaving):
    with pytest.raises(NotAllowed):
        take_back_notice(leaving=leaving, by=wood.cedar, now=NOW)


def test_from_its_page(wood):
    from django.utils import timezone

    agreement = a_leaver(wood)
    party = party_of(agreement, "birch")
    give_notice(party=party, by=wood.birch, now=timezone.now())
    url = f"/clusters/{wood.cluster.pk}/agreements/{agreement.pk}/parties/{party.pk}/"
    client = client_of(wood, "birch")
    assert b"Stay after all" in client.get(f"{url}leaving/").content
    client.post(f"{url}take-back-notice/")
    assert client.get(f"{url}leaving/").status_code == 404
