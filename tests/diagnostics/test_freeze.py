"""The first answer freezes the promise, once, and tells nobody who gave it."""

import pytest

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.base.record.models import Entry
from spinney.diagnostics.actions import surveys as actions
from tests.diagnostics.surveys import open_survey
from tests.personas import NOON

SITE_ITSELF = Actor.system("first answer")


def test_only_the_first_time_changes_anything(wood):
    survey = open_survey(wood)
    for _ in range(3):
        actions.freeze(survey=survey, by=SITE_ITSELF, now=NOON)
    survey.refresh_from_db()
    assert survey.frozen_at == NOON
    assert Entry.objects.filter(verb="diagnostics.freeze").count() == 1


def test_two_first_answers_in_the_same_moment(wood):
    survey = open_survey(wood)
    mine, yours = (type(survey).objects.get(pk=survey.pk) for _ in range(2))
    actions.freeze(survey=mine, by=SITE_ITSELF, now=NOON)
    actions.freeze(survey=yours, by=SITE_ITSELF, now=NOON)
    assert yours.frozen_at == NOON
    assert Entry.objects.filter(verb="diagnostics.freeze").count() == 1


def test_the_record_does_not_tell_who_was_first(wood):
    actions.freeze(survey=open_survey(wood), by=SITE_ITSELF, now=NOON)
    entry = Entry.objects.get(verb="diagnostics.freeze")
    assert (entry.person_id, entry.organisation_id) == (None, None)


def test_nobody_freezes_it_by_hand(wood):
    with pytest.raises(NotAllowed):
        actions.freeze(survey=open_survey(wood), by=wood.ash, now=NOON)
