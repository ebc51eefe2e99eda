"""Journey: everyone reads the cluster's page, on a screen, on a phone and on paper."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.clusters.actions.clusters import ClusterText, edit_cluster
from spinney.clusters.models import Condition, Gathering, StageMove
from tests.browser import Visit, chromium, visitor, width
from tests.clusters.cases import asks_for, joined, today
from tests.clusters.inviting import an_invitation
from tests.clusters.test_adjust_tiers import adjust
from tests.clusters.test_make_cluster import picture
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def settled(wood):
    """The wood in its first stage, with members on the map and things that wait."""
    first = wood.programme.stages.order_by("position").first()
    StageMove.objects.create(cluster=wood.cluster, stage=first, entered_on=today(), moved_by="t")
    Condition.objects.create(stage=first, text="Everybody has answered the survey")
    Gathering.objects.create(
        cluster=wood.cluster, title="Second meeting", held_on=today() + timedelta(days=9),
        made_at=timezone.now(),
    )  # fmt: skip
    for name, latitude in (("birch", 53.58), ("cedar", 53.61)):
        organisation = wood.organisations[name]
        organisation.latitude, organisation.longitude = latitude, -2.43
        organisation.save()
        joined(wood, name)
    an_invitation(wood)
    return wood


@pytest.mark.parametrize("name", ["ash", "birch", "cedar"])
def test_the_page_has_no_fault_for_anybody(visitor: Visit, settled, name):
    sign_in(visitor, settled.people[name])
    page = visitor.open(reverse("clusters:cluster", args=[settled.cluster.pk]))
    assert page.get_by_role("heading", level=1).inner_text() == "The Spinney"
    keep_picture(visitor, f"cluster-{name}")
    assert visitor.problems() == []


def test_on_paper_without_navigation(visitor: Visit, settled):
    sign_in(visitor, settled.people["ash"])
    page = visitor.open(reverse("clusters:cluster", args=[settled.cluster.pk]))
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="Invite an organisation").is_visible()
    assert page.get_by_role("heading", name="Members").is_visible()
    pages = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4"))
    assert 1 <= len(pages) <= 3


@pytest.mark.parametrize(
    "name",
    ["members", "tiers", "invitations", "cluster-timeline", "facilitators", "edit-cluster"],
)
def test_the_pages_below_it_have_no_fault(visitor: Visit, settled, name):
    sign_in(visitor, settled.people["ash"])
    visitor.open(reverse(f"clusters:{name}", args=[settled.cluster.pk]))
    keep_picture(visitor, name)
    assert visitor.problems() == []


def test_your_tier_why_and_what_would_change_it(visitor: Visit, settled):
    asks_for(settled.tiers["core"], "accounts", max_age_months=18)
    adjust(settled)
    sign_in(visitor, settled.people["birch"])
    page = visitor.open(reverse("clusters:cluster", args=[settled.cluster.pk]))
    page.get_by_role("link", name="Your membership: Associate").click()
    page.get_by_text("It was admitted to Core, and is Associate").wait_for()
    keep_picture(visitor, "your-tier")
    assert visitor.problems() == []


@pytest.mark.parametrize("name", ["leave-cluster", "name-representative", "move-member"])
def test_deeds_about_a_member_have_no_fault(visitor: Visit, settled, name):
    sign_in(visitor, settled.people["ash"])
    membership = settled.memberships["birch"]
    visitor.open(reverse(f"clusters:{name}", args=[settled.cluster.pk, membership.pk]))
    assert visitor.problems() == []


def test_a_tier_and_what_it_asks_for(visitor: Visit, settled):
    sign_in(visitor, settled.people["rowan"])
    tier = settled.tiers["core"]
    url = reverse("clusters:edit-programme-tier", args=[settled.programme.pk, tier.pk])
    page = visitor.open(url)
    keep_picture(visitor, "edit-tier")
    assert visitor.problems() == []
    page.get_by_label("What must it show?").first.select_option("accounts")
    page.get_by_label("Not older than").first.fill("18")
    page.get_by_role("button", name="Save the tier").click()
    page.get_by_text("not older than 18 months").wait_for()
    assert visitor.problems() == []


def test_its_own_name_logo_and_colour_lead(visitor: Visit, settled, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    edit_cluster(
        cluster=settled.cluster,
        text=ClusterText(name="The Spinney", place="The Spinney", colour="#7a2048"),
        logo=picture(size=(640, 320)),
        by=settled.ash,
        now=timezone.now(),
    )
    sign_in(visitor, settled.people["birch"])
    page = visitor.open(reverse("clusters:cluster", args=[settled.cluster.pk]))
    logo = page.locator("header img")
    assert logo.evaluate("image => image.complete && image.naturalWidth") == 320
    header = page.locator("header").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert header == "rgb(122, 32, 72)"
    keep_picture(visitor, "cluster-with-logo")
    assert visitor.problems() == []
