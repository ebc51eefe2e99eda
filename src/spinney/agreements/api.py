"""The door of the agreements room: the only module other rooms may import."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from spinney.agreements.actions.approvals import record_decision
from spinney.agreements.actions.proposing_terms import propose_terms
from spinney.agreements.actions.signing import put_out
from spinney.agreements.bridge.fields import (
    About,
    Basis,
    Field,
    Purpose,
    declare_field,
    declare_purpose,
    known_fields,
    known_purposes,
)
from spinney.agreements.bridge.looks import Seen, write_looks
from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.protocol import Answer, Why
from spinney.agreements.engine.terms import Source, TermFault, Terms
from spinney.agreements.events.approvals import approval_closed
from spinney.agreements.events.life import (
    agreement_ended,
    agreement_in_force,
    party_joined,
    party_left,
    terms_changed,
)
from spinney.agreements.models import Agreement, Version
from spinney.agreements.queries import protocols
from spinney.agreements.queries.approval_rule import Asking, how_decided
from spinney.agreements.queries.approvals import reason_words, standing_words
from spinney.agreements.queries.duties import DutyDue, duties
from spinney.agreements.queries.proposing import versions_to_decide
from spinney.agreements.queries.protocols import Question
from spinney.agreements.queries.signs import signs
from spinney.agreements.queries.terms import (
    Clash,
    conflicts_of,
    kinds_in_force,
    terms,
    terms_of,
)
from spinney.base.kernel.actors import Actor

__all__ = [
    "About",
    "Agreement",
    "Answer",
    "Asking",
    "Basis",
    "Clash",
    "DutyDue",
    "Field",
    "Purpose",
    "Question",
    "Source",
    "TermFault",
    "Terms",
    "Version",
    "Why",
    "agreement_ended",
    "agreement_in_force",
    "approval_closed",
    "conflicts_of",
    "declare_field",
    "declare_purpose",
    "duties",
    "how_decided",
    "kind_titles",
    "kinds_in_force",
    "known_fields",
    "known_purposes",
    "may_share",
    "may_share_many",
    "party_joined",
    "party_left",
    "propose_terms",
    "put_out",
    "reason_words",
    "record_decision",
    "shown",
    "standing_words",
    "terms",
    "terms_changed",
    "terms_of",
    "versions_to_decide",
    "signs",
]


def kind_titles() -> dict[str, str]:
    """What each kind of agreement that there is a template for is called."""
    return {key: wording.title for key, wording in wordings().items()}


def may_share(field: str, from_: int, to: int, purpose: str, at: datetime | None = None) -> Answer:
    """Whether one organisation's data may be seen by another, for a purpose, at a moment (now,
    unless said). Organisations are pks.

    The answer says why, and under which agreement, version and clause. Ask at every request, never
    keep an answer: what a member takes back stops at the next request. Two queries.
    """
    question = Question(field, from_, to, purpose)
    return protocols.may_share_many([question], at or timezone.now())[question]


def may_share_many(
    questions: Iterable[Question], at: datetime | None = None
) -> dict[Question, Answer]:
    """The answers to many such questions at once. Two queries, however many they are."""
    return protocols.may_share_many(questions, at or timezone.now())


def shown(
    questions: Iterable[Question], *, cluster_id: int, by: Actor, in_file: bool = False
) -> dict[Question, Answer]:
    """The answers to what is about to be shown to somebody, each written down as a look of the
    organisation whose data are shown. Call it for what is on the page (or in the file), no more.
    Three queries, however many questions.
    """
    now = timezone.now()
    answers = protocols.may_share_many(questions, now)
    looked = (
        Seen(one.field, one.from_, one.to, one.purpose, answer.agreement, answer.version)
        for one, answer in answers.items()
        if answer.allowed
    )
    write_looks(looked, cluster_id=cluster_id, by=by, in_file=in_file, now=now)
    return answers
