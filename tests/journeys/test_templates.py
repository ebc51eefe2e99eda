"""Journey: a facilitator finds out which template the group needs, reads why each clause is there,
prints its sheet and begins; later a newer edition of the template is told of.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.agreements.bridge.wordings import Edition, begin, wordings
from spinney.agreements.engine.content import Content
from spinney.agreements.queries import newer_templates
from spinney.agreements.states import AgreementState
from tests.agreements.making import an_agreement
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(visitor: Visit, name: str) -> None:
    keep_picture(visitor, f"templates-{name}")
    assert visitor.problems() == [], name


def test_from_two_questions_to_a_draft(visitor: Visit, wood):
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("agreements:templates", args=[wood.cluster.pk]))
    look(visitor, "all")
    page.get_by_role("link", name="Which one do we need?").click()
    look(visitor, "first-question")
    page.get_by_label("How we work together as a group").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("We share work, posts or costs").check()
    look(visitor, "second-question")
    page.get_by_role("button", name="Go on").click()
    look(visitor, "what-fits")
    page.get_by_role("link", name="Memorandum of understanding").click()
    for one in page.get_by_text("Why this is here").all()[:3]:
        one.click()
    look(visitor, "one")
    page.get_by_role("link", name="A sheet to print and fill in together").click()
    look(visitor, "sheet")
    page.emulate_media(media="print")
    keep_picture(visitor, "templates-sheet-on-paper")
    page.emulate_media(media="screen")
    page.go_back()
    page.get_by_role("button", name="Begin an agreement with it").or_(
        page.get_by_role("link", name="Begin an agreement with it")
    ).first.click()
    page.get_by_role("heading", name="Begin: Memorandum of understanding").wait_for()


def test_a_newer_edition_is_told_of(visitor: Visit, wood, monkeypatch):
    wording = wordings()["ground_rules"]
    content = begin(wording)
    clauses = tuple(one for one in content.clauses if one.key != "interests")
    older = Content("ground_rules", "0" * 64, "Ground rules", clauses, answers=content.answers)
    before = "We meet.\n\n{meetings}\n\n{meeting_notice}"
    older = older.with_clause(
        type(clauses[0])("meetings", "Meetings", before, ("meetings", "meeting_notice"))
    )
    agreement = an_agreement(wood, state=AgreementState.DRAFT)
    agreement.versions.update(content=older.to_json())
    digests = {one.key: one.digest for one in wording.clauses if one.key != "interests"}
    digests["meetings"] = "0" * 64
    edition = Edition("0" * 64, date(2025, 11, 22), digests)
    monkeypatch.setattr(newer_templates, "edition_of", lambda key, digest: edition)
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("agreements:agreement", args=[wood.cluster.pk, agreement.pk]))
    page.get_by_role("link", name="See what changed").click()
    look(visitor, "newer")
    page.get_by_role("button", name="Put it into our draft").click()
    page.get_by_text("When somebody stands to gain").first.wait_for()
