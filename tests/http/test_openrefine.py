"""A real OpenRefine matches a list with the register and takes facts from it."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from django.db import connection
from playwright.sync_api import TimeoutError as NotThereInTime

from tests.browser import chromium  # noqa: F401
from tests.harness.processes import serving
from tests.harness.sites import own_site
from tests.http.openrefine import NOT_HERE, ROWS, is_installed, openrefine

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.xdist_group("openrefine"),  # it takes long to start: once is enough
    pytest.mark.skipif(not is_installed(), reason=NOT_HERE),
]

PLACES = ("Alderby", "Birchford", "Cressing", "Dunmoor", "Elmhurst", "Fernley", "Gorsehill")
SORTS = (
    "Women's Aid", "Carers", "Community Kitchen", "Youth Theatre", "Furniture Project", "Mind",
    "Advice Centre", "Village Hall", "Credit Union", "Night Shelter", "Playgroup", "Choir",
    "Gardening Club", "Scouts", "Age Concern",
)  # fmt: skip
FIRST = 9_100_000
WRITTEN = """Name,Town,Number
alderby womens aid,Alderby,
BIRCHFORD MIND LTD,,
Whatever,,GB-CHC-9100002
Mind,,
Zzyzx Foundry,,
"""


def register() -> str:
    """A list of a hundred and five invented organisations."""
    pairs = [(place, sort) for place in PLACES for sort in SORTS]
    rows = [
        f"{place} {sort},{FIRST + at},{place},{1000 * (at + 1)},31/03/2025"
        for at, (place, sort) in enumerate(pairs)
    ]
    return "\n".join(["Group,Charity no,Town,Income,Year end", *rows])


@pytest.fixture(scope="module")
def spinney(tmp_path_factory):
    """A site with the list in its register, and OpenRefine beside it."""
    folder = tmp_path_factory.mktemp("openrefine")
    table, mapping = folder / "list.csv", folder / "list.json"
    table.write_text(register())
    columns = {
        "Group": "name", "Charity no": "charity_number", "Town": "town", "Income": "income",
        "Year end": "year_end",
    }  # fmt: skip
    mapping.write_text(json.dumps({"source": "Invented list", "columns": columns}))
    with (
        own_site(folder / "site", connection.vendor) as site,
        serving(site.folder, **site.environment) as served,
    ):
        loaded = site.spinney("register", "load", str(table), "--mapping", str(mapping))
        assert "105 added" in loaded.stdout, loaded
        yield served.address


@pytest.fixture(scope="module")
def refine(tmp_path_factory):
    with openrefine(tmp_path_factory.mktemp("refine") / "it") as started:
        yield started


def the_preview_says(page, candidate, words):
    """A table drawn anew under the mouse loses its preview: the mouse comes back."""
    told = page.frame_locator(".data-table-topic-popup iframe").get_by_text(words)
    for _ in range(3):
        page.mouse.move(5, 5)
        candidate.hover()
        with suppress(NotThereInTime):
            return told.wait_for(timeout=6_000)
    page.mouse.move(5, 5)
    candidate.hover()
    return told.wait_for()


def reconcile(refine, project, service):
    """As its panel for standard services sends it when *Start reconciling…* is pressed."""
    config = {
        "mode": "standard-service", "service": service, "identifierSpace": "http://org-id.guide/",
        "schemaSpace": "http://example.org/", "autoMatch": True, "limit": 0,
        "type": {"id": "organisation", "name": "Organisation"},
        "columnDetails": [
            {"column": "Town", "property": {"id": "town", "name": "Town"}},
            {"column": "Number", "property": {"id": "org_id", "name": "Org-ids"}},
        ],
    }  # fmt: skip
    sent = {"columnName": "Name", "config": config, "engine": ROWS}
    assert refine.post("reconcile", {"project": project}, sent)["code"] == "pending"
    refine.work(project)
    return [row[0]["recon"] for row in refine.cells(project)]


# OpenRefine does not follow a redirect with what it posts, and says nothing when that fails.
@pytest.mark.parametrize("path", ["/api/reconciliation/", "/api/reconciliation"])
def test_a_list_is_matched_and_takes_facts_home(spinney, refine, path):
    service = spinney + path
    project = refine.project("list", WRITTEN)
    asked = {"project": project, "columnName": "Name", "service": service}
    guessed = refine.post("guess-types-of-column", asked, {})
    assert [row["id"] for row in guessed["types"]][:2] == ["organisation", "voluntary"]

    judged = reconcile(refine, project, service)
    assert [one["j"] for one in judged] == ["matched", "matched", "matched", "none", "none"]
    assert [one["m"]["id"] for one in judged[:3]] == [
        "GB-CHC-9100000", "GB-CHC-9100020", "GB-CHC-9100002",
    ]  # fmt: skip
    assert {one["name"].split()[1] for one in judged[3]["c"]} == {"Mind"}
    assert judged[4]["c"] == []

    ids = ("org_id", "income", "year_end", "parent")
    wanted = {"properties": [{"id": one, "name": one} for one in ids]}
    asked = {"project": project, "columnName": "Name"}
    seen = refine.post("preview-extend-data", asked, {"rowIndices": [0, 1], "extension": wanted})
    assert [column["name"] for column in seen["columns"]] == [
        "Org-ids", "Income", "Year end", "Parent",
    ]  # fmt: skip
    taken = ["GB-CHC-9100000", 1000, "2025-03-31T00:00:00Z", None]
    assert seen["rows"][0] == ["Alderby Women's Aid", *taken]
    sent = {
        "engine": ROWS, "baseColumnName": "Name", "endpoint": service, "columnInsertIndex": 1,
        "identifierSpace": "http://org-id.guide/", "schemaSpace": "http://example.org/",
        "extension": wanted,
    }  # fmt: skip
    refine.post("extend-data", {"project": project}, sent)
    refine.work(project)
    first = refine.cells(project)[0]
    assert [cell and cell["v"] for cell in first[3:]] == taken


def test_somebody_pastes_the_address_and_chooses_by_hand(spinney, refine, chromium):  # noqa: F811
    """OpenRefine's own pages, in a browser: CORS, suggestions and the preview's frame for real."""
    project = refine.project("by hand", WRITTEN)
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{refine.address}/project?project={project}")
    page.locator(".column-header", has_text="Name").locator(".column-header-menu").click()
    page.get_by_text("Reconcile", exact=True).hover()
    page.get_by_text("Start reconciling…").click()
    page.get_by_role("button", name="Add standard service").click()
    page.locator(".input-container input").fill(f" {spinney}/api/reconciliation ")
    page.get_by_role("button", name="Add service").click()
    page.get_by_text("Spinney register of organisations").first.wait_for()
    page.get_by_text("Each cell", exact=False).first.wait_for()
    page.get_by_role("button", name="Start reconciling").click()
    candidate = page.locator(".data-table-recon-candidate", has_text="Mind").first
    candidate.wait_for()
    the_preview_says(page, candidate, "From Invented list")
    page.mouse.move(5, 5)
    page.get_by_text("Search for match").last.click()
    box = page.locator(".dialog-frame input:not([type=radio])")
    box.fill("fernley ch")
    page.locator(".fbs-list").get_by_text("Fernley Choir").click()
    page.locator(".data-table a", has_text="Fernley Choir").wait_for()
    page.close()
