"""Journey: from an opportunity to a contract with shares, on a phone: three members say by link
that they are in, two suppliers quote by link, quotes are opened, marked, and one is appointed.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from spinney.base.access.sealed import unseal
from spinney.base.post.models import Message
from spinney.purchasing.models import Contract, JointPurchase, Pledge, Quote
from tests.agreements.making import an_agreement
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in
from tests.personas import Wood
from tests.purchasing.comparing import look, wood_that_buys

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def link_to(email: str, kind: str) -> str:
    """The link in the last e-mail of a kind to an address."""
    letter = Message.objects.filter(email=email, kind=kind).latest("pk")
    return re.sub(r"^https?://[^/]+", "", unseal(letter.sealed) or "")


def fill_day(page, name: str, days: int) -> None:
    day = localdate() + timedelta(days=days)
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"[name={name}_{part}]").fill(str(value))


def looked_at(visitor: Visit, name: str) -> None:
    keep_picture(visitor, f"buying-{name}")
    assert (name, visitor.problems()) == (name, [])


def test_from_an_opportunity_to_a_contract(visitor: Visit, wood: Wood) -> None:
    members = ("birch", "maple", "oak")
    wood_that_buys(wood)
    terms = {
        "spending_limits": {"limits": [{"up_to_pence": 2_000_000, "who": "run"}]},
        "cost_sharing": {"rules": [{"cost": "ICT", "rule": "use"}]},
    }
    an_agreement(wood, terms=terms)
    opportunity = next(one for one in look(wood) if one.kind == "join")
    sign_in(visitor, wood.people["ash"])
    page = _begin(visitor, wood, opportunity.pk)
    purchase = JointPurchase.objects.get()
    home = page.url.replace(visitor.site, "")
    for number, name in enumerate(members):
        _say(visitor, name, number)
    assert Pledge.objects.count() == 3
    visitor.open(home)
    looked_at(visitor, "who-is-in")
    _ask_suppliers(visitor, home)
    for number, name in enumerate(("larch", "rook")):
        _quote(visitor, name, number)
    assert Quote.objects.exclude(sealed="").count() == 2
    JointPurchase.objects.update(quotes_by=timezone.now() - timedelta(minutes=1))
    page = visitor.open(home)
    page.get_by_role("button", name="Open the quotes").click()
    page.get_by_text("The quotes are open.", exact=True).wait_for()
    sign_in(visitor, wood.people["birch"])
    _mark(visitor, home)
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(f"{home}quotes/")
    page.get_by_role("button", name="End the marking").click()
    page.get_by_text("Marking is over.").first.wait_for()
    looked_at(visitor, "compared")
    _appoint_and_note(visitor)
    contract = Contract.objects.get(purchase=purchase)
    assert contract.shares.count() == 3
    assert sum(one.yearly_pence for one in contract.shares.all()) == contract.yearly_pence


def _begin(visitor: Visit, wood: Wood, opportunity: int):
    page = visitor.open(
        f"/clusters/{wood.cluster.pk}/purchasing/purchases/start/?opportunity={opportunity}"
    )
    title = page.get_by_label("What do you want to buy together?")
    assert title.input_value(), "it is called like the opportunity"
    title.fill("One help desk")
    page.get_by_label("What exactly?").fill("Help by phone on weekdays.")
    page.get_by_label("What is a price for?").fill("a computer")
    page.get_by_label("How often is it paid?").select_option("month")
    looked_at(visitor, "start")
    page.get_by_role("button", name="Begin it").click()
    page.get_by_role("link", name="Ask the members").click()
    fill_day(page, "pledge_by", 7)
    looked_at(visitor, "ask-members")
    page.get_by_role("button", name="Send the question").click()
    page.get_by_text("3 members asked").wait_for()
    return page


def _say(visitor: Visit, name: str, number: int) -> None:
    page = visitor.open(link_to(f"{name}@example.org", "purchasing.are_you_in"))
    page.get_by_label("Yes, on these conditions").check()
    page.get_by_label("How many do you need?").fill(str(10 + number))
    page.get_by_label("What is the most you would pay").fill("20")
    page.get_by_label("How many of you must join").fill("3")
    if not number:
        looked_at(visitor, "pledge")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Noted: you are in").wait_for()
    if number:
        return
    looked_at(visitor, "pledge-said")


def _ask_suppliers(visitor: Visit, home: str) -> None:
    page = visitor.open(f"{home}suppliers/add/")
    for name, another in (("Larch", True), ("Rook", False)):
        page.get_by_label("The supplier’s name").fill(name)
        page.get_by_label("Where do we write to?").fill(f"{name.lower()}@example.org")
        looked_at(visitor, "supplier")
        page.get_by_role("button", name="Add it, and another" if another else "Add it", exact=True
            ).click()  # fmt: skip
        page.get_by_text(f"{name} is on the list.").wait_for()
    page = visitor.open(f"{home}criteria/")
    page.get_by_label("Price").fill("60")
    page.locator("[name=title_1]").fill("Help")
    page.locator("[name=question_1]").fill("How fast are you?")
    page.locator("[name=weight_1]").fill("40")
    looked_at(visitor, "criteria")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Ask for quotes").click()
    fill_day(page, "quotes_by_on", 10)
    looked_at(visitor, "ask-suppliers")
    page.get_by_role("button", name="Ask for quotes").click()
    page.get_by_text("2 suppliers asked").wait_for()


def _quote(visitor: Visit, name: str, number: int) -> None:
    page = visitor.open(link_to(f"{name}@example.org", "purchasing.quote_request"))
    page.locator("[name=pence_1]").fill(str(12 + number))
    page.locator("[name=from_2]").fill("30")
    page.locator("[name=pence_2]").fill(str(10 + number))
    page.get_by_label("No, VAT is added").check()
    page.get_by_label("How fast are you?").fill("Within an hour.")
    if not number:
        looked_at(visitor, "quote")
    page.get_by_role("button", name="Send the quote").click()
    page.get_by_role("heading", name="Your quote has come").wait_for()
    looked_at(visitor, "quote-sent")


def _mark(visitor: Visit, home: str) -> None:
    page = visitor.open(f"{home}quotes/mark/")
    for number, field in enumerate(page.locator("select").all()):
        field.select_option(str(5 - 3 * number))
    looked_at(visitor, "mark")
    page.get_by_role("button", name="Keep these marks").click()
    page.get_by_text("1 of 3 members have marked").wait_for()


def _appoint_and_note(visitor: Visit) -> None:
    page = visitor.page
    page.get_by_role("link", name="Appoint without a vote").click()
    page.get_by_label("Larch").check()
    page.get_by_label("Why?").fill("The lowest price, and the best help.")
    looked_at(visitor, "appoint")
    page.get_by_role("button", name="Appoint").click()
    page.get_by_role("link", name="Note the contract").click()
    page.get_by_label("Which kind of cost is it").select_option("ICT")
    page.get_by_role("button", name="See the shares").click()
    page.get_by_text("shared by how much each takes").wait_for()
    looked_at(visitor, "make-contract")
    page.get_by_role("button", name="Note the contract").click()
    page.get_by_text("A contract that you made together.").wait_for()
    looked_at(visitor, "contract")
