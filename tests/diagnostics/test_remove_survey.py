"""What was never opened can be thrown away."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.base.record.models import Entry
from spinney.diagnostics.actions import surveys as actions
from spinney.diagnostics.models import Asked, Survey
from tests.access import client_of
from tests.diagnostics.surveys import ask, make_survey, open_survey
from tests.personas import NOON


def test_it_goes_with_its_list(wood):
    survey = make_survey(wood)
    ask(survey, wood)
    actions.remove_survey(survey=survey, by=wood.ash, now=NOON)
    assert not Survey.objects.exists()
    assert not Asked.objects.exists()
    assert Entry.objects.get(verb="diagnostics.remove_survey").detail["asked"] == 3


def test_not_once_it_was_opened(wood):
    with pytest.raises(WrongState, match="opened"):
        actions.remove_survey(survey=open_survey(wood), by=wood.ash, now=NOON)


def test_the_page_says_what_will_be_gone(wood):
    survey = make_survey(wood)
    ask(survey, wood)
    url = f"/clusters/{wood.cluster.pk}/surveys/{survey.pk}/remove-survey/"
    client = client_of(wood, "ash")
    assert "list of 3 organisations" in client.get(url).content.decode()
    assert client.post(url, follow=True).status_code == 200
    assert not Survey.objects.exists()
