"""Invented rows for the catalogue. No organisation here exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import TextChoices

from spinney.base.access.asks import Ask
from spinney.base.web import charts
from spinney.base.web.components.parts import (
    Brand,
    Disc,
    Figure,
    FileItem,
    Happening,
    Job,
    Link,
    Stage,
    Status,
    Steps,
    SummaryRow,
    TaskItem,
    Tone,
)
from spinney.base.web.picker import Option
from spinney.base.web.told import Said


class Tier(TextChoices):
    CORE = "core", "Core member"
    FULL = "full", "Full member"
    ASSOCIATE = "associate", "Associate"


@dataclass(frozen=True)
class Group:
    """An invented organisation."""

    pk: int
    name: str
    tier: str
    income_pence: int | None
    joined: date
    latitude: float
    longitude: float
    town: str
    evidence: Status

    @property
    def url(self) -> str:
        return "#"


_READY = Status("In order", Tone.GO)
_WAITS = Status("Accounts wait on them", Tone.WAITS)
_LATE = Status("Insurance ended", Tone.LATE)

GROUPS = [
    Group(1, "Ashgrove Carers", "core", 24_500_000, date(2024, 3, 4), 53.58, -2.43, "Bolton",
          _READY),
    Group(2, "Bramble Youth Project", "full", 9_120_050, date(2024, 3, 4), 53.583, -2.415,
          "Bolton", _WAITS),
    Group(3, "Cedar Advice", "full", 61_000_000, date(2024, 5, 20), 53.55, -2.40, "Farnworth",
          _READY),
    Group(4, "Dell Lane Community Centre", "associate", None, date(2025, 1, 9), 53.61, -2.50,
          "Horwich", _READY),
    Group(5, "Elder Tree Lunch Club", "full", 1_850_000, date(2025, 1, 9), 53.581, -2.428,
          "Bolton", _LATE),
    Group(6, "Fernhill Women's Group", "associate", 720_000, date(2025, 6, 30), 53.545, -2.52,
          "Westhoughton", _WAITS),
    Group(7, "Greenway Debt Help", "core", 18_000_000, date(2024, 3, 4), 53.60, -2.43,
          "Astley Bridge", _READY),
]  # fmt: skip

BRAND = Brand("Together in the Valley", "/ui/page/cluster/", "", "#7a4b9a")
STATUSES = [
    Status("Not begun", Tone.PLAIN),
    Status("Closed", Tone.QUIET),
    Status("In order", Tone.GO),
    Status("Waits on you", Tone.WAITS),
    Status("9 days late", Tone.LATE),
]
SUMMARY = [
    SummaryRow("Organisation", "Ashgrove Carers", "#"),
    SummaryRow("Address", "4 Sample Street\nBolton", "#", note="Checked 3 March 2026"),
    SummaryRow("Registered number", "None yet"),
]
TASKS = [
    TaskItem("Confirm your organisation's profile", STATUSES[2], "#", minutes=3),
    TaskItem("Add your latest accounts", STATUSES[3], "#", "Asked for by 12 March 2026", 5),
    TaskItem("Sign the ground rules", Status("Cannot begin yet"), "", "After the vote"),
]
HAPPENINGS = [
    Happening(date(2026, 3, 9), "Cedar Advice joined as a full member.", "#"),
    Happening(date(2026, 3, 2), "The cluster moved on to Sharing intelligence.", "",
              "Planned for 16 February 2026"),
    Happening(date(2026, 2, 20), "Four of seven organisations sent their answers."),
]  # fmt: skip
FIGURES = [
    Figure("members", "7", "#", "2 of them associates"),
    Figure("facilitation days left", "6½", "#", "of 12"),
    Figure("money left", "£8,250", "#"),
    Figure("waits on members", "3", "#"),
]
FILES = [
    FileItem("Ground rules, as agreed.pdf", "#", 184_320, date(2026, 3, 2)),
    FileItem("Minutes of the first meeting.docx", "#", 42_100, date(2026, 2, 11), "Checked by all"),
]
DISCS = [
    Disc(g.name, g.url, g.town, letters, g.tier == "associate", g.evidence)
    for g, letters in zip(GROUPS, charts.letters_for([g.name for g in GROUPS]), strict=True)
]
STAGES = [
    Stage("Mobilisation", "done", "ended 9 January 2026"),
    Stage("Sharing intelligence", "done", "ended 2 March 2026", "#"),
    Stage("Focus and plan", "now", "since 2 March, waits on 3 members", "#"),
    Stage("Delivery", "to come", "planned from May 2026"),
    Stage("Realisation", "to come", "planned from March 2027"),
]
STAGES_LATE = [
    STAGES[0],
    Stage("Sharing intelligence", "late", "three weeks past its date", "#"),
    *(Stage(s.name, "to come", s.detail) for s in STAGES[2:]),
]
STEPS = Steps(2, 5, "Your services", 6)
ASKS = [
    Ask("Tell us whether you will take part", "#", 2, "Ashgrove Carers", "Together in the Valley",
        1, date(2026, 3, 12)),
    Ask("Check the minutes", "#", 4, "Ashgrove Carers", "Together in the Valley", 1,
        date(2027, 3, 20)),
    Ask("Confirm your organisation's profile", "#", 3, "Ashgrove Carers"),
]  # fmt: skip
JOBS = [
    Job("Loading the register", 0, None, "waiting", "organisation"),
    Job("Loading the register", 4_200, None, "running", "organisation"),
    Job("Loading the register", 124_000, 400_000, "running", "organisation",
        left="about 2 minutes"),
    Job("Loading the register", 400_000, 400_000, "done", "organisation", result_url="#",
        note="312 lines could not be read; they are listed with the reason."),
    Job("Loading the register", 90_000, 400_000, "failed", "organisation",
        note="Line 90,001 is longer than a line can be. Nothing was kept."),
]  # fmt: skip
SAID = [
    Said("Your answers have gone to the facilitator. They can be changed until 12 March 2026."),
    Said("Fernhill Women's Group has left the list.", Tone.GO, "#"),
    Said("Two of the seven rows were left out. The reasons are below.", Tone.WAITS),
    Said("The file was not kept: it is a picture, not a table.", Tone.LATE),
]
TRAIL = [Link("Home", "/"), Link("Together in the Valley", "#"), Link("Members")]

MAP = charts.PlaceMap(
    title="Where the members are",
    places=[
        charts.Place(g.name, g.latitude, g.longitude, g.town, g.tier == "associate") for g in GROUPS
    ],
    note="Filled: members. Outlined: associates.",
)
BARS = charts.BarChart(
    title="Money spent by heading",
    bars=[
        charts.Bar("Shared HR worker", 1_240_000, 1_500_000),
        charts.Bar("Training", 410_000, 300_000, Tone.LATE),
        charts.Bar("Meetings", 90_000, 120_000),
        charts.Bar("Small grants", None, reason="withheld: fewer than 5 organisations"),
    ],
    show=lambda pence: f"£{pence / 100:,.0f}",
    value_name="Spent",
    plan_name="Budget",
    note="Dashed outline: budget. Hatched: withheld, with the reason.",
)
DOTS = charts.DotStrip(
    title="How far apart you are",
    scale=("0", "1", "2", "3", "4", "5"),
    strips=[
        charts.DotRow("Shared HR worker", (0, 0, 0, 1, 3, 4), 4, 4.5, 5, "you agree"),
        charts.DotRow("Training", (3, 1, 0, 0, 1, 3), 0, 2.5, 5, "you are divided"),
    ],
)
PLAN = charts.PlanChart(
    title="Stages: planned and as they were",
    today=date(2026, 3, 9),
    plan=[
        charts.PlanRow("Mobilisation", date(2025, 9, 1), date(2025, 12, 19), date(2025, 9, 8),
                       date(2026, 1, 9)),
        charts.PlanRow("Sharing intelligence", date(2025, 12, 20), date(2026, 2, 16),
                       date(2026, 1, 9), date(2026, 3, 2), "15 December 2025 to 30 January 2026"),
        charts.PlanRow("Focus and plan", date(2026, 2, 17), date(2026, 4, 30), date(2026, 3, 2)),
        charts.PlanRow("Delivery", date(2026, 5, 1), date(2027, 2, 26)),
        charts.PlanRow("Realisation", date(2027, 3, 1), date(2027, 6, 30)),
    ],
)  # fmt: skip


def options_like(text: str) -> list[Option]:
    """The invented organisations whose name holds a text, for the catalogue's picker."""
    found = [g for g in GROUPS if text.casefold() in g.name.casefold()]
    return [Option(str(g.pk), g.name, g.town) for g in found]


def option_of(value: str) -> Option | None:
    """One invented organisation as an option."""
    return next((Option(str(g.pk), g.name, g.town) for g in GROUPS if str(g.pk) == value), None)


def examples() -> dict[str, object]:
    """Everything that the catalogue's examples are given."""
    now = datetime(2026, 3, 9, 10, 42, tzinfo=UTC)
    return {
        "statuses": STATUSES, "summary": SUMMARY, "tasks": TASKS, "happenings": HAPPENINGS,
        "numbers": FIGURES, "files": FILES, "discs": DISCS, "stages": STAGES,
        "stages_late": STAGES_LATE, "steps": STEPS, "asks": ASKS, "jobs": JOBS, "banners": SAID,
        "trail_shown": TRAIL, "map": MAP, "bars": BARS, "dots": DOTS, "plan": PLAN, "now": now,
        "day": now.date(), "pence": 1_500_000, "km": 5.0, "span": timedelta(minutes=95),
        "towns": ["Bolton", "Farnworth", "Horwich"],
    }  # fmt: skip
