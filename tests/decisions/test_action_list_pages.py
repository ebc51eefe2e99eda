"""The list of who does what: what is to be done first, narrowed, exported, in a calendar."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from icalendar import Calendar

from spinney.decisions.actions.action_list import drop_action, finish_action
from spinney.register.actions.duplicates import merge_organisations
from spinney.register.models import Mandate
from tests.access import client_of
from tests.agreements.making import another_member
from tests.decisions.registering import LATER, an_action

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(wood):
    """One late and Birch's, one Maple's, one nobody's that is done, one not needed."""
    another_member(wood, "maple")
    of = wood.organisations
    late = an_action(wood, "Late", organisation=of["birch"], due_on=date(2026, 3, 1))
    other = an_action(wood, "Other", organisation=of["maple"], due_on=date(2099, 1, 1))
    done = finish_action(action=an_action(wood, "Done"), by=wood.ash, now=LATER)
    gone = an_action(wood, "Gone", due_on=date(2026, 3, 2))
    drop_action(action=gone, note="No.", by=wood.ash, now=LATER)
    return [late, other, done, gone]


def found(wood, name, **asked):
    url = reverse("decisions:action-list", args=[wood.cluster.pk])
    listing = client_of(wood, name).get(url, asked).context["listing"]
    return [one.what for one in listing.found]


def test_what_is_to_be_done_unless_more_is_asked_for(wood, items):
    assert found(wood, "birch") == ["Late", "Other"]
    assert set(found(wood, "birch", all=1)) == {"Late", "Other", "Done", "Gone"}


def test_ours_and_late(wood, items):
    assert found(wood, "birch", only="mine") == ["Late"]
    assert found(wood, "maple", only="mine") == ["Other"]
    assert found(wood, "ash", only="late") == ["Late"]
    assert found(wood, "ash", who="Maple House") == ["Other"]


def test_the_calendar_has_what_is_ones_own(wood, items):
    url = reverse("decisions:action-calendar", args=[wood.cluster.pk])

    def summaries(name):
        calendar = Calendar.from_ical(client_of(wood, name).get(url).content)
        return sorted(str(one["summary"]) for one in calendar.walk("VEVENT"))

    assert summaries("birch") == ["Late"]
    assert summaries("ash") == ["Late", "Other"]  # what has no day is in no calendar


def test_what_one_undertook_goes_along_when_two_turn_out_to_be_one(wood):
    of = wood.organisations
    item = an_action(wood, organisation=of["birch"])
    Mandate.objects.all().delete()  # nobody acts for them, so that the host may merge them
    merge_organisations(kept=of["cedar"], aside=of["birch"], by=wood.hazel, now=LATER)
    item.refresh_from_db()
    assert item.organisation == of["cedar"]
