"""Lists, Home and the pages of meetings: what stands on them for whom."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from spinney.base.access.asks import asked_of
from spinney.decisions.actions.at_meeting import end_meeting
from spinney.decisions.models import Minutes
from spinney.decisions.queries.attendance import patterns_for
from spinney.decisions.queries.meeting_page import papers_due, usual_chair
from spinney.decisions.queries.meetings import meetings_of, next_first
from tests.access import client_of
from tests.agreements.making import an_agreement
from tests.decisions.making import a_meeting
from tests.decisions.meeting import (
    AFTER,
    ENDS,
    NOON,
    STARTS,
    answer,
    begin,
    call,
    hold,
    note,
    plan,
    send,
)
from tests.decisions.test_ask_correction import ask

DAY = timedelta(days=1)


def test_the_next_comes_first_then_the_past_the_latest_on_top(wood):
    for title, days, state in (
        ("Later", 9, "called"), ("Next", 2, "called"), ("Long ago", -90, "held"),
        ("Lately", -9, "held"),
    ):  # fmt: skip
        a_meeting(wood, state, title=title, starts_at=NOON + days * DAY, ends_at=None)
    plan(wood, "Some day", starts_at=None, ends_at=None)
    found = [one.title for one in next_first(meetings_of(wood.ash, wood.cluster.pk, NOON))]
    assert found == ["Next", "Later", "Some day", "Lately", "Long ago"]


def test_a_meeting_is_found_by_what_is_on_its_agenda(wood):
    plan(wood)
    client = client_of(wood, "ash")
    url = f"/clusters/{wood.cluster.pk}/meetings/"
    assert "Members’ meeting" in client.get(url, {"q": "share first"}).content.decode()
    assert "Members’ meeting" not in client.get(url, {"q": "a boat"}).content.decode()


def asks(wood, name, now):
    return {one.what for one in asked_of(wood.actor(name), now) if "meeting" in one.what}


def test_home_asks_members_if_they_come_until_they_have_said(wood):
    meeting = call(wood)
    wanted = {"Say if you come to Members’ meeting on 3 April 2026"}
    assert asks(wood, "birch", NOON) == wanted
    answer(wood, meeting, "apologies")
    assert asks(wood, "birch", NOON) == set()
    assert asks(wood, "cedar", NOON) == wanted
    assert asks(wood, "cedar", ENDS) == set()


def test_home_asks_the_facilitator_for_each_thing_that_minutes_wait_for(wood):
    meeting = begin(wood)
    name = "Members’ meeting of 3 April 2026"
    assert f"End {name}: it is still open" in asks(wood, "ash", ENDS + DAY)
    note(wood, meeting, "birch")
    meeting = hold(wood, call(wood, plan(wood, "Second meeting")))
    second = "Second meeting of 3 April 2026"
    assert f"Finish and send the minutes of {second}" in asks(wood, "ash", AFTER)
    send(wood, meeting)
    assert not any(second in one for one in asks(wood, "ash", AFTER))
    ask(wood, meeting, wood.birch)
    assert f"Settle a correction to the minutes of {second}" in asks(wood, "ash", AFTER)
    Minutes.objects.filter(meeting=meeting).update(corrections=[])
    assert f"Approve the minutes of {second}" in asks(wood, "ash", AFTER + 11 * DAY)


def test_the_pattern_counts_who_came_late_and_left_early(wood):
    first = begin(wood)
    note(wood, first, "birch", late_minutes=5, left_at=STARTS + timedelta(hours=1))
    note(wood, first, "cedar", "no_word")
    end_meeting(meeting=first, by=wood.ash, now=ENDS)
    hold(wood)
    rows = patterns_for(wood.birch, wood.cluster).rows
    assert [(one.name, one.came, one.of, one.late, one.left) for one in rows] == [
        ("Birch House", 2, 2, 1, 1), ("Cedar Housing Association", 0, 1, 0, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["save", "button"])
def test_who_is_here_is_saved_as_she_goes_and_the_answer_says_whether_it_is_enough(wood, kind):
    now = timezone.now()
    meeting = begin(wood, a_meeting(wood, starts_at=now, ends_at=None), at=now)
    birch = wood.organisations["birch"]
    sent = {f"org-{birch.pk}-how": "in_person", f"was-org-{birch.pk}-how": "unnoted"}
    for row in meeting.presences.exclude(organisation=birch):
        sent[f"org-{row.organisation_id}-how"] = "unnoted"
    if kind == "save":
        sent["save"] = "1"
    url = f"/clusters/{wood.cluster.pk}/meetings/{meeting.pk}/note-presences/"
    response = client_of(wood, "ash").post(url, sent)
    if kind == "save":
        assert response.status_code == 204
        assert response["X-Saved"].endswith("1 of 1 member is here; 1 is needed. That is enough.")
    else:
        assert response["Location"].endswith("/take-minutes/#who")
    assert meeting.presences.get(organisation=birch).how == "in_person"


def test_what_does_not_fit_is_told_on_the_page_and_nothing_typed_is_lost(wood):
    now = timezone.now()
    meeting = begin(wood, a_meeting(wood, starts_at=now, ends_at=None), at=now)
    birch = wood.organisations["birch"]
    sent = {f"org-{row.organisation_id}-how": "unnoted" for row in meeting.presences.all()}
    sent |= {f"org-{birch.pk}-how": "in_person", f"org-{birch.pk}-left": "half past"}
    url = f"/clusters/{wood.cluster.pk}/meetings/{meeting.pk}/note-presences/"
    page = client_of(wood, "ash").post(url, sent)
    assert page.status_code == 422
    assert "write it like 17:00" in page.content.decode()
    assert 'value="half past"' in page.content.decode()
    assert client_of(wood, "ash").post(url, sent | {"save": "1"}).status_code == 422


def test_who_is_in_the_chair_and_when_papers_go_out_come_from_the_terms(wood):
    lead = str(wood.organisations["birch"].uid)
    an_agreement(
        wood, ["birch"],
        terms={
            "meetings": {"chair": "lead_body"}, "lead_body": {"organisation": lead},
            "meeting_notice": {"days": 10, "papers_days": 5},
        },
    )  # fmt: skip
    chair, words = usual_chair(wood.cluster, NOON)
    assert (chair, "The lead body is in the chair." in words) == ("Birch House", True)
    meeting = call(wood)
    assert papers_due(meeting, NOON) == date(2026, 3, 29)
    meeting.papers_sent_at = NOON
    assert papers_due(meeting, NOON) is None
