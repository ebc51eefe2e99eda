"""A member applies for itself, once in a round; a group on paper through who keeps the money."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.money.actions.microgrants import apply_micro_grant
from tests.agreements.making import another_member
from tests.money.micro_grants import CHOIR, GARDEN, NOW, opened

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_member_applies_once_for_itself(wood):
    one, birch = opened(wood), wood.organisations["birch"]
    made = apply_micro_grant(round_=one, said=GARDEN, organisation=birch, by=wood.birch, now=NOW)
    assert (made.organisation, made.group_name, made.email, made.state) == (
        birch, "", "", "applied"
    )  # fmt: skip
    with pytest.raises(BadInput, match="has applied in this round already"):
        apply_micro_grant(round_=one, said=GARDEN, organisation=birch, by=wood.birch, now=NOW)
    elm = another_member(wood, "elm centre")
    with pytest.raises(NotAllowed):
        apply_micro_grant(round_=one, said=GARDEN, organisation=elm, by=wood.birch, now=NOW)
    with pytest.raises(NotAllowed):
        apply_micro_grant(round_=one, said=CHOIR, by=wood.birch, now=NOW)
    with pytest.raises(NotFound):
        apply_micro_grant(round_=one, said=CHOIR, by=wood.sorrel, now=NOW)


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (replace(CHOIR, purpose=""), "purpose"),
        (replace(CHOIR, asked_pence=0), "asked_pence"),
        (replace(CHOIR, asked_pence=-5), "asked_pence"),
        (replace(CHOIR, asked_pence=25_001), "asked_pence"),
        (replace(CHOIR, group_name=" "), "group_name"),
    ],
)
def test_what_cannot_be_is_said(wood, bad, field):
    with pytest.raises(BadInput) as error:
        apply_micro_grant(round_=opened(wood), said=bad, by=wood.ash, now=NOW)
    assert list(error.value.fields) == [field]


def test_nobody_applies_in_a_draft(wood):
    with pytest.raises(WrongState, match="not open yet"):
        apply_micro_grant(round_=opened(wood, state="draft"), said=CHOIR, by=wood.ash, now=NOW)
