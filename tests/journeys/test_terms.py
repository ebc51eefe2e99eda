"""Journey: a member finds the terms in force from its cluster's page, reads where one comes from,
looks at another day and at what changed, also on a phone.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests.agreements.making import an_agreement, another_member
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in
from tests.personas import Wood

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def rules_of(wood: Wood) -> None:
    """Ground rules that end one day, and a memorandum that says something else of one term."""
    another_member(wood, "alder")
    birch, alder = (str(wood.organisations[name].uid) for name in ("birch", "alder"))
    tiers = {
        "tiers": [{"name": "Full member"}, {"name": "Associate", "may_vote": False}],
        "criteria": [{"tier": "Full member", "evidence_kind": "accounts", "max_age_months": 18}],
    }
    rule = {"rule": "consensus", "fallback": "two_thirds", "fallback_after_days": 28}
    terms = {
        "decision_rule": rule, "meeting_notice": {"days": 14}, "lead_body": birch, "tiers": tiers,
        "risks": [{"kind": "legal", "bearer": "organisation", "organisation": alder}],
        "cost_sharing": {"otherwise": "income"}, "ends": "2090-03-31",
    }  # fmt: skip
    an_agreement(
        wood, ["birch", "alder"], terms=terms, title="Our ground rules", until=date(2090, 3, 31)
    )
    an_agreement(
        wood, ["birch", "alder"], terms={"meeting_notice": {"days": 21}}, title="Memorandum",
        starts=date(2026, 3, 1),
    )  # fmt: skip


def look(visitor: Visit, name: str) -> None:
    keep_picture(visitor, f"terms-{name}")
    assert visitor.problems() == [], name


def test_the_terms_in_force(visitor: Visit, wood: Wood) -> None:
    rules_of(wood)
    page = visitor.page
    sign_in(visitor, wood.people["birch"])
    visitor.open(reverse("clusters:cluster", args=[wood.cluster.pk]))
    page.get_by_role("link", name="Terms in force").click()
    assert page.get_by_text("We decide by consensus").first.is_visible()
    assert page.get_by_text("Two agreements in force say different things.").is_visible()
    look(visitor, "now")
    page.get_by_role("group", name="On which day?").get_by_label("Day").fill("1")
    page.get_by_role("group", name="On which day?").get_by_label("Month").fill("February")
    page.get_by_role("group", name="On which day?").get_by_label("Year").fill("2026")
    page.get_by_role("group", name="What changed since?").get_by_label("Day").fill("31")
    page.get_by_role("group", name="What changed since?").get_by_label("Month").fill("1")
    page.get_by_role("group", name="What changed since?").get_by_label("Year").fill("2026")
    page.get_by_role("button", name="Show the terms").click()
    assert page.get_by_text("From 31 January 2026 to 1 February 2026:").is_visible()
    look(visitor, "another-day")
    page.get_by_role("link", name="clause 2 “Decision Rule”").first.click()
    assert "read-agreement" in page.url or "version=1" in page.url
