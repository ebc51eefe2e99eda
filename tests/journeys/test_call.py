"""Journey: a facilitator writes a call for interest and opens it; an organisation answers from a
link on a phone, without an account; the facilitator scores, chooses and tells the outcome.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.clusters.models import Call, Response
from spinney.clusters.states import CallState, ResponseState
from tests.browser import Visit, chromium, visitor, width
from tests.clusters.calls import answered, open_call
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def soon():
    return timezone.now() + timedelta(days=30)


def test_a_facilitator_writes_and_opens_a_call(visitor: Visit, wood):
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("clusters:list-calls", args=[wood.cluster.pk]))
    assert visitor.problems() == []
    page.get_by_role("link", name="Write a call").click()
    page.get_by_role("button", name="Save and go on").click()
    assert page.get_by_role("alert").is_visible()
    assert visitor.problems() == []
    page.get_by_label("What is it called?").fill("Who joins us?")
    day = timezone.localdate() + timedelta(days=30)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part, exact=True).fill(str(value))
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("link", name="Add a question").click()
    page.get_by_label("Question", exact=True).fill("What would you bring?")
    page.get_by_label("A paragraph").check()
    page.get_by_label("Most points it can be given").fill("10")
    keep_picture(visitor, "call-question")
    assert visitor.problems() == []
    page.get_by_role("button", name="Add the question").click()
    page.get_by_role("button", name="Open the call").click()
    page.get_by_text("The call is open until").wait_for()
    keep_picture(visitor, "call")
    assert visitor.problems() == []
    page.get_by_role("link", name="Write to organisations").click()
    page.get_by_label("Whom shall we write to?").fill(
        "Moss Lane Cooks, cooks@moss.example.org\nnobody"
    )
    page.get_by_role("button", name="Check the list").click()
    assert "Line 2" in page.get_by_role("alert").inner_text()
    assert visitor.problems() == []
    page.get_by_label("Whom shall we write to?").fill("Moss Lane Cooks, cooks@moss.example.org")
    page.get_by_role("button", name="Check the list").click()
    assert visitor.problems() == []
    page.get_by_role("button", name="Send 1 letter").click()
    page.get_by_text("We are writing to 1 organisation").wait_for()
    assert Response.objects.get().state == ResponseState.STARTED


def test_an_organisation_answers_from_the_address_of_the_call(visitor: Visit, wood):
    call = open_call(wood, closes_at=soon())
    page = visitor.open(reverse("clusters:start-response", args=[call.uid]))
    keep_picture(visitor, "call-start")
    assert visitor.problems() == []
    page.get_by_label("Name of your organisation").fill("Moss Lane Cooks")
    page.get_by_label("Your name").fill("Fern Hill")
    page.get_by_label("Your e-mail address").fill("cooks@moss.example.org")
    page.get_by_role("button", name="Start").click()
    assert page.get_by_role("heading", level=1).inner_text() == "What would you bring?"
    keep_picture(visitor, "call-answer")
    assert visitor.problems() == []
    page.get_by_role("button", name="Save and go on").click()
    assert page.get_by_role("alert").is_visible()
    assert visitor.problems() == []
    page.get_by_label("What would you bring?").fill("A kitchen")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Income last year").fill("40,000")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Leeds").check()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_text("£40,000").wait_for()
    keep_picture(visitor, "call-check")
    assert visitor.problems() == []
    page.get_by_role("button", name="Send our answer").click()
    page.get_by_text("has it now").wait_for()
    assert visitor.problems() == []
    assert Response.objects.get().state == ResponseState.SENT


def test_a_facilitator_scores_and_tells(visitor: Visit, wood):
    call = open_call(wood, closes_at=soon())
    for number in range(3):
        answered(wood, call, number)
    Call.objects.filter(pk=call.pk).update(state=CallState.CLOSED)
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("clusters:view-call", args=[wood.cluster.pk, call.pk]))
    page.get_by_role("link", name="Meadow Group 0").click()
    keep_picture(visitor, "call-response")
    assert visitor.problems() == []
    page.get_by_label("Points for “What would you bring?”").fill("8")
    page.get_by_role("button", name="Keep my points and go on").click()
    page.get_by_text("Your points for Meadow Group 0 are kept.").wait_for()
    page = visitor.open(reverse("clusters:view-call", args=[wood.cluster.pk, call.pk]))
    for number in range(3):
        page.get_by_label(f"Meadow Group {number}").check()
    page.get_by_role("button", name="Turn down").click()
    page.get_by_text("3 now “Not chosen”").wait_for()
    assert visitor.problems() == []
    page.get_by_role("link", name="Tell everyone the outcome").click()
    keep_picture(visitor, "call-tell")
    assert visitor.problems() == []
    page.get_by_role("button", name="Tell everyone").click()
    page.get_by_text("Everyone is being told").wait_for()
    call.refresh_from_db()
    assert call.state == CallState.TOLD
