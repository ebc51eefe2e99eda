"""What an organisation shares, with whom, for what; and what others share with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from spinney.agreements.bridge.fields import field_title, field_words, known_fields, purpose_title
from spinney.agreements.bridge.protocols import Signed
from spinney.agreements.engine.protocol import THOSE_THAT_RUN_IT, Belongs, Share, Why
from spinney.agreements.models import Agreement, Party, Revocation
from spinney.agreements.policies import MAY
from spinney.agreements.queries.protocols import Ground, Question, ground_in, ground_of
from spinney.agreements.states import AgreementState
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import may

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Given:
    """Whom a part of what is shared under an agreement reaches. `keep_months` says for how long
    each recipient may keep it; `runners` whether those that run the cluster see it; `is_named`
    whether the agreement asks this organisation to share such a thing at all.
    """

    is_named: bool
    keep_months: Mapping[int, int]
    runners: bool
    clause: str


Recipient = int | str | None
"""An organisation by its pk, `THOSE_THAT_RUN_IT`, or None for everybody."""


def reached_by(party: Party, field: str, recipient: Recipient, purpose: str, at: datetime) -> Given:
    """Whom a party's data reach now under its agreement; a field, recipient or purpose narrows it.
    Empty ones mean all.
    """
    ground = ground_in(party.agreement.cluster_id, at)
    lines = [
        share
        for share in ground.shares
        if share.agreement == party.agreement_id
        and field in {"", *share.fields}
        and purpose in {"", *share.purposes}
    ]
    keep: dict[int, int] = {}
    runners = False
    for share in lines:
        for to in _reached(ground, share, party.organisation_id, field, purpose):
            runners = runners or to is None
            if to is not None and recipient in (None, to):
                keep[to] = min(keep.get(to, share.keep_months), share.keep_months)
    clause = lines[0].clause if lines else ""
    told = runners and recipient in (None, THOSE_THAT_RUN_IT)
    return Given(bool(lines), keep, told, clause)


def _reached(
    ground: Ground, share: Share, giver: int, field: str, purpose: str
) -> Iterable[int | None]:
    """The recipients whom a line lets see at least one of its fields now."""
    fields = [field] if field else sorted(share.fields)
    purposes = [purpose] if purpose else sorted(share.purposes)
    others: list[int | None] = [
        ground.pks[one.organisation] for one in _others(ground, share, giver)
    ]
    for to in [*others, None]:
        questions = (Question(f, giver, to, p) for f in fields for p in purposes)
        if any(ground.answer(one).allowed for one in questions):
            yield to


def _others(ground: Ground, share: Share, but: int) -> list[Belongs]:
    """The parties with whom a line shares, but one."""
    own = ground.uids.get(but)
    return [
        one
        for one in ground.of_agreement(share.agreement)
        if one.organisation != own and one.is_in(share.recipients)
    ]


@dataclass(frozen=True)
class Line:
    """One kind of data that an organisation shares for one purpose under one agreement."""

    signed: Signed
    share: Share
    field: str
    purpose: str
    shown_to: tuple[str, ...]
    taken_from: tuple[str, ...]
    since: date
    until: date | None

    @property
    def what(self) -> str:
        return field_title(self.field)

    @property
    def what_for(self) -> str:
        return purpose_title(self.purpose)

    @property
    def is_about_people(self) -> bool:
        declared = known_fields().get(self.field)
        return declared is not None and declared.about == "person"

    @property
    def is_shown(self) -> bool:
        return bool(self.shown_to)


RUNNERS = "those that run the cluster"


def given_by(by: Actor, organisation_id: int, at: datetime) -> list[Line]:
    """All that an organisation shares under protocols in force, for whoever may see that: also
    what it took back. Two queries.
    """
    if not may(MAY, "what_we_share", by=by, scope=organisation_scope(organisation_id)):
        return []
    ground = ground_of(organisation_id, at)
    lines = []
    for share in ground.shares:
        own = _own(ground, share, organisation_id)
        signed = ground.version(share.agreement)
        if own is None or signed is None or not own.is_in(share.givers):
            continue
        for field in sorted(share.fields, key=field_title):
            for purpose in sorted(share.purposes):
                lines.append(_line(ground, signed, share, own, (field, purpose)))
    return lines


def _own(ground: Ground, share: Share, organisation_id: int) -> Belongs | None:
    uid = ground.uids.get(organisation_id)
    here = ground.of_agreement(share.agreement)
    return next((one for one in here if one.organisation == uid), None)


def _line(
    ground: Ground, signed: Signed, share: Share, own: Belongs, part: tuple[str, str]
) -> Line:
    field, purpose = part
    giver = ground.pks[own.organisation]
    shown, taken = [], []
    for one in _others(ground, share, giver):
        pk = ground.pks[one.organisation]
        answer = ground.answer(Question(field, giver, pk, purpose))
        if answer.allowed:
            shown.append(ground.names[pk])
        elif answer.why is Why.TAKEN_BACK:
            taken.append(ground.names[pk])
    if share.runners:
        answer = ground.answer(Question(field, giver, None, purpose, signed.cluster))
        (shown if answer.allowed else taken).append(RUNNERS)
    ends = [day for day in (share.until, own.left - DAY if own.left else None) if day]
    return Line(
        signed, share, field, purpose, tuple(shown), tuple(taken), max(share.since, own.since),
        min(ends, default=None),
    )  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """What one organisation shows another for a purpose under an agreement; `no_longer` is what it
    took back, without saying when or why.
    """

    giver: str
    signed: Signed
    purpose: str
    fields: tuple[str, ...]
    no_longer: tuple[str, ...]

    @property
    def what(self) -> Sequence[str]:
        return field_words(self.fields)

    @property
    def what_no_longer(self) -> Sequence[str]:
        return field_words(self.no_longer)

    @property
    def what_for(self) -> str:
        return purpose_title(self.purpose)


def shown_to(by: Actor, organisation_id: int, at: datetime) -> list[Shown]:
    """What others share with an organisation, by their names, for whoever may see that. Two
    queries.
    """
    if not may(MAY, "shared_with_us", by=by, scope=organisation_scope(organisation_id)):
        return []
    ground = ground_of(organisation_id, at)
    found = []
    for share in ground.shares:
        signed = ground.version(share.agreement)
        own = _own(ground, share, organisation_id)
        if signed is None or own is None or not own.is_in(share.recipients):
            continue
        for purpose in sorted(share.purposes):
            for one in ground.of_agreement(share.agreement):
                if one.organisation != own.organisation and one.is_in(share.givers):
                    found.append(_shown(ground, signed, share, one, (organisation_id, purpose)))
    return sorted(
        (one for one in found if one.fields or one.no_longer),
        key=lambda one: (one.giver.casefold(), one.signed.title, one.purpose),
    )


def _shown(
    ground: Ground, signed: Signed, share: Share, giver: Belongs, to: tuple[int, str]
) -> Shown:
    organisation_id, purpose = to
    pk = ground.pks[giver.organisation]
    fields, no_longer = [], []
    for field in sorted(share.fields, key=field_title):
        answer = ground.answer(Question(field, pk, organisation_id, purpose))
        if answer.allowed:
            fields.append(field)
        elif answer.why is Why.TAKEN_BACK:
            no_longer.append(field)
    return Shown(ground.names[pk], signed, purpose, tuple(fields), tuple(no_longer))


def taken_back_by(by: Actor, organisation_id: int) -> QuerySet[Revocation]:
    """What an organisation took back and has not lifted, the newest first, for those who may see
    what it shares.
    """
    if not may(MAY, "what_we_share", by=by, scope=organisation_scope(organisation_id)):
        return Revocation.objects.none()
    found = Revocation.objects.filter(organisation=organisation_id, lifted_at=None)
    return found.select_related("agreement__cluster", "recipient", "organisation").order_by(
        "-at", "-pk"
    )


def said_of(revocation: Revocation) -> str:
    """What a revocation takes back, in words: "Telephone numbers of people to ask, for …"."""
    what = field_title(revocation.field) if revocation.field else "everything"
    purpose = purpose_title(revocation.purpose) if revocation.purpose else ""
    return f"{what} ({purpose[:1].lower()}{purpose[1:]})" if purpose else what


def revocation_for(by: Actor, organisation_id: int, pk: int) -> Revocation:
    """One of them, lifted or not. Raises NotFound."""
    if may(MAY, "what_we_share", by=by, scope=organisation_scope(organisation_id)):
        rows = Revocation.objects.filter(organisation=organisation_id, pk=pk)
        found = rows.select_related("agreement__cluster", "recipient").first()
        if found is not None:
            return found
    raise NotFound("There is no such thing that your organisation took back.")


def party_for(by: Actor, organisation_id: int, agreement_id: int) -> Party:
    """An organisation in an agreement, for those who may take back what it shares there. Raises
    NotFound.
    """
    if may(MAY, "what_we_share", by=by, scope=organisation_scope(organisation_id)):
        rows = Party.objects.filter(organisation=organisation_id, agreement=agreement_id)
        found = rows.select_related("agreement__cluster", "organisation").first()
        if found is not None:
            return found
    raise NotFound("Your organisation is no party to such an agreement.")


@dataclass(frozen=True)
class SharingPart:
    """What an agreement's page says of what is shared under it, for a party: how many kinds of data
    its organisation shares, how many it took back, and whether there is a directory to open.
    """

    organisation_id: int
    shared: int
    taken_back: int


def part_for(by: Actor, agreement: Agreement) -> SharingPart | None:
    """The part of an agreement's page that is about sharing; None where the agreement in force
    shares nothing, or the actor's organisation is no party. Three queries, for parties alone.
    """
    of = by.organisation_id
    if of is None or agreement.state not in (AgreementState.AGREED, AgreementState.ENDED):
        return None
    if not may(MAY, "what_we_share", by=by, scope=organisation_scope(of)):
        return None
    all_lines = given_by(by, of, timezone.now())
    lines = [one for one in all_lines if one.signed.agreement == agreement.pk]
    if not lines:
        return None
    fields = {one.field for one in lines if one.is_shown}
    taken = taken_back_by(by, of).filter(agreement=agreement).count()
    return SharingPart(of, len(fields), taken)
