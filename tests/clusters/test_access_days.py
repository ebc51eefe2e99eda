"""Who may knock at which door of days, gatherings and notes."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.clusters.models import Day, Gathering, JournalNote
from tests.access import answers, client_of
from tests.personas import NOON, TODAY

#         rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
ACCOUNT = (200, 200, 200, 200, 200, 200, 200, 200, 401)
WRITERS = (403, 200, 403, 403, 404, 404, 404, 404, 401)


def helps(answer, then=None):
    """Managers, then facilitators, who find it done (`then`)."""
    return (answer, then or answer, 403, 403, 404, 404, 404, 404, 401)


def hers(answer):
    """Only Ash has such a note."""
    return (404, answer, 404, 404, 404, 404, 404, 404, 401)


MATRIX = {
    ("days", "get"): INSIDE,
    ("log-day", "get"): helps(200),
    ("take-back-day", "post"): helps(302, 409),
    ("restore-day", "post"): helps(409),  # it counts
    ("edit-day", "get"): helps(200),
    ("gatherings", "get"): INSIDE,
    ("gathering", "get"): INSIDE,
    ("attendance-pattern", "get"): helps(200),
    ("sign-in-sheet", "get"): helps(200),
    ("add-gathering", "get"): helps(200),
    ("edit-gathering", "get"): helps(200),
    ("record-attendance", "get"): helps(200),
    ("remove-gathering", "post"): helps(302, 409),
    ("restore-gathering", "post"): helps(409),  # it is there
    ("journal", "get"): ACCOUNT,
    ("export-notes", "get"): ACCOUNT,
    ("write-note", "get"): WRITERS,
    ("edit-note", "get"): hers(200),
    ("delete-note", "post"): hers(302),
    ("restore-note", "post"): hers(409),  # it is there
    ("take-back-day", "get"): helps(405),
    ("remove-gathering", "get"): helps(405),
    ("delete-note", "get"): (405, 405, 405, 405, 405, 405, 405, 405, 401),
}


@pytest.mark.parametrize(("door", "method"), MATRIX, ids=lambda part: part)
def test_who_may_knock(wood, door, method):
    cluster = wood.cluster
    day = Day.objects.create(
        cluster=cluster,
        worked_on=TODAY,
        days=Decimal("1"),
        what="Visit",
        logged_at=timezone.now(),
    )
    gathering = Gathering.objects.create(
        cluster=cluster, title="Core group", held_on=date(2026, 3, 1), made_at=NOON
    )
    note = JournalNote.objects.create(
        cluster=cluster, person=wood.people["ash"], about_on=TODAY, text="x", written_at=NOON
    )
    things = {
        "take-back-day": [cluster.pk, day.pk],
        "restore-day": [cluster.pk, day.pk],
        "edit-day": [cluster.pk, day.pk],
        "gathering": [cluster.pk, gathering.pk],
        "sign-in-sheet": [cluster.pk, gathering.pk],
        "edit-gathering": [cluster.pk, gathering.pk],
        "record-attendance": [cluster.pk, gathering.pk],
        "remove-gathering": [cluster.pk, gathering.pk],
        "restore-gathering": [cluster.pk, gathering.pk],
        "journal": [],
        "export-notes": [],
        "edit-note": [note.pk],
        "delete-note": [note.pk],
        "restore-note": [note.pk],
    }
    url = reverse(f"clusters:{door}", args=things.get(door, [cluster.pk]))
    assert answers(wood, method, url) == MATRIX[door, method]


def test_a_day_of_next_door_is_not_here(wood):
    day = Day.objects.create(
        cluster=wood.next_door, worked_on=TODAY, days=Decimal("1"), what="x", logged_at=NOON
    )
    url = reverse("clusters:take-back-day", args=[wood.cluster.pk, day.pk])
    assert client_of(wood, "ash").post(url).status_code == 404
