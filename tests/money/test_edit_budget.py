"""Name and days of a draft change; two at once are told of one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, WrongState
from spinney.money.actions.budgets import (
    discard_budget,
    edit_budget,
    edit_budget_lines,
    import_budget_lines,
    put_budget_in_force,
)
from spinney.money.actions.grant_changes import (
    answer_grant_change,
    ask_grant_change,
    withdraw_grant_change,
)
from spinney.money.policies.grants import ChangeText
from spinney.money.queries.budgets import budget_url
from tests.access import client_of
from tests.money.budgeting import ROOM, SAID, agreed, drafted
from tests.money.granting import NOW, approved
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_draft_changes_and_what_stands_does_not(wood):
    draft = drafted(wood)
    later = replace(SAID, title="Budget to spring", last_day=date(2027, 3, 31))
    done = edit_budget(budget=draft, said=later, read=1, by=wood.ash, now=NOON)
    assert (done.title, done.last_day, done.version) == (later.title, later.last_day, 2)
    with pytest.raises(ChangedMeanwhile) as error:
        edit_budget(budget=draft, said=SAID, read=1, by=wood.rowan, now=NOON)
    assert error.value.changes["title"] == ("Budget of 2026", "Budget to spring")
    with pytest.raises(BadInput):
        edit_budget(budget=draft, said=replace(SAID, title=""), by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        edit_budget(budget=agreed(wood), said=later, by=wood.ash, now=NOON)


def test_what_the_funder_has_is_neither_changed_nor_thrown_away(wood):
    grant, draft = approved(wood), drafted(wood)
    text = ChangeText("budget", "Rooms cost less", budget_id=draft.pk)
    taken_back = ask_grant_change(grant=grant, text=text, by=wood.ash, now=NOW)
    withdraw_grant_change(change=taken_back, by=wood.ash, now=NOW)
    later = replace(SAID, title="Budget to spring")
    edit_budget(budget=draft, said=later, by=wood.ash, now=NOON)
    change = ask_grant_change(grant=grant, text=text, by=wood.ash, now=NOW)
    deeds = (
        lambda: edit_budget(budget=draft, said=SAID, by=wood.ash, now=NOON),
        lambda: edit_budget_lines(budget=draft, lines=[ROOM], by=wood.ash, now=NOON),
        lambda: import_budget_lines(budget=draft, lines=[ROOM], by=wood.ash, now=NOON),
        lambda: discard_budget(budget=draft, by=wood.ash, now=NOON),
    )
    for deed in deeds:
        with pytest.raises(WrongState, match="Draft another version"):
            deed()
    answer_grant_change(change=change, agreed=True, by=wood.rowan, now=NOW)
    for deed in deeds:
        with pytest.raises(WrongState, match="funder has this version"):
            deed()
    assert put_budget_in_force(budget=draft, by=wood.ash, now=NOON).state == "in_force"


def test_the_page_of_a_draft_that_the_funder_has_says_so(wood):
    grant, draft = approved(wood), drafted(wood)
    text = ChangeText("budget", "Rooms cost less", budget_id=draft.pk)
    ask_grant_change(grant=grant, text=text, by=wood.ash, now=NOW)
    page = client_of(wood, "ash").get(budget_url(draft))
    told = page.content.decode()
    assert "The funder has this version" in told
    assert "Throw it away" not in told
    assert "Put it in force" in told
