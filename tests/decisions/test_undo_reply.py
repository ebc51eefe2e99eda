"""The link in the return mail undoes what was counted, and puts back the vote before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.kernel.actors import Actor, Pass
from spinney.base.kernel.errors import NotFound, WrongState
from spinney.base.record.record import subject_of
from spinney.decisions.actions.replies import undo_reply
from spinney.decisions.models import Ballot, Elector, Reply, Vote
from tests.decisions.answering import (
    LATER,
    answer_to,
    answered,
    ask_all,
    letters_of,
    link_in,
    taken,
)
from tests.decisions.making import NOON, WEEK, a_ballot, vote_of
from tests.personas import Wood
from tests.post.arriving import make_maildir

pytestmark = pytest.mark.django_db
MUCH_LATER = LATER + timedelta(hours=1)


def holder(reply: Reply) -> Actor:
    return Actor("guest:link 1", pass_=Pass("decisions.undo_reply", subject_of(reply), 1))


def test_a_first_vote_is_taken_out(wood: Wood) -> None:
    reply = taken(a_ballot(wood, "choose"), "2")
    assert undo_reply(reply=reply, by=holder(reply), now=MUCH_LATER) is False
    assert not Vote.objects.exists()
    assert Elector.objects.get().voted_at is None
    assert Reply.objects.get().state == "undone"
    with pytest.raises(WrongState, match="undone already"):
        undo_reply(reply=reply, by=holder(reply), now=MUCH_LATER)


def test_the_vote_before_is_put_back_as_it_was(wood: Wood) -> None:
    ballot = a_ballot(wood, "choose")
    before = vote_of(ballot, wood.organisations["birch"], {"1": 1}, reason="It is near")
    Vote.objects.update(person=wood.people["birch"])
    reply = taken(ballot, "2")
    assert undo_reply(reply=reply, by=holder(reply), now=MUCH_LATER) is True
    vote = Vote.objects.get()
    assert (vote.marks, vote.reason, vote.how) == ({"1": 1}, "It is near", before.how)
    assert vote.person == wood.people["birch"]


def test_not_once_it_was_changed_or_closed_nor_by_another(wood: Wood) -> None:
    ballot = a_ballot(wood, "choose")
    reply = taken(ballot, "2")
    with pytest.raises(NotFound):
        undo_reply(reply=reply, by=wood.sorrel, now=MUCH_LATER)
    with pytest.raises(WrongState, match="Voting closed"):
        undo_reply(reply=reply, by=holder(reply), now=NOON + WEEK)
    taken(ballot, "3", now=MUCH_LATER)
    with pytest.raises(WrongState, match="changed since"):
        undo_reply(reply=reply, by=holder(reply), now=MUCH_LATER)
    assert Vote.objects.get().marks == {"3": 1}


def test_letter_out_answer_in_undone_by_its_link(wood: Wood, settings, tmp_path) -> None:
    maildir = make_maildir(tmp_path / "in")
    settings.MAIL_IN = f"maildir:{maildir}"
    ballot, now = a_ballot(wood, "choose"), timezone.now()
    Ballot.objects.update(opened_at=now, closes_at=now + WEEK)
    ballot.refresh_from_db()
    letter = ask_all(wood, ballot, now)
    answered(maildir, answer_to(letter, "2"), now)
    link, visitor = link_in(letters_of("reply_counted")[0]), Client()
    page = visitor.get(link).content.decode()
    assert "2. Shared ICT: Yes" in page
    assert Vote.objects.exists()
    assert "is undone" in visitor.post(link).content.decode()
    assert not Vote.objects.exists()
    assert visitor.get(link).status_code == 410
