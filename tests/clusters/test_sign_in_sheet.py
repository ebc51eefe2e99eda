"""A sheet of paper on which whoever comes to a gathering signs."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.clusters.actions.gatherings import Occasion, add_gathering
from tests.access import client_of
from tests.personas import NOON


def sheet(wood, on, by="ash"):
    made = add_gathering(
        cluster=wood.cluster, occasion=Occasion("Core group", on, "The hut"), by=wood.ash, now=NOON
    )
    args = [wood.cluster.pk, made.pk]
    client = client_of(wood, by)
    page = client.get(reverse("clusters:gathering", args=args)).content.decode()
    url = reverse("clusters:sign-in-sheet", args=args)
    return url in page, client.get(url)


def test_it_has_a_line_for_each_member_and_some_for_guests(wood):
    shown, answer = sheet(wood, localdate() + timedelta(days=7))
    text = answer.content.decode()
    assert shown
    assert "Birch House" in text
    assert "Cedar Housing Association (Supporter)" in text
    assert "The hut" in text
    assert text.count("<tr>") == 1 + 2 + 6


def test_who_belongs_later_is_not_on_it(wood):
    _, answer = sheet(wood, wood.memberships["birch"].joined_on - timedelta(days=1))
    assert "Birch House" not in answer.content.decode().partition("<table")[2]


def test_members_do_not_need_it(wood):
    shown, answer = sheet(wood, localdate(), by="birch")
    assert not shown
    assert answer.status_code == 403
