"""A report is begun by those who run the place, with sections whose every name means something."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.evaluation.actions.reports import start_report
from spinney.evaluation.models import Report
from spinney.evaluation.queries.reports import draft_of, faults_in
from tests.access import client_of
from tests.evaluation.making import NOON
from tests.evaluation.reporting import TEXT, a_draft

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_begins_with_what_evaluators_write_and_every_name_is_known(wood):
    for place in (wood.cluster, wood.programme, wood.next_door):  # next door has no programme
        whole = draft_of(a_draft(wood, place), localdate(NOON))
        assert [one.title for one in whole.sections][1:3] == [
            "What we set out to do", "Who took part",
        ]  # fmt: skip
        faults = faults_in(whole)
        assert faults
        assert all("write an answer in place of [" in one.words for one in faults)


def test_by_whom_and_with_what(wood):
    with pytest.raises(NotAllowed):
        start_report(place=wood.cluster, text=TEXT, by=wood.birch, now=NOON)
    with pytest.raises(NotAllowed):  # a facilitator reads the programme's, and writes none
        start_report(place=wood.programme, text=TEXT, by=wood.ash, now=NOON)
    for wrong, field in (
        (replace(TEXT, title=" "), "title"),
        (replace(TEXT, last_day=date(2025, 12, 31)), "last_day"),
        (replace(TEXT, first_day=date(1990, 1, 1)), "last_day"),
    ):
        with pytest.raises(BadInput) as told:
            start_report(place=wood.cluster, text=wrong, by=wood.ash, now=NOON)
        assert field in told.value.fields


def test_from_its_page(wood):
    client = client_of(wood, "ash")
    url = reverse("evaluation:start-report", args=[a_draft(wood).scope])
    days = {"first_day_day": "1", "first_day_month": "1", "first_day_year": "2026",
            "last_day_day": "20", "last_day_month": "March", "last_day_year": "2026"}  # fmt: skip
    client.post(url, {"title": "Our year", **days})
    assert Report.objects.get(title="Our year").last_day == date(2026, 3, 20)
