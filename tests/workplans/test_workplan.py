"""The pages of a plan say how everything stands, in few queries, and as files."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.workplans.actions.plans import NewDays, replan_workplan
from spinney.workplans.api import achieved, activities_of, plan_of
from spinney.workplans.engine.gantt import Stretch, ToDraw, layout
from spinney.workplans.models import Activity, Workplan
from spinney.workplans.queries.plan_gantt import plan_on_line
from spinney.workplans.queries.plan_page import look_at
from spinney.workplans.views.gantt_picture import GanttPicture
from tests.access import client_of
from tests.web.test_charts import SVG, drawn, texts
from tests.workplans.making import a_bid, a_milestone, a_plan, a_risk, an_activity, an_objective
from tests.workplans.planning import NOW, agreed, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGES = (
    "workplan", "plan-board", "activities", "plan-gantt", "milestones", "compare-plans",
    "print-workplan",
)  # fmt: skip


def page(wood, name, query="", who="birch"):
    url = reverse(f"workplans:{name}", args=[wood.cluster.pk])
    return client_of(wood, who).get(url + query).content.decode()


def test_late_is_said_without_blame_and_waiting_before_it(wood):
    plan = agreed(wood)
    today = localdate()
    Activity.objects.filter(title="Recruit").update(
        starts_on=today - timedelta(days=40), ends_on=today - timedelta(days=5)
    )
    Activity.objects.filter(title="Train").update(
        starts_on=today - timedelta(days=4), ends_on=today - timedelta(days=2)
    )
    whole = page(wood, "workplan")
    assert "5 days past its last day" in whole
    assert "Waits for “Recruit”" in whole
    assert "2 days past" not in whole
    assert "For you to do" in whole
    only = page(wood, "activities", "?only=behind")
    assert ("Recruit" in only, ">Train<" in only) == (True, False)
    assert "1 activity" in only or "1 of" in only
    one = reverse("workplans:activity", args=[wood.cluster.pk, one_of(plan, "Train").pk])
    assert "Waits for “Recruit”" in client_of(wood, "birch").get(one).content.decode()


def test_the_chart_has_a_bar_for_each_and_the_same_as_a_table(wood):
    plan = agreed(wood)
    a_milestone(plan, activity=one_of(plan, "Recruit"), reached_on=date(2026, 5, 5))
    recruit = one_of(plan, "Recruit")
    later = NewDays(date(2026, 5, 1), date(2026, 7, 30))
    replan_workplan(plan=plan, days={recruit.pk: later}, why="No host.", by=wood.ash, now=NOW)
    chart = page(wood, "plan-gantt")
    assert chart.count('class="spinney-picture__') >= 2
    assert "1 April to 30 June 2026" in chart  # as it was agreed, in the table
    assert "reached 5 May 2026" in chart
    assert "No host." in chart
    assert "is expected 30 days too late" in chart
    assert "30 days later" in page(wood, "compare-plans")
    assert "30 days later" not in page(wood, "compare-plans", "?kept=2")


def test_files_hold_everything_and_no_formula(wood):
    plan = agreed(wood)
    an_activity(plan, title="=1+1", quick_win=True, cost_pence=123_450)
    url = reverse("workplans:activities", args=[wood.cluster.pk])
    text = client_of(wood, "birch").get(url, {"as": "csv"}).getvalue().decode()
    assert "1234.5" in text
    assert "Waits for “Recruit”." in text
    assert ",=1+1" not in text
    assert "\n=1+1" not in text


def test_as_many_queries_for_fifty_as_for_five(wood):
    plan = agreed(wood)
    client = client_of(wood, "birch")

    def counts():
        found = {}
        for name in PAGES:
            url = reverse(f"workplans:{name}", args=[wood.cluster.pk])
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200
            found[name] = len(asked)
        return found

    def grow(count):
        for number in range(count):
            goal = an_objective(plan, title=f"Goal {number}")
            one = an_activity(plan, title=f"Task {number}", objective=goal)
            one.waits_on.create(decision_words="Who pays")
            a_milestone(plan, activity=one)
            one.waits_on.create(on_bid=a_bid(wood.cluster))
            a_risk(wood.cluster)

    grow(2)
    counts()
    few = counts()
    grow(20)
    assert counts() == few
    assert max(few.values()) <= 26, few


def test_other_rooms_read_the_plan_and_what_was_achieved(wood):
    assert plan_of(wood.cluster) is None
    assert achieved(wood.cluster).activities == 0
    plan = agreed(wood)
    recruit = one_of(plan, "Recruit")
    Activity.objects.filter(pk=recruit.pk).update(state="done", quick_win=True)
    an_activity(plan, title="Dropped", state="dropped", quick_win=True)
    an_activity(plan, title="Gone", removed_at=NOW)
    a_milestone(plan, activity=recruit, reached_on=date(2026, 6, 1), target=Decimal(2), unit="x")
    a_milestone(plan)
    found = plan_of(wood.cluster)
    assert (found.is_agreed, found.baseline, found.agreed_on) == (True, 1, date(2026, 3, 20))
    states = {one.title: (one.state, one.how) for one in activities_of(wood.cluster)}
    assert states["Recruit"] == ("done", "done")
    assert states["Train"][1] in ("ready", "to_come")
    assert "Gone" not in states
    told = achieved(wood.cluster)
    assert (told.activities_done, told.activities) == (1, 2)
    assert (told.milestones_reached, told.milestones) == (1, 2)
    assert (told.quick_wins_done, told.quick_wins) == (1, 1)
    Workplan.objects.update(state="ended")
    a_plan(wood.cluster, title="The next one")
    assert plan_of(wood.cluster).title == "The next one"


def test_home_asks_whoever_does_it_and_the_facilitator_sees_who_needs_help(wood):
    plan = agreed(wood)
    Activity.objects.filter(title="Recruit").update(ends_on=localdate() + timedelta(days=3))
    home = client_of(wood, "birch").get("/").content.decode()
    assert "Say how it goes: Recruit" in home
    Activity.objects.filter(pk=one_of(plan, "Recruit").pk).update(state="help")
    cluster = client_of(wood, "ash").get(f"/clusters/{wood.cluster.pk}/").content.decode()
    assert "“Recruit” needs help" in cluster
    assert reverse("workplans:workplan", args=[wood.cluster.pk]) in cluster


def test_what_waits_is_hatched_with_an_arrow_where_there_is_room(wood):
    plan = agreed(wood)
    an_activity(plan, title="Ask three trainers what a day would cost all of us together")
    gantt = plan_on_line(look_at(wood.ash, plan, date(2026, 4, 2)), None)
    picture = GanttPicture("Plan", gantt)
    assert "Hatched: waits" in picture.note
    assert "Arrow" in picture.note
    assert picture.description.endswith("Waiting for something: Train.")
    for width, arrows in ((680, 1), (288, 0)):
        root = drawn(picture, width)
        hatched = [el for el in root.iter(f"{SVG}rect") if "url(#" in (el.get("fill") or "")]
        assert len(hatched) == 1
        heads = [el for el in root.iter(f"{SVG}path") if el.get("class") == "pic-quiet"]
        assert len(heads) == arrows
        assert not any("…" in text for text in texts(root))
    Activity.objects.filter(title="Recruit").update(state="done")
    after = GanttPicture("Plan", plan_on_line(look_at(wood.ash, plan, date(2026, 4, 2)), None))
    assert "Hatched" not in after.note


def test_every_way_an_arrow_can_lead_stays_in_the_picture():
    days = [Stretch(date(2026, month, 1), date(2026, month, 28)) for month in (3, 6, 9)]
    rows = [
        ToDraw(key, f"Task {key}", bar=days[key % 3], waits=True, waits_for=(key + 1, 9 - key, 99))
        for key in range(8)
    ]
    root = drawn(GanttPicture("Plan", layout(rows, date(2026, 5, 1))), 680)
    _, _, wide, high = (float(one) for one in root.get("viewBox").split())
    lines = [el for el in root.iter(f"{SVG}path") if el.get("class") == "pic-line-quiet"]
    assert len(lines) > 8
    for line in lines:
        numbers = [float(one) for one in re.findall(r"[\d.]+", line.get("d"))]
        assert all(220 < x < wide for x in numbers[::2])
        assert all(0 < y < high for y in numbers[1::2])


def test_a_plan_that_does_not_cover_its_activities_says_so(wood):
    plan = agreed(wood)
    change = reverse("workplans:edit-workplan", args=[wood.cluster.pk])
    assert "the plan does" not in page(wood, "workplan", who="ash")
    Activity.objects.filter(title="Train").update(ends_on=date(2027, 1, 9))
    told = "“Train” ends on 9 January 2027, after the plan does."
    assert told in page(wood, "workplan")
    whole = page(wood, "workplan", who="ash")
    assert f'{told} <a class="govuk-link spinney-no-print" href="{change}">' in whole
    an_activity(plan, title="Before", starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 2))
    told = "“Before” begins on 1 January 2026, before the plan does. 1 other lies outside too."
    assert told in page(wood, "workplan")


def test_paper_has_the_risks_the_bids_and_what_stops_without_each(wood):
    plan = agreed(wood)
    bid = a_bid(wood.cluster)
    a_bid(wood.cluster, title="Lost one", state="lost")
    one_of(plan, "Recruit").waits_on.create(on_bid=bid)
    a_risk(wood.cluster, title="Small", likelihood=1, impact=1)
    a_risk(wood.cluster, response_words="We ask two funders.")
    a_risk(wood.cluster, title="Closed one", state="closed")
    paper = page(wood, "print-workplan")
    assert "High (12)" in paper
    assert paper.index("The funding fails") < paper.index(">Small<")
    assert "We ask two funders." in paper
    assert "Closed one" not in paper
    assert "£90,000" in paper
    assert "Recruit: needs the bid “An HR worker for three years” itself" in paper
    assert "Train: needs “Recruit”, which needs the bid" in paper
    Workplan.objects.update(state="ended")
    assert "The funding fails" not in page(wood, "print-workplan", f"?plan={plan.pk}")
