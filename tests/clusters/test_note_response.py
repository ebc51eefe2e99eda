"""A note for those who choose is kept beside an answer."""

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.clusters.actions import responses
from tests.clusters.calls import answered, open_call
from tests.personas import NOON


def test_it_is_kept(wood):
    response = answered(wood, open_call(wood))
    responses.note_response(response=response, note="Ask Fern.", by=wood.rowan, now=NOON)
    response.refresh_from_db()
    assert response.note == "Ask Fern."


def test_members_may_not(wood):
    response = answered(wood, open_call(wood))
    with pytest.raises(NotAllowed):
        responses.note_response(response=response, note="x", by=wood.birch, now=NOON)
