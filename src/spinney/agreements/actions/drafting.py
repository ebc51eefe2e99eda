"""Beginning an agreement and writing it: terms, answers, parties, whose place it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from spinney.agreements import policies
from spinney.agreements.actions.changing import Change
from spinney.agreements.bridge.wordings import begin, wordings
from spinney.agreements.engine.terms import CATALOGUE, TermFault, read
from spinney.agreements.events import drafting as news
from spinney.agreements.models import Agreement, Party, Signature, Version
from spinney.agreements.policies import drafting as rules
from spinney.agreements.states import PartyRole, SpeaksFor
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.register import api as register


@dataclass(frozen=True)
class PartyLine:
    """An organisation that is to be a party, and as what."""

    organisation: register.Organisation
    role: PartyRole = PartyRole.MEMBER


@transaction.atomic
def start_agreement(
    *,
    cluster: clusters.Cluster,
    wording: str,
    title: str,
    parties: Sequence[PartyLine],
    speaks_for: SpeaksFor = SpeaksFor.CLUSTER,
    by: Actor,
    now: datetime,
) -> Agreement:
    """A new agreement, being written from a template; its first draft has every clause of it.

    It speaks for the whole cluster when the template does, unless `speaks_for` says otherwise. A
    member begins agreements between its own organisation and others. Raises NotFound for a
    template that there is not, BadInput without a name or with a party twice.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "start_agreement", by=by, scope=scope)
    template = wordings().get(wording)
    if template is None:
        raise NotFound("There is no such template.")
    whole = template.speaks_for == speaks_for == SpeaksFor.CLUSTER
    named = [line.organisation.pk for line in parties]
    began = rules.check_may_start(by, scope, None if whole else named)
    rules.check_title(title)
    _check_once(parties)
    title = " ".join(title.split())
    agreement = Agreement.objects.create(
        cluster=cluster, kind=wording, title=title, begun_by_id=began, made_at=now,
        made_by=by.label, speaks_for=SpeaksFor.CLUSTER if whole else SpeaksFor.PARTIES,
    )  # fmt: skip
    _put_parties(agreement, parties)
    content = replace(begin(template, cluster), title=title)
    Version.objects.create(
        agreement=agreement, number=1, content=content.to_json(), made_at=now, made_by=by.label
    )
    record(
        "agreements.start_agreement", by=by, on=agreement, at=now, scope=scope, title=title,
        kind=wording, speaks_for=agreement.speaks_for, agreement=agreement.pk,
        parties=_as_recorded(parties),
    )  # fmt: skip
    news.agreement_started.send(sender=Agreement, agreement=agreement, by=by, now=now)
    return agreement


def _check_once(parties: Sequence[PartyLine]) -> None:
    seen: set[int] = set()
    for line in parties:
        if line.organisation.pk in seen:
            told = f"{line.organisation.name} is named twice. Once is enough."
            raise BadInput(told, {"parties": [told]})
        seen.add(line.organisation.pk)


def _put_parties(agreement: Agreement, parties: Sequence[PartyLine]) -> None:
    Party.objects.bulk_create(
        Party(agreement=agreement, organisation=line.organisation, role=line.role, position=place)
        for place, line in enumerate(parties)
    )


def _as_recorded(parties: Sequence[PartyLine]) -> list[list[str]]:
    return [[str(line.organisation.uid), str(line.role)] for line in parties]


@transaction.atomic
def rename_agreement(
    *, version: Version, title: str, read: str = "", by: Actor, now: datetime
) -> Version:
    """Call an agreement something else. A signed one keeps its name until the variation is signed:
    then the draft's name is the agreement's.
    """
    change = Change("agreements.rename_agreement", version, by=by, now=now)
    rules.check_title(title)
    title = " ".join(title.split())
    change.check_unread(change.content.title, read, "the name")
    before = change.agreement.title
    if change.version.number == 1:
        change.agreement.title = title
        change.agreement.version += 1
        change.agreement.save(update_fields=["title", "version"])
    content = replace(change.content, title=title)
    return change.keep(content, before={"title": before}, after={"title": title})


@transaction.atomic
def answer_term(
    *, version: Version, key: str, value: Any, read: str = "", by: Actor, now: datetime
) -> Version:
    """State a term in a draft. `value` is JSON as `engine.terms` reads it; `read` the mark of what
    stood there before. Raises BadInput, with what is expected, for what cannot be agreed.
    """
    change = Change("agreements.answer_term", version, by=by, now=now)
    _check_term(key, value)
    term = CATALOGUE[key]
    change.check_unread(change.content.terms.get(key), read, f"“{term.title}”")
    return change.keep(change.content.with_term(key, value), term=key)


def _check_term(key: str, value: Any) -> None:
    if key not in CATALOGUE:
        raise NotFound("There is no such term.")
    if value is None:
        raise BadInput("Say what is agreed, or leave it open.")
    try:
        read(key, value)
    except TermFault as fault:
        raise BadInput(str(fault)) from fault


