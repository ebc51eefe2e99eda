"""Agreements over the API: listed, read, their terms in force; begun from templates."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja import Schema, Status
from pydantic import Field

from spinney.agreements import policies
from spinney.agreements.actions import drafting as actions
from spinney.agreements.bridge.terms import place_words
from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.models import Agreement, Version
from spinney.agreements.policies import drafting as drafting_rules
from spinney.agreements.queries import draft_page, starting
from spinney.agreements.queries.agreement_list import agreements_of
from spinney.agreements.queries.agreements import get_agreement, versions_for
from spinney.agreements.queries.asked_in_draft import asked_in
from spinney.agreements.queries.drafting import draft_of, part_for
from spinney.agreements.queries.terms_page import page_of
from spinney.agreements.states import PartyRole, SpeaksFor
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.clusters.queries.clusters import cluster_for
from spinney.http.auth import Token, actor_of, enter
from spinney.http.inside import Id
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Limit, Offset, Page, Sent, page, plain
from spinney.register.queries.find import visible_to as organisations_visible_to

router = Router(tags=["agreements"])
READ, WRITE = Token("agreements:read"), Token("agreements:write")
AGREEMENT = "/clusters/{cluster_id}/agreements/{agreement_id}"
MOST_PARTIES = 200


class TemplateOut(Schema):
    """A template that comes with Spinney."""

    key: str
    title: str
    for_what: str
    use_when: str
    not_when: str
    minutes: int
    needs_solicitor: bool


class AgreementOut(Schema):
    """An agreement in a list."""

    id: int
    uid: UUID
    title: str
    kind: str
    state: str
    standing: str = Field(description="Where it stands today, in words.")
    in_force_from: date | None
    in_force_until: date | None
    parties: list[str]


class PartyOut(Schema):
    """An organisation that an agreement is made with."""

    organisation_id: int
    name: str
    role: str


class VersionOut(Schema):
    """A version that one may read; `digest` is what is signed."""

    number: int
    state: str
    digest: str
    in_force_from: date | None
    in_force_until: date | None


class ClauseOut(Schema):
    """A clause with its gaps filled."""

    number: str
    key: str
    heading: str
    paragraphs: list[str]


class DraftQuestionOut(Schema):
    """What a draft asks: a term, answered with a value, or a question, answered in words."""

    key: str
    title: str
    question: str
    is_term: bool
    answer: Any
    usual: Any = Field(description="What is offered as the value of a term.")


class AgreementWhole(Schema):
    """An agreement: its parties, the words of its newest version, and what its draft asks."""

    id: int
    uid: UUID
    title: str
    kind: str
    state: str
    speaks_for: str
    parties: list[PartyOut]
    versions: list[VersionOut]
    clauses: list[ClauseOut]
    terms: dict[str, Any]
    questions: list[DraftQuestionOut] = Field(description="Of its draft, for those who write it.")


class TermOut(Schema):
    """A term on a day: what holds in words, and where it comes from (nothing: not agreed)."""

    key: str
    group: str
    title: str
    words: str
    is_agreed: bool
    sources: list[str]


class PartyIn(Sent):
    """A party, and as what."""

    organisation_id: Id
    role: Literal[
        "member", "lead", "host", "guarantor", "funder", "commissioner", "subcontractor", "supplier"
    ] | None = Field(None, description="Left out: what the template expects of it.")  # fmt: skip


class AgreementIn(Sent):
    """A draft to be begun from a template, with answers if there are any yet."""

    template: str
    title: Annotated[str, Field(min_length=1, max_length=200)]
    parties: Annotated[list[PartyIn], Field(max_length=MOST_PARTIES)] | None = Field(
        None, description="Left out: every member of the cluster."
    )
    speaks_for: Literal["cluster", "parties"] = "cluster"
    terms: dict[str, Any] = Field(default_factory=dict, description="Term -> value, as JSON.")
    answers: dict[str, str] = Field(default_factory=dict, description="Question -> words.")


class TermIn(Sent):
    """The value of a term, as JSON; null leaves it open again."""

    value: Any = None


class DraftAnswerIn(Sent):
    """The answer to a question of the template, in words; none leaves it open again."""

    words: Annotated[str, Field(max_length=20_000)] = ""


def agreement_in(request: HttpRequest, verb: str, cluster_id: int, agreement_id: int) -> Agreement:
    """An agreement of a cluster, for whoever may do the verb there and see the agreement."""
    actor, _ = enter(request, policies.MAY, verb, cluster_id)
    return get_agreement(actor, cluster_id, agreement_id)


def whole(actor: Actor, agreement: Agreement) -> dict[str, Any]:
    """An agreement as somebody may read it."""
    versions = versions_for(actor, agreement)
    newest = versions[-1] if versions else None
    draft = part_for(actor, agreement)
    document = None
    if newest is not None:
        newest.agreement = agreement
        document = draft_page.words_of(newest)[0]
    parties = agreement.parties.filter(left_on=None).select_related("organisation")
    return plain(
        agreement,
        AgreementWhole,
        parties=[plain(one, PartyOut, name=one.organisation.name) for one in parties],
        versions=[plain(one, VersionOut) for one in versions],
        clauses=[plain(one, ClauseOut) for one in document.clauses] if document else [],
        terms=dict(document.terms) if document else {},
        questions=[vars(one) for one in asked_in(draft.version)]
        if draft and draft.may_draft
        else [],
    )


@router.get(
    "/clusters/{cluster_id}/templates",
    auth=READ,
    response={200: Page[TemplateOut], **FAULTS},
    summary="Templates of agreements",
)
def list_templates(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """Those from which an agreement can be begun, in the order of the life of a group."""
    enter(request, policies.MAY, "templates", cluster_id)
    rows = [one for one in wordings().values() if not one.of_another]
    return page(rows, offset, limit, lambda one: plain(one, TemplateOut))


@router.get(
    "/clusters/{cluster_id}/agreements",
    auth=READ,
    response={200: Page[AgreementOut], **FAULTS},
    summary="Agreements of a cluster",
)
def list_agreements(
    request: HttpRequest, cluster_id: int, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """As far as you may see them, the newest first."""
    actor, _ = enter(request, policies.MAY, "agreements", cluster_id)
    return page(
        agreements_of(actor, cluster_id, localdate()),
        offset,
        limit,
        lambda one: plain(
            one.agreement,
            AgreementOut,
            standing=one.standing.words,
            in_force_from=one.standing.since,
            in_force_until=one.standing.until,
            parties=list(one.parties),
        ),
    )


@router.get(
    AGREEMENT,
    auth=READ,
    response={200: AgreementWhole, **FAULTS},
    summary="Read an agreement",
)
def read_agreement(request: HttpRequest, cluster_id: int, agreement_id: int) -> dict[str, Any]:
    """Its parties, versions, words and terms; of a draft also what it asks."""
    found = agreement_in(request, "read_agreement", cluster_id, agreement_id)
    return whole(actor_of(request), found)


@router.get(
    "/clusters/{cluster_id}/terms",
    auth=READ,
    response={200: Page[TermOut], **FAULTS},
    summary="The terms in force",
)
def read_terms(
    request: HttpRequest,
    cluster_id: int,
    on: date | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """On a day, today unless said: what every room of the cluster goes by, and where it is from."""
    actor, _ = enter(request, policies.MAY, "terms", cluster_id)
    rows = page_of(cluster_for(actor, cluster_id), on or localdate()).rows
    return page(
        rows,
        offset,
        limit,
        lambda row: plain(row, TermOut, sources=[place_words(one) for one in row.sources]),
    )


@router.post(
    "/clusters/{cluster_id}/agreements",
    auth=WRITE,
    response={201: AgreementWhole, **FAULTS},
    summary="Begin an agreement from a template",
)
def start_agreement(
    request: HttpRequest, cluster_id: int, payload: AgreementIn
) -> Status[dict[str, Any]]:
    """Its first draft has every clause of the template. With answers: all of them, or nothing."""
    actor, _ = enter(request, policies.MAY, "start_agreement", cluster_id)
    cluster = cluster_for(actor, cluster_id)
    template = wordings().get(payload.template)
    if template is None or template.of_another:
        told = "Choose one of the templates from which an agreement can be begun."
        raise BadInput(told, {"template": [told]})
    lines = payload.parties
    if lines is None:
        ids = starting.chosen_at_first(actor, cluster, starting.members_of(cluster))
        lines = [PartyIn(organisation_id=pk, role=None) for pk in ids]
    rows = organisations_visible_to(actor).in_bulk([one.organisation_id for one in lines])
    if unknown := [one.organisation_id for one in lines if one.organisation_id not in rows]:
        told = f"There is no organisation {unknown[0]} on the register."
        raise BadInput(told, {"parties": [told]})
    named = [rows[one.organisation_id] for one in lines]
    preset = starting.preset_roles(template, cluster, named)
    parties = [
        actions.PartyLine(one, PartyRole(line.role) if line.role else role)
        for one, line, role in zip(named, lines, preset, strict=True)
    ]
    with transaction.atomic():
        made = actions.start_agreement(
            cluster=cluster,
            wording=template.key,
            title=payload.title,
            parties=parties,
            speaks_for=SpeaksFor(payload.speaks_for),
            by=actor,
            now=now(),
        )
        _answer(draft_of(made), payload, actor)
    return Status(201, whole(actor, get_agreement(actor, cluster_id, made.pk)))


def _answer(version: Version, payload: AgreementIn, actor: Actor) -> None:
    """Answer all that was sent with a new draft. Raises BadInput that names what does not fit."""
    wrong: dict[str, list[str]] = {}
    for key, value in payload.terms.items():
        try:
            actions.answer_term(version=version, key=key, value=value, by=actor, now=now())
        except (BadInput, NotFound) as fault:
            wrong[f"terms.{key}"] = [str(fault)]
    for key, words in payload.answers.items():
        try:
            actions.answer_question(version=version, key=key, words=words, by=actor, now=now())
        except (BadInput, NotFound) as fault:
            wrong[f"answers.{key}"] = [str(fault)]
    if wrong:
        raise BadInput("Some of the answers do not fit. Nothing was begun.", wrong)


def draft_in(request: HttpRequest, verb: str, cluster_id: int, agreement_id: int) -> Version:
    """The draft of an agreement, for whoever writes it."""
    found = agreement_in(request, verb, cluster_id, agreement_id)
    drafting_rules.check_drafts(actor_of(request), found)
    return draft_of(found)


@router.put(
    AGREEMENT + "/terms/{key}",
    auth=WRITE,
    response={200: AgreementWhole, **FAULTS},
    summary="State a term in a draft",
)
def answer_term(
    request: HttpRequest, cluster_id: int, agreement_id: int, key: str, payload: TermIn
) -> dict[str, Any]:
    """With a value, as JSON; null leaves the term open again."""
    version, actor = draft_in(request, "answer_term", cluster_id, agreement_id), actor_of(request)
    if payload.value is None:
        actions.clear_term(version=version, key=key, by=actor, now=now())
    else:
        actions.answer_term(version=version, key=key, value=payload.value, by=actor, now=now())
    return read_agreement(request, cluster_id, agreement_id)


@router.put(
    AGREEMENT + "/answers/{key}",
    auth=WRITE,
    response={200: AgreementWhole, **FAULTS},
    summary="Answer a question of the template",
)
def answer_question(
    request: HttpRequest, cluster_id: int, agreement_id: int, key: str, payload: DraftAnswerIn
) -> dict[str, Any]:
    """In words; none leave it open again."""
    version, actor = (
        draft_in(request, "answer_question", cluster_id, agreement_id),
        actor_of(request),
    )
    actions.answer_question(version=version, key=key, words=payload.words, by=actor, now=now())
    return read_agreement(request, cluster_id, agreement_id)
