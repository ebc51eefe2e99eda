"""Somebody is moved by hand, and what that does is shown at once."""

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, WrongState
from spinney.diagnostics.actions.proposals import (
    choose_proposal,
    copy_proposal,
    move_organisation,
)
from spinney.diagnostics.bridge.grouping import arranged
from spinney.diagnostics.queries.proposals import Arranged
from tests.access import client_of
from tests.diagnostics.groupings import asked, locality, proposed
from tests.personas import NOON


@pytest.fixture
def mine(wood):
    locality(wood)
    first, *_ = proposed(wood, asked(wood))
    return copy_proposal(proposal=first, title="Mine", by=wood.ash, now=NOON)


def move(wood, proposal, key, to, *, version=None, who="ash"):
    return move_organisation(
        proposal=proposal, key=key, to=to, version=version, by=wood.actor(who), now=NOON
    )


def test_to_another_group_outside_and_a_new_one(wood, mine):
    one, two = arranged(mine)
    key = one[0]
    assert key in arranged(move(wood, mine, key, 1))[1]
    gone = move(wood, mine, key, None)
    assert all(key not in group for group in arranged(gone))
    new = move(wood, mine, key, 2)
    assert arranged(new)[2] == [key]
    assert len(new.moves) == 3
    with pytest.raises(BadInput):
        move(wood, mine, key, 2)
    with pytest.raises(BadInput):
        move(wood, mine, key, 9)
    with pytest.raises(BadInput):
        move(wood, mine, "nobody", 1)


def test_the_effect_is_what_the_engine_says(wood, mine):
    key = arranged(mine)[0][0]
    before = Arranged(mine).evaluation.objective
    moved = Arranged(move(wood, mine, key, 1))
    effect = moved.last_effect
    assert (effect.before, effect.after) == (before, moved.evaluation.objective)
    assert effect.newly_broken == ["Group 2 has 5 members; the most is 4."]
    assert "cannot be compared" in moved.proven[0]
    back = Arranged(move(wood, moved.proposal, key, 0))
    assert back.last_effect.mended == ["Group 2 has 5 members; the most is 4."]
    assert back.evaluation.objective == pytest.approx(before)


def test_what_each_place_would_do_is_what_it_does(wood, mine):
    key = arranged(mine)[0][0]
    for option in Arranged(mine).options(key):
        to = None if option.to == "out" else int(option.to)
        copy = copy_proposal(proposal=mine, title="Try", by=wood.ash, now=NOON)
        done = Arranged(move(wood, copy, key, to)).last_effect
        assert (done.after, done.newly_broken) == (option.effect.after, option.effect.newly_broken)


def test_two_move_at_once(wood, mine):
    key = arranged(mine)[0][0]
    move(wood, mine, key, 1, version=1)
    with pytest.raises(ChangedMeanwhile):
        move(wood, mine, key, None, version=1)


def test_what_was_found_stays_and_what_was_chosen(wood, mine):
    first = mine.changed_from
    key = arranged(first)[0][0]
    with pytest.raises(WrongState):
        move(wood, first, key, 1)
    with pytest.raises(NotAllowed):
        move(wood, mine, key, 1, who="birch")
    choose_proposal(proposal=mine, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        move(wood, mine, key, 1)


def test_from_the_page(wood, mine):
    client = client_of(wood, "ash")
    there = f"/clusters/{wood.cluster.pk}/groupings/{mine.grouping_id}/proposals/{mine.number}/"
    key = arranged(mine)[0][0]
    page = client.get(f"{there}move-organisation/", {"who": key}).content.decode()
    for deed in ("Leave it outside", "Move it to group 2", "Move it to a new group"):
        assert deed in page
    sent = {"who": key, "to": "1", "version": mine.version}
    page = client.post(f"{there}move-organisation/", sent, follow=True).content.decode()
    assert "goes to group 2." in page
    assert "Group 2 has 5 members; the most is 4." in page
    assert f"{there}undo-move/" in page
    assert client.post(f"{there}move-organisation/", sent | {"to": "north"}).status_code == 404
