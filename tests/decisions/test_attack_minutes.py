"""Minutes and the register of decisions, attacked: what is approved or entered stays as it was, or
the change is found; two who write at once lose nothing, however long their texts.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from time import process_time

import pytest
from django.db import connection

from spinney.base.kernel.errors import SpinneyError
from spinney.decisions.actions import agenda, at_meeting, minutes
from spinney.decisions.actions import meetings as actions
from spinney.decisions.engine.merging import MOST_LINES, merged
from spinney.decisions.models import Decision, Meeting, Minutes
from spinney.decisions.queries.book_chain import verify_book
from spinney.decisions.queries.minutes import is_intact
from tests.decisions.meeting import AFTER, call, hold, note, send
from tests.decisions.registering import noted
from tests.personas import Wood

LATER = AFTER + timedelta(days=11)
AS_LONG_AS_A_PAGE_MAY_TAKE = 10.0


def approved(wood: Wood) -> Meeting:
    meeting = hold(wood)
    item = meeting.items.get()
    at_meeting.note_item(item=item, notes="Three offers.", saw="", by=wood.ash, now=AFTER)
    send(wood, meeting)
    return minutes.approve_minutes(meeting=meeting, by=wood.ash, now=LATER).meeting


@pytest.mark.django_db
def test_no_deed_changes_what_approved_minutes_say(wood: Wood) -> None:
    meeting = approved(wood)
    before = Minutes.objects.values().get()
    other = call(wood)
    item, ash = meeting.items.get(), wood.ash
    about = {"by": ash, "now": LATER}
    words = {"saw": {"opening": ""}, "says": {"opening": "Forged"}}
    deeds = [
        lambda: at_meeting.note_item(item=item, notes="Forged", saw="Three offers.", **about),
        lambda: at_meeting.note_item(item=item, notes="Forged", saw="", passing=True, **about),
        lambda: at_meeting.note_minutes(meeting=meeting, **words, **about),
        lambda: at_meeting.begin_meeting(meeting=meeting, **about),
        lambda: at_meeting.end_meeting(meeting=meeting, **about),
        lambda: note(wood, meeting, "birch", "apologies"),
        lambda: agenda.add_agenda_item(meeting=meeting, title="Forged", **about),
        lambda: agenda.edit_agenda_item(item=item, title="Forged", **about),
        lambda: agenda.remove_agenda_item(item=item, **about),
        lambda: agenda.copy_agenda(meeting=meeting, source=other, everything=True, **about),
        lambda: minutes.take_back_minutes(meeting=meeting, **about),
        lambda: minutes.approve_minutes(meeting=meeting, **about),
        lambda: minutes.send_minutes(
            meeting=meeting, corrections_until=(LATER + timedelta(9)).date(), **about
        ),
        lambda: minutes.settle_correction(
            meeting=meeting, key="x", taken=True, notes="Forged", **about
        ),
        lambda: actions.edit_meeting(meeting=meeting, title="Forged", **about),
        lambda: actions.cancel_meeting(meeting=meeting, why="Forged", **about),
    ]
    for deed in deeds:
        with pytest.raises(SpinneyError):
            deed()
    assert Minutes.objects.values().get() == before
    assert is_intact(Minutes.objects.get())


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["stands", "ended"])
def test_what_was_not_carried_cannot_be_made_to_stand(wood: Wood, state: str) -> None:
    entry = noted(wood, carried=False)
    assert verify_book(wood.cluster) == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE decisions_decision SET state = %s WHERE id = %s", [state, entry.pk])
    assert [one.number for one in verify_book(wood.cluster)] == [1]


@pytest.mark.django_db
def test_what_was_carried_cannot_be_made_to_have_failed(wood: Wood) -> None:
    noted(wood)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE decisions_decision SET state = 'not_carried'")
    assert "whether it was carried" in verify_book(wood.cluster)[0].reason


@pytest.mark.django_db
def test_entries_that_change_their_numbers_are_found(wood: Wood) -> None:
    one, two = noted(wood), noted(wood, "We bank together")
    with connection.cursor() as cursor:
        for number, pk in ((99, one.pk), (1, two.pk), (2, one.pk)):
            cursor.execute("UPDATE decisions_decision SET number = %s WHERE id = %s", [number, pk])
    assert {found.number for found in verify_book(wood.cluster)} == {1, 2}
    assert Decision.objects.count() == 2


@pytest.mark.parametrize("lines", [MOST_LINES - 1, 10_000])
def test_thousands_of_lines_alike_are_put_together_at_once(lines: int) -> None:
    """Each line took its turn with every other: this took minutes."""
    began = process_time()
    found = merged("a\n" * lines, mine="b\na\n" * (lines // 2), theirs="a\nc\n" * (lines // 2))
    assert process_time() - began < AS_LONG_AS_A_PAGE_MAY_TAKE
    many = Counter(found.text.split("\n"))
    assert many["b"] == many["c"] == lines // 2


def test_blank_lines_and_repeated_ones_stay_where_they_were() -> None:
    found = merged(
        "One\n\nTwo\n\nTwo", mine="One\n\nTwo\n\nTwo\n\nThree", theirs="Nought\n\nOne\n\nTwo\n\nTwo"
    )
    assert found.text == "Nought\n\nOne\n\nTwo\n\nTwo\n\nThree"
    assert not found.both_kept
