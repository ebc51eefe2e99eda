"""Who may knock at which door of reports."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from spinney.evaluation.actions.report_sections import add_report_picture
from tests.access import answers
from tests.evaluation.making import NOON
from tests.evaluation.reporting import (
    a_draft,
    a_picture,
    asked,
    finished,
    first_section,
    published,
    url_of,
    written,
)

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
WRITES = (200, 200, 404, 403, 404, 404, 404, 404, 401)  # a member reads no draft
RUNS = (200, 200, 403, 403, 404, 404, 404, 404, 401)
ONCE = (302, 409, 403, 403, 404, 404, 404, 404, 401)
TWICE = (302, 302, 403, 403, 404, 404, 404, 404, 401)
NOT_NOW = (409, 409, 403, 403, 404, 404, 404, 404, 401)
DRAFT = {
    ("report", "get"): WRITES,
    ("report-pdf", "get"): WRITES,
    ("report-word", "get"): WRITES,
    ("edit-report", "get"): RUNS,
    ("remove-report", "post"): ONCE,
    ("restore-report", "post"): NOT_NOW,
    ("finish-report", "post"): ONCE,
    ("add-report-section", "get"): RUNS,
    ("ask-to-publish", "post"): NOT_NOW,
}
SECTION = {
    ("write-report-section", "get"): RUNS,
    ("move-report-section", "post"): TWICE,
    ("remove-report-section", "post"): ONCE,
    ("restore-report-section", "post"): NOT_NOW,
    ("add-report-picture", "get"): RUNS,
}
PICTURE = {
    ("report-picture", "get"): WRITES,
    ("remove-report-picture", "post"): ONCE,
    ("restore-report-picture", "post"): NOT_NOW,
}
FINISHED = {
    ("report", "get"): INSIDE,
    ("report-pdf", "get"): INSIDE,
    ("reopen-report", "post"): ONCE,
    ("publish-report", "get"): NOT_NOW,  # nobody agreed yet
    ("agree-to-publish", "post"): (403, 403, 409, 403, 404, 404, 404, 404, 401),  # nobody asks
    ("refuse-to-publish", "get"): (403, 403, 200, 403, 404, 404, 404, 404, 401),
    ("take-down-report", "get"): (200, 200, 200, 403, 404, 404, 404, 404, 401),
}
OF_PROGRAMME = {  # a facilitator and a member read what is finished
    ("reports", "get"): INSIDE,
    ("start-report", "get"): (200, 403, 403, 403, 404, 404, 404, 404, 401),
    ("report", "get"): INSIDE,
    ("reopen-report", "post"): (302, 403, 403, 403, 404, 404, 404, 404, 401),
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize(("name", "method"), DRAFT, ids=lambda v: v)
def test_a_draft(wood, name, method):
    url = url_of(name, written(a_draft(wood)))
    assert answers(wood, method, url) == DRAFT[(name, method)]


@pytest.mark.parametrize(("name", "method"), SECTION, ids=lambda v: v)
def test_a_section(wood, name, method):
    report = a_draft(wood)
    url = url_of(name, report, first_section(report).pk)
    assert answers(wood, method, url, {"to": "down"}) == SECTION[(name, method)]


@pytest.mark.parametrize(("name", "method"), PICTURE, ids=lambda v: v)
def test_a_picture(wood, name, method):
    report = a_draft(wood)
    picture = add_report_picture(
        section=first_section(report), file=a_picture(), says="Us", by=wood.ash, now=NOON
    )
    url = url_of(name, report, picture.uid)
    assert answers(wood, method, url) == PICTURE[(name, method)]


@pytest.mark.parametrize(("name", "method"), FINISHED, ids=lambda v: v)
def test_what_is_finished(wood, name, method):
    report = published(wood) if name == "take-down-report" else finished(wood)
    assert answers(wood, method, url_of(name, report)) == FINISHED[(name, method)]


@pytest.mark.parametrize(("name", "method"), OF_PROGRAMME, ids=lambda v: v)
def test_a_programmes(wood, name, method):
    report = finished(wood, wood.programme)
    listed = name in ("reports", "start-report")
    url = reverse(f"evaluation:{name}", args=[report.scope]) if listed else url_of(name, report)
    assert answers(wood, method, url) == OF_PROGRAMME[(name, method)]


def test_the_list_and_the_beginning_of_a_cluster(wood):
    scope = a_draft(wood).scope
    listed = reverse("evaluation:reports", args=[scope])
    assert answers(wood, "get", listed) == INSIDE
    assert answers(wood, "get", reverse("evaluation:start-report", args=[scope])) == RUNS


def test_outsiders_read_what_is_public_and_nothing_else(wood):
    report = asked(wood)
    assert Client().get(f"/published-reports/{report.public_name or 'x'}/").status_code == 404
    public = published(wood)
    for name in ("public-report", "public-report-pdf"):
        url = reverse(f"evaluation:{name}", args=[public.public_name])
        assert answers(wood, "get", url) == (200,) * 9
    picture = reverse("evaluation:public-report-picture", args=[public.public_name, public.uid])
    assert Client().get(picture).status_code == 404
