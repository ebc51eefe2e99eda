"""A member on a phone: who is a person, and what is bought from whom."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.purchasing.bridge.names import judge_names
from spinney.purchasing.models import SpendLine
from tests.browser import Visit, chromium, visitor
from tests.journeys.signing_in import keep_picture, sign_in
from tests.personas import Wood
from tests.purchasing.naming import birch_that_spent, by_category, name_of

__all__ = ["chromium", "visitor"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [320])
def test_names_are_put_right_on_a_phone(wood: Wood, visitor: Visit):
    birch = birch_that_spent(wood)
    judge_names(birch.pk)
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(reverse("purchasing:aside", args=[birch.pk]))
    assert visitor.problems() == []
    keep_picture(visitor, "aside")
    page.get_by_label("Choose Pat Sample").check()
    page.get_by_role("button", name="Count the chosen again").click()
    page.get_by_text("1 name is counted again.").wait_for()
    assert not name_of(birch, "Pat Sample").aside
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("1 name is left out.").wait_for()
    assert visitor.problems() == []
    keep_picture(visitor, "counted-names")

    visitor.open(reverse("purchasing:name-categories", args=[birch.pk]))
    assert visitor.problems() == []
    keep_picture(visitor, "name-categories")
    page.get_by_label("Choose Willow Telecom").check()
    page.get_by_role("button", name="Say what you buy").click()
    page.get_by_label("What do you buy there?").select_option("software")
    assert visitor.problems() == []
    keep_picture(visitor, "correct-name-category")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("1 name is “Software licences” now.").wait_for()
    keep_picture(visitor, "name-categories-said")
    assert by_category(birch)["software"] == 4_000
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("What was said of 1 name is taken back.").wait_for()
    assert by_category(birch)["telecoms"] == 4_000
    line = SpendLine.objects.get(name__written="Willow Telecom")
    visitor.open(reverse("purchasing:correct-line-category", args=[birch.pk, line.pk]))
    assert visitor.problems() == []
    keep_picture(visitor, "correct-line-category")
