"""Contractors found by need, place and words, in few queries, with files that are safe."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from spinney.purchasing.models import ContractorInsurance, ContractorUse
from spinney.register.models import Postcode
from tests.access import client_of
from tests.agreements.making import another_member
from tests.purchasing.making import BY, DAY, NOON, a_contractor

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
BOLTON, BURY, LEEDS = (53.578, -2.429), (53.593, -2.298), (53.800, -1.549)


@pytest.fixture
def several(wood):
    """A plumber in Bury that comes 20 km, one in Leeds, a roofer anywhere, a gas firm in BL1."""
    Postcode.objects.create(code="BL11RX", latitude=BOLTON[0], longitude=BOLTON[1])

    def at(name, where, trades, **more):
        place = {"latitude": where[0], "longitude": where[1]} if where else {}
        return a_contractor(wood.cluster, name, trades=trades, **place, **more)

    near = at("Bury Pipes", BURY, ["plumber"], travels_km=20)
    at("Leeds Pipes", LEEDS, ["plumber"])
    at("Anywhere Roofs", None, ["roofing"], areas=["Bolton"], about="Does chimneys")
    at("Gas Co", None, ["gas"], postcode="BL1 9ZZ")
    ContractorUse.objects.create(
        contractor=near, organisation=wood.organisations["birch"], last_used_on=DAY, stars=4, by=BY,
        at=NOON, comment="Mended the cistern",
    )  # fmt: skip
    return wood


def found(wood, **asked):
    url = reverse("purchasing:contractors", args=[wood.cluster.pk])
    page = client_of(wood, "birch").get(url, asked)
    return [one.name for one in page.context["listing"].found]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"trade": "plumber", "near": "BL1 1RX"}, ["Bury Pipes", "Leeds Pipes"]),
        ({"trade": "plumber", "near": "bl11rx", "within": "10"}, ["Bury Pipes"]),
        ({"near": "Bolton", "within": "5"}, ["Anywhere Roofs"]),
        ({"near": "BL1 2AB", "within": "5"}, ["Gas Co"]),  # no directory has it: its district
        ({"q": "cistern"}, ["Bury Pipes"]),
        ({"q": "chimney"}, ["Anywhere Roofs"]),
        ({"q": "boiler"}, ["Gas Co"]),
        ({"only": "good"}, ["Bury Pipes"]),
        ({"sort": "-stars", "trade": "plumber"}, ["Bury Pipes", "Leeds Pipes"]),
    ],
)
def test_by_need_place_and_words(several, asked, names):
    assert found(several, **asked) == names


def test_how_far_and_a_place_that_nobody_knows(several):
    url = reverse("purchasing:contractors", args=[several.cluster.pk])
    client = client_of(several, "birch")
    assert "5.5 miles" in client.get(url, {"near": "BL1 1RX"}).content.decode()
    unknown = client.get(url, {"near": "Atlantis"}).content.decode()
    assert "We do not know where “Atlantis” is" in unknown
    assert client.get(url, {"near": "\x00", "within": "many"}).status_code == 200


def test_files_hold_what_is_found_and_no_formula(several):
    a_contractor(several.cluster, "=HYPERLINK(1)", trades=["other"])
    url = reverse("purchasing:contractors", args=[several.cluster.pk])
    answer = client_of(several, "birch").get(url, {"as": "csv", "trade": "other"})
    told = b"".join(answer.streaming_content).decode()
    assert "'=HYPERLINK(1)" in told
    assert "Bury Pipes" not in told


def test_pages_ask_no_more_for_many_than_for_few(several):
    url = reverse("purchasing:contractors", args=[several.cluster.pk])
    client = client_of(several, "birch")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url, {"near": "BL1 1RX"}).status_code == 200
        return len(queries)

    asked()
    few = asked()
    maple = another_member(several, "maple")
    for n in range(20):
        one = a_contractor(several.cluster, f"No {n}")
        ContractorUse.objects.create(
            contractor=one, organisation=maple, last_used_on=DAY, by=BY, at=NOON
        )
        ContractorInsurance.objects.create(
            contractor=one, kind="public_liability", seen_on=DAY, expires_on=date(2027, 1, 1)
        )
    assert asked() == few
    assert few < 40


def test_its_page_leads_to_it_and_what_is_typed_is_no_markup(wood):
    one = a_contractor(
        wood.cluster, "<b>Bold</b>", phone="01204 555 010", email="a@example.org",
        website="https://example.org/?a=1&b='",
    )  # fmt: skip
    url = reverse("purchasing:contractor", args=[wood.cluster.pk, one.pk])
    told = client_of(wood, "birch").get(url).content.decode()
    assert 'href="tel:01204555010"' in told
    assert 'rel="noreferrer nofollow" href="https://example.org/?a=1&amp;b=&#x27;"' in told
    assert "<b>Bold" not in told


def test_a_programme_manager_reads_nothing_of_what_members_say(wood):
    roofer = a_contractor(wood.cluster)
    ContractorUse.objects.create(
        contractor=roofer, organisation=wood.organisations["birch"], last_used_on=DAY,
        job="The flat roof", stars=2, comment="They left the ladder out.", by=BY, at=NOON,
    )  # fmt: skip
    listed = reverse("purchasing:contractors", args=[wood.cluster.pk])
    own = reverse("purchasing:contractor", args=[wood.cluster.pk, roofer.pk])
    for name, reads in (("birch", True), ("ash", True), ("rowan", False)):
        client = client_of(wood, name)
        page, every = client.get(own).content.decode(), client.get(listed).content.decode()
        assert ("They left the ladder out." in page) == reads
        assert ("2 of 5 stars" in page) == reads
        assert "Members and the facilitator alone see this." in page
        assert ("2.0 of 5, from 1 member" in every) == reads
        assert "Members alone see this" not in every
        assert roofer.name not in client.get(listed, {"q": "ladder"}).content.decode() or reads
        written = b"".join(client.get(listed, {"as": "csv"}).streaming_content).decode()
        assert ("Last used" in written) == reads
