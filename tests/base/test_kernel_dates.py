"""Dates, and the order in which a column writes them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel.tabular.dates import Order, read_date, weigh

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_a_date_is_read_back_in_every_spelling(day):
    spellings = [
        (day.isoformat(), Order.DAY_FIRST),
        (f"{day.isoformat()} 00:00:00.0000000", Order.MONTH_FIRST),
        (f"{day.day}/{day.month}/{day.year}", Order.DAY_FIRST),
        (f"{day.month:02}.{day.day:02}.{day.year}", Order.MONTH_FIRST),
        (f"{day:%d %B %Y}", Order.MONTH_FIRST),
        (f"{day:%d-%b-%Y}", Order.DAY_FIRST),
        (f"{day:%d/%m/%Y} 00:00", Order.DAY_FIRST),
    ]
    assert [read_date(text, order) for text, order in spellings] == [day] * len(spellings)


@pytest.mark.parametrize("text", ["", "soon", "31/02/2020", "2020-13-01", "1/2", "99/99/2020"])
def test_what_is_no_date_is_none(text):
    assert read_date(text) is None


@given(st.lists(DAYS, min_size=1, max_size=30))
def test_the_order_is_never_guessed_wrongly(days):
    day_first = weigh((n, f"{d.day}/{d.month}/{d.year}") for n, d in enumerate(days, 2))
    assert day_first.order in (Order.DAY_FIRST, Order.ISO, None)
    month_first = weigh((n, f"{d.month}/{d.day}/{d.year}") for n, d in enumerate(days, 2))
    assert month_first.order in (Order.MONTH_FIRST, Order.ISO, None)


def test_two_orders_in_one_column_are_shown_with_their_lines():
    seen = weigh([(2, "25/12/2020"), (9, "12/25/2020")])
    assert seen.order is None
    problem = seen.problem("Registered")
    assert "“25/12/2020” in line 2" in problem
    assert "“12/25/2020” in line 9" in problem


def test_an_open_question_shows_both_readings():
    problem = weigh([(2, "03/04/2020")]).problem("Registered")
    assert "3 April 2020 or 4 March 2020" in problem


def test_it_does_not_matter_when_day_and_month_are_the_same():
    assert weigh([(2, "05/05/2020"), (3, "")]).order is Order.ISO
