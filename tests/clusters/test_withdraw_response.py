"""An answer can be withdrawn, and sent again."""

from spinney.clusters.actions import responses
from spinney.clusters.states import ResponseState
from tests.clusters.test_answer_call import begun
from tests.clusters.test_send_response import fill
from tests.personas import NOON


def test_and_sent_again(wood):
    response, guest = begun(wood)
    fill(response, guest)
    responses.send_response(response=response, by=guest, now=NOON)
    responses.withdraw_response(response=response, by=guest, now=NOON)
    assert response.state == ResponseState.WITHDRAWN
    assert response.answers.count() == 2
    responses.send_response(response=response, by=guest, now=NOON)
    assert response.state == ResponseState.SENT
