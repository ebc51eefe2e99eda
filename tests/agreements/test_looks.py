"""Every look at what is ours: who, for whom, when, at what, under what; for nobody else."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.models import Look
from spinney.agreements.queries.looks import looks_at
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
        assert looks_at(wood.actor(who), wood.organisations["birch"].pk) == ()


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
    assert "100 looks" in page or "of 100" in page


def test_she_who_left_is_not_named(wood):
    from spinney.base.access.leaving import leave

    a_protocol(wood)
    a_contact(wood, "birch")
    looked(wood)
    leave(by=wood.actor("alder"), now=timezone.now())
    (look,) = looks_at(wood.birch, wood.organisations["birch"].pk)
    assert (look.who, look.organisation) == ("Somebody who has left", "Alder House")
