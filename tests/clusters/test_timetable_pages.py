"""The timetable's page, files and calendar."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from spinney.clusters.actions.timetable import change_timetable
from spinney.clusters.bridge.timetable import plan_of
from spinney.clusters.engine.timetable import PlannedStage
from spinney.clusters.models import Stage
from spinney.clusters.queries.timetable import calendar_token
from spinney.clusters.states import ProgrammeState
from tests.access import client_of
from tests.clusters.programmes import LATER, asks, in_stage, set_dates
from tests.personas import NOON


def shift(wood, number, reason, at=NOON):
    plan = [
        PlannedStage(s.key, s.name, s.target_on + timedelta(days=number))
        for s in plan_of(wood.programme.stages.all())
    ]
    change_timetable(
        programme=wood.programme, plan=plan, reason=reason, version=None, by=wood.rowan, now=at
    )


@pytest.fixture
def twice(wood):
    set_dates(wood)
    shift(wood, 31, "Five months were not practical")
    shift(wood, 60, "Four months to spend the grant", at=LATER)
    return reverse("clusters:timetable", args=[wood.programme.pk])


def page_of(wood, url, name="rowan"):
    return client_of(wood, name).get(url).content.decode()


def test_every_plan_stands_beside_the_others_with_its_reason(wood, twice):
    page = page_of(wood, twice, "birch")
    assert "The timetable changed twice." in page
    assert "91 days later" in page
    for words in ("First plan", "Plan 2", "Planned now", "Five months were not practical"):
        assert words in page
    assert "1 March 2026" in page
    assert "31 May 2026" in page


def test_the_picture_compares_with_the_plan_that_is_asked_for(wood, twice):
    assert "as planned on 5 January 2026" in page_of(wood, twice)
    assert "as planned on 20 March 2026" in page_of(wood, f"{twice}?against=2")
    assert "as planned on 5 January 2026" in page_of(wood, f"{twice}?against=99")


def test_the_file_has_every_plan(wood, twice):
    text = client_of(wood, "ash").get(f"{twice}?as=csv").getvalue().decode("utf-8-sig")
    first = next(csv.DictReader(io.StringIO(text)))
    assert first["Stage"] == "Finding out"
    assert (first["First plan"], first["Plan 2"], first["Planned now"]) == (
        "2026-03-01",
        "2026-04-01",
        "2026-05-31",
    )
    assert first["Days moved"] == "91"


def test_a_draft_says_that_it_can_still_change(wood):
    wood.programme.state = ProgrammeState.DRAFT
    wood.programme.save()
    url = reverse("clusters:timetable", args=[wood.programme.pk])
    assert "has not started" in page_of(wood, url)


def test_only_managers_see_the_button(wood, twice):
    change = reverse("clusters:change-timetable", args=[wood.programme.pk])
    assert change in page_of(wood, twice)
    assert change not in page_of(wood, twice, "ash")


def calendar(wood):
    url = reverse("clusters:timetable-calendar", args=[calendar_token(wood.programme)])
    return Calendar.from_ical(Client().get(url).content)


def test_the_calendar_has_a_whole_day_for_each_dated_stage_and_the_start(wood, twice):
    asks(wood.programme.stages.first(), "Ground rules signed")
    found = calendar(wood)
    events = {str(e["summary"]): e for e in found.walk("VEVENT")}
    assert len(events) == 6
    event = events["Finding out: to be done (Growing Together)"]
    assert event["dtstart"].dt == date(2026, 5, 31)
    assert event["dtend"].dt == date(2026, 6, 1)
    assert event["sequence"] == 2
    assert "Ground rules signed" in event["description"]
    assert str(found["x-wr-calname"]) == "Growing Together"


def test_an_event_keeps_its_name_when_its_date_moves(wood):
    set_dates(wood)
    before = {str(e["uid"]) for e in calendar(wood).walk("VEVENT")}
    shift(wood, 7, "Snow")
    assert {str(e["uid"]) for e in calendar(wood).walk("VEVENT")} == before


def posted(wood, **changes):
    """The form as a browser would send it, with some fields changed."""
    stages = list(wood.programme.stages.order_by("position"))
    data = {"stage-TOTAL_FORMS": len(stages) + 2, "stage-INITIAL_FORMS": len(stages)}
    for n, stage in enumerate(stages):
        data |= {
            f"stage-{n}-key": str(stage.uid),
            f"stage-{n}-position": n + 1,
            f"stage-{n}-name": stage.name,
            f"stage-{n}-target_on_day": stage.target_on.day if stage.target_on else "",
            f"stage-{n}-target_on_month": stage.target_on.month if stage.target_on else "",
            f"stage-{n}-target_on_year": stage.target_on.year if stage.target_on else "",
        }
    data |= {"reason": "Snow", "version": wood.programme.version}
    return data | changes


def change(wood, **changes):
    wood.programme.refresh_from_db()
    url = reverse("clusters:change-timetable", args=[wood.programme.pk])
    return client_of(wood, "rowan").post(url, posted(wood, **changes))


def test_the_form_moves_renames_adds_reorders_and_takes_out(wood):
    set_dates(wood)
    answer = change(
        wood,
        **{
            "stage-0-position": 2,
            "stage-1-position": 1,
            "stage-1-name": "Finding the focus",
            "stage-1-target_on_day": "15",
            "stage-1-target_on_month": "February",
            "stage-3-remove": "on",
            "stage-5-name": "Spending",
            "stage-5-position": 4,
        },
    )
    assert answer.status_code == 302
    rows = wood.programme.stages.order_by("position").values_list("name", "target_on")
    assert list(rows) == [
        ("Finding the focus", date(2026, 2, 15)),
        ("Finding out", date(2026, 3, 1)),
        ("Plan", date(2026, 7, 1)),
        ("Spending", None),
        ("Looking back", date(2026, 12, 1)),
    ]


def test_faults_stand_beside_the_stage_and_nothing_typed_is_lost(wood):
    set_dates(wood)
    answer = change(wood, **{"stage-2-target_on_year": "2025", "reason": "Typed with care"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "before that of a stage above" in page
    assert "Typed with care" in page
    assert Stage.objects.filter(target_on__year=2025).count() == 0


def test_a_missing_reason_is_asked_for(wood):
    set_dates(wood)
    page = change(wood, reason="").content.decode()
    assert "govuk-error-summary" in page


def test_a_stage_in_use_cannot_be_taken_out(wood):
    in_stage(wood)
    page = change(wood, **{"stage-0-remove": "on"}).content.decode()
    assert "stays in the timetable" in page


def test_the_second_of_two_is_told(wood):
    set_dates(wood)
    assert change(wood, **{"stage-0-name": "First"}).status_code == 302
    page = change(wood, version=1, **{"stage-0-name": "Second"}).content.decode()
    assert "Somebody else changed this programme" in page
    assert Stage.objects.filter(name="First").exists()
