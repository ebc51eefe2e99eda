"""Answers to the e-mail for tests: letters out, answers into a maildir, fetched."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.post.delivery import message_id
from spinney.base.post.incoming.fetching import fetch
from spinney.base.post.models import Message
from spinney.decisions.actions.replies import Came, take_reply
from spinney.decisions.letters.voting import asked_to_vote
from spinney.decisions.models import Ballot, Elector, Reply
from tests.decisions.making import NOON
from tests.personas import Wood
from tests.post.arriving import a_mail, drop

LATER = NOON + timedelta(hours=2)
MAIL = Actor.system("answers by mail")


def ask_all(wood: Wood, ballot: Ballot, now: datetime = NOON) -> Message:
    """Send the letters of a ballot; returns the one to Birch."""
    with transaction.atomic():
        asked_to_vote(ballot, ballot.electors.all(), wood.ash, now)
    return Message.objects.get(email="birch@example.org", kind="decisions.asked_to_vote")


def answer_to(letter: Message, text: str, **headers: str) -> EmailMessage:
    """An answer as a mail program writes it: quotes the letter, names it and its subject."""
    quoted = "\n".join(f"> {line}" for line in letter.body.splitlines())
    given = {"subject": f"Re: {letter.subject}", "In_Reply_To": message_id(letter)} | headers
    return a_mail(f"{text}\n\nOn Fri, 20 Mar 2026, Spinney wrote:\n{quoted}\n", **given)


def answered(maildir: Path, mail: EmailMessage | bytes, now: datetime = LATER) -> Reply | None:
    """What came of a mail that was dropped into the maildir and fetched."""
    drop(maildir, mail)
    fetch(now=now)
    return Reply.objects.order_by("-pk").first()


def taken(ballot: Ballot, text: str, **said: Any) -> Reply | None:
    """What came of the words of a mail from Birch."""
    fields: dict[str, Any] = {
        "sender": "birch@example.org", "text": text, "number": f"{hash(text):064x}",
    } | {key: said[key] for key in ("sender", "number") if key in said}  # fmt: skip
    elector = Elector.objects.select_related("organisation", "ballot__cluster").get(
        ballot=ballot, organisation__name="Birch House"
    )
    return take_reply(elector=elector, came=Came(**fields), by=MAIL, now=said.get("now", LATER))


def letters_of(kind: str) -> list[Message]:
    """The letters of a kind of this room, the newest last."""
    return list(Message.objects.filter(kind=f"decisions.{kind}").order_by("pk"))


def link_in(letter: Message) -> str:
    """The path of the link that a letter has."""
    found = re.search(r"/do/[^/\s]+/", letter.secret)
    assert found is not None
    return found.group()
