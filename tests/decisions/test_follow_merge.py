"""Two organisations of the register turn out to be one: it is asked once, and stands once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.decisions.models import Elector, Option
from spinney.register.actions.duplicates import merge_organisations
from spinney.register.models import Mandate, Merge, Organisation
from tests.decisions.making import a_ballot, vote_of
from tests.decisions.writing import members
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def merge(wood: Wood, kept: Organisation, aside: Organisation) -> Merge:
    """Nobody acts for the organisations, so that the host may merge them."""
    Mandate.objects.all().delete()
    return merge_organisations(kept=kept, aside=aside, by=wood.hazel, now=timezone.now())


def test_its_place_and_its_candidacy_go_along(wood: Wood) -> None:
    birch, kept = wood.organisations["birch"], Organisation.objects.create(name="Birch")
    ballot = a_ballot(wood, "election", [{"title": "Birch House", "organisation": birch}])
    merge(wood, kept, birch)
    assert ballot.electors.get().organisation == kept
    assert ballot.options.get().organisation == kept


@pytest.mark.parametrize("voted", ["birch", "fern", ""])
def test_asked_twice_it_has_one_vote(wood: Wood, voted: str) -> None:
    members(wood, "fern")
    birch, fern = wood.organisations["birch"], wood.organisations["fern"]
    ballot = a_ballot(wood, voters=("birch", "fern"))
    if voted:
        vote_of(ballot, wood.organisations[voted], says="agree")
    merge(wood, birch, fern)
    elector = Elector.objects.get()
    assert elector.organisation == birch
    assert hasattr(elector, "vote") is bool(voted)


def test_what_is_over_stays_as_it_was(wood: Wood) -> None:
    members(wood, "fern")
    a_ballot(wood, "election", ["A"], voters=("birch", "fern"), state="closed")
    merge(wood, wood.organisations["birch"], wood.organisations["fern"])
    assert (Elector.objects.count(), Option.objects.count()) == (2, 1)
