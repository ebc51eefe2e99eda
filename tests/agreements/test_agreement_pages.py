"""The list of a cluster's agreements, and the page of one."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.states import AgreementState
from tests.access import client_of
from tests.agreements.making import an_agreement, another_member
from tests.agreements.writing import a_draft, address

pytestmark = pytest.mark.django_db


def listed(wood, name="ash", **asked):
    url = reverse("agreements:agreements", args=[wood.cluster.pk])
    answer = client_of(wood, name).get(url, asked)
    return (answer.getvalue() if answer.streaming else answer.content).decode()


def some(wood):
    for name in ("alder", "oak", "elder"):
        another_member(wood, name)
    an_agreement(wood, ["birch", "alder", "oak", "elder"], title="Our rules")
    an_agreement(wood, ["birch", "alder"], state=AgreementState.SIGNING, title="A memorandum")
    soon = timezone.localdate() + timedelta(days=20)
    an_agreement(wood, ["birch", "oak"], until=soon, title="Winter help")
    a_draft(wood, ("birch", "elder"), title="New rules")


def test_an_empty_list_leads_to_the_templates(wood):
    page = listed(wood)
    assert "No agreements yet" in page
    assert reverse("agreements:start-agreement", args=[wood.cluster.pk]) in page
    supporter = listed(wood, "cedar")
    assert "No agreements yet" in supporter
    assert "start-agreement" not in supporter


def test_states_in_words_parties_and_dates(wood):
    some(wood)
    page = listed(wood)
    for words in (
        "In force since 1 February 2026", "Out for signature", "Being written", "in 20 days",
        "The whole cluster, 4 parties", "Alder House", "1 February 2026",
    ):  # fmt: skip
        assert words in page, words


def test_searched_narrowed_sorted_and_taken_along(wood):
    some(wood)
    assert "A memorandum" not in listed(wood, q="winter")
    assert "Winter help" in listed(wood, q="oak house winter")
    narrowed = listed(wood, where="signing")
    assert "A memorandum" in narrowed
    assert "Winter help" not in narrowed
    by_title = listed(wood, order="title")
    assert by_title.index("A memorandum") < by_title.index("Winter help")
    file = listed(wood, **{"as": "csv"})
    assert "Birch House; Alder House; Oak House; Elder House" in file
    assert "2026-02-01" in file


def test_a_member_sees_the_cluster_s_and_its_own(wood):
    some(wood)
    assert "New rules" in listed(wood, "birch")
    assert "No agreements yet" in listed(wood, "cedar")


def test_the_page_says_where_it_stands_and_what_happened(wood):
    draft = a_draft(wood)
    page = client_of(wood, "birch").get(address(draft.agreement, "agreement")).content.decode()
    assert "Being written" in page
    assert "“Ground rules” was begun." in page
    assert "Go on writing" not in page
    assert "Throw the draft away" not in page
    mine = client_of(wood, "ash").get(address(draft.agreement, "agreement")).content.decode()
    assert "Go on writing" in mine
    assert "Throw the draft away" in mine


def test_each_version_can_be_read(wood):
    agreement = an_agreement(wood, ["birch"], terms={"meeting_notice": {"days": 14}})
    client = client_of(wood, "birch")
    page = client.get(address(agreement, "read_agreement")).content.decode()
    assert "Birch House" in page
    assert "This is a draft" not in page
    again = client.get(address(agreement, "read_agreement"), {"version": "99"})
    assert again.status_code == 200
    assert date(2026, 2, 1) == agreement.versions.get().in_force_from
