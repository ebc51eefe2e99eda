"""An insurance is noted: the newest of a kind counts, what the law asks comes first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.purchasing.actions.contractor_notes import PaperSaid, note_insurance
from spinney.purchasing.bridge.contractors import papers_of, warning_words
from tests.access import client_of
from tests.purchasing.making import DAY, NOON, a_contractor

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def note(contractor, by, kind="public_liability", **changes):
    organisation = changes.pop("organisation", None)
    said = PaperSaid(**{"kind": kind, "seen_on": DAY, "expires_on": date(2026, 12, 31)} | changes)
    return note_insurance(
        contractor=contractor, said=said, organisation=organisation, by=by, now=NOON
    )


def papers(contractor, today=DAY):
    return papers_of(contractor.trades, contractor.insurances.all(), today)


def test_the_newest_of_a_kind_counts(wood):
    one = a_contractor(wood.cluster)
    note(one, wood.birch, expires_on=date(2026, 3, 1))
    assert warning_words(papers(one)) == "Public liability insurance: ended"
    note(one, wood.ash)
    assert warning_words(papers(one)) == ""
    soon = date(2026, 12, 31) - timedelta(days=30)
    assert warning_words(papers(one, soon)) == "Public liability insurance: ends 31 December 2026"


def test_what_the_law_asks_is_warned_of_while_nobody_has_seen_it(wood):
    one = a_contractor(wood.cluster, trades=["gas"])
    assert warning_words(papers(one)) == "Gas Safe registration: not seen"
    note(one, wood.birch, kind="gas_safe", expires_on=None)
    assert warning_words(papers(one)) == ""


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "magic"}, "kind"), ({"cover_pence": 0}, "cover_pence"),
        ({"seen_on": date(2026, 3, 21)}, "seen_on"),
        ({"expires_on": date(2066, 1, 1)}, "expires_on"),
    ],
)  # fmt: skip
def test_what_nobody_can_have_seen(wood, changes, field):
    with pytest.raises(BadInput) as refused:
        note(a_contractor(wood.cluster), wood.birch, **changes)
    assert field in refused.value.fields


def test_not_from_next_door_nor_in_another_members_name(wood):
    one = a_contractor(wood.cluster)
    with pytest.raises(NotFound):
        note(one, wood.sorrel)
    with pytest.raises(NotAllowed):
        note(one, wood.ash, organisation=wood.organisations["birch"])


def test_on_the_page_what_is_usual_for_the_work_comes_first(wood):
    one = a_contractor(wood.cluster, trades=["gas"])
    client = client_of(wood, "birch")
    url = reverse("purchasing:note-insurance", args=[wood.cluster.pk, one.pk])
    form = client.get(url).context["form"]
    assert form.fields["kind"].choices[0][0] == "gas_safe"
    sent = {"kind": "public_liability", "cover_pence": "5,000,000"}
    sent |= {"seen_on_day": "1", "seen_on_month": "3", "seen_on_year": "2026"}
    assert client.post(url, sent).status_code == 302
    row = one.insurances.get()
    assert (row.cover_pence, row.seen_by_organisation.name) == (500_000_000, "Birch House")
    page = client.get(reverse("purchasing:contractor", args=[wood.cluster.pk, one.pk]))
    assert "For £5,000,000. Seen by Birch House." in page.content.decode()
