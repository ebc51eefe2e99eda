"""A small report to set, and what a chart looks like on its own."""

import io
from datetime import UTC, datetime

from PIL import Image

from spinney.evaluation.engine.report import Chart, Figure, Grid, Photo, Source, Table, compose

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
SAVINGS = Source(
    "What members confirmed, added up.", "https://spinney.example.org/clusters/3/savings/",
    "on 3 May 2026",
)  # fmt: skip
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 40" width="680" height="40">'
    "<style>.bar{fill:#1f4d3a}</style><title>Spending</title>"
    '<rect class="bar" x="0" y="10" width="300" height="12"/><text x="0" y="9">Rent</text></svg>'
)
GRID = Grid(("", "Spent", "Planned"), (("Rent", "£300", "£500"), ("Hall", "–", "£1,200")))


def a_photo():
    """Four dots, as a JPEG."""
    kept = io.BytesIO()
    Image.new("RGB", (4, 3), "green").save(kept, "JPEG")
    return Photo("photo_1", "Us at the market", kept.getvalue(), 4, 3)


FIGURES = {"saved": Figure("saved", "Savings confirmed", "£2,100", SAVINGS)}
PICTURES = {
    "chart_spent": Chart(
        "chart_spent", "Spending beside the plan", "2 bars. Longest: Rent, £300.", DRAWING, GRID,
        Source("The ledger.", "https://spinney.example.org/clusters/3/money/"),
    ),
    "chart_empty": Chart(
        "chart_empty", "Who came", "No meetings were noted.", "", Grid((), ()), Source("Meetings.")
    ),
    "photo_1": a_photo(),
    "table_empty": Table("table_empty", "Lessons", Grid(("What",), ()), Source("Lessons.")),
    "table_spent": Table("table_spent", "Spending", GRID, Source("The ledger.")),
}  # fmt: skip
TEXT = """## Money
Members saved **{{saved}}** in all,
more than {{mistyped}} said.

- {{saved}} by heat
- light

1. First
2. Then

{{chart_spent}}
{{chart_empty}}
{{table_spent}}
{{photo_1}}"""


def a_report(*texts, **more):
    sections = [(f"Part {at}", text) for at, text in enumerate(texts or (TEXT,), start=1)]
    given = {"made_at": NOON, "subtitle": "Elm Valley", "standing": "Draft of 3 May 2026"}
    return compose("What came of it", sections, FIGURES, PICTURES, **given | more)
