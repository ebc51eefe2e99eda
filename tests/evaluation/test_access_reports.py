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


def of_draft(wood, name):
    return url_of(name, written(a_draft(wood)))


def of_section(wood, name):
    report = a_draft(wood)
    return url_of(name, report, first_section(report).pk)


def of_picture(wood, name):
    report = a_draft(wood)
    picture = add_report_picture(
        section=first_section(report), file=a_picture(), says="Us", by=wood.ash, now=NOON
    )
    return url_of(name, report, picture.uid)


def of_finished(wood, name):
    return url_of(name, published(wood) if name == "take-down-report" else finished(wood))


def of_programme(wood, name):
    report = finished(wood, wood.programme)
    listed = name in ("reports", "start-report")
    return reverse(f"evaluation:{name}", args=[report.scope]) if listed else url_of(name, report)


TABLES = {
    "draft": (DRAFT, of_draft), "section": (SECTION, of_section), "picture": (PICTURE, of_picture),
    "finished": (FINISHED, of_finished), "programme": (OF_PROGRAMME, of_programme),
}  # fmt: skip


@pytest.mark.parametrize("of", TABLES)
def test_who_reads(wood, of):
    table, url_in = TABLES[of]
    wanted = {key: statuses for key, statuses in table.items() if key[1] == "get"}
    found = {(name, way): answers(wood, way, url_in(wood, name)) for name, way in wanted}
    assert found == wanted


POSTS = [(of, *key) for of, (table, _) in TABLES.items() for key in table if "post" in key]


@pytest.mark.parametrize(("of", "name", "method"), POSTS, ids=lambda v: v)
def test_who_does(wood, of, name, method):
    table, url_in = TABLES[of]
    assert answers(wood, method, url_in(wood, name), {"to": "down"}) == table[(name, method)]


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
