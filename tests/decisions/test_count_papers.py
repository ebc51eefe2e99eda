"""Papers count once two persons typed the same, as many as there are envelopes."""

from __future__ import annotations

from collections import Counter

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.envelopes import count_papers
from spinney.decisions.models import Entry, SealedVote
from tests.decisions.making import another_member
from tests.decisions.paper import LATER, secret_with_envelopes, type_papers
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def marks_in_the_box() -> Counter[str]:
    return Counter(str(one.marks) for one in SealedVote.objects.exclude(check_digest=""))


def test_typed_alike_in_any_order_they_go_into_the_box_and_nothing_is_left(wood: Wood) -> None:
    ballot = secret_with_envelopes(wood)
    type_papers(wood, ballot, "ash", {"2": 1}, {"1": 1})
    type_papers(wood, ballot, "rowan", {"1": 1}, {"2": 1})
    assert count_papers(ballot=ballot, by=wood.rowan, now=LATER) == 2
    assert marks_in_the_box() == {"{'1': 1}": 1, "{'2': 1}": 1}
    assert not Entry.objects.filter(elector=None).exists()
    settled = Entry.objects.values_list("state", "entered_by", "settled_by")
    assert set(settled) == {("confirmed", wood.ash.label, wood.rowan.label)}
    letters = Message.objects.filter(kind="decisions.papers_counted")
    assert sorted(one.email for one in letters) == ["birch@example.org", "fern@example.org"]


def test_whoever_noted_the_envelopes_may_press_the_button(wood: Wood) -> None:
    ballot = secret_with_envelopes(wood)
    for who in ("rowan", "ash"):
        type_papers(wood, ballot, who, {"1": 1}, None)
    assert count_papers(ballot=ballot, by=wood.ash, now=LATER) == 1
    assert set(Entry.objects.values_list("settled_by", flat=True)) == {wood.rowan.label}
    assert marks_in_the_box() == {"{'1': 1}": 1}


def test_of_several_who_typed_those_that_agree_count(wood: Wood) -> None:
    another_member(wood, "fern")
    ballot = secret_with_envelopes(wood)
    type_papers(wood, ballot, "ash", {"1": 1}, {"3": 1})
    type_papers(wood, ballot, "fern", {"1": 1}, {"2": 1})
    type_papers(wood, ballot, "rowan", {"2": 1}, {"1": 1})
    assert count_papers(ballot=ballot, by=wood.rowan, now=LATER) == 2
    assert marks_in_the_box() == {"{'1': 1}": 1, "{'2': 1}": 1}


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ([{"1": 1}, {"2": 1}], [{"1": 1}], "1 paper still to type"),
        ([{"1": 1}], [{"1": 1}, {"2": 1}], "A second person has to type"),
        ([], [{"1": 1}, {"2": 1}], "A second person has to type"),
        ([{"1": 1}, {"2": 1}], [{"1": 1}, {"1": 1}], "different papers"),
        ([{"1": 1}, {"2": 1}], [{"1": 1}, None], "different papers"),
    ],
)
def test_not_otherwise(wood: Wood, first: list, second: list, why: str) -> None:
    ballot = secret_with_envelopes(wood)
    type_papers(wood, ballot, "ash", *first)
    type_papers(wood, ballot, "rowan", *second)
    with pytest.raises(WrongState, match=why):
        count_papers(ballot=ballot, by=wood.rowan, now=LATER)
    assert not marks_in_the_box()


def test_no_two_members_alone_say_what_lay_in_the_envelopes(wood: Wood) -> None:
    ballot = secret_with_envelopes(wood)
    for who in ("birch", "fern"):
        type_papers(wood, ballot, who, {"1": 1}, {"1": 1})
    with pytest.raises(WrongState, match="One of the two must be of those who run"):
        count_papers(ballot=ballot, by=wood.birch, now=LATER)
    type_papers(wood, ballot, "rowan", {"1": 1}, {"1": 1})
    assert count_papers(ballot=ballot, by=wood.birch, now=LATER) == 2


def test_a_single_paper_counts_only_if_they_agreed_to_be_known(wood: Wood) -> None:
    ballot = secret_with_envelopes(wood, "fern")
    for who in ("ash", "rowan"):
        type_papers(wood, ballot, who, {"1": 1})
    with pytest.raises(WrongState, match="know whose paper"):
        count_papers(ballot=ballot, by=wood.ash, now=LATER)
    assert count_papers(ballot=ballot, alone=True, by=wood.ash, now=LATER) == 1
