"""Journey: a member claims what it saves, from its own payments; the facilitator claims for another
member, which confirms from its link on a phone; later payments show it.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.purchasing.actions.savings import look_again
from spinney.purchasing.models import Saving
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in
from tests.purchasing.making import NOON
from tests.purchasing.saving_claims import claimed, pays, year_of_bills
from tests.register.acting import link_in, mails

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fill_day(page, label, day):
    group = page.get_by_role("group", name=label)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(value))


def test_claimed_from_own_payments_confirmed_by_link_and_seen(visitor: Visit, wood):
    pays(wood, year_of_bills())
    ledger = reverse("purchasing:savings", args=[wood.cluster.pk])
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(ledger)
    keep_picture(visitor, "savings-empty")
    assert visitor.problems() == []
    page.get_by_role("link", name="Claim a saving").click()
    page.get_by_label("What is cheaper now?").fill("Phones at the joint price")
    page.get_by_label("Cash that is no longer spent").check()
    page.get_by_label("In which category?").select_option("telecoms")
    fill_day(page, "From which day?", date(2026, 1, 1))
    fill_day(page, "To which day?", date(2026, 12, 31))
    page.get_by_label("The member’s own payments before the change").check()
    fill_day(page, "Own payments from", date(2025, 1, 1))
    fill_day(page, "Own payments to", date(2025, 12, 31))
    page.get_by_label("What it costs in this time now").fill("900")
    keep_picture(visitor, "claim-saving")
    assert visitor.problems() == []
    page.get_by_role("button", name="See the sum").click()
    page.get_by_role("heading", name="Is this the sum?").wait_for()
    keep_picture(visitor, "claim-saving-sum")
    assert visitor.problems() == []
    page.get_by_role("button", name="Claim it").click()
    page.get_by_text("It counts in the ledger from now on.").wait_for()
    assert Saving.objects.get().saved_pence == 30_000

    pays(wood, {date(2026, month, 1): 7_500 for month in range(1, 7)})
    saving = look_again(saving=Saving.objects.get(), by=wood.birch, now=NOON.replace(month=8))
    claimed(wood, title="Insurance", category="insurance", now=timezone.now())
    page = visitor.open(reverse("purchasing:saving", args=[wood.cluster.pk, saving.pk]))
    keep_picture(visitor, "saving")
    assert visitor.problems() == []

    page.context.clear_cookies()
    page = visitor.open(link_in(mails("birch@example.org")[-1]))
    keep_picture(visitor, "confirm-saving")
    assert visitor.problems() == []
    page.get_by_role("button", name="Yes, it is right").click()
    page.get_by_role("heading", name="You confirmed it").wait_for()
    assert visitor.problems() == []

    sign_in(visitor, wood.people["ash"])
    page = visitor.open(ledger)
    keep_picture(visitor, "savings")
    assert visitor.problems() == []
    assert re.search(r"£600", page.content())
    sign_in(visitor, wood.people["rowan"])
    visitor.open(reverse("purchasing:programme-savings", args=[wood.programme.pk]))
    keep_picture(visitor, "programme-savings")
    assert visitor.problems() == []
