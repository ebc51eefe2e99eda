"""What a call says can be changed; its end is never moved into the past."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.base.record.models import Entry
from spinney.clusters.actions import calls as actions
from tests.clusters.calls import open_call, text_of
from tests.personas import NOON


def test_it_keeps_what_was_said_before(wood):
    call = open_call(wood)
    actions.edit_call(call=call, text=text_of(wood, title="Who helps?"), by=wood.ash, now=NOON)
    call.refresh_from_db()
    assert call.title == "Who helps?"
    entry = Entry.objects.get(verb="clusters.edit_call")
    assert entry.detail["before"] == {"title": "Who joins us?"}


def test_an_open_call_cannot_end_in_the_past(wood):
    call = open_call(wood)
    past = text_of(wood, closes_at=NOON - timedelta(days=1))
    with pytest.raises(BadInput) as told:
        actions.edit_call(call=call, text=past, by=wood.ash, now=NOON)
    assert "closes_at" in told.value.fields
