"""Where a register says something else: take theirs, or keep ours."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register.actions.profiles import settle_difference
from spinney.register.queries.profiles import differences
from tests.register.acting import book_of, browser_of, last_entry, now, today
from tests.register.profile_cases import REGISTER, change, from_register, said


@pytest.fixture
def birch(wood):
    birch = from_register(wood)
    change(wood, birch, income_pence=9_000_000)
    birch.refresh_from_db()
    return birch


def settle(wood, birch, *, theirs: bool, by="birch", column="income_pence"):
    return settle_difference(
        organisation=birch, column=column, take_theirs=theirs, by=wood.actor(by), now=now()
    )


def test_taking_theirs(wood, birch):
    settle(wood, birch, theirs=True)
    shown = said(birch, "income_pence")
    assert (shown.value, shown.source, shown.beside) == ("£120,000", REGISTER, "")
    assert differences(birch) == []


def test_keeping_ours_is_not_asked_again(wood, birch):
    settle(wood, birch, theirs=False)
    shown = said(birch, "income_pence")
    assert (shown.value, shown.source, shown.checked_on) == ("£90,000", "representative", today())
    assert differences(birch) == []
    assert birch.differs["income_pence"]["value"] == 12_000_000


def test_until_the_register_says_something_new(wood, birch):
    settle(wood, birch, theirs=False)
    birch.refresh_from_db()
    birch.differs["income_pence"]["value"] = 13_000_000
    birch.save()
    assert [one.beside for one in differences(birch)] == ["£130,000"]


def test_the_page_shows_both_and_settles(wood, birch):
    client = browser_of(wood.people["birch"])
    text = client.get(f"/organisations/{birch.pk}/profile/").content.decode()
    assert "£90,000" in text
    assert "£120,000" in text
    sent = {"column": "income_pence", "which": "theirs"}
    response = client.post(f"/organisations/{birch.pk}/profile/settle/", sent, follow=True)
    assert "Settled." in response.content.decode()
    assert last_entry(book_of(birch)).detail["settled"] == "what the register says was taken"


def test_a_date_comes_back_as_a_date(wood):
    from datetime import date

    birch = from_register(wood, year_end=date(2025, 3, 31))
    change(wood, birch, year_end=date(2025, 12, 31))
    birch.refresh_from_db()
    settle(wood, birch, theirs=True, column="year_end")
    birch.refresh_from_db()
    assert birch.year_end == date(2025, 3, 31)


def test_there_must_be_something_to_settle(wood, birch):
    settle(wood, birch, theirs=True)
    with pytest.raises(WrongState, match="nothing to settle"):
        settle(wood, birch, theirs=True)
    with pytest.raises(WrongState):
        settle(wood, birch, theirs=True, column="provenance")


@pytest.mark.parametrize("name", ["elm", "ash", "sorrel"])
def test_others_may_not(wood, birch, name):
    with pytest.raises(NotAllowed):
        settle(wood, birch, theirs=True, by=name)
