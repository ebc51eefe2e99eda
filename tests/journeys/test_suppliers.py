"""Journey: three pairs of names on a phone, one by tap, one by key; two suppliers put together, and
that undone.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.purchasing.models import Judgement, Supplier
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in
from tests.purchasing.spellings import three_questions

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(visitor: Visit, name: str) -> None:
    keep_picture(visitor, name)
    assert visitor.problems() == []


def test_three_pairs_then_two_are_one_and_two_again(visitor: Visit, wood):
    three_questions(wood)
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(reverse("purchasing:suppliers", args=[wood.cluster.pk]))
    looked_at(visitor, "suppliers")
    page.get_by_role("link", name="3 pairs of names may be the same").click()
    page.get_by_text("1 of 3").wait_for()
    looked_at(visitor, "review-suppliers")
    page.get_by_role("button", name="Yes, the same").click()
    page.get_by_text("2 of 3").wait_for()
    page.keyboard.press("s")
    page.get_by_text("3 of 3").wait_for()
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("2 of 3").wait_for()
    page.keyboard.press("n")
    page.get_by_text("3 of 3").wait_for()
    page.get_by_role("button", name="No, two").click()
    page.get_by_text("Nothing is left to look at.").wait_for()
    looked_at(visitor, "review-suppliers-done")
    assert list(Judgement.objects.order_by("pk").values_list("answer", flat=True)) == [
        "same", "different", "different",
    ]  # fmt: skip
    page.get_by_role("link", name="To the suppliers").click()
    page.get_by_role("link", name="Hollin Trays", exact=True).click()
    looked_at(visitor, "supplier")
    page.get_by_role("link", name="Another supplier is the same").click()
    looked_at(visitor, "choose-suppliers")
    page.get_by_label("Hollin Tray Co").check()
    page.get_by_role("button", name="Look them over").click()
    looked_at(visitor, "merge-suppliers")
    page.get_by_label("Hollin Trays", exact=True).check()
    page.get_by_role("button", name="Put them together").click()
    page.get_by_text("2 suppliers are one now.").wait_for()
    looked_at(visitor, "supplier-merged")
    assert Supplier.objects.filter(merged_into__isnull=False).count() == 1
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_text("Undone.").wait_for()
    assert not Supplier.objects.filter(merged_into__isnull=False).exists()
    for link, name in (
        ("Call it something else", "rename-supplier"),
        ("It is a branch of another supplier", "put-under"),
        ("Look up", "link-supplier"),
    ):
        page.get_by_role("link", name=link).click()
        looked_at(visitor, name)
        page.go_back()
