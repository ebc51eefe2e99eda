"""What is needed, in numbers: of those that share it for that purpose, without names."""

from __future__ import annotations

import re

import pytest

from spinney.agreements.models import Look
from spinney.diagnostics.models import Item
from tests.agreements.making import NOON
from tests.agreements.protocols import a_protocol, line
from tests.agreements.test_directory import page

pytestmark = pytest.mark.django_db
NAMES = ["birch", "alder", "oak", "lime"]
NEED = line(purpose="evidence_of_need", fields=["diagnostics.needs_and_offers"])


def need(wood, name, area="premises", kind="need"):
    return Item.objects.create(
        cluster=wood.cluster, organisation=wood.organisations[name], kind=kind, area=area,
        title=f"A secret of {name}", added_at=NOON, added_by="person:1", confirmed_at=NOON,
    )  # fmt: skip


def test_members_are_counted_once_and_few_are_not_told(wood):
    a_protocol(wood, NAMES, NEED)
    for name in ("birch", "alder", "oak"):
        need(wood, name)
    need(wood, "birch")
    need(wood, "lime", "finance")
    need(wood, "lime", "premises", "offer")
    seen = page(wood, "birch", "need-together")
    assert "Counted: 4 members" in seen
    cells = re.findall(r"<td[^>]*>\s*(?:<[^>]+>)*([^<]*)", seen)
    assert [one for one in cells if one] == ["3", "fewer than 3", "fewer than 3", "0"]
    assert "A secret of" not in seen
    assert "Oak House" not in seen
    assert {one.purpose for one in Look.objects.all()} == {"evidence_of_need"}
    assert {one.of.name for one in Look.objects.all()} == {"Alder House", "Oak House", "Lime House"}


def test_for_another_purpose_nothing_is_counted(wood):
    a_protocol(wood, NAMES, line(fields=["diagnostics.needs_and_offers"]))
    for name in NAMES:
        need(wood, name)
    assert "nothing can be told" in page(wood, "birch", "need-together")
    assert not Look.objects.exists()


def test_of_too_few_members_nothing_is_told(wood):
    a_protocol(wood, ["birch", "alder"], NEED)
    for name in ("birch", "alder"):
        need(wood, name)
    seen = page(wood, "birch", "need-together")
    assert "nothing can be told" in seen
    assert "fewer than 3" not in seen


def test_those_that_run_the_cluster_see_it_only_if_it_names_them(wood):
    a_protocol(wood, NAMES, NEED)
    for name in NAMES:
        need(wood, name)
    assert "nothing can be told" in page(wood, "ash", "need-together")
