"""Attack: nobody outside its organisation ever learns the name of a person whom a member paid."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from spinney.base.keeping.exports import export_cluster
from spinney.base.record.models import Entry
from spinney.base.work.models import Job
from spinney.purchasing.actions.aside import set_name_aside
from spinney.purchasing.actions.matching import match_suppliers
from spinney.purchasing.models import Supplier
from tests.access import client_of
from tests.personas import NOON, Wood
from tests.purchasing.making import wood_that_shares
from tests.purchasing.naming import name_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

INSIDE = ("ash", "Maple Centre")
"""Who sees pages of this room at all; that others are not let in is in the matrices."""
OPEN = ("BT GROUP PLC", "Mrs J Example")
"""A name that was counted first, and one that never was."""


def pages_of(wood: Wood) -> list[str]:
    """Every address of the room that needs no more than a cluster or an organisation, and those of
    a supplier.
    """
    room = next(
        one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "purchasing"
    )
    given = {
        "cluster_id": wood.cluster.pk,
        "organisation_id": wood.organisations["birch"].pk,
        "pk": Supplier.objects.get(name="BT").pk,
        "category": "telecoms",
    }
    pages = []
    for pattern in room.url_patterns:
        wants = set(pattern.pattern.converters)
        if wants <= set(given) and not ("pk" in wants and "supplier" not in pattern.name):
            pages.append(reverse(f"purchasing:{pattern.name}", kwargs={k: given[k] for k in wants}))
    return pages


def told(wood: Wood, who: str, pages: list[str]) -> str:
    """All that somebody gets to read at these addresses."""
    client = client_of(wood, who)
    client.raise_request_exception = False
    return " ".join(b"".join(client.get(page)).decode("utf-8-sig", "replace") for page in pages)


@pytest.mark.slow
@pytest.mark.time_machine("2026-03-20 12:00")
def test_no_page_and_no_list_s_file_tells_it(wood: Wood, caplog):
    wood_that_shares(wood)
    birch, cluster = wood.organisations["birch"], wood.cluster
    pages = pages_of(wood)
    assert len(pages) > 30
    page = next(
        one for one in pages if one.endswith(f"/suppliers/{Supplier.objects.get(name='BT').pk}/")
    )
    before = told(wood, "Maple Centre", [page])
    assert "BT GROUP PLC" in before, "the test looks where the name would stand"
    assert "Mrs J Example" not in before
    names = [name_of(birch, "BT GROUP PLC")]
    set_name_aside(organisation=birch, names=names, by=wood.birch, now=NOON)
    with transaction.atomic():
        match_suppliers(cluster=cluster, by=wood.ash, now=timezone.now())
    lists = ("suppliers", "spend", "spend-members")
    files = [f"{reverse(f'purchasing:{one}', args=[cluster.pk])}?as=csv" for one in lists]
    for who in INSIDE:
        read = told(wood, who, pages + files)
        assert not [name for name in OPEN if name in read], who
    own = told(wood, "birch", [reverse("purchasing:aside", args=[birch.pk])])
    assert all(name in own for name in OPEN)
    assert not [name for name in OPEN if name in caplog.text]


@pytest.mark.time_machine("2026-03-20 12:00")
def test_neither_the_record_nor_a_job_nor_the_cluster_s_file_tells_it(wood: Wood, tmp_path: Path):
    wood_that_shares(wood)
    birch = wood.organisations["birch"]
    names = [name_of(birch, "BT GROUP PLC")]
    set_name_aside(organisation=birch, names=names, by=wood.birch, now=NOON)
    export_cluster(wood.cluster, tmp_path / "cluster.zip", now=NOON)
    with zipfile.ZipFile(tmp_path / "cluster.zip") as file:
        whole = b" ".join(file.read(one) for one in file.namelist()).decode("utf-8", "replace")
    assert "British Telecommunications" in whole, "what others share travels"
    entries = " ".join(str(one.detail) for one in Entry.objects.all())
    jobs = " ".join(
        f"{one.title} {one.given} {one.message} {one.result}" for one in Job.objects.all()
    )
    for name in OPEN:
        assert name not in whole + entries + jobs
