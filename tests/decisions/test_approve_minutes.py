"""Minutes are approved, and then do not change: nobody's pen, nor the table, lets them."""

import io
from datetime import timedelta

import docx
import pytest
from django.db import connection

from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.action_list import add_action
from spinney.decisions.actions.at_meeting import end_meeting, note_item
from spinney.decisions.actions.book import note_decision
from spinney.decisions.actions.minutes import approve_minutes
from spinney.decisions.bridge.minutes_document import docx_of
from spinney.decisions.bridge.minutes_text import MinutesText, text_of
from spinney.decisions.models import Minutes
from spinney.decisions.models.fixed_minutes import MinutesAreFixed
from spinney.decisions.queries.minutes import is_intact
from spinney.decisions.states import Origin
from tests.decisions.meeting import AFTER, STARTS, begin, call, hold, note, plan, send
from tests.decisions.test_ask_correction import ask

LATER = AFTER + timedelta(days=11)


def full(wood):
    """A meeting with notes, a decision and something to do, its minutes sent."""
    meeting = begin(wood)
    note(wood, meeting, "birch", person_name="Hazel Wood", late_minutes=10)
    item = meeting.items.get()
    note_item(item=item, notes="We weighed three offers.", saw="", by=wood.ash, now=AFTER)
    note_decision(
        cluster=wood.cluster, title="We share an HR worker", outcome="From May, two days a week.",
        origin=Origin.MEETING, decided_on=STARTS.date(), meeting=meeting, item=item, by=wood.ash,
        now=AFTER,
    )  # fmt: skip
    add_action(
        cluster=wood.cluster, what="Ask for quotes", organisation=wood.organisations["birch"],
        due_on=LATER.date(), meeting=meeting, item=item, by=wood.ash, now=AFTER,
    )  # fmt: skip
    end_meeting(meeting=meeting, by=wood.ash, now=AFTER)
    return send(wood, meeting).meeting


def test_they_say_what_was_noted_and_nothing_changes_it(wood):
    meeting = full(wood)
    minutes = approve_minutes(meeting=meeting, by=wood.ash, now=LATER)
    text = MinutesText.from_json(minutes.text)
    assert text.present[0].how == "came 10 minutes late"
    assert text.items[0].decisions[0].title == "We share an HR worker"
    assert text.items[0].actions[0].who == "Birch House"
    meeting.items.update(notes="Something else")
    assert text_of(minutes.meeting).items[0].notes == "We weighed three offers."
    with pytest.raises(WrongState, match="do not change"):
        note_item(item=meeting.items.get(), notes="Late", saw="", by=wood.ash, now=LATER)
    with pytest.raises(WrongState, match="do not change"):
        note(wood, meeting, "birch", "apologies")
    minutes.text = minutes.text | {"closing": "Forged"}
    with pytest.raises(MinutesAreFixed):
        minutes.save()
    with pytest.raises(MinutesAreFixed):
        Minutes.objects.filter(pk=minutes.pk).update(digest="0" * 64)


def test_a_change_behind_the_sites_back_is_found(wood):
    minutes = approve_minutes(meeting=full(wood), by=wood.ash, now=LATER)
    assert is_intact(Minutes.objects.get(pk=minutes.pk))
    table = Minutes._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM {table} WHERE id = %s", [minutes.pk])
        forged = str(cursor.fetchone()[0]).replace("three offers", "no offers")
        assert "no offers" in forged
        cursor.execute(f"UPDATE {table} SET text = %s WHERE id = %s", [forged, minutes.pk])
    assert not is_intact(Minutes.objects.get(pk=minutes.pk))


def test_after_the_day_for_corrections_or_at_a_later_meeting(wood):
    meeting = send(wood).meeting
    with pytest.raises(WrongState, match="until 13 April 2026"):
        approve_minutes(meeting=meeting, by=wood.ash, now=AFTER + timedelta(days=10))
    week = timedelta(days=7)
    later = hold_later(wood, STARTS + week)
    done = approve_minutes(meeting=meeting, later=later, by=wood.ash, now=AFTER + week)
    assert done.approved_in == later


def hold_later(wood, starts):
    meeting = call(wood, plan(wood, "Next", starts_at=starts, ends_at=None))
    return begin(wood, meeting, at=starts)


def test_not_while_a_correction_waits_nor_while_they_are_written(wood):
    meeting = send(wood).meeting
    ask(wood, meeting, wood.birch)
    with pytest.raises(WrongState, match="Settle it first"):
        approve_minutes(meeting=meeting, by=wood.ash, now=LATER)
    with pytest.raises(WrongState, match="Send the minutes"):
        approve_minutes(meeting=hold(wood), by=wood.ash, now=LATER)


def test_as_a_word_document_they_say_the_same(wood):
    meeting = full(wood)
    meeting.items.update(notes="Before \x07after & <b>bold</b>")
    minutes = approve_minutes(meeting=meeting, by=wood.ash, now=LATER)
    made = docx.Document(io.BytesIO(docx_of(text_of(minutes.meeting), minutes)))
    words = "\n".join(one.text for one in made.paragraphs)
    for said in (
        "Minutes of Members’ meeting", "Approved on 14 April 2026",
        "Birch House: Hazel Wood (came 10 minutes late)", "Before after & <b>bold</b>",
        "Decision 1: We share an HR worker. From May", "Ask for quotes (Birch House, by 14 April",
    ):  # fmt: skip
        assert said in words
