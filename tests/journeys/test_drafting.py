"""Journey: a facilitator begins ground rules from the template, answers the questions, also on a
phone, reads the whole draft, changes it, and previews it as it will be signed.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.agreements.models import Agreement
from tests.agreements.making import another_member
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(visitor: Visit, name: str) -> None:
    keep_picture(visitor, f"drafting-{name}")
    assert visitor.problems() == [], name


def test_ground_rules_are_written(visitor: Visit, wood) -> None:
    another_member(wood, "alder")
    page = visitor.page
    sign_in(visitor, wood.people["ash"])
    visitor.open(reverse("clusters:cluster", args=[wood.cluster.pk]))
    page.get_by_role("link", name="Agreements", exact=True).click()
    page.get_by_role("link", name="Choose a template").click()
    page.get_by_label("Ground rules", exact=True).check()
    page.get_by_role("button", name="Go on").click()
    look(visitor, "begin")
    page.get_by_role("button", name="Begin").click()
    made = Agreement.objects.get()

    # One question after the other, the first with words, the second changed, the last with rows.
    page.get_by_label("What do you want to do together?").fill("share an office and a van")
    asked = 0
    while not page.url.split("#")[0].endswith("/draft/"):
        asked += 1
        assert asked < 40, "the questions never end"
        if "terms/decision_rule/" in page.url:
            page.get_by_label("Consensus: agreed when everybody agrees or stands aside").check()
            page.get_by_role("button", name="Save and go on").last.click()
            page.get_by_label("A vote: more than half decides").check()
            look(visitor, "more-to-say")
            page.get_by_role("button", name="Save and go on").last.click()
            page.get_by_role("button", name="Save and go on").last.click()
            page.get_by_label("How long do we try before we vote?").fill("14")
        if "terms/dispute_steps/" in page.url:
            page.get_by_role("button", name="Add another line").click()
            page.get_by_role("button", name="Remove line 1").click()
            look(visitor, "rows")
            page.get_by_role("button", name="Remove line 3").click()
        page.get_by_role("button", name="Save").last.click()
    look(visitor, "draft")
    said = made.versions.get().content["terms"]
    assert said["dispute_steps"] == [
        {"step": "leaders", "days": 14}, {"step": "members", "days": 28},
    ]  # fmt: skip
    assert said["decision_rule"]["fallback_after_days"] == 14

    page.locator("#clause-how_we_work").get_by_text("Words and place").click()
    page.get_by_role("link", name="Change the words of “How we treat one another”").click()
    page.get_by_label("Words").fill("We are kind.\n\nWe:\n- listen\n- come on time")
    look(visitor, "clause")
    page.get_by_role("button", name="Save the words").click()
    page.get_by_role("link", name="Preview it as it will be signed").click()
    assert page.get_by_text("We are kind.").is_visible()
    look(visitor, "preview")
    page.get_by_role("link", name="Back to the agreement").click()
    look(visitor, "agreement")
    visitor.open(reverse("agreements:set-parties", args=[wood.cluster.pk, made.pk]))
    look(visitor, "parties")
    page.get_by_role("link", name="Add a party").click()
    look(visitor, "add-party")
    visitor.open(reverse("agreements:agreements", args=[wood.cluster.pk]))
    assert page.get_by_text("Being written").first.is_visible()
