"""Journey: a facilitator invites an organisation; somebody there answers from the e-mail on her
phone, without an account, and is in.
"""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from spinney.clusters.models import Invitation, Membership
from tests.browser import Visit, chromium, visitor, width
from tests.clusters.inviting import an_invitation, last_link
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
]


def test_a_facilitator_invites(visitor: Visit, wood):
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("clusters:cluster", args=[wood.cluster.pk]))
    page.get_by_role("link", name="Invite an organisation").click()
    keep_picture(visitor, "invite")
    assert visitor.problems() == []
    page.get_by_role("button", name="Send the invitation").click()
    assert page.get_by_role("alert").is_visible()
    assert visitor.problems() == []
    page.get_by_label("Or its name, if it is not on the register").fill("Hazel Hedge Arts")
    page.get_by_label("Her e-mail address").fill("arts@example.org")
    page.get_by_label("Core", exact=True).check()
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_text("Hazel Hedge Arts is invited.").wait_for()
    assert page.url.endswith(reverse("clusters:invitations", args=[wood.cluster.pk]))
    assert visitor.problems() == []
    assert Invitation.objects.get().tier == wood.tiers["core"]


def test_several_at_once(visitor: Visit, wood):
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("clusters:invite-several", args=[wood.cluster.pk]))
    page.get_by_label("Paste the list").fill(
        "Hazel Hedge Arts, arts@example.org\nBirch House, birch@example.org\nOak"
    )
    page.get_by_role("button", name="Look at the list").click()
    page.get_by_text("1 organisation can be invited").wait_for()
    assert page.get_by_text("Birch House belongs to The Spinney already.").is_visible()
    keep_picture(visitor, "invite-several")
    assert visitor.problems() == []
    page.get_by_role("button", name="Send the invitations").click()
    page.get_by_text("1 organisation invited.").wait_for()


def test_she_joins_from_the_link(visitor: Visit, wood):
    an_invitation(wood, message="Come and see.")
    page = visitor.open(last_link("arts@example.org"))
    assert page.get_by_role("heading", level=1).inner_text() == (
        "Will Hazel Hedge Arts join The Spinney?"
    )
    keep_picture(visitor, "invitation")
    assert visitor.problems() == []
    page.get_by_role("link", name="Join", exact=True).click()
    assert visitor.problems() == []
    page.get_by_label("Your post there").fill("Director")
    page.get_by_role("button", name="Accept the invitation").click()
    assert "Tick the box if you agree" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Your post there").input_value() == "Director"
    assert visitor.problems() == []
    page.get_by_label(re.compile("I may answer for Hazel Hedge Arts")).check()
    page.get_by_role("button", name="Accept the invitation").click()
    page.get_by_text("You have joined").first.wait_for()
    keep_picture(visitor, "joined")
    assert visitor.problems() == []
    assert Membership.objects.filter(organisation__name="Hazel Hedge Arts").exists()
    assert visitor.page.context.cookies() == []


def test_she_says_no(visitor: Visit, wood):
    an_invitation(wood)
    page = visitor.open(last_link("arts@example.org"))
    page.get_by_role("link", name="Say no").first.click()
    page.get_by_label("Why?").fill("No time this year.")
    page.get_by_role("button", name="Say no").click()
    page.get_by_text("You have said no").first.wait_for()
    assert visitor.problems() == []
    assert Invitation.objects.get().reason == "No time this year."
