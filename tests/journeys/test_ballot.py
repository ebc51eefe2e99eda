"""Journey: from the list of themes to an open ballot, on a phone's width and on a wide screen."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from spinney.decisions.models import Ballot
from spinney.diagnostics.models import Theme
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in
from tests.personas import Wood

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_facilitator_puts_themes_to_the_vote(visitor: Visit, wood: Wood) -> None:
    for title in ("Shared HR", "Joint training"):
        Theme.objects.create(
            cluster=wood.cluster, title=title, cost_pence=90_000, added_at=timezone.now()
        )
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(f"/clusters/{wood.cluster.pk}/themes/")
    page.get_by_role("link", name="Vote on these themes").click()
    assert visitor.problems() == []
    page.get_by_role("button", name="Make the ballot").click()
    page.get_by_text("with 2 options from your themes").wait_for()
    keep_picture(visitor, "ballot-draft")
    assert visitor.problems() == []
    page.get_by_role("button", name=re.compile("^Up")).click()
    page.get_by_text("is number 1.").wait_for()
    page.get_by_role("link", name="See it as voters will").click()
    assert visitor.problems() == []
    page.get_by_role("link", name="Back to the draft").click()
    page.get_by_role("link", name="Open the voting").click()
    assert visitor.problems() == []
    page.get_by_role("button", name="Open the voting").click()
    page.get_by_text(re.compile("Voting is open until .* 1 organisation gets")).wait_for()
    keep_picture(visitor, "ballot-open")
    assert visitor.problems() == []
    assert Ballot.objects.get().electors.count() == 1
