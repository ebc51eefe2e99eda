"""A step that nobody wants is put aside."""

from __future__ import annotations

import pytest

from spinney.base.access.asks import asked_of
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.decisions.actions.steps import decline_step, take_step
from tests.decisions.registering import LATER, chosen

pytestmark = pytest.mark.django_db


def test_it_is_asked_for_no_more_and_not_taken(wood):
    step = chosen(wood).steps.get()
    with pytest.raises(NotAllowed):
        decline_step(step=step, by=wood.birch, now=LATER)
    assert decline_step(step=step, by=wood.ash, now=LATER).state == "declined"
    assert not [one for one in asked_of(wood.ash, LATER) if "outline" in one.what]
    with pytest.raises(WrongState):
        take_step(step=step, by=wood.ash, now=LATER)
