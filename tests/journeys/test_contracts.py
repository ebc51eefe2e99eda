"""Journey: a member notes a contract, shows it to its cluster, and sees who could leave with it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from spinney.purchasing.models import Contract
from tests.agreements.making import another_member
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in
from tests.personas import Wood
from tests.purchasing.making import a_contract, a_share, spent

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_contract_is_noted_shown_and_seen_beside_anothers(visitor: Visit, wood: Wood) -> None:
    birch, maple = wood.organisations["birch"], another_member(wood, "maple")
    end = localdate() + timedelta(days=200)
    a_contract(
        maple, shown_to=wood.cluster, category="energy", title="Gas", end_day=end,
        notice_day=end - timedelta(days=75),
    )  # fmt: skip
    a_share(wood.cluster, maple)
    upload = spent(birch, [("Rook Energy", "energy", 90_000, localdate())])
    upload.lines.update(contract_end=end)
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(f"/organisations/{birch.pk}/spending/contracts/")
    looked_at(visitor, "own-empty")
    page.get_by_role("link", name=re.compile("^Note it")).click()
    page.get_by_label("What does it cost a year?").fill("1,200")
    looked_at(visitor, "add")
    page.get_by_role("button", name="Note it").click()
    page.get_by_text("Nobody else sees it until you show it.").wait_for()
    looked_at(visitor, "one")
    page.get_by_role("link", name="Show it to your cluster").click()
    looked_at(visitor, "show")
    page.get_by_role("button", name="Show it").click()
    page.get_by_text("Its members see it now.").wait_for()
    page = visitor.open(f"/clusters/{wood.cluster.pk}/purchasing/contracts/")
    page.get_by_text("Birch House and Maple House can give notice between").wait_for()
    assert page.get_by_text("£1,000 to £2,500").count() == 1
    assert page.get_by_text("£1,200").count() == 1
    looked_at(visitor, "cluster")
    page = visitor.open(f"/organisations/{birch.pk}/spending/contracts/")
    page.get_by_role("link", name="Energy", exact=True).click()
    page.get_by_role("button", name="Notice is given").click()
    page.get_by_text("Noted: notice is given.").wait_for()
    assert Contract.objects.get(organisation=birch).state == "notice_given"


def looked_at(visitor: Visit, name: str) -> None:
    keep_picture(visitor, f"contracts-{name}")
    assert (name, visitor.problems()) == (name, [])
