"""What is being written, for those who write it."""

from __future__ import annotations

from dataclasses import dataclass

from spinney.agreements.engine.content import Content
from spinney.agreements.models import Agreement, Version
from spinney.agreements.policies.drafting import drafts
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
    """The draft on the page of its agreement: whether whoever looks writes it."""

    version: Version
    content: Content
    may_draft: bool


def part_for(by: Actor, agreement: Agreement) -> DraftPart | None:
    """The part of an agreement's page that is about its draft; None where nothing is written."""
    version = find_draft(agreement)
    if version is None:
        return None
    return DraftPart(version, content_of(version), drafts(by, agreement))
