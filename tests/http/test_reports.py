"""Reports written, finished, taken away by programs; what clusters cost and how far they came."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from zipfile import ZipFile

import pytest

from spinney.clusters.actions.days import Work, log_day
from spinney.clusters.models import Comparator
from spinney.evaluation.actions.report_sections import remove_report_section
from spinney.evaluation.actions.reports import remove_report
from spinney.evaluation.models import Report
from tests.evaluation.making import DAY, NOON
from tests.evaluation.reporting import a_draft, asked, finished
from tests.http.asking import ask, statuses, told

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ALL = "{clusters}/{cluster}/reports"
DRAFT, DONE = ALL + "/{draft}", ALL + "/{done}"
SECTION = DRAFT + "/sections/{section}"
#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
WRITES = (200, 200, 404, 403, 404, 404, 404, 404, 401)  # a member reads no draft
RUNS = (200, 200, 403, 403, 404, 404, 404, 404, 401)


def but(row, *, yes):
    """The same with another answer for those who may."""
    return tuple(yes if one == 200 else one for one in row)


MATRIX = {
    ("get", ALL): INSIDE,
    ("post", ALL): but(RUNS, yes=201),
    ("get", DRAFT): WRITES,
    ("patch", DRAFT): RUNS,
    ("delete", DRAFT): but(RUNS, yes=204),
    ("post", ALL + "/{removed}/restore"): RUNS,
    ("post", DRAFT + "/finish"): but(RUNS, yes=409),  # questions are not answered
    ("post", DONE + "/reopen"): RUNS,
    ("get", DRAFT + "/pdf"): WRITES,
    ("get", DONE + "/word"): INSIDE,
    ("post", DRAFT + "/sections"): but(RUNS, yes=201),
    ("patch", SECTION): RUNS,
    ("delete", SECTION): RUNS,
    ("post", DRAFT + "/sections/{gone}/restore"): RUNS,
    ("post", SECTION + "/move"): RUNS,
    ("post", DONE + "/ask-to-publish"): RUNS,
    # Nobody was asked yet.
    ("post", DONE + "/agree"): (403, 403, 409, 403, 404, 404, 404, 404, 401),
    ("post", DONE + "/refuse"): (403, 403, 409, 403, 404, 404, 404, 404, 401),
    ("post", DONE + "/publish"): but(RUNS, yes=409),
    ("post", DONE + "/take-down"): but(INSIDE, yes=409),
    ("get", "clusters/{cluster}/value"): INSIDE,
    ("get", "programmes/{programme}/value"): (200, 403, 403, 403, 404, 404, 404, 404, 401),
    ("get", "clusters/{cluster}/walk"): INSIDE,
}
ABOUT = {"title": "What came of it", "first_day": "2026-01-01", "last_day": "2026-03-20"}
WHY = {"why": "A client could be known by it."}
BODIES = {
    ALL: ABOUT,
    DRAFT: {"title": "What became of it"},
    DRAFT + "/sections": {"title": "Thanks", "words": "To all {{members}} members."},
    SECTION: {"words": "We met."},
    SECTION + "/move": {"to": "down"},
    DONE + "/refuse": WHY,
    DONE + "/publish": {},
    DONE + "/take-down": WHY,
}


@pytest.fixture
def ids(wood):
    """A report that is written, one that is finished, one that was removed."""
    draft, done, removed = a_draft(wood), finished(wood), a_draft(wood)
    remove_report(report=removed, by=wood.ash, now=NOON.replace(year=2027))
    first, gone = draft.sections.order_by("position")[:2]
    remove_report_section(section=gone, by=wood.ash, now=NOON.replace(year=2027))
    return {
        "clusters": "clusters", "cluster": wood.cluster.pk, "programme": wood.programme.pk,
        "draft": draft.pk, "done": done.pk, "removed": removed.pk, "section": first.pk,
        "gone": gone.pk,
    }  # fmt: skip


@pytest.mark.parametrize(("method", "path"), MATRIX, ids=lambda v: v)
def test_access(wood, ids, method, path):
    body = BODIES.get(path) if method in ("post", "patch") else None
    assert statuses(wood, method, path.format(**ids), body) == MATRIX[(method, path)]


def test_the_cluster_next_door_cannot_be_reached_by_what_is_in_ours(wood, ids):
    for method, path in MATRIX:
        if "/reports/" in path:
            body = BODIES.get(path) if method in ("post", "patch") else None
            beside = path.format(**ids | {"cluster": wood.next_door.pk})
            assert ask(wood, "willow", method, beside, body).status_code in (403, 404), path
    told(ask(wood, "ash", "get", f"organisations/{ids['cluster']}/reports"), 422)


def test_a_report_of_a_programme_is_its_managers(wood):
    """Those of its clusters read it once it is finished."""
    report = finished(wood, wood.programme)
    at = f"programmes/{wood.programme.pk}/reports"
    told(ask(wood, "ash", "post", at, ABOUT), 403)
    told(ask(wood, "rowan", "post", at, ABOUT), 201)
    assert told(ask(wood, "birch", "get", at))["count"] == 1
    told(ask(wood, "birch", "get", f"{at}/{report.pk}"))
    told(ask(wood, "ash", "post", f"{at}/{report.pk}/reopen"), 403)
    told(ask(wood, "willow", "get", at), 404)


def test_a_report_is_written_and_finished(wood):
    at = f"clusters/{wood.cluster.pk}/reports"
    made = told(ask(wood, "ash", "post", at, ABOUT), 201)
    one = f"{at}/{made['id']}"
    figure = next(row for row in made["figures"] if row["key"] == "members")
    assert (figure["said"], bool(figure["source"])) == ("1", True)
    assert made["faults"]
    early = told(ask(wood, "ash", "post", f"{one}/finish"), 409)
    assert made["faults"][0]["words"] in early["error"]["message"]
    for section in made["sections"]:
        words = re.sub(r"\[[^\]]*\]", "As the records show.", section["words"])
        path = f"{one}/sections/{section['id']}"
        told(ask(wood, "ash", "patch", path, {"words": words, "read": section["version"]}))
    told(ask(wood, "rowan", "patch", path, {"words": "", "read": section["version"]}), 409)
    told(ask(wood, "birch", "get", one), 404)
    done = told(ask(wood, "ash", "post", f"{one}/finish"))
    assert (done["state"], done["shown_number"], done["faults"]) == ("published", 1, [])
    read = told(ask(wood, "birch", "get", one))
    assert [row["id"] for row in read["sections"]] == [None] * len(made["sections"])
    told(ask(wood, "ash", "patch", one, {"title": "Another"}), 409)
    told(ask(wood, "birch", "get", f"{one}?version=2"), 404)
    told(ask(wood, "ash", "post", f"{one}/reopen"))
    assert told(ask(wood, "birch", "get", one))["shown_number"] == 1
    assert told(ask(wood, "ash", "get", one))["shown_number"] == 0


def test_it_is_taken_away_as_a_file(wood, ids):
    path = DONE.format(**ids)
    pdf = ask(wood, "birch", "get", f"{path}/pdf")
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    word = ask(wood, "birch", "get", f"{path}/word?version=1")
    with ZipFile(io.BytesIO(b"".join(word.streaming_content))) as packed:
        assert b"What came of it" in packed.read("word/document.xml")
    told(ask(wood, "birch", "get", f"{path}/word?version=9"), 404)


def test_sections_are_added_moved_and_brought_back(wood, ids):
    path = DRAFT.format(**ids)
    body = {"title": "Thanks", "words": "To {{memebrs}}."}
    added = told(ask(wood, "ash", "post", f"{path}/sections", body), 201)
    assert any("Did you mean {{members}}?" in one["words"] for one in added["faults"])
    last = added["sections"][-1]
    moved = told(ask(wood, "ash", "post", f"{path}/sections/{last['id']}/move", {"to": "up"}))
    assert moved["sections"][-2]["title"] == "Thanks"
    told(ask(wood, "ash", "delete", f"{path}/sections/{last['id']}"))
    back = told(ask(wood, "ash", "post", f"{path}/sections/{last['id']}/restore"))
    assert any(one["title"] == "Thanks" for one in back["sections"])


def test_it_is_public_once_those_asked_agree(wood):
    report = asked(wood, rule="all")
    path = f"clusters/{wood.cluster.pk}/reports/{report.pk}"
    told(ask(wood, "ash", "post", f"{path}/publish", {}), 409)
    told(ask(wood, "birch", "post", f"{path}/refuse", WHY))
    told(ask(wood, "ash", "post", f"{path}/publish", {}), 409)
    told(ask(wood, "birch", "post", f"{path}/agree"))
    told(ask(wood, "maple", "post", f"{path}/agree"))
    assert told(ask(wood, "ash", "post", f"{path}/publish", {}))["state"] == "public"
    down = told(ask(wood, "birch", "post", f"{path}/take-down", WHY))
    assert down["state"] == "published"
    assert Report.objects.get().state == "published"


def test_what_clusters_cost_stands_beside_what_it_costs_elsewhere(wood):
    programme = wood.programme
    programme.day_rate_pence = 65_000
    programme.save()
    Comparator.objects.create(
        programme=programme, name="One by one", pence_per_organisation=1_100_000, source="A report"
    )
    log_day(
        cluster=wood.cluster, work=Work("facilitation", DAY, Decimal(2), "Visits"), by=wood.ash,
        now=NOON,
    )  # fmt: skip
    cost = told(ask(wood, "birch", "get", f"clusters/{wood.cluster.pk}/value"))["cost"]
    assert (cost["organisations"], cost["days_pence"]) == (1, 130_000)
    whole = told(ask(wood, "rowan", "get", f"programmes/{programme.pk}/value"))
    assert whole["whole_cluster_pence"] == 1_500_000 + 10 * 65_000
    assert whole["per_organisation_pence"] == cost["total_pence"] == 1_630_000
    assert [one["per_organisation_pence"] for one in whole["comparators"]] == [1_100_000]


def test_the_walk_says_what_comes_next(wood):
    walk = told(ask(wood, "birch", "get", f"clusters/{wood.cluster.pk}/walk"))
    assert (walk["at"], walk["links"][0]["state"]) == ("survey", "begun")
