"""From published results to the list of themes."""

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotFound, WrongState
from spinney.diagnostics.actions.suggestions import suggest_themes
from spinney.diagnostics.models import Theme
from spinney.diagnostics.queries.suggestions import suggestions_for
from tests.access import client_of
from tests.diagnostics.findings import answered_survey, publish

pytestmark = pytest.mark.django_db


def put(survey, wood, *areas, by=None):
    return suggest_themes(survey=survey, areas=areas, by=by or wood.ash, now=timezone.now())


def test_what_stands_out_goes_on_the_list_with_what_it_rests_on(wood):
    survey = answered_survey(wood)
    publication = publish(survey, wood.ash)
    (theme,) = put(survey, wood, "hr")
    assert theme.title == "Staff"
    assert theme.area == "hr"
    assert {one["publication"] for one in theme.evidence} == {str(publication.uid)}
    assert any("Help needed" in one["words"] for one in theme.evidence)
    assert [one.on_list for one in suggestions_for(wood.ash, survey)[1] if one.area == "hr"] == [
        True
    ]
    with pytest.raises(BadInput):
        put(survey, wood, "hr")


def test_a_programme_manager_may_since_it_rests_on_what_everybody_reads(wood):
    survey = answered_survey(wood)
    publish(survey, wood.ash)
    assert put(survey, wood, "hr", by=wood.rowan)


def test_what_does_not_stand_out_is_refused(wood):
    survey = answered_survey(wood)
    publish(survey, wood.ash)
    with pytest.raises(BadInput):
        put(survey, wood, "premises")
    with pytest.raises(BadInput):
        put(survey, wood)


def test_nothing_rests_on_what_is_not_published(wood):
    with pytest.raises(WrongState):
        put(answered_survey(wood), wood, "hr")


def test_a_programme_has_no_list_of_themes(wood):
    survey = answered_survey(wood, in_programme=True)
    publish(survey, wood.rowan)
    with pytest.raises(NotFound):
        put(survey, wood, "hr", by=wood.rowan)


def test_the_facilitator_ticks_what_goes_on_the_list(wood):
    survey = answered_survey(wood)
    publish(survey, wood.ash)
    client = client_of(wood, "ash")
    url = reverse("diagnostics:suggest-themes", args=[survey.scope, survey.pk])
    assert "Help needed" in client.get(url).content.decode()
    assert client.post(url, {"areas": ["hr"]}).status_code == 302
    assert Theme.objects.get().title == "Staff"
