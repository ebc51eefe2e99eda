"""A proposal is saved as a new one by hand; the one it came from stays."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.diagnostics.actions.proposals import copy_proposal, move_organisation
from spinney.diagnostics.bridge.grouping import arranged
from tests.access import client_of
from tests.diagnostics.groupings import asked, locality, proposed
from tests.personas import NOON


def test_it_begins_where_the_other_is_now(wood):
    locality(wood)
    first, *_ = proposed(wood, asked(wood))
    mine = copy_proposal(proposal=first, title="Mine", by=wood.ash, now=NOON)
    assert arranged(mine) == arranged(first)
    assert (mine.by_hand, mine.changed_from, mine.problem) == (True, first, first.problem)
    key = arranged(mine)[0][0]
    moved = move_organisation(proposal=mine, key=key, to=None, version=None, by=wood.ash, now=NOON)
    other = copy_proposal(proposal=moved, title="Other", by=wood.ash, now=NOON)
    assert other.moves == []
    assert arranged(other) == arranged(moved)
    assert key in arranged(first)[0]


def test_refused(wood):
    locality(wood)
    first, *_ = proposed(wood, asked(wood))
    with pytest.raises(BadInput):
        copy_proposal(proposal=first, title=" ", by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        copy_proposal(proposal=first, title="x", by=wood.birch, now=NOON)


def test_from_the_page(wood):
    locality(wood)
    grouping = asked(wood)
    found = proposed(wood, grouping)
    there = f"/clusters/{wood.cluster.pk}/groupings/{grouping.pk}/proposals/1/copy-proposal/"
    page = client_of(wood, "ash").post(there, {"title": "My own"}, follow=True)
    assert page.redirect_chain[-1][0].endswith(f"/proposals/{len(found) + 1}/")
    assert "My own" in page.content.decode()
