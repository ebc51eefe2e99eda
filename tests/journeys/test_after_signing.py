"""Journey: what comes after signing: what is due, done; a variation; a party that leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.bridge.duties import make_duties
from tests.agreements.making import an_agreement, another_member
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(visitor: Visit, name: str) -> None:
    keep_picture(visitor, f"after-signing-{name}")
    assert visitor.problems() == [], name


def test_an_agreement_lives(visitor: Visit, wood) -> None:
    another_member(wood, "maple")
    birch = str(wood.organisations["birch"].uid)
    today = timezone.localdate()
    soon = (today + timedelta(days=20)).isoformat()
    outputs = [{"organisation": birch, "what": "advice sessions", "how_many": 40, "by": soon}]
    agreement = an_agreement(
        wood, ["birch", "maple"], starts=today - timedelta(days=40),
        terms={
            "leaving": {"notice_days": 30}, "review": {"every_months": 2},
            "outputs": {"outputs": outputs, "report_every_months": 3},
            "accession": {"by_deed": True, "signs_for_us": "nobody"},
        },
    )  # fmt: skip
    another_member(wood, "elder")
    wood.memberships["elder"].joined_on = today
    wood.memberships["elder"].save()
    make_duties(agreement.versions.get())
    page = visitor.page

    # A party: what is due from it is done; then it gives notice.
    sign_in(visitor, wood.people["birch"])
    visitor.open(reverse("agreements:agreement", args=[wood.cluster.pk, agreement.pk]))
    look(visitor, "agreement")
    page.get_by_role("link", name="is due under all agreements").click()
    look(visitor, "duties")
    page.get_by_role("link", name="What is due from us").click()
    page.get_by_role("link", name="Deliver 40 advice sessions").click()
    look(visitor, "duty")
    page.get_by_role("link", name="It is done").click()
    look(visitor, "finish")
    page.get_by_role("button", name="It is done").click()
    assert page.get_by_text("Done: Deliver 40 advice sessions.").is_visible()
    page.get_by_role("link", name="Have it in your own calendar").click()
    page.get_by_role("button", name="Make an address").click()
    look(visitor, "calendar")

    visitor.open(reverse("agreements:agreement", args=[wood.cluster.pk, agreement.pk]))
    page.get_by_role("link", name="Leave for Birch House").click()
    look(visitor, "give-notice")
    page.get_by_label("Why?").fill("We merge with another house.")
    page.get_by_role("button", name="Give notice").click()
    page.get_by_role("link", name="Say how you part").click()
    look(visitor, "say-relations")
    page.get_by_label("How do you part?").fill("With thanks. We go on meeting.")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save").click()
    look(visitor, "leaving")


def test_those_who_run_it_see_to_it(visitor: Visit, wood) -> None:
    another_member(wood, "maple")
    today = timezone.localdate()
    agreement = an_agreement(
        wood, ["birch", "maple"], starts=today - timedelta(days=40),
        until=today + timedelta(days=25),
        terms={
            "ends": (today + timedelta(days=25)).isoformat(),
            "accession": {"by_deed": True, "signs_for_us": "nobody"},
        },
    )  # fmt: skip
    another_member(wood, "elder")
    wood.memberships["elder"].joined_on = today
    wood.memberships["elder"].save()
    page = visitor.page
    sign_in(visitor, wood.people["ash"])
    own = reverse("agreements:agreement", args=[wood.cluster.pk, agreement.pk])
    visitor.open(own)
    look(visitor, "run-it")
    page.get_by_role("link", name="Note something that is due").click()
    look(visitor, "note-duty")
    page.get_by_role("button", name="Note it").click()
    look(visitor, "note-duty-errors")
    visitor.open(own)
    page.get_by_role("link", name="Let it join").click()
    look(visitor, "joiners")
    visitor.open(own)
    page.get_by_role("link", name="End it early").click()
    look(visitor, "ask-to-end")
    page.get_by_label("Why does it end?").fill("The work is done.")
    page.get_by_role("button", name="Ask them").click()
    assert page.get_by_role("heading", name="end early?").is_visible()
    look(visitor, "end-is-asked")
    page.get_by_role("button", name="Take the question back").click()
    visitor.open(own)
    page.get_by_role("link", name="End it early").click()
    page.get_by_role("link", name="It was decided elsewhere: note that instead").click()
    look(visitor, "end")
    page.get_by_label("Why does it end?").fill("The work is done.")
    page.get_by_label("Where and when was it agreed?").fill("Members’ meeting, item 4")
    page.get_by_role("button", name="End it").click()
    assert page.get_by_text("has ended").first.is_visible()
    page.get_by_role("button", name="Take the end back").click()
    page.get_by_role("link", name="Renew it").click()
    look(visitor, "renew")
    page.get_by_role("button", name="Begin the renewal").click()
    assert page.url.endswith("/draft/"), page.url
    visitor.open(reverse("agreements:versions", args=[wood.cluster.pk, agreement.pk]))
    look(visitor, "versions")
