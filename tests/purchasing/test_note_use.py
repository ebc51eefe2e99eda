"""A member says how a contractor was: for itself alone, one word of each, seen by members only."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.purchasing.actions.contractor_notes import UseSaid, note_use
from tests.access import client_of
from tests.agreements.making import another_member
from tests.purchasing.making import DAY, NOON, a_contractor

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def note(wood, contractor, by="birch", of="birch", **changes):
    said = UseSaid(**{"last_used_on": DAY, "stars": 4, "job": "New taps"} | changes)
    return note_use(
        contractor=contractor, organisation=wood.organisations[of], said=said, by=wood.actor(by),
        now=NOON,
    )  # fmt: skip


def test_each_member_says_one_thing_of_each(wood):
    one = a_contractor(wood.cluster)
    another_member(wood, "maple")
    note(wood, one)
    note(wood, one, stars=2, would_again=False)
    note(wood, one, by="maple", of="maple", stars=5)
    assert sorted(one.uses.values_list("organisation__name", "stars")) == [
        ("Birch House", 2), ("Maple House", 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("by", "of", "refusal"),
    [("maple", "birch", NotAllowed), ("ash", "birch", NotAllowed), ("cedar", "cedar", NotAllowed),
     ("sorrel", "sorrel", NotFound), ("nobody", "birch", NotFound)],
)  # fmt: skip
def test_nobody_rates_in_anothers_name_nor_from_outside(wood, by, of, refusal):
    another_member(wood, "maple")
    with pytest.raises(refusal):
        note(wood, a_contractor(wood.cluster), by=by, of=of)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"stars": 6}, "stars"), ({"stars": 0}, "stars"), ({"job": "x" * 201}, "job"),
     ({"last_used_on": date(2026, 3, 21)}, "last_used_on"),
     ({"last_used_on": date(1926, 3, 21)}, "last_used_on")],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(wood, changes, field):
    with pytest.raises(BadInput) as refused:
        note(wood, a_contractor(wood.cluster), **changes)
    assert field in refused.value.fields


def test_on_the_page_with_stars_and_named_to_members(wood):
    one = a_contractor(wood.cluster)
    another_member(wood, "maple")
    client = client_of(wood, "birch")
    url = reverse("purchasing:note-use", args=[wood.cluster.pk, one.pk])
    sent = {"organisation": wood.organisations["birch"].pk, "stars": "5", "would_again": "yes",
            "comment": "Came on time.", "last_used_on_day": "1", "last_used_on_month": "3",
            "last_used_on_year": "2026", "job": "Gutters"}  # fmt: skip
    assert client.post(url, sent).status_code == 302
    assert client.get(url).context["form"].initial["stars"] == "5"
    page = client_of(wood, "maple").get(
        reverse("purchasing:contractor", args=[wood.cluster.pk, one.pk])
    ).content.decode()  # fmt: skip
    assert "Birch House" in page
    assert "Came on time." in page
    assert "Would use it again." in page
    assert "Take back what we said" not in page
    forged = sent | {"organisation": wood.organisations["maple"].pk}
    assert client.post(url, forged).context["form"].errors
