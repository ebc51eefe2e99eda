"""A member's no, with its reason: nothing is published against it, and what is public goes."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.evaluation.actions.publishing_reports import (
    agree_to_publish,
    publish_report,
    refuse_to_publish,
)
from tests.access import client_of
from tests.evaluation.making import NOON
from tests.evaluation.reporting import asked, url_of
from tests.evaluation.test_agree_to_publish import link_for

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_one_no_is_enough_and_says_why(wood):
    report = asked(wood)
    with pytest.raises(BadInput):
        refuse_to_publish(
            report=report, organisation=wood.organisations["birch"], why=" ", by=wood.birch,
            now=NOON,
        )  # fmt: skip
    url = link_for(wood, report, "birch")
    assert "Should it stay among you" in Client().get(f"{url}no/").content.decode()
    Client().post(f"{url}no/", {"why": "A client could be known."})
    with pytest.raises(WrongState, match="Birch House said no"):
        publish_report(report=report, by=wood.ash, now=NOON)


def test_a_later_no_takes_it_down_at_once(wood):
    report = asked(wood)
    for name in ("birch", "maple"):
        own = wood.organisations[name]
        agree_to_publish(report=report, organisation=own, by=wood.actor(name), now=NOON)
    report = publish_report(report=report, by=wood.ash, now=NOON)
    public = reverse("evaluation:public-report", args=[report.public_name])
    assert Client().get(public).status_code == 200
    client_of(wood, "birch").post(url_of("refuse-to-publish", report), {"why": "We left."})
    assert Client().get(public).status_code == 404
