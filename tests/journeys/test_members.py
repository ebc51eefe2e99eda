"""Journeys of belonging and of acting for an organisation: a facilitator moves and suspends a
member, the member reads why and leaves; a representative asks a colleague to act for it.
"""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.clusters.models import Membership
from spinney.register.models import Mandate
from tests.browser import Visit, chromium, visitor, width
from tests.clusters.inviting import last_link
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def member_url(wood):
    return reverse("clusters:member", args=[wood.cluster.pk, wood.memberships["birch"].pk])


def test_a_facilitator_moves_and_suspends_a_member(visitor: Visit, wood):
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("clusters:members", args=[wood.cluster.pk]))
    keep_picture(visitor, "members")
    assert visitor.problems() == []
    page.get_by_role("link", name="Birch House").first.click()
    assert visitor.problems() == []
    page.get_by_role("link", name="Move it to another tier").click()
    page.get_by_label("Associate").check()
    page.get_by_label("Why?").fill("It asked for less to do.")
    assert visitor.problems() == []
    page.get_by_role("button", name="Move it").click()
    page.get_by_text("It asked for less to do.").first.wait_for()
    keep_picture(visitor, "member")
    assert Membership.objects.get(pk=wood.memberships["birch"].pk).tier == wood.tiers["associate"]


def test_a_suspension_is_proposed_answered_and_decided(visitor: Visit, wood):
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(member_url(wood))
    page.get_by_role("link", name="Propose to suspend it").click()
    assert page.get_by_text("has 14 days to answer first").is_visible()
    page.get_by_label("Why?").fill("No word for three months.")
    assert visitor.problems() == []
    page.get_by_role("button", name="Propose it").click()
    page.get_by_text("No word for three months.").first.wait_for()
    keep_picture(visitor, "member-suspension-proposed")
    assert visitor.problems() == []

    page.context.clear_cookies()
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(member_url(wood))
    page.get_by_role("link", name="Answer", exact=True).click()
    page.get_by_label("What do you answer?").fill("Our only worker was ill.")
    assert visitor.problems() == []
    page.get_by_role("button", name="Send our answer").click()
    page.get_by_text("Our only worker was ill.").first.wait_for()
    assert visitor.problems() == []

    page.context.clear_cookies()
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(member_url(wood))
    page.get_by_role("link", name="It was decided: suspend it").click()
    page.get_by_role("button", name="Suspend it").click()
    assert page.get_by_text("Say where it was decided").first.is_visible()
    assert visitor.problems() == []
    page.get_by_label("Where was it decided?").fill("Members’ meeting, item 4")
    today = timezone.localdate()
    for part, number in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_label(part, exact=True).fill(str(number))
    keep_picture(visitor, "suspend-member")
    page.get_by_role("button", name="Suspend it").click()
    page.get_by_text("Decided: Members’ meeting, item 4").first.wait_for()
    assert visitor.problems() == []
    assert Membership.objects.get(pk=wood.memberships["birch"].pk).state == "suspended"


def test_a_member_reads_its_tier_and_leaves(visitor: Visit, wood):
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(member_url(wood))
    assert page.get_by_role("heading", name="The tier, and why").is_visible()
    assert visitor.problems() == []
    page.get_by_role("link", name="Leave the cluster").click()
    keep_picture(visitor, "leave-cluster")
    assert visitor.problems() == []
    page.get_by_role("button", name="Leave").click()
    page.wait_for_url(re.compile(r"^(?!.*leave-cluster)"))
    assert Membership.objects.get(pk=wood.memberships["birch"].pk).state == "left"
    page = visitor.open(reverse("clusters:cluster", args=[wood.cluster.pk]))
    assert page.title().startswith("There is no page here")


def test_a_representative_asks_a_colleague_to_act(visitor: Visit, wood):
    sign_in(visitor, wood.people["birch"])
    house = wood.organisations["birch"]
    page = visitor.open(reverse("register:list-mandates", args=[house.pk]))
    assert visitor.problems() == []
    page.get_by_role("link", name="Ask a colleague to act for us").click()
    page.get_by_label("E-mail address").fill("reed@birch.example.org")
    page.get_by_label(re.compile("^Name")).fill("Reed Marsh")
    page.get_by_label("Vote", exact=False).first.check()
    keep_picture(visitor, "offer-mandate")
    assert visitor.problems() == []
    page.get_by_role("button", name="Ask this person").click()
    page.get_by_text("Reed Marsh").first.wait_for()
    assert visitor.problems() == []
    visitor.page.context.clear_cookies()
    page = visitor.open(last_link("reed@birch.example.org"))
    assert "Will you act for Birch House?" in page.get_by_role("heading", level=1).inner_text()
    assert visitor.problems() == []
    name = page.get_by_label("Your name")
    if name.count():
        name.fill("Reed Marsh")
    page.get_by_role("button", name="Yes, I act for Birch House").click()
    page.get_by_role("heading", level=1).wait_for()
    assert visitor.problems() == []
    mandate = Mandate.objects.get(person__email="reed@birch.example.org")
    assert (mandate.organisation, mandate.starts_on) == (house, timezone.localdate())
