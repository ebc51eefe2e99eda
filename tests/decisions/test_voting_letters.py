"""What voters are written, and what Home asks of them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from spinney.base.access.asks import asked_of
from spinney.base.access.models import TaskLink
from spinney.base.post.models import Message
from spinney.decisions.actions.proxies import give_proxy
from spinney.decisions.letters import voting as letters
from spinney.decisions.models import Ballot, Elector
from spinney.decisions.states import BallotState
from tests.decisions.voting import open_now, vote_now
from tests.personas import Wood

pytestmark = pytest.mark.django_db

BOTH = ("birch", "cedar")


def ask(wood: Wood, ballot: Ballot) -> list[Message]:
    with transaction.atomic():
        electors = ballot.electors.select_related("organisation")
        letters.asked_to_vote(ballot, electors, wood.ash, timezone.now())
    return list(Message.objects.order_by("pk"))


def test_the_invitation_says_deed_day_minutes_and_numbers_the_options(wood):
    ballot = open_now(wood, "score", voters=BOTH)
    sent = ask(wood, ballot)
    assert [one.person for one in sent] == [wood.people["birch"], wood.people["cedar"]]
    assert re.fullmatch(
        r"Vote by \w{3} \d+ \w+, 3 minutes: What shall we share first\?", sent[0].subject
    )
    assert "1. Shared HR" in sent[0].body
    assert "answer this e-mail" not in sent[0].body
    link = sent[0].link
    assert link.organisation_id == wood.organisations["birch"].pk
    assert link.expires_at - ballot.closes_at == timedelta(days=14)


def test_where_mail_is_read_it_carries_the_elector_s_code(wood, settings):
    settings.MAIL_IN = "maildir:/somewhere"
    ballot = open_now(wood, "choose", voters=BOTH)
    codes = {one.reply_code for one in Elector.objects.all()}
    sent = ask(wood, ballot)
    assert {re.search(r"\[SP-(\w{10})\]$", one.subject)[1] for one in sent} == codes
    assert "answer this e-mail with the number" in sent[0].body
    secret = open_now(wood, "election", ["Birch House", "Cedar Barn"], secret=True)
    assert not letters.takes_replies(secret)


def test_reminders_go_to_those_alone_who_have_not_voted(wood):
    ballot = open_now(wood, voters=BOTH)
    vote_now(wood, ballot, says="agree")
    with transaction.atomic():
        assert letters.remind_voters(ballot, by=wood.ash, now=timezone.now()) == 1
    assert [one.person for one in Message.objects.all()] == [wood.people["cedar"]]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (BallotState.CLOSED, "Voting has closed"),
        (BallotState.WITHDRAWN, "Taken back"),
        (BallotState.REPLACED, "A new version takes the place of"),
    ],
)
def test_the_end_is_told_once_to_voters_and_those_who_run_it(wood, state, words):
    ballot = open_now(wood)
    Ballot.objects.filter(pk=ballot.pk).update(state=state)
    ballot.refresh_from_db()
    for _ in range(2):
        with transaction.atomic():
            letters.told_of_end(ballot, timezone.now())
    told = Message.objects.all()
    assert {one.person for one in told} == {wood.people[who] for who in ("birch", "ash")}
    assert len(told) == 2
    assert all(one.subject.startswith(words) for one in told)


def test_links_live_and_end_with_the_ballot(wood):
    ballot = open_now(wood)
    ask(wood, ballot)
    ballot.closes_at += timedelta(days=7)
    letters.prolong_links(ballot)
    assert TaskLink.objects.get().expires_at == letters.ends_at(ballot)
    letters.end_links(ballot, timezone.now())
    assert TaskLink.objects.get().revoked_at is not None


def test_home_asks_for_votes_that_wait_one_s_own_and_by_proxy(wood):
    ballot = open_now(wood, voters=BOTH)
    now = timezone.now()
    own = f"Vote: {ballot.title}"
    assert own in [one.what for one in asked_of(wood.birch, now)]
    holder = wood.organisations["birch"].pk
    give_proxy(about=ballot, holder_id=holder, by=wood.cedar, now=now)
    both = {one.what: one.url for one in asked_of(wood.birch, now)}
    for_cedar = f"Vote for Cedar Housing Association: {ballot.title}"
    assert both[for_cedar].endswith(f"/vote/for/{wood.organisations['cedar'].pk}/")
    vote_now(wood, ballot, says="agree")
    vote_now(wood, ballot, "birch", of="cedar", says="agree")
    left = [one.what for one in asked_of(wood.birch, now)]
    assert own not in left
    assert for_cedar not in left
    assert own not in [one.what for one in asked_of(wood.birch, now + timedelta(days=8))]
