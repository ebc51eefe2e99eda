"""Lines come in from a spreadsheet: understood with care, added or put in the place of others."""

from __future__ import annotations

import io
from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.money.actions.budgets import import_budget_lines
from spinney.money.bridge.budget_files import Names, read_file, read_pasted
from spinney.money.bridge.budgets import LineSaid
from tests.money.budgeting import ROOM, drafted, line
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NAMES = Names({}, {"lottery": 4}, {"birch house": 7})

PASTED = """What\tAmount\tIn or out\tFund\tMember\tFrom\tTo
Trainer\t£1,200.50\t\tLottery\tBirch House\tMar 2026\tMay 2026
Grant\t2000\tin\tElsewhere\t\t\t
Refund\t-50\t\t\t\t\t
Nothing\t0\t\t\t\tAugust\t
Words\tmuch\t\t\t\t\t
\t12\t\t\t\t\t
Loan\t-300\tin\t\t\t2026-05\t2026-03
"""


def test_each_row_says_what_was_understood():
    rows = read_pasted(PASTED, NAMES)
    assert [one.row for one in rows] == [2, 3, 4, 5, 6, 7, 8]
    trainer = rows[0].said
    assert (trainer.pence, trainer.fund_id, trainer.organisation_id) == (120_050, 4, 7)
    assert (trainer.first_day, trainer.last_day) == (date(2026, 3, 1), date(2026, 5, 31))
    assert (rows[1].said.is_income, rows[1].said.pence) == (True, 200_000)
    assert rows[1].problems == ("“Elsewhere” is no fund here, and is left out.",)
    assert [one.said for one in rows[2:7] if one.said is None] == [None] * 3
    assert "write “in” into a column" in rows[2].problems[0]
    assert "It has £0." in rows[3].problems
    assert "“August” is no month" in " ".join(rows[3].problems)
    assert "no amount" in rows[4].problems[0]
    assert "no name" in rows[5].problems[0]
    assert (rows[6].said.pence, rows[6].said.is_income) == (30_000, True)
    assert "ends before it begins" in rows[6].problems[0]


def test_csv_and_xlsx_are_read_alike():
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Budget of 2026"])
    book.active.append(["Item", "Budget", "Heading"])
    book.active.append(["Room hire", 1200.5, "Venue"])
    data = io.BytesIO()
    book.save(data)
    for name, content in (
        ("b.xlsx", data.getvalue()), ("b.csv", b"Item,Budget,Heading\nRoom hire,1200.5,Venue\n"),
    ):  # fmt: skip
        (row,) = read_file(name, content, NAMES)
        assert row.said == LineSaid("Room hire", 120_050, category="Venue")


@pytest.mark.parametrize("text", ["hello", "What,Amount\n", "", "What,Amount\n" + "a,1\n" * 501])
def test_what_is_no_table_is_refused(text):
    with pytest.raises(BadInput) as error:
        read_pasted(text, NAMES)
    assert list(error.value.fields) == ["pasted"]


def test_lines_are_added_or_put_in_the_place_of_others_with_their_keys(wood):
    made = drafted(wood, ROOM)
    key = line(made, "Room").key
    new = [LineSaid("room", 90_000), LineSaid("Bus", 10_000)]
    import_budget_lines(budget=made, lines=new, by=wood.ash, now=NOON)
    assert [row.title for row in made.lines.all()] == ["Room", "room", "Bus"]
    import_budget_lines(budget=made, lines=new, instead=True, by=wood.ash, now=NOON)
    rows = list(made.lines.all())
    assert [row.title for row in rows] == ["room", "Bus"]
    assert rows[0].key == key
    with pytest.raises(BadInput):
        import_budget_lines(budget=made, lines=[], by=wood.ash, now=NOON)
