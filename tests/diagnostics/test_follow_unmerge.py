"""Taken apart again, each organisation has its own."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed
from spinney.diagnostics.actions.merges import follow_unmerge
from spinney.diagnostics.models import Item, Support
from spinney.diagnostics.states import AskedState
from spinney.register.actions.duplicates import unmerge_organisations
from spinney.register.models import Merge, Organisation
from tests.diagnostics.rows import fill_diagnostics
from tests.diagnostics.surveys import open_survey
from tests.diagnostics.test_follow_merge import merge, rows_of


def unmerge(wood, done):
    unmerge_organisations(merge=done, by=wood.hazel, now=timezone.now())


def test_each_has_its_own_again(wood):
    fill_diagnostics(wood)
    survey = open_survey(wood)
    birch = wood.organisations["birch"]
    asked = rows_of(wood, survey)["birch"]
    unmerge(wood, merge(wood, Organisation.objects.create(name="Birch House Trust"), birch))
    asked.refresh_from_db()
    assert asked.organisation == birch
    assert set(Item.objects.values_list("organisation", flat=True)) == {birch.pk}
    assert set(Support.objects.values_list("provider", flat=True)) == {birch.pk}


def test_who_was_no_longer_asked_is_asked_again(wood):
    survey = open_survey(wood)
    one = rows_of(wood, survey)["one"]
    unmerge(wood, merge(wood, wood.organisations["birch"], one.organisation))
    one.refresh_from_db()
    assert one.state == AskedState.ASKED


def test_nobody_does_it_by_hand(wood):
    with pytest.raises(NotAllowed):
        follow_unmerge(merge=Merge(), by=wood.ash, now=timezone.now())
