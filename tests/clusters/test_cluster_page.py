"""The cluster's page: what is on it for whom, and how many queries it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.clusters.models import Condition, Gathering, Membership, StageMove
from spinney.clusters.queries.cluster_page import page_of
from spinney.clusters.states import MembershipState
from spinney.register.models import Mandate, Organisation
from tests.access import client_of
from tests.clusters.cases import asked, joined, today
from tests.clusters.inviting import an_invitation


@pytest.fixture
def settled(wood):
    """The wood in its second stage, with something waiting and something coming."""
    first, second = wood.programme.stages.order_by("position")[:2]
    StageMove.objects.create(
        cluster=wood.cluster, stage=first, entered_on=today(), left_on=today(), moved_by="t"
    )
    StageMove.objects.create(cluster=wood.cluster, stage=second, entered_on=today(), moved_by="t")
    Condition.objects.create(stage=second, text="Everybody has voted")
    Gathering.objects.create(
        cluster=wood.cluster, title="Second meeting", held_on=today() + timedelta(days=9),
        made_at=timezone.now(),
    )  # fmt: skip
    return wood


def the_page(wood, name: str) -> str:
    url = reverse("clusters:cluster", args=[wood.cluster.pk])
    return client_of(wood, name).get(url).content.decode()


def test_a_member_reads_where_we_are(settled):
    page = the_page(settled, "birch")
    assert "Acting for" in page
    assert "Now: <strong>Focus</strong>" in page
    assert "Everybody has voted" in page
    assert "Second meeting, in 9 days" in page
    assert "Birch House" in page
    assert "Cedar Housing Association" in page
    assert "ash@example.org" in page
    assert "Run the cluster" not in page


def test_an_observer_sees_less(settled):
    an_invitation(settled)
    page = the_page(settled, "cedar")
    assert "Birch House" in page
    for hidden in ("Everybody has voted", "Second meeting", "Documents", "What waits on whom"):
        assert hidden not in page, hidden
    # Of the timeline she reads what is told to observers only.
    assert "was invited" not in page


def test_those_who_run_it_see_what_waits_on_whom(settled):
    an_invitation(settled)
    asked(settled)
    page = the_page(settled, "ash")
    assert "decide whether Elder Row Gardeners joins" in page
    assert "answer the invitation by" in page
    assert "Run the cluster" in page
    assert "decide whether" not in the_page(settled, "birch")


def test_four_figures_each_with_its_trail(settled):
    figures = page_of(settled.birch, settled.cluster, today()).figures
    assert [f.label for f in figures] == [
        "Members", "Facilitation days used", "Next time together", "Waiting",
    ]  # fmt: skip
    assert figures[0].value == "1"
    client = client_of(settled, "birch")
    assert all(client.get(f.url.split("#")[0]).status_code == 200 for f in figures)


def test_tiers_are_told_apart_without_colour(settled):
    page = page_of(settled.ash, settled.cluster, today())
    assert [(d.name, d.detail, d.hollow) for d in page.members] == [("Birch House", "Core", False)]
    assert [(d.name, d.detail, d.hollow) for d in page.others] == [
        ("Cedar Housing Association", "Supporter", True)
    ]


def test_one_who_leaves_today_is_no_longer_shown(settled):
    Membership.objects.filter(pk=settled.memberships["cedar"].pk).update(leaves_on=today())
    assert page_of(settled.ash, settled.cluster, today()).others == []


def grow(wood, number: int) -> None:
    for n in range(number):
        organisation = Organisation.objects.create(
            name=f"Grove {n}", latitude=53.5 + n / 100, longitude=-2.4
        )
        membership = Membership.objects.create(
            cluster=wood.cluster, organisation=organisation, admitted_to=wood.tiers["core"],
            tier=wood.tiers["core"], state=MembershipState.ACTIVE, asked_at=timezone.now(),
            joined_on=today(),
        )  # fmt: skip
        wood.memberships[f"grove {n}"] = membership
        joined(wood, f"grove {n}")
        Mandate.objects.create(
            organisation=organisation, person=wood.people["elm"], starts_on=today(),
            given_by="t", given_at=timezone.now(),
        )  # fmt: skip


MOST_QUERIES = {"cluster": 33, "members": 19, "invitations": 19}


@pytest.mark.parametrize("name", MOST_QUERIES)
def test_the_number_of_queries_does_not_grow_with_the_cluster(
    settled, name, django_assert_max_num_queries
):
    client = client_of(settled, "ash")
    url = reverse(f"clusters:{name}", args=[settled.cluster.pk])
    # A list without a row asks nothing of its filters.
    an_invitation(settled, name="Guest", email="g@example.org")
    client.get(url)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(url)
    grow(settled, 20)
    for n in range(6):
        an_invitation(settled, name=f"Guest {n}", email=f"g{n}@example.org")
    with django_assert_max_num_queries(MOST_QUERIES[name]) as many:
        client.get(url)
    # The first of a kind may cost one more; the second to the twentieth cost nothing.
    assert len(many) <= len(few) + 2


def test_members_leave_as_a_spreadsheet(settled):
    client = client_of(settled, "birch")
    url = reverse("clusters:members", args=[settled.cluster.pk])
    sheet = client.get(url, {"as": "csv"})
    assert sheet["Content-Type"].startswith("text/csv")
    text = b"".join(sheet.streaming_content).decode() if sheet.streaming else sheet.content.decode()
    assert "Birch House,Core,Member,Yes" in text
    book = client.get(url, {"as": "xlsx"})
    assert book["Content-Type"].startswith("application/vnd.openxmlformats")
    book.close()
