"""The calendar's secret address can be ended."""

import pytest
from django.test import Client
from django.urls import reverse

from spinney.base.kernel.errors import LinkEnded, NotAllowed, NotFound
from spinney.clusters.actions.timetable import renew_calendar_link
from spinney.clusters.queries.timetable import calendar_token, programme_of_token
from tests.clusters.programmes import last_actor, set_dates
from tests.personas import NOON


def test_the_old_address_ends_and_a_new_one_begins(wood):
    old = calendar_token(wood.programme)
    assert programme_of_token(old) == wood.programme
    renewed = renew_calendar_link(programme=wood.programme, by=wood.rowan, now=NOON)
    with pytest.raises(LinkEnded):
        programme_of_token(old)
    assert programme_of_token(calendar_token(renewed)) == wood.programme
    assert last_actor("renew_calendar_link")[1] == f"programme:{wood.programme.pk}"


def test_a_made_up_address_opens_nothing(wood):
    for token in ("1.1:abc", "", calendar_token(wood.programme)[:-1] + "x"):
        with pytest.raises(NotFound):
            programme_of_token(token)


def test_a_calendar_reads_it_without_signing_in(wood):
    set_dates(wood)
    url = reverse("clusters:timetable-calendar", args=[calendar_token(wood.programme)])
    answer = Client().get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    renew_calendar_link(programme=wood.programme, by=wood.rowan, now=NOON)
    assert Client().get(url).status_code == 410


def test_only_managers(wood):
    with pytest.raises(NotAllowed):
        renew_calendar_link(programme=wood.programme, by=wood.ash, now=NOON)
