"""The same guesses over a table of lines. (That Spark finds the same: test_whole.py.)"""

from __future__ import annotations

from spinney.purchasing.engine.categories.classify import (
    NEW_COLUMNS,
    Lesson,
    Lessons,
    with_categories,
)
from spinney.purchasing.engine.engines import connect
from spinney.purchasing.engine.people import NEW_COLUMNS as PEOPLE
from spinney.purchasing.engine.people import mark_people

LINES = {
    "source": ["birch", "birch", "oak", "oak", "oak"],
    "supplier": ["BT", "Rowan Stores", "Rowan Stores", "J Okafor", None],
    "supplier_number": ["", None, "", "", ""],
    "category": ["Telephone", "", "Printing", "", None],
    "description": ["", "Sandwiches", "Sandwiches", "Mileage March", "x"],
    "line": ["1", "2", "3", "4", "5"],
    "net_pence": [100, 200, 300, 400, 500],
}
LESSONS = Lessons(
    (Lesson("name", "Rowan Stores", "training", "oak"), Lesson("line", "1", "legal", "birch"))
)


def table(engine):
    import pyarrow as pa

    from spinney.purchasing.engine.engines import put

    return put(engine, pa.table(LINES))


def found(lines):
    rows = with_categories(mark_people(lines), LESSONS).order_by("line").to_pyarrow().to_pylist()
    told = ("net_pence", *NEW_COLUMNS, *PEOPLE)
    return [tuple(row[column] for column in told) for row in rows]


def test_on_duckdb():
    rows = found(table(connect("duckdb")))
    assert [(row[0], row[1], row[3], row[6], row[7]) for row in rows] == [
        (100, "legal", "corrected_line", False, ""),
        (200, "training", "corrected_elsewhere", False, ""),
        (300, "training", "corrected_name", False, ""),
        (400, "travel", "description_words", True, "staff"),
        (500, "other", "nothing", False, ""),
    ]
