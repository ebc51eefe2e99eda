"""An answer is sent when every question that must be answered is; and can be sent again."""

import pytest

from spinney.base.kernel.errors import BadInput, LinkEnded
from spinney.base.post.models import Message
from spinney.clusters.actions import calls, responses
from spinney.clusters.models import Response
from spinney.clusters.states import ResponseState
from tests.clusters.test_answer_call import begun
from tests.personas import NOON


def fill(response, guest):
    first, _, third = response.call.questions.values_list("pk", flat=True)
    responses.answer_call(
        response=response, answers={first: "A", third: "Leeds"}, by=guest, now=NOON
    )


def test_it_names_what_is_missing(wood):
    response, guest = begun(wood)
    with pytest.raises(BadInput) as told:
        responses.send_response(response=response, by=guest, now=NOON)
    assert len(told.value.fields) == 2


def test_it_is_sent_with_a_receipt(wood):
    response, guest = begun(wood)
    fill(response, guest)
    responses.send_response(response=response, by=guest, now=NOON)
    response.refresh_from_db()
    assert (response.state, response.sent_at) == (ResponseState.SENT, NOON)
    assert Message.objects.filter(kind="clusters.call_sent").count() == 1


def test_a_shortlisted_answer_stays_so_when_sent_again(wood):
    response, guest = begun(wood)
    fill(response, guest)
    responses.send_response(response=response, by=guest, now=NOON)
    responses.sort_responses(
        call=response.call,
        responses=[response],
        to=ResponseState.SHORTLISTED,
        by=wood.ash,
        now=NOON,
    )
    responses.send_response(response=response, by=guest, now=NOON)
    assert response.state == ResponseState.SHORTLISTED


def test_not_after_the_call_closed(wood):
    response, guest = begun(wood)
    fill(response, guest)
    calls.close_call(call=response.call, by=wood.ash, now=NOON)
    response = Response.objects.get(pk=response.pk)
    with pytest.raises(LinkEnded):
        responses.send_response(response=response, by=guest, now=NOON)
