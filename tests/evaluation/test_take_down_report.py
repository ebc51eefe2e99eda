"""The public page goes at once: by those who run it, or by a member that was asked."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.evaluation.actions.publishing_reports import (
    agree_to_publish,
    publish_report,
    take_down_report,
)
from tests.access import client_of
from tests.evaluation.making import NOON
from tests.evaluation.reporting import asked, published, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_by_those_who_run_it_and_its_address_is_never_anothers(wood):
    report = published(wood)
    before = report.public_name
    with pytest.raises(NotAllowed):  # nobody asked this member
        take_down_report(report=report, why="No.", by=wood.birch, now=NOON)
    done = take_down_report(report=report, why="An error in it.", by=wood.ash, now=NOON)
    assert Client().get(reverse("evaluation:public-report", args=[before])).status_code == 404
    with pytest.raises(WrongState):
        take_down_report(report=done, why="Again.", by=wood.ash, now=NOON)
    assert publish_report(report=done, by=wood.ash, now=NOON).public_name != before


def test_by_a_member_who_takes_back_its_word(wood):
    report = asked(wood)
    for name in ("birch", "maple"):
        own = wood.organisations[name]
        agree_to_publish(report=report, organisation=own, by=wood.actor(name), now=NOON)
    report = publish_report(report=report, by=wood.ash, now=NOON)
    client_of(wood, "maple").post(url_of("take-down-report", report), {"why": "We changed."})
    with pytest.raises(WrongState, match="Maple House said no"):
        publish_report(report=report, by=wood.ash, now=NOON)
