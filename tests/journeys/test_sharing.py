"""Journey: two members have signed a protocol. One keeps her contacts; the other opens the
directory; the first takes one thing back, and it is gone at the next click; she sees who looked.
"""

from __future__ import annotations

import re

import pytest

from tests.agreements.protocols import a_contact, a_protocol, an_insurance
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(visit: Visit, name: str) -> None:
    keep_picture(visit, name)
    assert visit.problems() == []


def test_what_is_shared_is_seen_and_taken_back_at_the_next_click(visitor: Visit, wood):
    a_protocol(wood, ["birch", "alder"], title="How we share data")
    a_contact(wood, "birch")
    an_insurance(wood, "birch")
    here = f"/clusters/{wood.cluster.pk}/"
    sign_in(visitor, wood.people["alder"])
    page = visitor.open(here)
    page.get_by_role("link", name="Directory").first.click()
    assert page.get_by_text("robin@birch.example.org").first.is_visible()
    looked_at(visitor, "sharing-directory")
    page.get_by_role("link", name="What members can show").click()
    assert page.locator("tbody").get_by_text("Public liability insurance").is_visible()
    looked_at(visitor, "sharing-evidence")

    page.context.clear_cookies()
    sign_in(visitor, wood.people["birch"])
    birch = wood.organisations["birch"].pk
    page = visitor.open(f"/organisations/{birch}/what-we-share/")
    looked_at(visitor, "sharing-what-we-share")
    page.get_by_role("link", name="Stop sharing e-mail addresses of people to ask").click()
    looked_at(visitor, "sharing-stop")
    page.get_by_role("button", name="Stop sharing").click()
    page.get_by_role("heading", name="What you have taken back").wait_for()
    looked_at(visitor, "sharing-taken-back")
    page.get_by_role("link", name="Who looked at it").click()
    assert page.locator("tbody").get_by_text("Alder House").first.is_visible()
    looked_at(visitor, "sharing-looks")

    page.context.clear_cookies()
    sign_in(visitor, wood.people["alder"])
    page = visitor.open(f"{here}agreements/directory/")
    assert page.get_by_text("Robin Birchwood").first.is_visible()
    assert page.get_by_text("robin@birch.example.org").count() == 0
    alder = wood.organisations["alder"].pk
    visitor.open(f"/organisations/{alder}/shared-with-us/")
    looked_at(visitor, "sharing-shared-with-us")


def test_she_keeps_her_contacts(visitor: Visit, wood):
    birch = wood.organisations["birch"].pk
    a_contact(wood, "birch", name="Duty desk", post="")
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(f"/organisations/{birch}/contacts/")
    page.get_by_role("link", name="Add Birch").click()
    looked_at(visitor, "sharing-add-contact")
    page.get_by_label("What should partners ask about?").fill("Rooms")
    page.get_by_role("button", name="Add").click()
    page.get_by_text("Birch is on your list of contacts").wait_for()
    looked_at(visitor, "sharing-contacts")
    page.get_by_role("button", name=re.compile("^Up")).click()
    first = page.locator("tbody tr").first.inner_text()
    assert "Birch" in first
    page.get_by_role("button", name="Remove Birch").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("is on your list again").wait_for()


def test_before_a_protocol_the_way_to_one_is_shown(visitor: Visit, wood):
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(f"/clusters/{wood.cluster.pk}/agreements/directory/")
    looked_at(visitor, "sharing-empty")
    page.get_by_role("link", name="Draft an information-sharing protocol").click()
    assert "start-agreement" in page.url
