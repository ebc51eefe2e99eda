"""Keeping words back from the group."""

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import WrongState
from spinney.diagnostics.actions.texts import clear_text, withhold_text
from spinney.diagnostics.bridge.findings import findings_of
from spinney.diagnostics.models import FreeText
from spinney.diagnostics.queries.texts import cleared_in, words_in
from tests.diagnostics.findings import answered_survey, publish
from tests.diagnostics.test_clear_text import page

pytestmark = pytest.mark.django_db


def withhold(survey, wood, token):
    return withhold_text(
        survey=survey, token=token, why="It names a person", by=wood.ash, now=timezone.now()
    )


def test_what_was_shown_is_shown_no_more(wood):
    survey = answered_survey(wood)
    token = words_in(findings_of(survey))[0].token
    clear_text(survey=survey, token=token, shown="To meet more.", by=wood.ash, now=timezone.now())
    publish(survey, wood.ash)
    assert "To meet more." in page(wood, survey)
    withhold(survey, wood, token)
    assert "To meet more." not in page(wood, survey)
    assert cleared_in(findings_of(survey)) == []
    assert FreeText.objects.get().why == "It names a person"


def test_it_is_kept_back_once(wood):
    survey = answered_survey(wood)
    token = words_in(findings_of(survey))[0].token
    withhold(survey, wood, token)
    with pytest.raises(WrongState):
        withhold(survey, wood, token)
