"""Journey: a facilitator shares a cost by use, a member looks at its part from the mailed link and
agrees, the real cost is shared, and each page stands on a phone and on a wide screen.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.money.letters.costs import answer_errand
from spinney.money.models import CostShare, SharedCost
from tests.agreements.making import an_agreement, another_member
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in
from tests.personas import Wood

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TERMS = {
    "cost_sharing": {
        "rules": [{"cost": "IT support", "rule": "mixed"}],
        "mixes": [
            {"cost": "IT support", "parts": 1, "rule": "equal"},
            {"cost": "IT support", "parts": 3, "rule": "use"},
        ],
        "limits": [{"least_pence": 5_000, "most_share": 60}],
    },
    "open_books": {"shown": ["spending"], "every_months": 3},
}


def look(visitor: Visit, name: str) -> None:
    keep_picture(visitor, f"costs-{name}")
    assert visitor.problems() == [], name


def fill_day(page, label: str, day: str, month: str, year: str) -> None:
    group = page.get_by_role("group", name=label)
    for part, value in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(part).fill(value)


def test_a_cost_is_shared_and_trued_up(visitor: Visit, wood: Wood) -> None:
    for name in ("maple", "alder"):
        another_member(wood, name)
    an_agreement(wood, ["birch", "maple", "alder"], terms=TERMS, title="Our ground rules")
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("money:shared-costs", args=[wood.cluster.pk]))
    look(visitor, "empty")
    page.get_by_role("link", name="Share a cost").click()
    page.get_by_label("What do you share?").fill("IT support 2026")
    page.get_by_label("Which kind of cost is it?").select_option("IT support")
    fill_day(page, "From which day?", "1", "4", "2026")
    fill_day(page, "To which day?", "31", "3", "2027")
    page.get_by_label("How much will it cost in this time?").fill("2,400")
    page.get_by_label("What is use counted in?").fill("computers")
    page.get_by_label("What of it would anybody pay, even alone?").fill("600")
    page.get_by_label("What does each unit of use cost?").fill("45")
    look(visitor, "add")
    page.get_by_role("button", name="Note it").click()
    page.get_by_text("how much it uses is not known").first.wait_for()
    look(visitor, "draft")
    for name, units in (("birch", 25), ("maple", 12), ("alder", 3)):
        CostShare.objects.filter(organisation=wood.organisations[name]).update(units=Decimal(units))
    page.get_by_role("link", name="Birch House").click()
    page.get_by_role("link", name="Change its days or figures").click()
    look(visitor, "member")
    cost = SharedCost.objects.get()
    page = visitor.open(reverse("money:share-budget", args=[wood.cluster.pk, cost.pk]))
    look(visitor, "share-budget")
    page.get_by_role("button", name="Share it").click()
    page.get_by_text("Each member is asked about its part").wait_for()
    look(visitor, "shared")
    page.get_by_role("link", name="Compare rules").click()
    look(visitor, "rules")
    agree_by_link(visitor, wood, cost)
    page = visitor.open(reverse("money:true-up-cost", args=[wood.cluster.pk, cost.pk]))
    look(visitor, "true-up")
    page.get_by_label("What did it cost?").fill("2,250")
    page.get_by_role("button", name="Share it").click()
    page.get_by_text("Shared as it cost.").wait_for()
    look(visitor, "trued-up")
    page.get_by_role("link", name="Alder House").click()
    look(visitor, "statement")
    page = visitor.open(reverse("money:vat-evidence", args=[wood.cluster.pk, cost.pk]))
    look(visitor, "vat")
    visitor.open(reverse("money:note-vat", args=[wood.cluster.pk, cost.pk]))
    look(visitor, "note-vat")


def agree_by_link(visitor: Visit, wood: Wood, cost: SharedCost) -> None:
    """What the letter's link shows, and that it can be answered there."""
    share = CostShare.objects.get(cost=cost, organisation=wood.organisations["birch"])
    TaskLink.objects.all().delete()
    now = timezone.now()
    _, secret = links.issue(
        answer_errand(share), by=wood.ash, now=now, person=wood.people["birch"],
        expires_at=links.in_days(now, 5), organisation_id=share.organisation_id,
    )  # fmt: skip
    page = visitor.open(f"/do/{secret}/")
    look(visitor, "answer")
    page.get_by_role("button", name="Yes, we agree").click()
    page.get_by_role("heading", name="You agreed").wait_for()
    look(visitor, "answered")
