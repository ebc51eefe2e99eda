"""Pages of budgets, of what will be left over, and of time given: written, read, taken along."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from spinney.money.actions.ledger import Said, add_payment
from spinney.money.bridge.budgets import LineSaid
from spinney.money.models import Budget
from spinney.money.queries.trails import trail
from tests.access import client_of
from tests.money.budgeting import ROOM, TALK, agreed, drafted, line, spend
from tests.money.giving import BID, noted
from tests.money.making import NOON, a_fund
from tests.money.reallocating import partners

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def url(name: str, wood, *args: int) -> str:
    return reverse(f"money:{name}", args=[wood.cluster.pk, *args])


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


def asked(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_page_costs_the_same_however_many_lines_there_are(wood):
    few = agreed(wood)
    client = client_of(wood, "birch")
    address = url("budget", wood, few.number)
    first = asked(client, address), asked(client, url("underspend", wood))
    for n in range(20):
        few.lines.create(title=f"Line {n}", pence=100, position=9, fund=a_fund(
            wood.cluster, name=f"Fund {n}"), organisation=wood.organisations["birch"])  # fmt: skip
    for row in few.lines.all()[:5]:
        spend(row, 50)
    assert (asked(client, address), asked(client, url("underspend", wood))) == first
    assert max(first) < 30


def test_what_was_spent_leads_to_its_entries_and_overspending_is_said(wood):
    budget = agreed(wood)
    spend(line(budget, "Training"), 70_000)
    page = client_of(wood, "birch").get(url("budget", wood, budget.number)).content.decode()
    assert "“Training” is overspent by £100." in page
    way = f"{url('entries', wood)}?line={line(budget, 'Training').pk}&amp;kind=cost"
    assert page.count(way) == 3  # the line, its category, and the whole
    shown = client_of(wood, "birch").get(way.replace("&amp;", "&"))
    assert "£700" in shown.content.decode()
    told = rows_of(
        client_of(wood, "birch").get(url("budget", wood, budget.number) + "?as=csv")
    )  # fmt: skip
    heads = told[0]
    row = dict(zip(heads, told[2], strict=True))
    assert (row["What for"], row["Planned (£)"], row["Spent (£)"], row["Left (£)"]) == (
        "Training", "600", "700", "-100"
    )  # fmt: skip


def test_what_was_spent_on_no_line_is_said_beside(wood):
    budget = agreed(wood, ROOM, TALK)
    page = url("budget", wood, budget.number)
    client = client_of(wood, "birch")
    assert "Spent on no line" not in client.get(page).text
    said = Said(date(2026, 3, 10), "Postage", 4_150, "activity_cost")
    add_payment(cluster=wood.cluster, said=said, by=wood.ash, now=NOON)
    shown = client.get(page).text
    assert "Spent on no line" in shown
    assert "£41.50" in shown
    entries = client.get(trail(wood.cluster.pk, budget_line_id=0, kind="cost")).text
    assert "Postage" in entries


@pytest.mark.parametrize("by", ["category", "fund", "member", "month", "restriction", "activity"])
def test_totals_by_whatever_one_asks_add_up(wood, by):
    months = LineSaid("Hall", 100_001, first_day=date(2026, 1, 1), last_day=date(2026, 3, 31))
    budget = agreed(wood, months, TALK)
    page = client_of(wood, "ash").get(
        url("budget", wood, budget.number), {"by": by, "across": "month"}
    )
    assert page.context["seen"].whole.planned == 160_001
    assert sum(one.planned for _, one, _ in page.context["parts"]) == 160_001
    if by != "month":
        assert sum(page.context["table"].sums) == page.context["table"].whole == 160_001


def form_of(*lines: tuple[str, str, str], total: int | None = None) -> dict[str, object]:
    data: dict[str, object] = {
        "line-TOTAL_FORMS": total or len(lines), "line-INITIAL_FORMS": 0
    }  # fmt: skip
    for n, (title, pence, goes) in enumerate(lines):
        data |= {f"line-{n}-title": title, f"line-{n}-pence": pence, f"line-{n}-goes": goes}
    return data


def test_lines_are_written_in_a_table_without_a_script(wood):
    budget = drafted(wood, ROOM)
    client = client_of(wood, "ash")
    address = url("edit-budget-lines", wood, budget.number)
    page = client.get(address)
    assert [form.initial.get("title") for form in page.context["formset"]][0] == "Room"
    bad = client.post(address, form_of(("Tea", "-5", "out"), ("", "", "out")))
    assert "cannot be below nought. If it is money that comes in" in bad.content.decode()
    month = client.post(address, form_of(("Tea", "5", "out")) | {"line-0-first": "Smarch"})
    assert "“Smarch” is no month" in month.content.decode()
    done = client.post(
        address,
        form_of(("Tea", "12.50", "out"), ("Grant", "1,000", "in"), ("", "", "out"))
        | {"line-0-first": "March 2026", "line-0-last": "5/26", "line-0-profile": "1 1 2"},
    )
    assert done.status_code == 302
    tea, grant = budget.lines.all()
    assert (tea.pence, tea.first_day, tea.last_day, tea.profile) == (
        1_250, date(2026, 3, 1), date(2026, 5, 31), [1, 1, 2]
    )  # fmt: skip
    assert grant.pence == -100_000


def test_a_spreadsheet_is_looked_at_before_it_comes_in(wood):
    budget = drafted(wood, ROOM)
    client = client_of(wood, "ash")
    address = url("import-budget-lines", wood, budget.number)
    looked = client.post(address, {"pasted": "What\tAmount\nBus\t120\nRefund\t-5\n"})
    page = looked.content.decode()
    assert "1 line of 2 rows can come in" in page
    assert "write “in” into a column" in page
    assert budget.lines.count() == 1
    done = client.post(address, {"seen": looked.context["seen"], "instead": "1"})
    assert done.status_code == 302
    assert list(budget.lines.values_list("title", "pence")) == [("Bus", 12_000)]
    assert client.post(address, {"seen": looked.context["seen"] + "x"}).status_code == 422


def test_a_budget_begins_with_the_plan_is_compared_and_put_in_force(wood):
    budget = agreed(wood)
    client = client_of(wood, "ash")
    day = {"first_day_day": 1, "first_day_month": 1, "first_day_year": 2026,
           "last_day_day": 31, "last_day_month": 12, "last_day_year": 2026}  # fmt: skip
    started = client.post(
        url("start-budget", wood), {"title": "Second", "start": budget.number, **day}
    )
    second = Budget.objects.get(title="Second")
    assert started["Location"] == url("edit-budget-lines", wood, second.number)
    client.post(
        url("edit-budget-lines", wood, second.number),
        form_of(("Room", "1,300", "out"), ("Tea", "20", "out")),
    )
    page = client.get(url("compare-budgets", wood, second.number)).content.decode()
    assert "£480 less is planned to be spent" in page
    assert "Taken out" in page
    client.post(url("put-budget-in-force", wood, second.number), {"decision": ""})
    second.refresh_from_db()
    assert second.state == "in_force"


def test_forecast_and_proposal_are_read_by_members(wood):
    there = partners(wood)
    page = client_of(wood, "birch").get(url("underspend", wood)).content.decode()
    assert "In " in page
    assert "Elm Advice" in page
    ash = client_of(wood, "ash")
    said = {"title": "Keep Elm going", "percent": "33", "income_pence": "100,000"}
    proposal = ash.post(url("draft-reallocation", wood), said)["Location"]
    ash.post(
        f"{proposal}add-move/",
        {"from_line": line(there.budget, "Birch House").pk, "pence": "1,000",
         "to_line": line(there.budget, "Elm Advice").pk},
    )  # fmt: skip
    shown = client_of(wood, "birch").get(proposal).content.decode()
    assert "At least a third goes to bodies with an income under £100,000" in shown
    assert "£6,000" in shown
    assert "£7,000" in shown
    assert "Propose it" not in shown


def test_time_given_stands_by_itself_and_goes_into_a_file(wood):
    noted(wood)
    client = client_of(wood, "birch")
    page = client.get(url("contributions", wood)).content.decode()
    assert "7.5 hours" in page
    assert "£176.25 by their rates" in page
    told = rows_of(client.get(url("contributions", wood) + "?as=csv"))
    assert BID.what in told[1]
