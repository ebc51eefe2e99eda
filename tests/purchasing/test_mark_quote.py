"""Members that are in mark quotes; each sees its own until all have."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.record.models import Entry
from spinney.purchasing.actions.quotes import mark_quote
from spinney.purchasing.models import QuoteMark
from spinney.purchasing.queries.purchases import compared
from tests.purchasing.buying import AFTER, another_member, asked, opened, quote_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def mark(wood, purchase, given, who="birch"):
    criterion = purchase.criteria.get(title="Help").pk
    marks = {
        (quote_of(purchase, number).pk, criterion): (one, "") for number, one in enumerate(given)
    }
    return mark_quote(purchase=purchase, marks=marks, by=wood.actor(who), now=AFTER)


def test_others_see_marks_once_all_have_marked(wood):
    purchase = opened(wood)
    mark(wood, purchase, [1, 2])
    assert mark(wood, purchase, [2, 5]) == 2
    for who in ("maple", "ash"):
        seen = compared(wood.actor(who), purchase)
        assert (seen.is_open, seen.have_marked, seen.to_mark) == (False, 1, 2)
        assert not seen.ranking.is_complete
    assert compared(wood.birch, purchase).ranking.is_complete
    mark(wood, purchase, [0, 5], "maple")
    seen = compared(wood.ash, purchase)
    assert seen.is_open
    helped = {one.offer: one.marks[1].mark for one in seen.ranking.ranked}
    assert sorted(helped.values()) == [1, 5]
    assert "'mark'" not in str(list(Entry.objects.values_list("detail", flat=True)))


def test_only_members_that_are_in_and_only_from_nought_to_five(wood):
    purchase = opened(wood)
    another_member(wood, "fir")
    with pytest.raises(WrongState, match="Say first"):
        mark(wood, purchase, [1], "fir")
    with pytest.raises(NotAllowed):
        mark(wood, purchase, [1], "ash")
    with pytest.raises(BadInput):
        mark(wood, purchase, [6])
    price = purchase.criteria.get(is_price=True).pk
    with pytest.raises(BadInput):
        mark_quote(
            purchase=purchase,
            marks={(quote_of(purchase).pk, price): (5, "")},
            by=wood.birch,
            now=AFTER,
        )
    assert not QuoteMark.objects.exists()


def test_not_before_quotes_are_open(wood):
    purchase = asked(wood)
    with pytest.raises(WrongState):
        mark_quote(purchase=purchase, marks={}, by=wood.birch, now=AFTER)
