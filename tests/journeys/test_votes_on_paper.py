"""Journeys: a paper typed by two people, who first differ; papers of a secret ballot; a vote by
answering the e-mail, undone from the return mail.
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.decisions.models import SealedVote, Vote
from tests.browser import Visit, chromium, visitor, width
from tests.decisions.answering import answer_to, answered, ask_all, letters_of, link_in
from tests.decisions.making import WEEK
from tests.decisions.paper import two_members
from tests.journeys.signing_in import keep_picture, sign_in
from tests.post.arriving import make_maildir

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_now(wood, way="choose", **changes):
    now = timezone.now()
    return two_members(wood, way, opened_at=now, closes_at=now + WEEK, **changes)


def looked_at(visitor: Visit, name: str) -> None:
    keep_picture(visitor, name)
    assert visitor.problems() == []


def test_two_people_type_a_paper(visitor: Visit, wood):
    ballot = open_now(wood, "score")
    url = reverse("decisions:entries", args=[wood.cluster.pk, ballot.pk])
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(url)
    looked_at(visitor, "entries-empty")
    page.get_by_role("link", name="Papers to print").click()
    looked_at(visitor, "papers-open")
    page = visitor.open(url)
    page.get_by_role("link", name="Type a vote").click()
    page.get_by_role("button", name="Keep it").click()
    assert page.get_by_role("alert").is_visible()
    looked_at(visitor, "enter-vote-errors")
    page.get_by_label("Whose vote is it?").select_option("Birch House")
    page.get_by_label("On paper").check()
    page.locator("[name=mark_2][value='4']").check()
    looked_at(visitor, "enter-vote")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("It counts once a second person has typed it").wait_for()
    looked_at(visitor, "entries-mine")
    sign_in(visitor, wood.people["rowan"])
    page = visitor.open(url)
    looked_at(visitor, "entries")
    page.get_by_role("link", name="Type it again: Birch House").click()
    looked_at(visitor, "confirm-entry")
    page.locator("[name=mark_2][value='5']").check()
    page.get_by_role("button", name="Compare, and count it").click()
    page.get_by_text("First: Score 4. You: Score 5.").wait_for()
    looked_at(visitor, "confirm-entry-differs")
    page.locator("[name=mark_2][value='4']").check()
    page.get_by_role("button", name="Compare, and count it").click()
    page.get_by_text("The vote of Birch House counts now").wait_for()
    assert Vote.objects.get().marks == {"2": 4}
    looked_at(visitor, "entries-settled")


def test_two_people_type_secret_papers(visitor: Visit, wood):
    ballot = open_now(wood, secret=True)
    url = reverse("decisions:entries", args=[wood.cluster.pk, ballot.pk])
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(url)
    page.get_by_role("link", name="Note envelopes").click()
    for name in ("Birch House", "Fern House"):
        page.get_by_label(name).check()
    looked_at(visitor, "note-envelopes")
    page.get_by_role("button", name="Note them").click()
    for person, options in (("ash", ("Shared HR", "Shared ICT")), ("rowan", ("Shared ICT",) * 2)):
        sign_in(visitor, wood.people[person])
        page = visitor.open(url)
        page.get_by_role("link", name="Type a paper").click()
        looked_at(visitor, f"enter-paper-{person}")
        for option in options:
            page.get_by_label(option).check()
            page.get_by_role("button", name="Keep it").click()
            page.wait_for_load_state()
    page.get_by_text("You two typed different papers").wait_for()
    looked_at(visitor, "papers-differ")
    page.get_by_role("button", name="Take out paper 2").click()
    page.get_by_role("link", name="Type a paper").click()
    page.get_by_label("Shared HR").check()
    page.get_by_role("button", name="Keep it").click()
    looked_at(visitor, "papers-ready")
    page.get_by_role("link", name="Count the papers").click()
    looked_at(visitor, "count-papers")
    page.get_by_role("button", name="Count them").click()
    page.get_by_text("2 papers went into the count").wait_for()
    assert SealedVote.objects.exclude(check_digest="").count() == 2
    visitor.open(reverse("decisions:print-ballot-papers", args=[wood.cluster.pk, ballot.pk]))
    looked_at(visitor, "papers-secret")


def test_an_answer_to_the_letter_is_undone(visitor: Visit, wood, settings, tmp_path):
    maildir = make_maildir(tmp_path / "in")
    settings.MAIL_IN = f"maildir:{maildir}"
    ballot, now = open_now(wood), timezone.now()
    letter = ask_all(wood, ballot, now)
    answered(maildir, answer_to(letter, "2"), now)
    page = visitor.open(link_in(letters_of("reply_counted")[0]))
    looked_at(visitor, "undo-reply")
    page.get_by_role("button", name="Undo it").click()
    page.get_by_text("has not voted now").wait_for()
    looked_at(visitor, "reply-undone")
    assert not Vote.objects.exists()
