"""What was given is noted: by a member for itself, by its link in a minute, by who keeps money."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.clusters import api as clusters
from spinney.money.actions.contributions import ask_for_contributions, note_contribution
from spinney.money.models import Contribution
from spinney.money.queries.contributions import contributed
from tests.agreements.making import an_agreement, another_member
from tests.clusters.inviting import last_link
from tests.money.giving import BID, ROOM, noted
from tests.money.making import DAY
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_each_total_stands_by_itself(wood):
    birch = wood.organisations["birch"]
    terms = {"lead_body": {"organisation": str(birch.uid)}}
    an_agreement(wood, terms=terms)
    noted(wood)
    noted(wood, ROOM, by="ash")
    noted(wood, replace(BID, hours=Decimal(2), rate_pence=None, rate_source="", work="plan"))
    elm = another_member(wood, "elm centre")
    noted(wood, replace(BID, hours=Decimal(1)), by="ash", organisation=elm)
    clusters.Cluster.objects.get(pk=wood.cluster.pk).days.create(
        kind="facilitation", days=Decimal("1.5"), worked_on=DAY, person=wood.people["ash"],
        logged_at=NOON,
    )  # fmt: skip
    found = contributed(wood.cluster)
    assert (found.whole.hours, found.whole.priced_hours) == (Decimal("10.5"), Decimal("8.5"))
    assert (found.whole.time_pence, found.whole.things_pence) == (17_625 + 2_350, 12_000)
    assert (found.lead_development.hours, found.lead.hours) == (Decimal("7.5"), Decimal("9.5"))
    assert (found.facilitation_days, found.review_days) == (Decimal("1.5"), 0)
    assert found.minutes == 2  # two were noted by people of members, one minute each


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (replace(BID, what=" "), "what"),
        (replace(BID, hours=None), "hours"),
        (replace(BID, hours=Decimal(0)), "hours"),
        (replace(BID, hours=Decimal(10_001)), "hours"),
        (replace(BID, rate_source=""), "rate_source"),
        (replace(BID, day=DAY + timedelta(days=1)), "day"),
        (replace(BID, day=DAY - timedelta(days=4_000)), "day"),
        (replace(BID, kind="money"), "kind"),
        (replace(BID, work="other"), "work"),
        (replace(BID, activity_id=10**9), "activity"),
        (replace(ROOM, value_pence=None), "value_pence"),
        (replace(ROOM, value_pence=0), "value_pence"),
    ],
)
def test_what_cannot_be_is_said(wood, bad, field):
    with pytest.raises(BadInput) as error:
        noted(wood, bad)
    assert field in error.value.fields


def test_nobody_notes_for_another(wood):
    with pytest.raises(NotAllowed):
        noted(wood, organisation=another_member(wood, "elm centre"))
    with pytest.raises(BadInput, match="does not belong"):
        noted(wood, by="ash", organisation=wood.organisations["sorrel"])
    with pytest.raises(NotFound):
        noted(wood, by="sorrel")


def test_a_member_notes_by_its_link_as_often_as_it_gives(wood, do_waiting_work):
    birch = wood.organisations["birch"]
    ask_for_contributions(cluster=wood.cluster, organisation_ids=[birch.pk], by=wood.ash, now=NOON)
    TaskLink.objects.update(expires_at=NOON + timedelta(days=4_000))
    path = last_link("birch@example.org")
    visitor = Client()
    page = visitor.get(path)
    assert page.status_code == 200
    assert not page.cookies
    said = {"organisation": birch.pk, "what": "Chaired a meeting", "kind": "time", "hours": "2",
            "work": "running", "day_day": 20, "day_month": 3, "day_year": 2026}  # fmt: skip
    for _ in range(2):
        assert visitor.post(path, said)["Location"] == f"{path}noted/"
    assert "It is counted" in visitor.get(f"{path}noted/").content.decode()
    row = Contribution.objects.first()
    assert (row.organisation, row.hours, Contribution.objects.count()) == (birch, 2, 2)
    assert TaskLink.objects.get().used_at is not None
    assert contributed(wood.cluster).minutes == 1  # the link's minute, once
    assert contributed(wood.next_door).minutes == 0
    elm = another_member(wood, "elm centre")
    assert visitor.post(path, said | {"organisation": elm.pk}).status_code == 200
    assert Contribution.objects.count() == 2


def test_who_comes_by_a_link_notes_for_its_own_organisation_alone(wood):
    from spinney.base.access.links import actor_of

    ask_for_contributions(
        cluster=wood.cluster, organisation_ids=[wood.organisations["birch"].pk], by=wood.ash,
        now=NOON,
    )  # fmt: skip
    guest = actor_of(TaskLink.objects.get())
    with pytest.raises((NotAllowed, NotFound)):
        note_contribution(
            cluster=wood.cluster, organisation=another_member(wood, "elm centre"), said=BID,
            by=guest, now=NOON,
        )  # fmt: skip
