"""Every look at what is ours: who, for whom, when, at what, under what; for nobody else."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.models import Look
from spinney.agreements.queries.looks import looks_at, looks_by_day, newest_looks
from tests.access import client_of
from tests.agreements.protocols import CONTACTS, a_contact, a_protocol

pytestmark = pytest.mark.django_db


def url(wood):
    return reverse("agreements:looks", args=[wood.organisations["birch"].pk])


def looked(wood, who="alder", query=""):
    there = reverse("agreements:directory", args=[wood.cluster.pk])
    return client_of(wood, who).get(there + query)


def test_one_line_for_what_somebody_was_shown_at_one_moment(wood):
    a_protocol(wood, title="How we share")
    a_contact(wood, "birch")
    looked(wood)
    (look,) = looks_at(wood.birch, wood.organisations["birch"].pk)
    assert (look.who, look.organisation, look.cluster) == ("Alder", "Alder House", "The Spinney")
    assert len(look.what) == len(CONTACTS)
    page = client_of(wood, "birch").get(url(wood)).content.decode()
    for words in ("Alder House", "How we share, version 1", "On a page", "Working together"):
        assert words in page


def test_it_can_be_filtered_and_taken_away(wood):
    a_protocol(wood, ["birch", "alder", "oak"])
    a_contact(wood, "birch")
    looked(wood)
    looked(wood, "oak", "?as=csv")
    client = client_of(wood, "birch")
    page = client.get(url(wood) + "?how=file").content.decode()
    assert "Taken away in a file" in page
    assert "<td" in page
    answer = client.get(url(wood) + "?how=file&as=csv")
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    assert [(row["Who"], row["For"]) for row in rows] == [("Oak", "Oak House")]


def test_nobody_else_reads_them(wood):
    a_protocol(wood)
    a_contact(wood, "birch")
    looked(wood)
    for who in ("ash", "rowan", "cedar", "hazel", "elm", "willow", "sorrel", "alder", "nobody"):
        assert not looks_at(wood.actor(who), wood.organisations["birch"].pk)
        assert newest_looks(wood.actor(who), wood.organisations["birch"].pk) == ([], False)


def test_before_anybody_looked(wood):
    assert "Nobody has looked yet" in client_of(wood, "birch").get(url(wood)).content.decode()


def test_many_looks_are_read_in_few_queries(wood, django_assert_max_num_queries):
    protocol = a_protocol(wood)
    now = timezone.now()
    Look.objects.bulk_create(
        Look(
            cluster=wood.cluster, field=CONTACTS[n % 5], purpose="working_together",
            of=wood.organisations["birch"], by_organisation=wood.organisations["alder"],
            person=wood.people["alder"], agreement=protocol, number=1,
            at=now - timedelta(minutes=n // 5),
        )
        for n in range(500)
    )  # fmt: skip
    client = client_of(wood, "birch")
    client.get(url(wood))
    with django_assert_max_num_queries(9):
        page = client.get(url(wood)).content.decode()
    assert "100 times" in page or ("times" in page and "2 lines" in page)  # midnight may divide
    every = client.get(url(wood) + "?as=csv")
    text = b"".join(every.streaming_content) if every.streaming else every.content
    assert len(text.decode("utf-8-sig").strip().splitlines()) == 101


def test_every_look_is_kept_and_a_line_has_each_time(wood):
    a_protocol(wood)
    a_contact(wood, "birch")
    for _ in range(3):
        looked(wood)
    every = looks_at(wood.birch, wood.organisations["birch"].pk)
    assert len(every) == 3
    (line,) = looks_by_day(every)
    assert line.often == 3
    page = client_of(wood, "birch").get(url(wood)).content.decode()
    assert "3 times" in page
    for one in every:
        assert f"{timezone.localtime(one.at):%H:%M:%S}" in page


def test_a_page_says_when_there_is_more_than_it_shows(wood, monkeypatch):
    a_protocol(wood)
    a_contact(wood, "birch")
    looked(wood)
    client = client_of(wood, "birch")
    assert "These are the newest" not in client.get(url(wood)).content.decode()
    monkeypatch.setattr("spinney.agreements.queries.looks.MOST_READ", 2)
    assert "These are the newest" in client.get(url(wood)).content.decode()


def test_whom_one_line_is_about_is_never_another(wood):
    """Two people of one organisation, two days, page and file: four lines."""
    protocol = a_protocol(wood)
    now = timezone.now()
    for who, days, in_file in (
        ("alder", 0, False), ("ash", 0, False), ("alder", 1, False), ("alder", 0, True),
    ):  # fmt: skip
        Look.objects.create(
            cluster=wood.cluster, field=CONTACTS[0], purpose="working_together",
            of=wood.organisations["birch"], by_organisation=wood.organisations["alder"],
            person=wood.people[who], agreement=protocol, number=1, in_file=in_file,
            at=now - timedelta(days=days),
        )  # fmt: skip
    found = looks_by_day(looks_at(wood.birch, wood.organisations["birch"].pk))
    assert [one.often for one in found] == [1, 1, 1, 1]


def test_she_who_left_is_not_named(wood):
    from spinney.base.access.leaving import leave

    a_protocol(wood)
    a_contact(wood, "birch")
    looked(wood)
    leave(by=wood.actor("alder"), now=timezone.now())
    (look,) = looks_at(wood.birch, wood.organisations["birch"].pk)
    assert (look.who, look.organisation) == ("Somebody who has left", "Alder House")
