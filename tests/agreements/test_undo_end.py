"""A mistaken end is taken back until its day is over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spinney.agreements.actions.coming_into_force import put_in_force
from spinney.agreements.actions.ending import end_agreement, undo_end
from spinney.agreements.bridge.duties import make_duties
from spinney.agreements.models import Duty
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.agreements.life import NOW, TODAY, sign, variation
from tests.agreements.making import an_agreement

pytestmark = pytest.mark.django_db


def ended(wood, agreement, on=TODAY):
    return end_agreement(
        agreement=agreement,
        on=on,
        reason="Wrong one.",
        decided_elsewhere="Members’ meeting",
        by=wood.ash,
        now=NOW,
    )


def test_it_is_as_if_nobody_had(wood):
    last = date(2027, 3, 31)
    terms = {"ends": last.isoformat(), "review": {"every_months": 6}, "records_kept": {"years": 6}}
    agreement = an_agreement(wood, terms=terms, until=last)
    make_duties(agreement.versions.get())
    fields = ("kind", "title", "due_on", "state", "note", "done_on")
    before = sorted(Duty.objects.values_list(*fields), key=str)
    ended(wood, agreement)
    again = undo_end(agreement=agreement, by=wood.ash, now=NOW)
    assert (again.state, again.ended_on, again.end_reason) == ("agreed", None, "")
    assert agreement.versions.get().in_force_until == last
    assert sorted(Duty.objects.values_list(*fields), key=str) == before


def test_versions_get_their_days_back(wood):
    agreement = an_agreement(wood)
    new = sign(variation(agreement, terms={}, wanted=date(2026, 6, 1)))
    put_in_force(version=new, by=wood.birch, now=NOW)
    ended(wood, agreement, on=date(2026, 5, 1))
    undo_end(agreement=agreement, by=wood.ash, now=NOW)
    days = [(v.in_force_from, v.in_force_until) for v in agreement.versions.all()]
    assert days == [(date(2026, 2, 1), date(2026, 5, 31)), (date(2026, 6, 1), None)]


def test_not_once_the_day_is_over(wood):
    agreement = an_agreement(wood)
    ended(wood, agreement)
    with pytest.raises(WrongState, match="that day has passed"):
        undo_end(agreement=agreement, by=wood.ash, now=NOW + timedelta(days=1))


def test_not_what_nobody_ended(wood):
    with pytest.raises(WrongState, match="not ended by anybody"):
        undo_end(agreement=an_agreement(wood), by=wood.ash, now=NOW)


def test_not_by_a_party(wood):
    agreement = an_agreement(wood)
    ended(wood, agreement)
    with pytest.raises(NotAllowed):
        undo_end(agreement=agreement, by=wood.birch, now=NOW)
