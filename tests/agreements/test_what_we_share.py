"""What a member shares: with whom, what, for what, under which clause, since when, until when."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from spinney.agreements.queries.given import given_by
from tests.access import client_of
from tests.agreements.making import NOON, another_member
from tests.agreements.protocols import CONTACTS, a_protocol, line
from tests.agreements.test_stop_sharing import EMAIL, stop

pytestmark = pytest.mark.django_db


def there(wood, who="birch"):
    return reverse("agreements:what-we-share", args=[wood.organisations[who].pk])


def lines(wood, who="birch", at=NOON):
    found = given_by(wood.actor(who), wood.organisations[who].pk, at)
    return {(one.field, one.purpose): one for one in found}


def test_a_line_for_each_kind_of_data_and_purpose(wood):
    other = line(purpose="referrals", fields=[EMAIL], recipients="runners")
    a_protocol(wood, ["birch", "alder", "oak"], line(), other, until=date(2027, 1, 31))
    found = lines(wood)
    assert len(found) == 8
    one = found[EMAIL, "working_together"]
    assert one.shown_to == ("Alder House", "Oak House")
    assert (one.since, one.until) == (date(2026, 2, 1), date(2027, 1, 31))
    assert one.signed.clause_words == "clause 2, Data Shared"
    assert one.is_about_people
    assert found[EMAIL, "referrals"].shown_to[-1] == "those that run the cluster"


def test_what_was_taken_back_stays_listed(wood):
    protocol = a_protocol(wood, ["birch", "alder", "oak"])
    stop(wood, protocol, field=EMAIL, recipient_id=wood.organisations["alder"].pk)
    one = lines(wood)[EMAIL, "working_together"]
    assert (one.shown_to, one.taken_from) == (("Oak House",), ("Alder House",))
    stop(wood, protocol)
    assert not any(one.is_shown for one in lines(wood).values())
    page = client_of(wood, "birch").get(there(wood)).content.decode()
    assert "No longer shared" in page
    assert "What you have taken back" in page


def test_one_that_does_not_give_shares_nothing(wood):
    another_member(wood, "alder")
    alder = str(wood.organisations["alder"].uid)
    a_protocol(wood, ["birch", "alder"], line(givers="named", given_by=[alder]))
    assert lines(wood) == {}
    assert lines(wood, "alder")


def test_without_a_protocol_nothing_is_shared(wood):
    page = client_of(wood, "birch").get(there(wood)).content.decode()
    assert "You share nothing" in page


def test_an_outsider_sees_nothing(wood):
    a_protocol(wood)
    birch = wood.organisations["birch"].pk
    for who in ("ash", "rowan", "cedar", "hazel", "elm", "willow", "sorrel", "alder", "nobody"):
        assert given_by(wood.actor(who), birch, NOON) == []


def test_who_may_only_sign_reads_it_and_changes_nothing(wood):
    protocol = a_protocol(wood)
    mandate = wood.people["birch"].mandates.get()
    mandate.may_represent = mandate.may_hold_data = False
    mandate.save()
    client = client_of(wood, "birch")
    page = client.get(there(wood)).content.decode()
    assert "Alder House" in page
    stop_url = reverse(
        "agreements:stop-sharing", args=[wood.organisations["birch"].pk, protocol.pk]
    )
    assert stop_url not in page
    assert client.get(stop_url).status_code == 403


def test_as_a_file_it_names_everybody(wood):
    names = ["birch", *(f"member{n}" for n in range(8))]
    a_protocol(wood, names, line(fields=[CONTACTS[0]], recipients="runners"))
    client = client_of(wood, "birch")
    assert (
        "8 others that signed and those that run the cluster"
        in client.get(there(wood)).content.decode()
    )
    answer = client.get(there(wood) + "?as=csv")
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    (row,) = csv.DictReader(io.StringIO(text.decode("utf-8-sig")))
    assert row["With whom"].count("House") == 8
    assert row["Clause"] == "clause 2, Data Shared"
    assert row["For what"] == "Working together day to day"


def test_few_queries(wood, django_assert_max_num_queries):
    a_protocol(wood, ["birch", *(f"member{n}" for n in range(8))])
    client = client_of(wood, "birch")
    client.get(there(wood))
    with django_assert_max_num_queries(11):
        client.get(there(wood))


def test_from_the_evidence_of_an_organisation(wood):
    here = reverse("register:list-evidence", args=[wood.organisations["birch"].pk])
    assert there(wood) in client_of(wood, "birch").get(here).content.decode()
