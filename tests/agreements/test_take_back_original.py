"""What was brought in by mistake is taken back, while nothing depends on it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from spinney.agreements.actions.elsewhere import take_back_original
from spinney.agreements.models import Version
from spinney.agreements.queries.terms import terms
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.elsewhere_cases import NOW, bring_in, confirm
from tests.agreements.making import an_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_force(wood):
    agreement = bring_in(wood, terms={"meeting_notice": {"days": 21}})
    confirm(wood, agreement, "ash")
    confirm(wood, agreement, "birch")
    agreement.refresh_from_db()
    return agreement


def take_back(wood, agreement, by=None):
    return take_back_original(agreement=agreement, by=by or wood.ash, now=NOW)


def test_it_holds_no_more(wood, in_force):
    taken = take_back(wood, in_force)
    assert (taken.state, taken.end_reason) == ("ended", "It was brought in by mistake")
    today = NOW.date()
    assert terms(wood.cluster, today).source("meeting_notice") is None
    assert terms(wood.cluster, today - timedelta(days=1)).meeting_notice.days == 21
    assert Entry.objects.filter(verb="agreements.take_back_original").count() == 1


def test_not_once_it_was_varied(wood, in_force):
    first = in_force.versions.get()
    Version.objects.create(
        agreement=in_force, number=2, content=first.content, made_at=NOW, made_by="person:1"
    )
    with pytest.raises(WrongState, match="varied"):
        take_back(wood, in_force)


def test_not_once_another_was_made_on_it(wood, in_force):
    other = an_agreement(wood)
    other.deed_of = in_force
    other.save()
    with pytest.raises(WrongState, match="made on it"):
        take_back(wood, in_force)


def test_not_what_was_signed_here(wood):
    with pytest.raises(WrongState, match="brought in"):
        take_back(wood, an_agreement(wood))


def test_not_by_members(wood, in_force):
    with pytest.raises(NotAllowed):
        take_back(wood, in_force, by=wood.birch)


def test_on_the_page(wood, in_force):
    args = [wood.cluster.pk, in_force.pk]
    client = client_of(wood, "ash")
    page = client.get(reverse("agreements:brought-in", args=args)).content.decode()
    assert "Brought in by mistake?" in page
    answer = client.post(reverse("agreements:take-back-original", args=args))
    assert answer.status_code == 302
    in_force.refresh_from_db()
    assert in_force.state == "ended"
