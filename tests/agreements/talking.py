"""A draft that is talked over, for tests of comments, other words, readers and agreeing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from spinney.agreements.actions import approvals, comments, outside_readers, proposed_words
from spinney.agreements.actions.clauses import ClauseText
from spinney.agreements.actions.outside_readers import Asked
from spinney.agreements.models import (
    Approval,
    Comment,
    OutsideReader,
    ProposedWords,
    Version,
)
from spinney.agreements.states import AgreementState, VersionState
from spinney.base.access.links import actor_of
from spinney.base.access.models import TaskLink
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor
from spinney.base.record.record import subject_of
from tests.agreements.making import NOON, a_content, an_agreement
from tests.personas import Wood

UNTIL = date(2026, 4, 10)


def soon(days: int = 9) -> date:
    """A day that is still to come, for what a browser asks at the real time."""
    return timezone.localdate() + timedelta(days=days)


OTHER = ClauseText("What we are for", "We share an office and a van.")


def a_draft(wood: Wood, **changes: Any) -> Version:
    """The first version of ground rules, being written."""
    agreement = an_agreement(wood, ["birch"], state=AgreementState.DRAFT, **changes)
    return agreement.versions.select_related("agreement__cluster").get()


def a_variation(wood: Wood, terms: dict[str, Any] | None = None, **changes: Any) -> Version:
    """Ground rules in force since 1 February, and a second version that is being written."""
    agreement = an_agreement(wood, ["birch"], terms=terms, **changes)
    content = a_content(terms).with_term("meeting_notice", {"days": 14})
    return Version.objects.create(
        agreement=agreement, number=2, state=VersionState.DRAFT, content=content.to_json(),
        made_at=NOON, made_by="person:1", what_changed="Longer notice of meetings.",
    )  # fmt: skip


def change(version: Version, text: str = "We share a kitchen.") -> Version:
    """Somebody who writes it changed its first clause."""
    content = dict(version.content)
    first = dict(content["clauses"][0], text=text)
    version.content = content | {"clauses": [first, *content["clauses"][1:]]}
    version.save()
    return version


def fix(version: Version) -> Version:
    """It was put out for signature: its words are fixed."""
    from tests.agreements.making import a_document

    content = a_content()
    document = a_document(content, [], version.number)
    version.state, version.text, version.digest = (
        VersionState.SIGNING, document.to_json(), document.digest,
    )  # fmt: skip
    version.save()
    return version


def person(wood: Wood, name: str) -> Actor:
    """A member that a test has added (`making.another_member`), as an actor."""
    return actor_for(wood.people[name], NOON.date())


def comment(wood: Wood, version: Version, by: str = "birch", **said: Any) -> Comment:
    said = {"text": "Who pays for the van?", "clause": "purpose"} | said
    return comments.add_comment(version=version, by=wood.actor(by), now=NOON, **said)


def propose(wood: Wood, version: Version, by: str = "birch", **said: Any) -> ProposedWords:
    said = {"clause": "purpose", "words": OTHER, "why": "It says more."} | said
    return proposed_words.propose_words(version=version, by=wood.actor(by), now=NOON, **said)


def a_reader(wood: Wood, version: Version, *, now: datetime = NOON, **said: Any) -> OutsideReader:
    """A solicitor who was given the version to read."""
    given = {"name": "Mo Law", "email": "mo@example.org", "until": UNTIL, "capacity": "solicitor"}
    asked = Asked(**(given | said))
    return outside_readers.ask_outside_reader(version=version, asked=asked, by=wood.ash, now=now)


def guest(reader: OutsideReader | Approval) -> Actor:
    """Whoever holds the newest link."""
    return actor_of(TaskLink.objects.filter(subject=subject_of(reader)).latest("pk"))


def ask(wood: Wood, version: Version, *, now: datetime = NOON, **said: Any) -> Approval:
    said = {"closes_on": UNTIL, "message": ""} | said
    return approvals.ask_to_agree(version=version, by=wood.ash, now=now, **said)
