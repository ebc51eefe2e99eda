"""Journey: a facilitator sets a survey up, chooses who is asked, opens it, and the letters are in
the mailbox; a member reads who will see what.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.actors import cluster_scope
from spinney.diagnostics.models import Survey
from spinney.diagnostics.states import SurveyState
from tests.browser import Visit, chromium, visitor, width
from tests.diagnostics.surveys import join, make_survey, make_version, open_survey
from tests.harness.work import do_waiting_work
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(visitor: Visit, name: str) -> None:
    keep_picture(visitor, f"survey-{name}")
    assert visitor.problems() == [], name


def test_a_facilitator_asks_the_members(visitor: Visit, wood):
    make_version(key="hedgerow")
    for name in ("Alder Advice", "Hawthorn Help", "Maple Meals"):
        join(wood, name, person=name.split()[0])
    join(wood, "Nowhere Known")
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("clusters:cluster", args=[wood.cluster.pk]))
    page.get_by_role("link", name="Surveys and findings").click()
    look(visitor, "none")
    page.get_by_role("link", name="Set up a survey").click()
    page.get_by_role("button", name="Set up the survey").click()
    assert page.get_by_role("alert").is_visible()
    look(visitor, "make-errors")
    page.get_by_label("The hedgerow questions").check()
    page.get_by_label("What is the survey called?").fill("Who needs what")
    page.get_by_label("Your own words").fill("We ask before we plan anything together.")
    look(visitor, "make")
    page.get_by_role("button", name="Set up the survey").click()
    look(visitor, "draft")
    page.get_by_role("link", name="Ask members").click()
    look(visitor, "ask-members")
    page.get_by_role("button", name="Add those ticked").click()
    page.get_by_text("4 organisations added").wait_for()
    page.get_by_role("link", name="Ask several").click()
    page.get_by_label("Paste the list").fill(
        "Moss Lane Cooks, cooks@moss.example.org\nNobody At All\n"
    )
    page.get_by_role("button", name="Look at the list").click()
    look(visitor, "list")
    page.get_by_role("button", name="Add those that can be asked").click()
    page.get_by_text("1 organisation added").wait_for()
    look(visitor, "ready")
    page.get_by_role("link", name="Open it", exact=True).click()
    look(visitor, "open-check")
    page.get_by_role("button", name="Open it and send 5 letters").click()
    page.get_by_text("is open until").wait_for()
    do_waiting_work()
    page.reload()
    look(visitor, "open")
    assert Survey.objects.get().state == SurveyState.OPEN
    to = sorted(message.to[0] for message in mail.outbox)
    assert to == sorted(
        [
            "alder@example.org", "birch@example.org", "hawthorn@example.org", "maple@example.org",
            "cooks@moss.example.org",
        ]
    )  # fmt: skip
    letter = mail.outbox[0]
    assert letter.subject.startswith("Answer by ")
    assert "/do/" in letter.body
    assert "sees your answers" in letter.body


def test_one_organisation_and_an_area_are_asked_and_printed(visitor: Visit, wood):
    survey = open_survey(wood, closes_at=timezone.now() + timedelta(days=30))
    join(wood, "Bolton Bees", email="bees@example.org")
    type(wood.organisations["birch"]).objects.filter(name="Bolton Bees").update(town="Bolton")
    sign_in(visitor, wood.people["ash"])
    here = reverse("diagnostics:survey", args=[survey.scope, survey.pk])
    page = visitor.open(here + "ask-area/")
    page.get_by_label("Area or town").fill("Bolton")
    page.get_by_role("button", name="Look who that is").click()
    look(visitor, "area")
    for name in ("ask-organisation", "ask-interested", "change-mode", "extend-survey"):
        visitor.open(f"{here}{name}/")
        look(visitor, name)
    for name in ("ask-again", "duplicate-survey", "edit-survey", "print-asked"):
        visitor.open(f"{here}{name}/")
        look(visitor, name)
    page = visitor.open(here)
    page.get_by_role("link", name="Birch House").click()
    look(visitor, "one")
    page.get_by_role("button", name="Take it off").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Birch House is asked again").wait_for()
    page.get_by_role("button", name="Close it now").click()
    look(visitor, "closed")
    page.get_by_role("link", name="Open it again").click()
    look(visitor, "reopen")


def test_a_member_reads_who_will_see_what(visitor: Visit, wood):
    survey = open_survey(wood, closes_at=timezone.now() + timedelta(days=30))
    sign_in(visitor, wood.people["birch"])
    page = visitor.open("/")
    assert page.get_by_text("Answer “Who needs what”").is_visible()
    page = visitor.open(reverse("diagnostics:surveys", args=[cluster_scope(wood.cluster.pk)]))
    look(visitor, "list-of-members")
    page.get_by_role("link", name="Who needs what").click()
    assert page.get_by_text("Ash (facilitator of The Spinney) sees your answers").is_visible()
    look(visitor, "for-members")
    assert survey.asked.count() == 4


def test_a_draft_is_removed_and_brought_back(visitor: Visit, wood):
    survey = make_survey(wood, closes_at=timezone.now() + timedelta(days=30))
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("diagnostics:survey", args=[survey.scope, survey.pk]))
    page.get_by_role("link", name="Remove it").click()
    look(visitor, "remove")
    page.get_by_role("button", name="Remove it").click()
    page.get_by_text("Removed lately").click()
    look(visitor, "removed")
    page.get_by_role("button", name="Bring it back").click()
    page.get_by_text("is back").wait_for()
