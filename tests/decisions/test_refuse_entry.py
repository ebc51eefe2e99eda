"""What was typed can be taken out before it counts, and typed anew."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.decisions.actions.entries import refuse_entry
from tests.decisions.paper import LATER, confirmed, two_members, typed
from tests.personas import Wood

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["ash", "rowan"])
def test_by_those_who_run_the_cluster(wood: Wood, who: str) -> None:
    ballot = two_members(wood)
    entry = typed(wood, ballot)
    done = refuse_entry(entry=entry, note=" Not theirs ", by=wood.actor(who), now=LATER)
    assert (done.state, done.note, done.marks) == ("refused", "Not theirs", {})
    typed(wood, ballot)


def test_not_by_members_nor_once_it_counts(wood: Wood) -> None:
    entry = typed(wood, two_members(wood))
    for who in ("birch", "fern"):
        with pytest.raises(NotAllowed):
            refuse_entry(entry=entry, by=wood.actor(who), now=LATER)
    confirmed(wood, entry)
    with pytest.raises(WrongState, match="settled already: confirmed"):
        refuse_entry(entry=entry, by=wood.rowan, now=LATER)
