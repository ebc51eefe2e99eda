"""Two organisations of the register turn out to be one: what is asked of one, and what it needs and
offers, goes along.
"""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotAllowed
from spinney.base.record.record import subject_of
from spinney.diagnostics.actions.merges import follow_merge
from spinney.diagnostics.models import Item, Support, SupportRequest, TakeUp
from spinney.diagnostics.states import AskedState, Mode
from spinney.register.actions.duplicates import merge_organisations
from spinney.register.models import Mandate, Merge, Organisation
from tests.diagnostics.rows import fill_diagnostics
from tests.diagnostics.surveys import open_survey, send


def merge(wood, kept, aside) -> Merge:
    """Nobody acts for the organisations, so that the host may merge them."""
    Mandate.objects.all().delete()
    return merge_organisations(kept=kept, aside=aside, by=wood.hazel, now=timezone.now())


def rows_of(wood, survey):
    return {
        name: survey.asked.get(organisation__name=title)
        for name, title in (("birch", "Birch House"), ("one", "Hedge Group 1"))
    }


def test_all_that_it_has_here_goes_along(wood):
    fill_diagnostics(wood)
    survey = open_survey(wood)
    kept = Organisation.objects.create(name="Birch House Trust")
    asked = rows_of(wood, survey)["birch"]
    merge(wood, kept, wood.organisations["birch"])
    asked.refresh_from_db()
    assert asked.organisation == kept
    assert TaskLink.objects.get(subject=subject_of(asked)).revoked_at is None
    for model, name in (
        (Item, "organisation"),
        (Support, "provider"),
        (TakeUp, "organisation"),
        (SupportRequest, "organisation"),
    ):
        assert set(model.objects.values_list(name, flat=True)) == {kept.pk}


def test_where_both_are_asked_one_is_enough(wood):
    survey = open_survey(wood)
    rows = rows_of(wood, survey)
    merge(wood, wood.organisations["birch"], rows["one"].organisation)
    rows["one"].refresh_from_db()
    assert rows["one"].state == AskedState.WITHDRAWN
    assert TaskLink.objects.get(subject=subject_of(rows["one"])).revoked_at is not None


def test_what_was_answered_stays_where_it_is(wood):
    survey = open_survey(wood)
    rows = rows_of(wood, survey)
    send(rows["one"])
    merge(wood, wood.organisations["birch"], rows["one"].organisation)
    rows["one"].refresh_from_db()
    assert (rows["one"].state, rows["one"].organisation.name) == ("sent", "Hedge Group 1")


def test_in_a_detached_survey_nobody_is_taken_off(wood):
    survey = open_survey(wood, mode=Mode.DETACHED)
    rows = rows_of(wood, survey)
    merge(wood, wood.organisations["birch"], rows["one"].organisation)
    rows["one"].refresh_from_db()
    assert rows["one"].state == AskedState.ASKED


def test_nobody_does_it_by_hand(wood):
    with pytest.raises(NotAllowed):
        follow_merge(merge=Merge(), by=wood.ash, now=timezone.now())
