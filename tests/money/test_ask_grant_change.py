"""A change says what is to be different, and why."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.record.models import Entry
from spinney.money.actions.grant_changes import ask_grant_change
from spinney.money.policies.grants import ChangeText
from tests.access import client_of
from tests.money.granting import NOW, applied, approved
from tests.money.making import a_budget

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def ask(wood, grant, *said, **more):
    return ask_grant_change(grant=grant, text=ChangeText(*said, **more), by=wood.ash, now=NOW)


def test_what_and_why_stand_in_the_record(wood):
    grant = approved(wood)
    change = ask(wood, grant, "timetable", "The trainer is ill.", ends_on=date(2026, 9, 30))
    assert change.before["ends_on"] is None
    assert change.after["ends_on"] == "2026-09-30"
    noted = Entry.objects.get(verb="money.ask_grant_change").detail
    assert noted["what"] == "end on 30 September 2026 instead of no set day"


def test_what_cannot_be_asked(wood):
    waiting, grant = applied(wood), approved(wood)
    budget = a_budget(wood.next_door)
    for said, more in (
        (("timetable", "Why"), {}),
        (("timetable", " "), {"ends_on": date(2026, 9, 30)}),
        (("timetable", "Why"), {"starts_on": date(2026, 9, 2), "ends_on": date(2026, 9, 1)}),
        (("budget", "Why"), {"budget_id": budget.pk}),
        (("instalments", "Why"), {"days": {}}),
        (("instalments", "Why"), {"days": {9: date(2026, 9, 1)}}),
        (("instalments", "Why"), {"amounts": {1: 900_000, 2: 600_000}}),  # as they stand
        (("instalments", "Why"), {"amounts": {2: 0}}),
        (("instalments", "Why"), {"amounts": {2: 600_001}}),
    ):
        with pytest.raises(BadInput):
            ask(wood, grant, *said, **more)
    with pytest.raises(WrongState):
        ask(wood, waiting, "timetable", "Why", ends_on=date(2026, 9, 30))


def test_money_from_one_instalment_to_the_next(wood):
    grant = approved(wood)
    change = ask(
        wood, grant, "instalments", "The trainer is dearer.", days={2: date(2026, 8, 1)},
        amounts={1: 700_000, 2: 800_000},
    )  # fmt: skip
    assert change.before == {"1": {"pence": 900_000}, "2": {"pence": 600_000, "due_on": None}}
    noted = Entry.objects.get(verb="money.ask_grant_change").detail
    assert noted["what"] == (
        "instalment 1: £7,000 instead of £9,000; instalment 2: £8,000 instead of £6,000,"
        " on 1 August 2026 instead of no set day"
    )


def test_the_form_begins_with_what_stands_and_keeps_what_was_typed(wood):
    grant = approved(wood)
    url = reverse("money:ask-grant-change", args=[wood.cluster.pk, grant.pk]) + "?kind=instalments"
    client = client_of(wood, "ash")
    assert 'name="pence_1" value="9,000"' in client.get(url).text
    typed = {"pence_1": "9000", "pence_2": "7,000", "reason": "Why not"}
    refused = client.post(url, typed)
    assert "come to £16,000, more than the grant of £15,000" in refused.text
    assert "Why not" in refused.text
    client.post(url, typed | {"pence_1": "8000"}, follow=True)
    page = client.get(reverse("money:grant", args=[wood.cluster.pk, grant.pk])).text
    assert "Instalment 1: £8,000 instead of £9,000; instalment 2: £7,000 instead of £6,000." in page
