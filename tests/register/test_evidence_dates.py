"""Dates of evidence: as people type them, and what follows from them on any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel.errors import BadInput
from spinney.register.actions.reminders import REMIND_DAYS, _is_due
from spinney.register.forms.evidence import FactsForm
from spinney.register.models import Evidence
from spinney.register.models.evidence import EvidenceKind
from spinney.register.policies.evidence import EvidenceFacts, check_facts
from spinney.register.queries.evidence import SOON_DAYS, Standing, standing, status

SENSIBLE = st.dates(date(1900, 1, 1), date(2100, 1, 1))
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def typed(day: str, month: str, year: str) -> FactsForm:
    sent = {"issued_on_day": day, "issued_on_month": month, "issued_on_year": year}
    return FactsForm(sent, kind=EvidenceKind.OTHER_POLICY)


@given(SENSIBLE, st.sampled_from(["number", "nought", "name", "short"]))
def test_a_date_is_read_however_its_month_is_written(day, how):
    month = {
        "number": str(day.month),
        "nought": f"{day.month:02d}",
        "name": MONTHS[day.month - 1],
        "short": MONTHS[day.month - 1][:3].lower(),
    }[how]
    form = typed(str(day.day), month, str(day.year))
    form.is_valid()
    assert form.cleaned_data["issued_on"] == day


@given(st.text(max_size=6), st.text(max_size=10), st.text(max_size=6))
def test_anything_else_is_told_and_never_breaks(day, month, year):
    form = typed(day, month, year)
    form.is_valid()
    found = form.cleaned_data.get("issued_on")
    assert (found is None) == ("issued_on" in form.errors)


@given(SENSIBLE, st.none() | SENSIBLE, SENSIBLE)
def test_facts_are_taken_or_refused_with_the_field_named(issued_on, expires_on, today):
    facts = EvidenceFacts(EvidenceKind.PUBLIC_LIABILITY, issued_on, expires_on)
    too_far_ahead = issued_on > today + timedelta(days=366)
    if too_far_ahead or (expires_on is not None and expires_on < issued_on):
        with pytest.raises(BadInput) as refused:
            check_facts(facts, today)
        assert set(refused.value.fields) == {"issued_on" if too_far_ahead else "expires_on"}
    else:
        check_facts(facts, today)


def piece(issued_on: date, expires_on: date | None, reminded_on: date | None = None) -> Evidence:
    return Evidence(
        kind=EvidenceKind.PUBLIC_LIABILITY,
        issued_on=issued_on,
        expires_on=expires_on,
        reminded_on=reminded_on,
    )


@given(SENSIBLE, st.integers(0, 3000), SENSIBLE)
def test_how_it_stands_changes_in_one_order_only(issued_on, lasts, today):
    order = [Standing.NOT_YET, Standing.IN_DATE, Standing.SOON, Standing.ENDED]
    evidence = piece(issued_on, issued_on + timedelta(days=lasts))
    now, later = standing(evidence, today), standing(evidence, today + timedelta(days=1))
    assert order.index(now) <= order.index(later)
    assert status(evidence, today).text


@pytest.mark.parametrize(
    ("left", "how"),
    [
        (SOON_DAYS + 1, Standing.IN_DATE),
        (SOON_DAYS, Standing.SOON),
        (0, Standing.SOON),
        (-1, Standing.ENDED),
    ],
)
def test_on_its_last_day_it_is_still_in_date(left, how):
    today = date(2026, 3, 20)
    evidence = piece(date(2020, 1, 1), today + timedelta(days=left))
    assert standing(evidence, today) == how


@given(st.integers(0, 200), st.sets(st.integers(0, 260)))
def test_however_often_the_duty_is_done_each_step_is_told_once_at_the_most(lasts, on_days):
    start = date(2026, 1, 1)
    evidence = piece(start - timedelta(days=9), start + timedelta(days=lasts))
    told = 0
    for day in sorted(on_days):
        today = start + timedelta(days=day)
        if _is_due(evidence, today):
            told += 1
            evidence.reminded_on = today
            assert not _is_due(evidence, today)
    assert told <= len(REMIND_DAYS) + 1
    last = max(on_days, default=-1)
    if last > lasts:
        assert evidence.reminded_on is not None
        assert evidence.reminded_on > start + timedelta(days=lasts)
