"""Standing duties: done when due, once, by whoever comes first; caught up after a pause."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from spinney.base.work import duties
from spinney.base.work.models import Duty

MONDAY = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def done(db: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done; the rooms' own duties are set aside."""
    monkeypatch.setattr(duties, "_duties", {})
    did: list[str] = []
    duties.duty("tests.hourly", every=HOUR)(lambda now: did.append("hourly"))
    duties.duty("tests.daily", daily_at=time(6, 15))(lambda now: did.append("daily"))
    return did


def test_is_first_due_at_its_time_not_at_once(done: list[str]) -> None:
    assert duties.enqueue_due(MONDAY) == []
    due = dict(Duty.objects.values_list("name", "due_at"))
    assert due["tests.hourly"] == MONDAY + HOUR
    assert due["tests.daily"] == datetime(2026, 3, 24, 6, 15, tzinfo=UTC)


def test_is_handed_out_once(done: list[str], do_waiting_work: Callable[[], int]) -> None:
    duties.enqueue_due(MONDAY)
    assert duties.enqueue_due(MONDAY + HOUR) == ["tests.hourly"]
    assert duties.enqueue_due(MONDAY + HOUR) == []
    do_waiting_work()
    assert done == ["hourly"]


def test_what_fell_due_in_a_pause_is_done_once(
    done: list[str], do_waiting_work: Callable[[], int]
) -> None:
    duties.enqueue_due(MONDAY)
    handed = duties.enqueue_due(MONDAY + timedelta(days=3))
    assert sorted(handed) == ["tests.daily", "tests.hourly"]
    do_waiting_work()
    assert sorted(done) == ["daily", "hourly"]


def test_a_daily_duty_keeps_local_time_when_clocks_change(done: list[str]) -> None:
    daily = next(d for d in duties.all_duties() if d.name == "tests.daily")
    london = ZoneInfo("Europe/London")
    saturday = datetime(2026, 3, 28, 6, 15, tzinfo=london)  # clocks go forward on Sunday the 29th
    sunday = daily.next_after(saturday)
    assert sunday.astimezone(london).strftime("%d %H:%M") == "29 06:15"
    assert sunday.astimezone(UTC).strftime("%H:%M") == "05:15"


def test_a_failing_duty_is_remembered_and_tried_again(
    done: list[str], do_waiting_work: Callable[[], int]
) -> None:
    @duties.duty("tests.broken", every=HOUR)
    def broken(now: datetime) -> None:
        if not done.count("mended"):
            raise ZeroDivisionError("oh")

    duties.enqueue_due(MONDAY)
    duties.enqueue_due(MONDAY + HOUR)
    do_waiting_work()
    assert Duty.objects.get(name="tests.broken").error == "ZeroDivisionError: oh"
    done.append("mended")
    duties.enqueue_due(MONDAY + 2 * HOUR)
    do_waiting_work()
    assert Duty.objects.get(name="tests.broken").error == ""


@pytest.mark.parametrize("when", [{}, {"every": HOUR, "daily_at": time(6)}])
def test_a_duty_needs_one_rhythm(when: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="every= or daily_at="):
        duties.duty("tests.odd", **when)  # type: ignore[arg-type]
