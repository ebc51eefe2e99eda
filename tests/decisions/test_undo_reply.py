"""The link in the return mail undoes what was counted, and puts back the vote before."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.kernel.actors import Actor, Pass
from spinney.base.kernel.errors import NotFound, WrongState
from spinney.base.post.delivery import deliver_due
from spinney.base.record.record import subject_of
from spinney.decisions.actions.replies import undo_reply
from spinney.decisions.models import Elector, Reply, Vote
from tests.decisions.answering import LATER, answered, ask_all, taken
from tests.decisions.making import NOON, WEEK, a_ballot, vote_of
from tests.personas import Wood
from tests.post.arriving import a_mail, make_maildir
from tests.post.test_smtp import PostOffice, office

__all__ = ["office"]

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


def received(office: PostOffice) -> EmailMessage:
    """The newest mail that arrived at the mail server."""
    return message_from_bytes(office.taken[-1][2], policy=default)


def test_letter_out_by_smtp_answer_in_and_undone_by_the_link_in_the_return_mail(
    wood: Wood, office: PostOffice, settings, tmp_path
) -> None:
    maildir = make_maildir(tmp_path / "in")
    settings.MAIL_IN = f"maildir:{maildir}"
    now = timezone.now()
    ask_all(wood, a_ballot(wood, "choose", opened_at=now, closes_at=now + WEEK), now)
    deliver_due(now=now)
    letter = received(office)
    assert letter["Reply-To"] is None
    quoted = letter.get_content().replace("\n", "\n> ")
    answer = a_mail(
        f"Two\n\nOn Fri, 20 Mar 2026 at 12:00, The Spinney wrote:\n> {quoted}",
        subject=f"Re: {letter['Subject']}", sender=letter["To"], In_Reply_To=letter["Message-ID"],
    )  # fmt: skip
    answered(maildir, answer, now)
    deliver_due(now=now)
    back = received(office)
    assert (back["To"], back["Auto-Submitted"]) == ("birch@example.org", "auto-generated")
    link, visitor = re.search(r"/do/[^/\s]+/", back.get_content()).group(), Client()
    page = visitor.get(link).content.decode()
    assert "2. Shared ICT: Yes" in page
    assert Vote.objects.exists()
    assert "is undone" in visitor.post(link).content.decode()
    assert not Vote.objects.exists()
    assert visitor.get(link).status_code == 410
