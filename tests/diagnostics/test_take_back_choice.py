"""The choice is taken back; another can be chosen then."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.proposals import choose_proposal, take_back_choice
from tests.diagnostics.groupings import asked, locality, proposed
from tests.personas import NOON


def test_another_can_be_chosen(wood):
    locality(wood)
    grouping = asked(wood)
    first, second, *_ = proposed(wood, grouping)
    choose_proposal(proposal=first, by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        take_back_choice(proposal=first, by=wood.birch, now=NOON)
    assert take_back_choice(proposal=first, by=wood.ash, now=NOON).chosen_at is None
    with pytest.raises(WrongState):
        take_back_choice(proposal=first, by=wood.ash, now=NOON)
    assert choose_proposal(proposal=second, by=wood.ash, now=NOON).chosen_at == NOON
