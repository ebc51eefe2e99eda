"""What others gave to members is noted once, and moves no money."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed
from spinney.money.actions.grant_files import import_grants
from spinney.money.engine.threesixty.reading import read_package
from spinney.money.engine.threesixty.values import Award, Body, Paid, Publisher
from spinney.money.engine.threesixty.writing import package
from spinney.money.models import Entry, Grant
from spinney.money.queries.published import published_grants
from spinney.register.models.organisations import Identifier
from tests.money.granting import NOW, released

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


DAY = date(2025, 6, 1)


def awards():
    funder = Body("360G-oak", "The Oak Fund")
    birch = Body("GB-CHC-1999999", "BIRCH HOUSE LTD")
    other = Body("GB-CHC-1", "Somebody else")
    return [
        Award("360G-oak-1", "Core costs", "For core costs", 1_000_000, DAY, funder, birch,
            paid=(Paid("p", DAY, 400_000),)),
        Award("360G-oak-2", "Not ours", "d", 5_000, DAY, funder, other),
    ]  # fmt: skip


@pytest.fixture
def numbered(wood):
    Identifier.objects.create(
        organisation=wood.organisations["birch"], scheme="GB-CHC", value="1999999", source="x"
    )
    return wood


def test_once_and_no_money_moves(numbered):
    wood = numbered
    for count in (1, 0):
        made = import_grants(cluster=wood.cluster, awards=awards(), by=wood.ash, now=NOW)
        assert len(made) == count
    grant = Grant.objects.get()
    assert (grant.holder.name, grant.awarded_pence) == ("Birch House", 1_000_000)
    assert grant.from_file["funder"] == "The Oak Fund"
    assert grant.instalments.get().pence == 400_000
    assert not Entry.objects.exists()
    with pytest.raises(NotAllowed):
        import_grants(cluster=wood.cluster, awards=awards(), by=wood.birch, now=NOW)


def test_looked_at_first_then_noted(numbered, client):
    wood = numbered
    whole = package(awards(), publisher=Publisher("The Oak Fund"), title="Grants", issued=NOW)
    euros = dict(whole["grants"][0], id="360G-oak-3", currency="EUR")
    whole["grants"].append(euros | {"Shoe size": 44})
    file = SimpleUploadedFile("oak.json", json.dumps(whole).encode())
    client.force_login(wood.people["ash"])
    url = f"/clusters/{wood.cluster.pk}/money/grants/import/"
    page = client.post(url, {"file": file})
    text = page.content.decode()
    assert "£10,000 from The Oak Fund to Birch House" in text
    assert "only pounds can be kept here (“EUR”)" in text
    assert "Shoe size" in text
    assert not Grant.objects.exists()
    client.post(url, {"found": page.context["found"]})
    assert Grant.objects.get().title == "Core costs"
    assert client.post(url, {"found": "made up"}).status_code == 422


@pytest.mark.parametrize("prefix", ["", "Meadow2"])
def test_ones_own_published_file_brings_nothing_new(numbered, client, prefix):
    wood = numbered
    released(wood)
    whole = published_grants(wood.programme.pk, by=wood.rowan, prefix=prefix, now=NOW)
    found = read_package(whole).awards
    assert found
    assert import_grants(cluster=wood.cluster, awards=found, by=wood.ash, now=NOW) == []
    client.force_login(wood.people["ash"])
    file = SimpleUploadedFile("ours.json", json.dumps(whole).encode())
    page = client.post(reverse("money:import-grants", args=[wood.cluster.pk]), {"file": file})
    assert "“Working together”: made here already" in page.content.decode()
    assert page.context["found"] == ""
    assert "No grant in it" not in page.content.decode()
