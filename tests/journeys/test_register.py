"""Journey: what was chosen becomes an outline; a decision is noted; somebody undertakes something,
ticks it off; the book is printed and is whole.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.browser import Visit, chromium, visitor, width
from tests.decisions.registering import chosen
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(visitor: Visit, name: str) -> None:
    keep_picture(visitor, f"register-{name}")
    assert visitor.problems() == [], name


def test_from_decision_to_what_somebody_does(visitor: Visit, wood):
    chosen(wood, marks={"1": 1, "2": 1})
    chosen(wood, marks={"3": 1})
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("decisions:decisions", args=[wood.cluster.pk]))
    look(visitor, "list")
    page.get_by_role("link", name="What shall we share first?").first.click()
    look(visitor, "decision")
    page.get_by_role("link", name="Do it").click()
    page.get_by_role("button", name="Make the outline").click()
    page.get_by_text("in the outline of the workplan.").first.wait_for()
    visitor.open(reverse("decisions:take-step", args=[wood.cluster.pk, 1, "outline"]))
    page.get_by_role("button", name="Make the outline").click()
    page.get_by_role("link", name="The outline of the workplan").click()
    page.get_by_role("button", name="Up").last.click()
    page.wait_for_load_state()
    look(visitor, "outline")
    visitor.open(reverse("decisions:note-decision", args=[wood.cluster.pk]))
    page.get_by_label("What is it about?").fill("One bank account")
    page.get_by_label("What was decided?").fill("We open one account.")
    page.get_by_role("button", name="Note it").click()
    page.get_by_text("It is decision 3 in the register.").wait_for()
    page.get_by_role("link", name="Note what somebody will do").click()
    page.get_by_label("What is to be done?").fill("Ask the bank")
    page.get_by_label("Which organisation does it?").select_option("Birch House")
    page.get_by_role("button", name="Put it on the list").click()
    page.get_by_text("On the list: Ask the bank.").wait_for()
    visitor.open(reverse("decisions:minute-book", args=[wood.cluster.pk]))
    look(visitor, "minute-book")
    sign_in(visitor, wood.people["birch"])
    page = visitor.open("/")
    page.get_by_role("link", name="Ask the bank", exact=True).click()
    page.get_by_role("link", name="It is done").click()
    page.get_by_role("button", name="It is done").click()
    page.get_by_text("Done: Ask the bank.").wait_for()
    look(visitor, "action-list")
