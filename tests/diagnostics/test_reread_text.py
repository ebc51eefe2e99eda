"""Putting words back among those that wait to be read."""

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import WrongState
from spinney.diagnostics.actions.texts import clear_text, reread_text
from spinney.diagnostics.bridge.findings import findings_of
from spinney.diagnostics.models import FreeText
from spinney.diagnostics.queries.texts import queue_for, words_in
from tests.diagnostics.findings import answered_survey

pytestmark = pytest.mark.django_db


def test_they_wait_again(wood):
    survey = answered_survey(wood)
    token = words_in(findings_of(survey))[0].token
    now = timezone.now()
    clear_text(survey=survey, token=token, shown="To meet.", by=wood.ash, now=now)
    assert len(queue_for(wood.ash, findings_of(survey)).waiting) == 5
    reread_text(survey=survey, token=token, by=wood.ash, now=now)
    assert len(queue_for(wood.ash, findings_of(survey)).waiting) == 6
    assert not FreeText.objects.exists()


def test_what_waits_cannot_be_put_back(wood):
    survey = answered_survey(wood)
    token = words_in(findings_of(survey))[0].token
    with pytest.raises(WrongState):
        reread_text(survey=survey, token=token, by=wood.ash, now=timezone.now())
