"""What was never opened can be thrown away."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.base.record.models import Entry
from spinney.diagnostics.actions import surveys as actions
from spinney.diagnostics.models import Asked, Survey
from spinney.diagnostics.queries.surveys import visible_to
from spinney.diagnostics.tasks.surveys import clear_removed_surveys
from tests.access import client_of
from tests.diagnostics.surveys import ask, make_survey, open_survey
from tests.personas import NOON


def removed(wood, **changes):
    survey = make_survey(wood, **changes)
    ask(survey, wood)
    return actions.remove_survey(survey=survey, by=wood.ash, now=NOON)


def test_nobody_sees_it_any_more(wood):
    survey = removed(wood)
    assert not visible_to(wood.ash).filter(pk=survey.pk).exists()
    assert Entry.objects.get(verb="diagnostics.remove_survey").detail["asked"] == 3


def test_not_once_it_was_opened(wood):
    with pytest.raises(WrongState, match="opened"):
        actions.remove_survey(survey=open_survey(wood), by=wood.ash, now=NOON)


def test_after_thirty_days_it_is_gone_with_its_list(wood):
    removed(wood)
    kept = make_survey(wood)
    clear_removed_surveys(NOON + timedelta(days=29))
    assert Survey.objects.count() == 2
    clear_removed_surveys(NOON + timedelta(days=31))
    assert Survey.objects.get() == kept
    assert not Asked.objects.exists()


def test_the_page_says_what_will_be_gone(wood):
    survey = make_survey(wood)
    ask(survey, wood)
    here = f"/clusters/{wood.cluster.pk}/surveys/"
    client = client_of(wood, "ash")
    page = client.get(f"{here}{survey.pk}/remove-survey/").content.decode()
    assert "list of 3 organisations" in page
    page = client.post(f"{here}{survey.pk}/remove-survey/", follow=True).content.decode()
    assert "Removed lately" in page
    assert client.get(f"{here}{survey.pk}/").status_code == 404
