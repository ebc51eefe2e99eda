"""A decision that was ended stands after all; what gave way to another does not come back."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.book import supersede_decision
from spinney.decisions.actions.reviews import end_decision, restore_decision
from tests.decisions.registering import LATER, noted

pytestmark = pytest.mark.django_db


def test_after_an_end(wood):
    decision = end_decision(decision=noted(wood), reason="A slip.", by=wood.ash, now=LATER)
    assert restore_decision(decision=decision, by=wood.ash, now=LATER).state == "stands"


def test_not_after_it_was_superseded(wood):
    old, new = noted(wood), noted(wood, "New")
    supersede_decision(decision=old, by_decision=new, by=wood.ash, now=LATER)
    with pytest.raises(WrongState):
        restore_decision(decision=old, by=wood.ash, now=LATER)