@transaction.atomic
def clear_term(*, version: Version, key: str, by: Actor, now: datetime) -> Version:
    """State a term no longer: it is open again, and the draft says so."""
    change = Change("agreements.clear_term", version, by=by, now=now)
    if key not in CATALOGUE:
        raise NotFound("There is no such term.")
    content = change.content.with_term(key, None)
    kept = tuple(one for one in content.instead_of if one != key)
    return change.keep(replace(content, instead_of=kept), term=key)


@transaction.atomic
def answer_question(
    *, version: Version, key: str, words: str, read: str = "", by: Actor, now: datetime
) -> Version:
    """Answer a question of the template that is no term; no words leave it open again."""
    change = Change("agreements.answer_question", version, by=by, now=now)
    template = wordings().get(change.content.wording)
    if template is None or key not in template.question_of:
        raise NotFound("The template does not ask this.")
    asked = template.question_of[key]
    change.check_unread(change.content.answers.get(key), read, f"“{asked.title}”")
    kept = {name: one for name, one in change.content.answers.items() if name != key}
    words = words.strip()
    answers = kept | {key: words} if words else kept
    return change.keep(replace(change.content, answers=answers), question=key)


@transaction.atomic
def set_parties(
    *,
    version: Version,
    parties: Sequence[PartyLine],
    read: int | None = None,
    by: Actor,
    now: datetime,
) -> Agreement:
    """The parties of a draft from now on, in this order. Whoever is bound already stays what it
    is: it leaves by giving notice. `read` is the agreement's version as it was read.
    """
    change = Change("agreements.set_parties", version, by=by, now=now)
    agreement = Agreement.objects.select_for_update().get(pk=change.agreement.pk)
    check_unchanged(agreement, read, "the parties")
    _check_once(parties)
    every = list(agreement.parties.select_related("organisation"))
    held = [one for one in every if one.left_on is None]
    wanted = {line.organisation.pk for line in parties}
    gone = [one for one in held if one.organisation_id not in wanted]
    _check_may_go(gone, agreement, by)
    _check_may_come([one for one in every if one.left_on and one.organisation_id in wanted])
    _check_roles_stay(held, parties)
    before = [[str(one.organisation.uid), one.role] for one in held]
    agreement.parties.filter(pk__in=[one.pk for one in gone]).delete()
    for place, line in enumerate(parties):
        Party.objects.update_or_create(
            agreement=agreement, organisation=line.organisation,
            defaults={"role": line.role, "position": place},
        )  # fmt: skip
    agreement.version += 1
    agreement.save(update_fields=["version"])
    record(
        "agreements.set_parties", by=by, on=agreement, at=now, scope=agreement.scope,
        title=agreement.title, agreement=agreement.pk, version=agreement.version,
        before={"parties": before}, after={"parties": _as_recorded(parties)},
    )  # fmt: skip
    return agreement


def _check_may_go(gone: Sequence[Party], agreement: Agreement, by: Actor) -> None:
    for party in gone:
        if party.joined_on is not None:
            told = (
                f"{party.organisation.name} has signed, so it stays a party until it leaves in the"
                " way that was agreed."
            )
            raise BadInput(told, {"parties": [told]})
        if Signature.objects.filter(asked__party=party).exists():
            told = (
                f"{party.organisation.name} has signed these words once, and its signature is kept,"
                " so it stays in the list. To go on without it, copy the agreement."
            )
            raise BadInput(told, {"parties": [told]})
        began = agreement.begun_by_id
        if party.organisation_id == began and not rules.runs(by, agreement.scope):
            told = "Your own organisation began this agreement, so it stays a party."
            raise BadInput(told, {"parties": [told]})


def _check_roles_stay(held: Sequence[Party], parties: Sequence[PartyLine]) -> None:
    """What a party signed as it stays as long as the agreement is in force."""
    roles = {line.organisation.pk: line.role for line in parties}
    for party in held:
        role = roles.get(party.organisation_id, party.role)
        if party.joined_on is not None and role != party.role:
            told = (
                f"{party.organisation.name} has signed as {party.get_role_display().lower()}. To"
                " make it something else, copy the agreement and sign the copy."
            )
            raise BadInput(told, {f"role-{party.pk}": [told]})


def _check_may_come(left: Sequence[Party]) -> None:
    for party in left:
        told = (
            f"{party.organisation.name} left this agreement on {day(party.left_on)}. It can join"
            " again by a deed."
        )
        raise BadInput(told, {"parties": [told]})


@transaction.atomic
def set_instead_of(
    *, version: Version, key: str, takes_the_place: bool, by: Actor, now: datetime
) -> Version:
    """Say that what this agreement says of a term takes the place of what another one in force
    says of it; or take that back.
    """
    change = Change("agreements.set_instead_of", version, by=by, now=now)
    if key not in change.content.terms:
        raise BadInput("This agreement does not say anything of that, so nothing can give way.")
    kept = {one for one in change.content.instead_of if one != key}
    chosen = kept | {key} if takes_the_place else kept
    content = replace(change.content, instead_of=tuple(sorted(chosen)))
    return change.keep(content, term=key, instead_of=sorted(chosen))
