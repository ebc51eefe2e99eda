"""A saving is changed: by whom, with what follows, and two people at once."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, WrongState
from spinney.purchasing.actions.savings import edit_saving, refuse_saving
from tests.access import client_of
from tests.agreements.making import another_member
from tests.purchasing.making import NOON
from tests.purchasing.saving_claims import claimed, said

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def edit(saving, by, **changes):
    read = changes.pop("read", None)
    return edit_saving(saving=saving, said=said(**changes), read=read, by=by, now=NOON)


def test_whoever_claimed_it_may_while_it_waits_and_then_its_member_alone(wood):
    saving = claimed(wood)
    assert edit(saving, wood.ash, new_pence=80_000).saved_pence == 40_000
    with pytest.raises(NotAllowed, match="Birch House"):
        edit(saving, wood.rowan)
    changed = edit(saving, wood.birch, new_pence=70_000)
    assert (changed.state, changed.claimed_by) == ("confirmed", wood.birch.label)
    with pytest.raises(NotAllowed):
        edit(saving, wood.ash, new_pence=1)


def test_what_changed_is_looked_at_anew_and_another_version_is_told(wood):
    saving = claimed(wood, by="birch")
    saving.seen, saving.state = {"verdict": "x"}, "realised"
    saving.save()
    changed = edit(saving, wood.birch, new_pence=80_000, read=1)
    assert (changed.seen, changed.state, changed.version) == ({}, "confirmed", 2)
    with pytest.raises(ChangedMeanwhile):
        edit(saving, wood.birch, new_pence=1, read=1)
    assert edit(saving, wood.birch, new_pence=80_000).version == 2  # the same again changes nothing


def test_not_into_another_that_stands_nor_once_it_is_refused(wood):
    claimed(wood, by="birch")
    second = claimed(
        wood, title="Next year", first_day=date(2027, 1, 1), last_day=date(2027, 12, 31)
    )
    with pytest.raises(BadInput, match="count twice"):
        edit(second, wood.birch)
    refuse_saving(saving=second, why="Not ours.", by=wood.birch, now=NOON)
    with pytest.raises(WrongState, match="Bring it back"):
        edit(second, wood.birch)


def test_the_page_begins_with_what_was_said(wood):
    saving = claimed(wood, by="birch", covers="part:one phone", title="One phone")
    url = reverse("purchasing:edit-saving", args=[wood.cluster.pk, saving.pk])
    initial = client_of(wood, "birch").get(url).context["form"].initial
    assert (initial["covers"], initial["new_pence"]) == ("part", 90_000)
    another_member(wood, "maple")
    assert client_of(wood, "maple").get(url).status_code == 403
