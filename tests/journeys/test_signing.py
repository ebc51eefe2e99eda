"""Journey: ground rules are put out, signed from the letter on a phone and at a desk, watched."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.models import Agreement, Signature, Signing
from tests.agreements.signing_cases import a_draft, asked_of, put_it_out, signs
from tests.browser import Visit, chromium, visitor, width
from tests.clusters.inviting import last_link
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def at(agreement: Agreement, name: str) -> str:
    return reverse(f"agreements:{name}", args=[agreement.cluster_id, agreement.pk])


def test_ash_puts_it_out_and_watches(visitor: Visit, wood):
    agreement = a_draft(wood, ["birch", "elder", "yew"])
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(at(agreement, "agreement"))
    page.get_by_role("link", name="Put it out for signature").click()
    keep_picture(visitor, "put-out")
    assert visitor.problems() == []
    soon = timezone.localdate() + timedelta(days=20)
    last = page.get_by_role("group", name="Last day for signing")
    for part, value in (("Day", soon.day), ("Month", soon.month), ("Year", soon.year)):
        last.get_by_label(part).fill(str(value))
    page.get_by_role("button", name="Put it out for signature").click()
    page.get_by_text("It is out for signature. 3 parties asked.").wait_for()
    signing = Signing.objects.get()
    now = timezone.now()
    signs(wood, signing, "birch", now=now)
    page.reload()
    assert page.get_by_text("1 of 3").first.is_visible()
    keep_picture(visitor, "signing")
    assert visitor.problems() == []
    visitor.open(at(agreement, "agreement"))
    keep_picture(visitor, "agreement-signing")
    assert visitor.problems() == []
    page.get_by_role("link", name="Who has signed").click()
    page.get_by_role("link", name="Take it back, to change it").click()
    keep_picture(visitor, "take-back-signing")
    assert visitor.problems() == []


def test_she_signs_from_the_letter(visitor: Visit, wood):
    agreement = a_draft(wood)
    soon = timezone.localdate() + timedelta(days=20)
    put_it_out(wood, agreement, deadline=soon, now=timezone.now(), message="Thank you for reading.")
    address = last_link("birch@example.org")
    page = visitor.open(address)
    keep_picture(visitor, "sign")
    assert visitor.problems() == []
    page.get_by_role("button", name="Sign", exact=True).click()
    assert "Tick the box" in page.get_by_role("alert").inner_text()
    keep_picture(visitor, "sign-error")
    assert visitor.problems() == []
    page.get_by_label("Your full name").fill("Birch Green")
    page.get_by_label("I have read it, and I sign it for Birch House").check()
    page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_role("heading", name="You have signed for Birch House").wait_for()
    keep_picture(visitor, "signed")
    assert visitor.problems() == []
    assert Signature.objects.get().name == "Birch Green"
    assert visitor.page.context.cookies() == []


@pytest.mark.parametrize("step", ["colleague", "no", "authority", "paper"])
def test_the_ways_beside_signing(visitor: Visit, wood, step):
    agreement = a_draft(wood)
    signing = put_it_out(
        wood, agreement, deadline=timezone.localdate() + timedelta(days=20), now=timezone.now()
    )
    assert asked_of(signing, "birch").state == "waiting"
    visitor.open(f"{last_link('birch@example.org')}{step}/")
    keep_picture(visitor, f"sign-{step}")
    assert visitor.problems() == []
