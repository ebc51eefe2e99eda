"""Words are read by a person before the group may read them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.diagnostics.actions.texts import clear_text
from spinney.diagnostics.bridge.findings import findings_of
from spinney.diagnostics.models import FreeText, Survey
from spinney.diagnostics.queries.texts import suggested, words_in
from tests.access import client_of
from tests.diagnostics.findings import answered, answered_survey, answers_of, organisation, publish

pytestmark = pytest.mark.django_db


def words_of(survey):
    return words_in(findings_of(survey))


def clear(survey, wood, words, shown="They hope to meet more often.", by=None):
    return clear_text(
        survey=survey, token=words.token, shown=shown, by=by or wood.ash, now=timezone.now()
    )


def page(wood, survey, name="birch"):
    url = reverse("diagnostics:results", args=[survey.scope, survey.pk])
    return client_of(wood, name).get(url).content.decode()


def test_nothing_is_shown_before_it_was_cleared_and_published(wood):
    survey = answered_survey(wood)
    first, *_ = words_of(survey)
    publish(survey, wood.ash)
    assert "hopes to see" not in page(wood, survey)
    clear(survey, wood, first)
    assert "They hope to meet" not in page(wood, survey)
    publish(survey, wood.ash)
    assert "They hope to meet more often." in page(wood, survey)
    assert "Ada Green" not in page(wood, survey)


def test_names_are_suggested_for_taking_out(wood):
    survey = answered_survey(wood)
    found = suggested(findings_of(survey), words_of(survey)[0])
    assert "Ada Green" in [one.words for one in found.found]
    assert "Ada Green" not in found.words


def test_what_is_for_the_facilitator_alone_is_never_in_the_queue(wood):
    assert {one.key for one in words_of(answered_survey(wood))} == {"hope"}


def test_what_was_changed_or_taken_back_is_not_shown(wood):
    survey = answered_survey(wood)
    mine = next(one for one in words_of(survey) if one.said.startswith("Group 2"))
    clear(survey, wood, mine)
    publish(survey, wood.ash)
    answered(survey, organisation(wood, 2), answers_of(2, hope="Something else now."))
    assert "They hope to meet" not in page(wood, survey)
    with pytest.raises(NotFound):
        clear(survey, wood, mine.__class__(**{**vars(mine), "token": "0" * 24}))


def test_too_few_wrote_something(wood):
    survey = answered_survey(wood, 2)
    for number in range(2, 6):
        answered(survey, organisation(wood, number), answers_of(number, hope=None))
    clear(survey, wood, words_of(survey)[0])
    publish(survey, wood.ash)
    assert "They hope to meet" not in page(wood, survey)


def test_in_a_detached_survey_the_words_have_no_source_and_no_order(wood):
    survey = answered_survey(wood, mode="detached")
    found = words_of(survey)
    assert {one.owner for one in found} == {None}
    assert [one.token for one in found] == sorted(one.token for one in found)
    clear(survey, wood, found[0])
    assert not FreeText.objects.get().source.startswith("detached")


def test_words_of_a_detached_survey_wait_until_it_is_closed(wood):
    survey = answered_survey(wood, mode="detached")
    words = words_of(survey)[0]
    Survey.objects.update(state="open")
    with pytest.raises(WrongState):
        clear(survey, wood, words)


def test_only_those_who_may_see_names_read_them(wood):
    survey = answered_survey(wood)
    with pytest.raises(NotAllowed):
        clear(survey, wood, words_of(survey)[0], by=wood.rowan)


def test_empty_words_and_words_about_a_client_are_refused(wood):
    survey = answered_survey(wood)
    words = words_of(survey)[0]
    for shown in (" ", "Her NHS number is 943 476 5919.", "x" * 5000):
        with pytest.raises(BadInput):
            clear(survey, wood, words, shown)


def test_one_after_another(wood):
    survey = answered_survey(wood)
    client = client_of(wood, "ash")
    url = reverse("diagnostics:texts", args=[survey.scope, survey.pk])
    assert "6 texts to read" in client.get(url).content.decode()
    for left in range(6, 0, -1):
        waiting = [one for one in words_of(survey) if one.row is None]
        assert len(waiting) == left
        args = [survey.scope, survey.pk, waiting[0].token]
        reply = client.post(reverse("diagnostics:clear-text", args=args), {"shown": "Read."})
        assert reply.status_code == 302
    assert reply["Location"] == url
    assert "All are read." in client.get(url).content.decode()
