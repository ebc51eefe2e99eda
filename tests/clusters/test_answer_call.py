"""Answers are saved question by question, by whoever holds the link."""

import pytest

from spinney.base.access import links
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.clusters.actions import responses
from spinney.clusters.models import Response
from tests.clusters.calls import applicant, open_call
from tests.personas import NOON


def begun(wood, number=1):
    call = open_call(wood)
    secret = responses.start_response(
        call=call, applicant=applicant(number), by=Actor.nobody(), now=NOON
    )
    guest = links.actor_of(links.find(secret, now=NOON))
    return Response.objects.get(call=call), guest


def test_what_was_saved_stays(wood):
    response, guest = begun(wood)
    first, second, _ = response.call.questions.values_list("pk", flat=True)
    responses.answer_call(response=response, answers={first: " A "}, by=guest, now=NOON)
    responses.answer_call(response=response, answers={second: "500"}, by=guest, now=NOON)
    responses.answer_call(response=response, answers={first: "B"}, by=guest, now=NOON)
    kept = dict(response.answers.values_list("question_id", "text"))
    assert kept == {first: "B", second: "500"}


def test_a_guest_answers_her_own_only(wood):
    response, _ = begun(wood)
    _, other = begun(wood, 2)
    with pytest.raises(NotFound):
        responses.answer_call(response=response, answers={}, by=other, now=NOON)


def test_a_member_may_not(wood):
    response, _ = begun(wood)
    with pytest.raises(Exception, match="You may not do this here"):
        responses.answer_call(response=response, answers={}, by=wood.birch, now=NOON)


def test_an_unknown_question(wood):
    response, guest = begun(wood)
    with pytest.raises(BadInput):
        responses.answer_call(response=response, answers={999999: "x"}, by=guest, now=NOON)
