"""Journey: a newcomer adds her group or finds her organisation, claims it, is confirmed by the
address on the register or by a colleague, asks a colleague to act too, and keeps the profile.
"""

from __future__ import annotations

import pytest

from spinney.register.bridge.search_index import reindex
from spinney.register.models import Mandate, Organisation
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in
from tests.register.acting import link_in, mails
from tests.register.test_claim_organisation import on_the_register

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_she_claims_and_the_register_address_confirms(visitor: Visit, wood):
    elder = on_the_register(name="The Elder Tree")
    sign_in(visitor, wood.people["elm"])
    page = visitor.open(f"/organisations/{elder.pk}/")
    page.get_by_role("link", name="I act for this organisation").click()
    assert visitor.problems() == []
    page.get_by_role("button", name="Send my claim").click()
    page.get_by_role("alert").wait_for()
    assert visitor.problems() == []
    page.get_by_label("What are you there?").fill("Chair")
    keep_picture(visitor, "claim")
    page.get_by_role("button", name="Send my claim").click()
    page.get_by_text("Your claim is on its way.").wait_for()
    assert visitor.problems() == []

    page.context.clear_cookies()
    path = link_in(mails("office@elder.example.org")[0])
    page = visitor.open(path)
    assert "Does Elm act for The Elder Tree?" in page.get_by_role("heading", level=1).inner_text()
    assert visitor.problems() == []
    page.get_by_label("Sign", exact=True).check()
    keep_picture(visitor, "confirm-claim")
    page.get_by_role("button", name="Yes, this person acts for us").click()
    page.get_by_role("heading", name="You said yes").wait_for()
    assert visitor.problems() == []
    held = Mandate.objects.get(person=wood.people["elm"])
    assert (held.may_sign, held.may_represent) == (True, True)
    assert page.context.cookies() == []


def test_a_group_on_no_list_is_added_after_a_look_at_those_alike(visitor: Visit, wood):
    reindex(Organisation.objects.values_list("pk", flat=True))
    sign_in(visitor, wood.people["elm"])
    page = visitor.open("/organisations/add/")
    page.get_by_label("Name", exact=True).fill("Birch House Lunch Club")
    page.get_by_label("Town").fill("Bury")
    keep_picture(visitor, "add-organisation")
    assert visitor.problems() == []
    page.get_by_role("button", name="Add it", exact=True).click()
    page.get_by_role("heading", name="Is it one of these?").wait_for()
    assert page.get_by_role("link", name="Birch House").first.is_visible()
    assert page.get_by_label("Town").input_value() == "Bury"
    keep_picture(visitor, "is-it-one-of-these")
    assert visitor.problems() == []
    page.get_by_role("button", name="None of these: add it").click()
    page.get_by_text("Birch House Lunch Club is in the register now.").wait_for()
    assert visitor.problems() == []


def test_she_asks_a_colleague_who_agrees_on_her_phone(visitor: Visit, wood):
    birch = wood.organisations["birch"]
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(f"/organisations/{birch.pk}/people/")
    keep_picture(visitor, "who-acts-for-us")
    assert visitor.problems() == []
    page.get_by_role("link", name="Ask a colleague to act for us").click()
    assert visitor.problems() == []
    page.get_by_label("E-mail address").fill("fern@example.org")
    page.get_by_label("Name (optional)").fill("Fern Wood")
    keep_picture(visitor, "ask-a-colleague")
    page.get_by_role("button", name="Ask this person").click()
    page.get_by_text("We have written to fern@example.org.").wait_for()
    assert visitor.problems() == []

    page.context.clear_cookies()
    page = visitor.open(link_in(mails("fern@example.org")[0]))
    keep_picture(visitor, "accept-mandate")
    assert visitor.problems() == []
    page.get_by_role("button", name="Yes, I act for Birch House").click()
    page.get_by_role("heading", name="You now act for Birch House").wait_for()
    assert visitor.problems() == []
    assert Mandate.objects.get(person__email="fern@example.org").may_vote


def test_she_keeps_the_profile_and_undoes_a_slip(visitor: Visit, wood):
    birch = wood.organisations["birch"]
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(f"/organisations/{birch.pk}/profile/")
    keep_picture(visitor, "keep-profile")
    assert visitor.problems() == []
    page.get_by_role("link", name="Change Volunteers").click()
    assert visitor.problems() == []
    page.get_by_label("Volunteers").fill("120")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").first.wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone.").first.wait_for()
    birch.refresh_from_db()
    assert birch.volunteers is None
    page.get_by_role("link", name="What was changed, by whom").click()
    keep_picture(visitor, "profile-history")
    assert visitor.problems() == []
    page.go_back()
    page.get_by_role("button", name="All of this is right").click()
    page.get_by_text("Your profile is confirmed as of today.").wait_for()
    assert visitor.problems() == []
