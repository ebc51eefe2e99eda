"""Journey: on a phone, what members buy, what each pays for one of the same, where they could save;
one way is put by, and that undone.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in
from tests.purchasing.comparing import look, wood_that_buys

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SWITCH = "Energy: switch to Rook Energy Ltd"


def looked_at(visitor: Visit, name: str) -> None:
    keep_picture(visitor, name)
    assert visitor.problems() == []


def test_from_what_members_buy_to_where_they_could_save(visitor: Visit, wood):
    look(wood_that_buys(wood))
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("clusters:cluster", args=[wood.cluster.pk]))
    page.get_by_role("link", name="Purchasing", exact=True).click()
    page.get_by_role("link", name="What you buy", exact=True).click()
    looked_at(visitor, "spend")
    page.get_by_role("link", name="Energy", exact=True).first.click()
    looked_at(visitor, "spend-category")
    page.get_by_role("link", name="Prices, like with like").click()
    looked_at(visitor, "spend-prices")
    for link, name in (
        ("By member", "spend-members"),
        ("By month", "spend-months"),
        ("How much goes to how few", "spend-concentration"),
    ):
        visitor.open(reverse("purchasing:spend", args=[wood.cluster.pk]))
        page.get_by_role("link", name=link).click()
        looked_at(visitor, name)
    visitor.open(reverse("purchasing:spend", args=[wood.cluster.pk]))
    page.get_by_role("link", name="Where you could save").click()
    looked_at(visitor, "opportunities")
    page.get_by_role("link", name=SWITCH).click()
    looked_at(visitor, "opportunity")
    page.get_by_role("link", name="Put it by").click()
    page.get_by_label("Why not now?").fill("We moved last year.")
    looked_at(visitor, "put-opportunity-by")
    page.get_by_role("button", name="Put it by").click()
    page.get_by_text("Put by for now.").wait_for()
    assert page.get_by_role("link", name=SWITCH).count() == 0
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_text("It is on the list again.").wait_for()
    sign_in(visitor, wood.people["birch"])
    visitor.open(reverse("purchasing:opportunities", args=[wood.cluster.pk]))
    looked_at(visitor, "opportunities-of-a-member")
    visitor.open(reverse("purchasing:own-spend", args=[wood.organisations["birch"].pk]))
    looked_at(visitor, "own-spend")
