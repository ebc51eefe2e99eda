"""What is being written, for those who write it."""

from __future__ import annotations

from dataclasses import dataclass

from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.content import Content
from spinney.agreements.models import Agreement, Version
from spinney.agreements.policies.drafting import drafts
from spinney.agreements.queries.agreements import was_party_until
from spinney.agreements.queries.questions import steps_of
from spinney.agreements.states import VersionState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState


def find_draft(agreement: Agreement) -> Version | None:
    """The version of an agreement that is being written, if there is one."""
    found = agreement.versions.filter(state=VersionState.DRAFT).first()
    if found is not None:
        found.agreement = agreement
    return found


def draft_of(agreement: Agreement) -> Version:
    """The version of an agreement that is being written. Raises WrongState when there is none."""
    found = find_draft(agreement)
    if found is None:
        raise WrongState(
            f"Nothing is being written in “{agreement.title}”. To change what was signed, begin a"
            " variation."
        )
    return found


def content_of(version: Version) -> Content:
    """What a version says, with its gaps."""
    return Content.from_json(version.content)


@dataclass(frozen=True)
class DraftPart:
    """The draft on the page of its agreement: how far it is, whether whoever looks writes it."""

    version: Version
    may_draft: bool
    questions: int
    answered: int


def part_for(by: Actor, agreement: Agreement) -> DraftPart | None:
    """The part of an agreement's page that is about its draft; None where nothing is written."""
    version = find_draft(agreement)
    if version is None or was_party_until(by, agreement) is not None:
        return None
    content = content_of(version)
    steps = steps_of(content, wordings().get(content.wording))
    answered = sum(one.answered for one in steps)
    return DraftPart(version, drafts(by, agreement), len(steps), answered)
