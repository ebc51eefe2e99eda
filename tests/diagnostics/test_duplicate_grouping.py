"""The same question once more, without its proposals."""

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.diagnostics.actions.groups import duplicate_grouping
from tests.diagnostics.groupings import asked, locality, proposed
from tests.personas import NOON


def test_without_proposals(wood):
    locality(wood)
    grouping = asked(wood, max_size=5)
    proposed(wood, grouping)
    made = duplicate_grouping(grouping=grouping, by=wood.ash, now=NOON)
    assert (made.settings, made.state, made.problem) == (grouping.settings, "draft", {})
    assert made.proposals.count() == 0
    assert made.title != grouping.title


def test_members_cannot(wood):
    with pytest.raises(NotAllowed):
        duplicate_grouping(grouping=asked(wood), by=wood.birch, now=NOON)
