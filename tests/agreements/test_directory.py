"""The directory: whom to ask at members, each part only where the protocol in force lets the reader
see it. Each look is written down.
"""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from spinney.agreements.models import Contact, Look
from spinney.base.access.leaving import leave
from spinney.clusters.models import Facilitator
from tests.access import client_of
from tests.agreements.making import NOON, another_member
from tests.agreements.protocols import CONTACTS, a_contact, a_protocol, line
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def url(wood: Wood, name: str = "directory") -> str:
    return reverse(f"agreements:{name}", args=[wood.cluster.pk])


def page(wood: Wood, who: str, name: str = "directory", query: str = "") -> str:
    return client_of(wood, who).get(url(wood, name) + query).content.decode()


def test_before_a_protocol_it_says_why_it_is_empty_and_how_to_begin_one(wood):
    a_contact(wood, "birch")
    seen = page(wood, "ash")
    assert "Nothing is shared yet" in seen
    assert "wording=information_sharing" in seen
    assert "Robin Birchwood" not in seen


def test_those_that_signed_see_one_another(wood):
    a_protocol(wood, ["birch", "alder"])
    a_contact(wood, "birch")
    a_contact(wood, "alder")
    for who in ("birch", "alder"):
        seen = page(wood, who)
        assert "robin@birch.example.org" in seen
        assert "robin@alder.example.org" in seen


def test_who_has_not_signed_sees_nothing_and_shows_nothing(wood):
    a_protocol(wood, ["birch", "alder"])
    another_member(wood, "oak")
    a_contact(wood, "birch")
    seen = page(wood, "oak")
    assert "Your organisation has not signed the protocol" in seen
    assert "Robin Birchwood" not in seen
    a_contact(wood, "oak")
    seen = page(wood, "oak")
    assert "Robin Oakwood" in seen  # its own
    assert "Robin Birchwood" not in seen
    assert "Robin Oakwood" not in page(wood, "alder")


def test_those_that_run_the_cluster_see_it_only_if_it_names_them(wood):
    a_protocol(wood)
    a_contact(wood, "birch")
    for who in ("ash", "rowan"):
        seen = page(wood, who)
        assert "Robin Birchwood" not in seen
        assert "not with you" in seen
    a_protocol(wood, ["birch", "alder"], line(recipients="runners"), title="A later one")
    wood.cluster.refresh_from_db()
    for who in ("ash", "rowan"):
        assert "Robin Birchwood" in page(wood, who)
    look = Look.objects.filter(person=wood.people["ash"]).first()
    assert look.by_organisation is None


def test_who_runs_the_cluster_and_acts_for_a_member_sees_it_as_that_member(wood):
    a_protocol(wood)
    a_contact(wood, "birch")
    Facilitator.objects.create(
        cluster=wood.cluster, person=wood.people["alder"], starts_on="2026-01-01"
    )
    assert "Robin Birchwood" in page(wood, "alder")
    assert Look.objects.first().by_organisation == wood.organisations["alder"]


def test_the_cluster_next_door_has_a_directory_of_its_own(wood):
    a_protocol(wood)
    a_contact(wood, "birch")
    there = reverse("agreements:directory", args=[wood.next_door.pk])
    for who in ("willow", "sorrel"):
        seen = client_of(wood, who).get(there).content.decode()
        assert "Nothing is shared yet" in seen
        assert "Robin" not in seen
    assert client_of(wood, "sorrel").get(url(wood)).status_code == 404


def test_only_the_parts_that_are_shared(wood):
    """Not even a search tells what is not shared."""
    a_protocol(wood, ["birch", "alder"], line(fields=[CONTACTS[0], CONTACTS[4]]))
    a_contact(wood, "birch")
    seen = page(wood, "alder")
    assert "Robin Birchwood" in seen
    assert "01632 960 001" in seen
    assert "robin@birch.example.org" not in seen
    assert "Office manager" not in seen
    assert "Not shared" in seen
    assert "Robin Birchwood" not in page(wood, "alder", query="?q=birch.example.org")
    assert "Robin Birchwood" in page(wood, "alder", query="?q=birchwood")


def test_a_subject_alone_is_no_contact(wood):
    a_protocol(wood, ["birch", "alder"], line(fields=["agreements.contact_about"]))
    a_contact(wood, "birch")
    assert "No contacts yet" in page(wood, "alder")


def test_each_look_is_written_with_what_was_shown_and_no_more(wood):
    protocol = a_protocol(wood)
    a_contact(wood, "birch", phone="")
    page(wood, "alder")
    looks = Look.objects.all()
    assert {one.field for one in looks} == set(CONTACTS[:4])
    assert {one.of for one in looks} == {wood.organisations["birch"]}
    assert {(one.agreement, one.number) for one in looks} == {(protocol, 1)}
    page(wood, "birch")
    assert looks.count() == 4  # one's own is no look


def test_what_a_filter_leaves_out_is_no_look(wood):
    a_protocol(wood, ["birch", "alder", "oak"])
    for name in ("birch", "oak"):
        a_contact(wood, name)
    page(wood, "alder", query="?who=Oak+House")
    assert {one.of.name for one in Look.objects.all()} == {"Oak House"}


def test_nor_what_stands_on_another_page(wood):
    a_protocol(wood, ["birch", "alder", "oak"])
    for number in range(55):
        a_contact(wood, "birch", name=f"Desk {number}")
    a_contact(wood, "oak")
    page(wood, "alder")
    assert {one.of.name for one in Look.objects.all()} == {"Birch House"}
    page(wood, "alder", query="?page=2")
    assert {one.of.name for one in Look.objects.all()} == {"Birch House", "Oak House"}


def test_a_file_is_a_look_and_runs_no_formula(wood):
    a_protocol(wood)
    a_contact(wood, "birch", name="=HYPERLINK(1)", about="+1")
    answer = client_of(wood, "alder").get(url(wood) + "?as=csv")
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    assert rows[0]["Name"].startswith("'=")
    assert set(Look.objects.values_list("in_file", flat=True)) == {True}
    assert Look.objects.count() == 5


def test_few_queries_however_many_members(wood, django_assert_max_num_queries):
    names = ["birch", "alder", *(f"member{n}" for n in range(8))]
    a_protocol(wood, names)
    for name in names:
        a_contact(wood, name)
    client = client_of(wood, "alder")
    client.get(url(wood))
    with django_assert_max_num_queries(12):
        client.get(url(wood))


def test_a_member_that_is_suspended_is_not_in_it_and_does_not_see_it(wood):
    a_protocol(wood, ["birch", "alder", "oak"])
    for name in ("birch", "alder"):
        a_contact(wood, name)
    wood.memberships["alder"].state = "suspended"
    wood.memberships["alder"].save()
    assert "Robin Alderwood" not in page(wood, "oak")
    assert client_of(wood, "alder").get(url(wood)).status_code == 403


def test_from_the_page_of_the_cluster(wood):
    here = reverse("clusters:cluster", args=[wood.cluster.pk])
    assert url(wood) in client_of(wood, "birch").get(here).content.decode()
    assert url(wood) not in client_of(wood, "cedar").get(here).content.decode()


def test_who_closes_her_account_is_no_contact_any_more(wood):
    a_contact(wood, "birch", email="Alder@example.org")
    a_contact(wood, "birch")
    a_protocol(wood)
    leave(by=wood.actor("alder"), now=NOON)
    assert [one.name for one in Contact.objects.all()] == ["Robin Birchwood"]
