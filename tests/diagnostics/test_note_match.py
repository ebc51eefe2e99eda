"""Which offers fit which needs, and what became of them."""

from dataclasses import replace
from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.inventory import note_match
from spinney.diagnostics.queries.inventory import fits_of
from spinney.diagnostics.states import MatchState
from tests.diagnostics.items import ROOM, VAN, join, show
from tests.personas import NOON


@pytest.fixture
def larch(wood):
    return join(wood, "Larch Youth")


def test_the_same_area_fits_and_says_why(wood, larch):
    van, need = show(wood, VAN, wood.birch), show(wood, ROOM, larch)
    show(wood, replace(VAN, area="hr"), wood.birch)
    (fit,) = fits_of(larch, wood.cluster, need)
    assert (fit.offer, fit.words) == (van, ["fridays"])
    assert fits_of(wood.birch, wood.cluster, van)[0].need == need


def test_times_that_do_not_meet_do_not_fit(wood, larch):
    show(wood, replace(VAN, ends_on=date(2026, 4, 30)), wood.birch)
    need = show(wood, replace(ROOM, starts_on=date(2026, 5, 1)), larch)
    assert fits_of(larch, wood.cluster, need) == []


def test_ones_own_does_not_fit(wood):
    show(wood, VAN, wood.birch)
    assert fits_of(wood.birch, wood.cluster, show(wood, ROOM, wood.birch)) == []


def test_in_touch_comes_first_and_unsuitable_last(wood, larch):
    oak = join(wood, "Oak Advice")
    van, bus = show(wood, VAN, wood.birch), show(wood, replace(VAN, title="A bus"), oak)
    need = show(wood, ROOM, larch)
    note_match(need=need, offer=van, state=MatchState.UNSUITABLE, by=larch, now=NOON)
    note_match(need=need, offer=bus, state=MatchState.IN_TOUCH, by=wood.ash, now=NOON)
    assert [fit.offer for fit in fits_of(larch, wood.cluster, need)] == [bus, van]
    told = Entry.objects.filter(verb="diagnostics.note_match").last().detail
    assert (told["who_needs"], told["who_offers"]) == ("Larch Youth", "Oak Advice")


def test_not_two_needs_and_not_by_a_third(wood, larch):
    van, need = show(wood, VAN, wood.birch), show(wood, ROOM, larch)
    with pytest.raises(BadInput):
        note_match(need=van, offer=need, state=MatchState.HELPED, by=larch, now=NOON)
    with pytest.raises(NotAllowed, match="two other members"):
        note_match(
            need=need, offer=van, state=MatchState.HELPED, by=join(wood, "Oak Advice"), now=NOON
        )
