"""Amounts and days: read back in every spelling, and never silently wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.base.kernel.tabular.amounts import MOST_PENCE, amount
from spinney.purchasing.engine.reading.amounts import amounts
from spinney.purchasing.engine.reading.days import day_of, days, evidence
from spinney.purchasing.engine.reading.layout import DateOrder

PENCE = st.integers(-MOST_PENCE + 1, MOST_PENCE - 1)
DAYS = st.dates(date(1980, 1, 1), date(2099, 12, 31))


def _spellings(pence):
    pounds, rest = divmod(abs(pence), 100)
    plain, grouped = f"{pounds}.{rest:02d}", f"{pounds:,}.{rest:02d}"
    if pence >= 0:
        return [plain, grouped, f"£{grouped}", f" £ {grouped} ", f"+{plain}", f"GBP {grouped}"]
    return [f"-{plain}", f"({grouped})", f"£({grouped})", f"-£{grouped}", f"£-{grouped}",
            f"{grouped}-", f"−{plain}", f"(£{grouped})"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(PENCE)
def test_an_amount_is_read_back_in_every_spelling_one_by_one_and_all_at_once(pence):
    spelled = _spellings(pence)
    assert [amount(text).pence for text in spelled] == [pence] * len(spelled)
    column = amounts(pa.chunked_array([pa.array([text.strip() for text in spelled])]))
    assert column.pence.tolist() == [pence] * len(spelled)
    assert column.known.all()


@given(st.text("0123456789.,-()£€$ eECRD'", max_size=14))
def test_what_is_read_of_any_figures_is_what_they_say(text):
    found = amount(text)
    if found is None:
        return
    figures = "".join(one for one in text if one.isdigit() or one == ".").rstrip(".")
    if not any(map(str.isdigit, figures)):
        assert found.pence == 0
        assert text.strip("£€$ eECRD") in ("-", "--")
    elif "e" not in text.casefold():
        assert abs(found.pence - abs(Decimal(figures)) * 100) <= Decimal("0.5") or found.pence < 0
        assert abs(abs(found.pence) - Decimal(figures) * 100) <= Decimal("0.5")
    one_by_one = amounts(pa.chunked_array([pa.array([text.strip()])]))
    assert (one_by_one.pence[0], bool(one_by_one.known[0])) == (found.pence, True)


@pytest.mark.parametrize(
    "text",
    ["1,23", "1,2345", "12.3.4", "1 2", "£5 €6", "5 each", "12%", "5/6", "((5))", "1.2E+07",
     "--5", "", "ask", "٣", "1e999", "9" * 29, "£", "10000000000000000"],
)  # fmt: skip
def test_what_is_no_amount_is_none(text):
    assert amount(text) is None


def test_amounts_in_thousands_and_other_money_are_told():
    assert amount("1.2345", 1000).pence == 123_450
    assert {text: amount(text).currency for text in ("€5", "$5", "US$ 5", "5 EUR", "£5 GBP")} == {
        "€5": "EUR", "$5": "USD", "US$ 5": "USD", "5 EUR": "EUR", "£5 GBP": "",
    }  # fmt: skip


@given(DAYS)
def test_a_day_is_read_back_in_every_spelling(one):
    ours = [f"{one:%d/%m/%Y}", f"{one.day}.{one.month}.{one.year}", f"{one:%d-%m-%Y} 00:00"]
    theirs = [f"{one:%m/%d/%Y}", f"{one.month}/{one.day}/{one.year} 12:30:00 AM"]
    either = [one.isoformat(), f"{one:%Y%m%d}", f"{one:%d %B %Y}", f"{one:%A, %d %b %Y}",
              f"{one:%B} {one.day}, {one.year}", str((one - date(1899, 12, 30)).days)]  # fmt: skip
    assert {day_of(text, DateOrder.DMY) for text in ours + either} == {one}
    assert {day_of(text, DateOrder.MDY) for text in theirs + either} == {one}


@given(st.lists(DAYS, min_size=1, max_size=40), st.booleans(), st.booleans())
def test_a_column_of_one_order_is_never_read_in_the_other_when_it_proves_it(some, month, padded):
    def spelled(one):
        first, second = (one.month, one.day) if month else (one.day, one.month)
        return f"{first:02}/{second:02}/{one.year}" if padded else f"{first}/{second}/{one.year}"

    texts = [spelled(one) for one in some]
    proof = evidence((text, 1) for text in texts)
    proves = any(one.day > 12 for one in some)
    assert proof.order is not DateOrder.MIXED
    if proves:
        assert proof.order is (DateOrder.MDY if month else DateOrder.DMY)
    found = days(pa.chunked_array([pa.array(texts)]), proof.order)
    if proves:
        assert found.tolist() == some


@given(st.lists(st.tuples(DAYS, st.booleans()), min_size=2, max_size=30))
def test_of_two_orders_in_one_column_a_date_is_read_by_proof_or_not_at_all(some):
    """With no spelling and no runs to go by, only what can be read one way is read."""
    texts = [f"{a:%m/%d/%Y}" if month else f"{a:%d/%m/%Y}" for a, month in some]
    found = days(pa.chunked_array([pa.array(texts)]), DateOrder.MIXED)
    for (one, _), read in zip(some, found.tolist(), strict=True):
        if one.day > 12 or one.day == one.month:
            assert read == one


@pytest.mark.parametrize("text", ["", "May", "Jan-20", "2025", "31/02/2025", "1/1/1066", "12/2025"])
def test_what_is_no_day_is_none(text):
    assert day_of(text, DateOrder.DMY) is None
