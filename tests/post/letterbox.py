"""A kind of letter for tests, and letters of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spinney.base.access.links import Errand, in_days
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.models import Message
from tests.personas import NOON

HERE = Scope("cluster", 7)
SYSTEM = Actor.system("test")


def invitation() -> Letter:
    """A letter that asks."""
    return Letter(
        kind="tests.invitation",
        scope=HERE,
        place="The Spinney",
        asker="Ash Green, facilitator",
        headline="will Birch House join The Spinney?",
        paragraphs=["Six organisations near you share one bookkeeper."],
        said="We would love to have you.\nAsh",
        deed="Answer",
        minutes=2,
        by_when=date(2026, 3, 26),
        say_no="To say no, open the link and choose “No, thank you”.",
        reply_to="ash@example.org",
        about="clusters.Invitation:12",
    )


def news(**changes: object) -> Letter:
    """A letter that only tells."""
    letter = Letter(
        kind="tests.news",
        scope=HERE,
        place="The Spinney",
        asker="Spinney",
        headline="Cedar Housing Association has joined The Spinney",
        link="/clusters/7/",
    )
    return replace(letter, **changes)


def send_invitation(
    to: object = "birch@example.org", **changes: object
) -> tuple[Message, TaskLink]:
    errand = Errand(
        "clusters.accept_invitation", "clusters.Invitation:12", HERE, minutes=2, may_forward=True
    )
    return outbox.ask(
        replace(invitation(), **changes),
        errand,
        to=to,
        by=SYSTEM,
        now=NOON,
        expires_at=in_days(NOON, 7),
    )


add_kind(Kind("tests.invitation", "Invitations (for tests)", invitation))
add_kind(Kind("tests.news", "News (for tests)", news))
