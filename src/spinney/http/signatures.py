"""Signing over the API: put out, read, signed under a mandate, declined.

The bearer of a token signs as the person who made it: the same mandate, name and words are asked
for as on the page, and the signature says that it came through a program.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Schema, Status
from pydantic import Field

from spinney.agreements.actions import signing as actions
from spinney.agreements.actions.signing_answers import decline_to_sign as decline
from spinney.agreements.bridge.signatures import Signer, note_opened, person_behind
from spinney.agreements.models import Agreement, AskedToSign, Signature, Signing
from spinney.agreements.policies import signing as rules
from spinney.agreements.queries import sign_page
from spinney.agreements.queries import signing as read
from spinney.agreements.queries.agreements import check_reads
from spinney.agreements.queries.drafting import draft_of
from spinney.base.kernel.errors import BadInput
from spinney.base.web.components.words import day
from spinney.http.agreements import AGREEMENT, ClauseOut, agreement_in
from spinney.http.auth import Token, actor_of, bearer_behind
from spinney.http.inside import Id
from spinney.http.routing import Router
from spinney.http.schemas import FAULTS, Sent, plain

router = Router(tags=["agreements"])
READ, WRITE = Token("agreements:read"), Token("agreements:write")


class SignatureAskedOut(Schema):
    """A party that is asked to sign, and where it stands."""

    organisation_id: int
    name: str
    state: str
    step: int
    signatories: int
    is_required: bool
    signed: int
    reason: str = Field(description="Why it will not sign; for those who look after the signing.")


class SigningOut(Schema):
    """How a signing stands."""

    version: int
    digest: str
    state: str
    deadline: date
    in_order: bool
    needed: int | None
    asked: list[SignatureAskedOut]


class PutOutIn(Sent):
    """Until when it is out. What is left out follows the rule for signing in force."""

    deadline: date
    message: Annotated[str, Field(max_length=2000)] = ""
    wanted_from: date | None = None
    in_order: bool | None = None
    needed: Annotated[int, Field(ge=1, le=200)] | None = None
    amount_pence: Annotated[int, Field(ge=0, le=10**12)] | None = None
    some_on_paper: bool = False


class SignatureOut(Schema):
    """A signature that was given, and what is kept of it."""

    name: str
    organisation: str
    mandate: str
    identified_by: str
    digest: str
    at: datetime


class ToSignOut(Schema):
    """What your organisation is asked to sign: the words, and their hash, which is given back."""

    organisation_id: int
    read: str
    between: str
    starts: str
    clauses: list[ClauseOut]
    terms: dict[str, str]
    signs_as: str = Field(description="The mandate under which you would sign.")
    in_the_way: str = Field(description="Why you cannot sign now; empty when you can.")
    signature: SignatureOut | None


class SignIn(Sent):
    """A signature: the hash of the words that were read, a name as typed, and that it is meant."""

    read: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    post: Annotated[str, Field(max_length=120)] = ""
    agrees: Literal[True] = Field(description="That you have read it, and sign it.")


class DeclineSignatureIn(Sent):
    """Why an organisation will not sign, and whether the other parties are told."""

    reason: Annotated[str, Field(min_length=1, max_length=2000)]
    tell_others: bool = False


def _stands(request: HttpRequest, agreement: Agreement, signing: Signing) -> dict[str, Any]:
    actor = actor_of(request)
    manages = rules.manages(actor, agreement)

    def shown(one: AskedToSign) -> dict[str, Any]:
        organisation = one.party.organisation
        told = manages or rules.is_of(actor, organisation.pk)
        return plain(
            one,
            SignatureAskedOut,
            organisation_id=organisation.pk,
            name=organisation.name,
            signed=len(one.signatures.all()),
            reason=one.reason if told else "",
        )

    return plain(
        signing,
        SigningOut,
        version=signing.signs.number,
        digest=signing.signs.digest,
        asked=[shown(one) for one in signing.asked.all()],
    )


def _signature(given: Signature) -> dict[str, Any]:
    return plain(
        given,
        SignatureOut,
        organisation=given.organisation_name,
        mandate=given.mandate_words or given.post,
    )


@router.post(
    AGREEMENT + "/put-out",
    auth=WRITE,
    response={201: SigningOut, **FAULTS},
    summary="Put an agreement out for signature",
)
def put_out(
    request: HttpRequest, cluster_id: int, agreement_id: int, payload: PutOutIn
) -> Status[dict[str, Any]]:
    """Its words are fixed, and its parties are asked to sign them."""
    agreement = agreement_in(request, "put_out", cluster_id, agreement_id)
    rules.check_manages(actor_of(request), agreement)
    version = draft_of(agreement)
    rules.check_can_put_out(agreement)
    said = payload.model_dump(exclude={"deadline"}, exclude_none=True)
    signing = actions.put_out(
        version=version,
        deadline=payload.deadline,
        choices=replace(read.proposal_for(version, now()).choices, **said),
        by=actor_of(request),
        now=now(),
    )
    return Status(201, _stands(request, agreement, read.held(signing.pk)))


@router.get(
    AGREEMENT + "/signing",
    auth=READ,
    response={200: SigningOut, **FAULTS},
    summary="How a signing stands",
)
def read_signing(request: HttpRequest, cluster_id: int, agreement_id: int) -> dict[str, Any]:
    """Who has signed, and who has not."""
    agreement = agreement_in(request, "signing", cluster_id, agreement_id)
    found = read.get_signing(agreement)
    check_reads(actor_of(request), found.signs)
    return _stands(request, agreement, found)


@router.get(
    AGREEMENT + "/signature",
    auth=READ,
    response={200: ToSignOut, **FAULTS},
    summary="What your organisation is asked to sign",
)
def read_to_sign(request: HttpRequest, cluster_id: int, agreement_id: Id) -> dict[str, Any]:
    """All its words, with their hash: it is given back to sign them."""
    actor = actor_of(request)
    asked = read.asked_of(actor, cluster_id, agreement_id)
    note_opened(asked, now())
    shown = sign_page.page_for(actor, asked, person_behind(actor), now())
    if not shown.is_out:
        rules.check_can_be_signed(asked, now())
    return {
        "organisation_id": asked.party.organisation_id,
        "read": asked.signing.signs.digest,
        "between": shown.parties,
        "starts": shown.starts,
        "clauses": [plain(one, ClauseOut) for one in shown.document.clauses],
        "terms": dict(shown.terms),
        "signs_as": shown.mandate_words,
        "in_the_way": shown.reason,
        "signature": _signature(shown.signature) if shown.signature else None,
    }


@router.post(
    AGREEMENT + "/signature",
    auth=WRITE,
    response={201: SignatureOut, **FAULTS},
    summary="Sign for your organisation",
)
def sign(
    request: HttpRequest, cluster_id: int, agreement_id: Id, payload: SignIn
) -> Status[dict[str, Any]]:
    """Under a mandate to sign for it, with the name of whoever made the token. Signing twice is
    signing once. The certificate says that it came through a program, with her token.
    """
    actor, made = actor_of(request), bearer_behind(request).token.made_at
    signer = Signer(
        payload.name.strip(),
        payload.post.strip(),
        f"Through a program, with a token that was made in the account on {day(made)}",
        payload.read,
    )
    if not signer.name:
        raise BadInput("Type your name, as you sign.", {"name": ["Type your name, as you sign."]})
    asked = read.asked_of(actor, cluster_id, agreement_id)
    return Status(201, _signature(actions.sign(asked=asked, signer=signer, by=actor, now=now())))


@router.post(
    AGREEMENT + "/signature/decline",
    auth=WRITE,
    response={200: SignatureAskedOut, **FAULTS},
    summary="Say that your organisation will not sign",
)
def decline_to_sign(
    request: HttpRequest, cluster_id: int, agreement_id: Id, payload: DeclineSignatureIn
) -> dict[str, Any]:
    """With a reason, for whoever put it out."""
    actor = actor_of(request)
    asked = read.asked_of(actor, cluster_id, agreement_id)
    done = decline(asked=asked, by=actor, now=now(), **payload.model_dump())
    organisation = asked.party.organisation
    return plain(
        done,
        SignatureAskedOut,
        organisation_id=organisation.pk,
        name=organisation.name,
        signed=done.signatures.count(),
    )
