"""What signed agreements ask of people on Home, and what a cluster waits for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spinney.agreements import api
from spinney.agreements.actions.leaving import give_notice
from spinney.agreements.models import Duty
from spinney.agreements.queries.asking_life import waits_of_duties
from spinney.base.access.asks import asked_of
from tests.access import client_of
from tests.agreements.life import NOW, TODAY, a_leaver, party_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(wood):
    made = a_leaver(wood)
    for title, days, whose in (
        ("Report of Birch", 10, "birch"), ("Report of Maple", 10, "maple"), ("Review", 5, None),
        ("Far off", 31, "birch"), ("Overdue", -3, "birch"),
    ):  # fmt: skip
        Duty.objects.create(
            agreement=made, kind="report", title=title, due_on=TODAY + timedelta(days=days),
            organisation=wood.organisations[whose] if whose else None,
        )  # fmt: skip
    return made


def said(wood, name):
    titles = set(Duty.objects.values_list("title", flat=True))
    return [ask.what for ask in asked_of(wood.actor(name), NOW) if ask.what in titles]


def test_each_is_asked_for_what_is_its_own_and_soon(wood, agreement):
    assert said(wood, "birch") == ["Overdue", "Report of Birch"]
    assert said(wood, "ash") == ["Review"]
    for other in ("rowan", "cedar", "willow", "elm"):
        assert said(wood, other) == []


def test_what_is_done_is_asked_for_no_more(wood, agreement):
    Duty.objects.update(state="done")
    assert said(wood, "birch") == []


def test_those_who_run_it_are_asked_to_see_a_leaver_off(wood, agreement):
    give_notice(party=party_of(agreement, "maple"), by=wood.ash, now=NOW)
    asks = [one for one in asked_of(wood.ash, NOW) if "Maple House leaves" in one.what]
    assert [one.by_when for one in asks] == [TODAY + timedelta(days=28)]
    assert not [one for one in asked_of(wood.birch, NOW) if "Maple House leaves" in one.what]


def test_the_cluster_waits_for_what_is_overdue_as_those_who_run_it_see(wood, agreement):
    waits = list(waits_of_duties(wood.cluster, TODAY, True))
    assert [(one.on, one.what) for one in waits] == [
        ("Birch House", "overdue (was due on 17 March 2026)")
    ]
    assert list(waits_of_duties(wood.cluster, TODAY, False)) == []
    page = client_of(wood, "ash").get(f"/clusters/{wood.cluster.pk}/")
    assert b"overdue (was due on 17 March 2026)" in page.content


def test_it_is_led_to_from_the_cluster_s_page(wood, agreement):
    page = client_of(wood, "birch").get(f"/clusters/{wood.cluster.pk}/").content.decode()
    assert f"/clusters/{wood.cluster.pk}/agreements/duties/" in page


def test_rooms_above_read_what_is_due(wood, agreement):
    due = api.duties(wood.cluster, date(2026, 3, 31))
    assert [(one.title, one.organisation) for one in due] == [
        ("Overdue", "Birch House"),
        ("Review", ""),
        ("Report of Birch", "Birch House"),
        ("Report of Maple", "Maple House"),
    ]
