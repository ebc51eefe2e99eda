"""Tokens for programs: made by a person, for some scopes, until a date; shown once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access.models import AccessToken, Person
from spinney.base.access.sources import actor_for, choices_of
from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.kernel.ids import digest, new_secret
from spinney.base.record.record import record

#: What a token may be let do, and how a person is told of it.
API_SCOPES = {
    "register:read": "Read organisations",
    "register:write": "Change the organisations that you represent",
    "clusters:read": "Read your programmes and clusters",
    "clusters:write": "Act in your programmes and clusters",
    "diagnostics:read": "Read surveys, your own answers and the results shared with you",
    "diagnostics:write": "Run surveys, and answer them for your organisation",
    "decisions:read": "Read ballots and the register of decisions",
    "decisions:write": "Put questions to the members, and vote for your organisation",
    "agreements:read": "Read agreements and the terms in force",
    "agreements:write": "Draft agreements, put them out, and sign for your organisation",
    "workplans:read": "Read workplans, how far they are, and risks",
    "workplans:write": "Plan work, note how far it is, and keep risks",
    "money:read": "Read budgets, grants, what is set aside or shared, and the ledger",
    "money:write": "Keep budgets, grants, what is set aside or shared, and the ledger",
    "purchasing:read": "Read what your organisation buys, joint purchases, contracts and savings",
    "purchasing:write": "Give files of payments, buy together, keep contracts, and claim savings",
    "evaluation:read": "Read reports, and what a cluster costs",
    "evaluation:write": "Write reports, and learn together",
}
#: What each group of scopes is about, by what stands before the colon.
SCOPE_GROUPS = {
    "register": "Organisations",
    "clusters": "Programmes and clusters",
    "diagnostics": "Surveys",
    "decisions": "Decisions",
    "agreements": "Agreements",
    "workplans": "Workplans",
    "money": "Money",
    "purchasing": "Buying and savings",
    "evaluation": "Evaluation",
}
LONGEST_DAYS = 366
PREFIX = "spn_"


def scopes_by_group() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every scope with its words, under what it is about: for pages on which people choose."""
    return [
        (title, [(s, words) for s, words in API_SCOPES.items() if s.partition(":")[0] == room])
        for room, title in SCOPE_GROUPS.items()
    ]


@dataclass(frozen=True)
class Bearer:
    """Who a request with a token speaks for, and what the token lets it do."""

    token: AccessToken
    actor: Actor
    scopes: frozenset[str]


@transaction.atomic
def make_token(
    *, person: Person, name: str, scopes: Collection[str], days: int, by: Actor, now: datetime
) -> str:
    """Make a token for oneself; returns the secret, which is not kept and cannot be shown again.

    Raises BadInput for no name, unknown or no scopes, or a life outside 1 to 366 days.
    """
    wrong: dict[str, list[str]] = {}
    if not name.strip():
        wrong["name"] = ["Give the token a name, so that you know it again."]
    if not scopes or not set(scopes) <= API_SCOPES.keys():
        wrong["scopes"] = ["Choose at least one thing that the program may do."]
    if not 1 <= days <= LONGEST_DAYS:
        wrong["days"] = [f"A token lives from 1 to {LONGEST_DAYS} days."]
    if wrong:
        raise BadInput("The token could not be made.", wrong)
    secret = PREFIX + new_secret()
    token = AccessToken.objects.create(
        person=person,
        name=name.strip(),
        digest=digest(secret),
        scopes=sorted(scopes),
        organisation_id=by.organisation_id,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    record("access.make_token", by=by, on=token, at=now, scope=SITE, scopes=token.scopes)
    return secret


@transaction.atomic
def revoke_token(*, token_id: int, by: Actor, now: datetime) -> None:
    """End one of one's own tokens at once. Raises NotFound for anybody else's."""
    token = AccessToken.objects.filter(pk=token_id, person_id=by.person_id or 0).first()
    if token is None:
        raise NotFound("There is no such token of yours.")
    if token.revoked_at is None:
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        record("access.revoke_token", by=by, on=token, at=now, scope=SITE)


def bearer_of(secret: str, *, now: datetime) -> Bearer | None:
    """Who a secret speaks for, or None if it is unknown, ended or its person is gone."""
    token = (
        AccessToken.objects.select_related("person")
        .filter(digest=digest(secret), revoked_at=None, expires_at__gt=now, person__is_active=True)
        .first()
    )
    if token is None:
        return None
    if token.last_used_at is None or now - token.last_used_at > timedelta(minutes=5):
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=now)
    # A program acts for the organisation that its token was made for, or for none: never for
    # another that its person represents by now, which nobody who set it up would expect.
    choices = choices_of(token.person, localdate(now))
    of_token = [one for one in choices if one.organisation_id == token.organisation_id]
    actor = actor_for(token.person, localdate(now), token.organisation_id, of_token)
    return Bearer(token, actor, frozenset(token.scopes))
