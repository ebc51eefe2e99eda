"""What a leaving party still has to do is done, handed over or dropped."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.agreements.actions.leaving import give_notice, settle_duty
from spinney.agreements.bridge.settling import Settled, lines_of
from spinney.agreements.models import Duty
from spinney.base.kernel.errors import BadInput, NotAllowed
from tests.access import client_of
from tests.agreements.life import NOW, a_leaver, party_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaving(wood):
    agreement = a_leaver(wood)
    for title in ("Report", "Deliver", "Meet"):
        Duty.objects.create(
            agreement=agreement, kind="report", title=title, due_on=date(2026, 6, 1),
            organisation=wood.organisations["birch"], every_months=3 if title == "Report" else None,
        )  # fmt: skip
    return give_notice(party=party_of(agreement, "birch"), by=wood.birch, now=NOW)


def settle(wood, leaving, title, how, name="ash", **given):
    duty = Duty.objects.get(title=title)
    return settle_duty(leaving=leaving, duty=duty, how=how, by=wood.actor(name), now=NOW, **given)


def test_each_in_its_own_way(wood, leaving):
    maple = wood.organisations["maple"]
    settle(wood, leaving, "Meet", Settled.DONE, "birch")
    settle(wood, leaving, "Report", Settled.HANDED, to=maple)
    settled = settle(wood, leaving, "Deliver", Settled.DROPPED, why="The funder agrees.").settled
    states = {d.title: (d.state, d.organisation.name) for d in Duty.objects.all()}
    assert states == {
        "Meet": ("done", "Birch House"),
        "Report": ("open", "Maple House"),
        "Deliver": ("dropped", "Birch House"),
    }
    assert [one.words for one in lines_of(settled)] == [
        "Done on 20 March 2026.",
        "Handed to Maple House on 20 March 2026.",
        "Dropped on 20 March 2026. The funder agrees.",
    ]


@pytest.mark.parametrize("how", [Settled.HANDED, Settled.DROPPED])
def test_what_is_owed_to_others_it_does_not_drop_or_hand_over_by_itself(wood, leaving, how):
    with pytest.raises(NotAllowed, match="owed to the others"):
        settle(wood, leaving, "Deliver", how, "birch", to=wood.organisations["maple"], why="So.")


def test_only_a_party_takes_it_over(wood, leaving):
    with pytest.raises(BadInput):
        settle(wood, leaving, "Report", Settled.HANDED, to=wood.organisations["cedar"])


def test_dropped_needs_a_reason(wood, leaving):
    with pytest.raises(BadInput):
        settle(wood, leaving, "Report", Settled.DROPPED)


def test_not_what_is_another_party_s(wood, leaving):
    Duty.objects.filter(title="Meet").update(organisation=wood.organisations["maple"])
    with pytest.raises(BadInput, match="not something that Birch House"):
        settle(wood, leaving, "Meet", Settled.DONE)


def test_from_its_page(wood, leaving):
    party, duty = leaving.party, Duty.objects.get(title="Report")
    page = f"/clusters/{wood.cluster.pk}/agreements/{party.agreement_id}/parties/{party.pk}/"
    client = client_of(wood, "ash")
    url = f"{page}settle-duty/{duty.pk}/"
    assert url.encode() in client.get(f"{page}leaving/").content
    maple = wood.organisations["maple"].pk
    done = client.post(url, {"how": "handed", "to": maple, "why": ""}, follow=True)
    assert b"Handed to Maple House" in done.content
    offered = client_of(wood, "birch").get(f"{page}settle-duty/{duty.pk}/")
    assert offered.status_code == 200
