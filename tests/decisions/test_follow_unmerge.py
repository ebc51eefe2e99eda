"""They are two after all: each has its place again."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.register.actions.duplicates import unmerge_organisations
from spinney.register.models import Organisation
from tests.decisions.making import a_ballot
from tests.decisions.test_follow_merge import merge
from tests.decisions.writing import members
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_each_has_its_own_again(wood: Wood) -> None:
    members(wood, "fern")
    birch, fern = wood.organisations["birch"], wood.organisations["fern"]
    kept = Organisation.objects.create(name="Birch")
    both = a_ballot(wood, voters=("birch", "fern"))
    alone = a_ballot(wood, "election", [{"title": "Fern", "organisation": fern}], voters=("fern",))
    first, second = merge(wood, birch, fern), None
    assert both.electors.count() == 1
    unmerge_organisations(merge=first, by=wood.hazel, now=timezone.now())
    assert {one.organisation for one in both.electors.all()} == {birch, fern}
    assert (alone.electors.get().organisation, alone.options.get().organisation) == (fern, fern)
    second = merge(wood, kept, fern)
    assert alone.electors.get().organisation == kept
    assert second.kept == kept
