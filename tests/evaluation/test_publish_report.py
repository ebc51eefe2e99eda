"""A report is public once it is agreed as the terms say, and never before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.evaluation.actions.publishing_reports import agree_to_publish, publish_report
from tests.access import client_of
from tests.agreements.making import an_agreement
from tests.decisions.making import a_decision
from tests.evaluation.making import NOON
from tests.evaluation.reporting import asked, body, finished, published, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_when_every_member_agreed(wood):
    report = asked(wood)
    for name in ("birch", "maple"):
        with pytest.raises(WrongState, match="did not answer yet"):
            publish_report(report=report, by=wood.ash, now=NOON)
        own = wood.organisations[name]
        agree_to_publish(report=report, organisation=own, by=wood.actor(name), now=NOON)
    with pytest.raises(WrongState):  # silence is no consent without a term that says so
        publish_report(report=finished(wood), by=wood.ash, now=NOON)
    client_of(wood, "ash").post(url_of("publish-report", report))
    report.refresh_from_db()
    public = reverse("evaluation:public-report", args=[report.public_name])
    page = Client().get(public).content.decode()
    assert "Where the figures come from" in page
    assert "Look at the records" not in page
    assert body(Client().get(f"{public}pdf/")).startswith(b"%PDF")


def test_when_nobody_said_no_in_the_days_that_the_terms_give(wood):
    report = asked(wood, decides="concerned", answer_days=7)
    for days in (0, 7):
        with pytest.raises(WrongState):
            publish_report(report=report, by=wood.ash, now=NOON + timedelta(days=days))
    done = publish_report(report=report, by=wood.ash, now=NOON + timedelta(days=8))
    assert done.state == "public"


def test_with_the_decision_where_the_members_decide(wood):
    an_agreement(wood, terms={"publication": {"decides": "members"}})
    report = finished(wood)
    a_decision(wood, 1, title="We publish")
    a_decision(wood, 2, state="ended")
    for number, wrong in ((None, WrongState), (2, BadInput), (9, BadInput)):
        with pytest.raises(wrong):
            publish_report(report=report, decision=number, by=wood.ash, now=NOON)
    client = client_of(wood, "ash")
    assert "1. We publish" in client.get(url_of("publish-report", report)).content.decode()
    client.post(url_of("publish-report", report), {"decision": "1"})
    report.refresh_from_db()
    assert (report.state, report.agreed_by["decision"]) == ("public", 1)


def test_what_was_never_published_has_no_address(wood):
    report = published(wood)
    other = finished(wood)
    assert other.public_name == ""
    assert Client().get("/published-reports/what-came-of-it/").status_code == 404
    with pytest.raises(WrongState):
        publish_report(report=report, by=wood.ash, now=NOON)
