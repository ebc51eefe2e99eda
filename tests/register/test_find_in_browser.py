"""Finding organisations in a real browser: typed, by hand without a script, at two widths."""

from __future__ import annotations

import os
import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from spinney.register.actions.duplicates import pair_organisations
from tests.browser import Visit, chromium, visit, visitor, width
from tests.personas import NOON, plant_wood
from tests.register.forest import plant_forest

__all__ = ["chromium", "visitor", "width"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
]
PICTURES = os.environ.get("SPINNEY_PICTURES", "")


@pytest.fixture
def wood(transactional_db):
    return plant_wood()


@pytest.fixture
def forest(transactional_db):
    return plant_forest()


def sign_in(context, site, person):
    """Give the browser the session of a signed-in person."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site}])


def keep_picture(page, name):
    if PICTURES:
        size = page.viewport_size["width"]
        path = f"{PICTURES}/{name}-{size}.png"
        # Hiding the caret would write styles into the page.
        page.screenshot(path=path, full_page=True, caret="initial")


def test_rows_follow_what_is_typed_and_lead_to_a_page(visitor: Visit, live_server, wood, forest):
    sign_in(visitor.page.context, live_server.url, wood.people["hazel"])
    page = visitor.open("/organisations/")
    assert visitor.problems() == []
    keep_picture(page, "find")
    page.get_by_label("Name or number").press_sequentially("womans ai", delay=30)
    expect(page.get_by_role("link", name="The Alderby Women's Aid")).to_be_visible()
    expect(page.get_by_role("link", name="Birchford Borough Council")).to_have_count(0)
    expect(page).to_have_url(re.compile("q=womans"))
    expect(page.get_by_label("Active (1)", exact=True)).to_have_count(1)
    assert visitor.problems() == []
    keep_picture(page, "find-typed")
    page.get_by_role("link", name="The Alderby Women's Aid").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The Alderby Women's Aid")
    assert visitor.problems() == []
    keep_picture(page, "organisation")


def test_an_unknown_postcode_is_told_beside_its_field(visitor: Visit, live_server, wood, forest):
    sign_in(visitor.page.context, live_server.url, wood.people["hazel"])
    page = visitor.open("/organisations/?near=ZZ5+5ZZ")
    expect(page.get_by_text("We do not know where ZZ5 5ZZ is.").first).to_be_visible()
    assert visitor.problems() == []
    keep_picture(page, "find-unknown-postcode")


def test_two_are_compared_and_merged(visitor: Visit, live_server, wood, forest):
    pair = pair_organisations(left=forest["mind"], right=forest["closed"], by=wood.hazel, now=NOON)
    sign_in(visitor.page.context, live_server.url, wood.people["hazel"])
    page = visitor.open("/organisations/duplicates/")
    assert visitor.problems() == []
    keep_picture(page, "duplicates")
    page.goto(f"{live_server.url}/organisations/{pair.left_id}/duplicates/{pair.pk}/")
    assert visitor.problems() == []
    keep_picture(page, "duplicate")
    page.get_by_role("button", name="They are the same: merge them").click()
    assert visitor.problems() == []
    page.get_by_label(re.compile("^ALDERBY MIND LIMITED")).check()
    page.get_by_role("button", name="They are the same: merge them").click()
    expect(page.get_by_text("Alderby Mind is now part of ALDERBY MIND LIMITED.")).to_be_visible()
    assert visitor.problems() == []
    keep_picture(page, "merged")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Alderby Mind stands by itself again.")).to_be_visible()


def test_without_a_script_the_button_searches(chromium, live_server, wood, forest):
    context = chromium.new_context(java_script_enabled=False)
    sign_in(context, live_server.url, wood.people["elm"])
    page = visit(context, live_server.url).open("/organisations/")
    page.get_by_label("Name or number").fill("homestart")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("link", name="Home-Start Birchford")).to_be_visible()
    page.get_by_label("Works in").fill("alderby")
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_text("Nothing matches")).to_be_visible()
    context.close()
