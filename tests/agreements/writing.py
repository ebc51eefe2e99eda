"""Drafts for tests, begun as the site begins them."""

from __future__ import annotations

from collections.abc import Iterable

from spinney.agreements.actions.drafting import PartyLine, start_agreement
from spinney.agreements.engine.content import Content
from spinney.agreements.models import Agreement, Version
from spinney.agreements.queries.drafting import draft_of
from spinney.agreements.states import PartyRole, SpeaksFor
from spinney.base.kernel.actors import Actor
from tests.agreements.making import NOON, another_member
from tests.personas import Wood


def lines(wood: Wood, *names: str, **roles: PartyRole) -> list[PartyLine]:
    """Named organisations as parties: members, or as the roles say (host="birch" reads ill, so
    birch=PartyRole.HOST).
    """
    as_members = [PartyLine(wood.organisations[name]) for name in names]
    return as_members + [PartyLine(wood.organisations[name], role) for name, role in roles.items()]


def a_draft(
    wood: Wood,
    parties: Iterable[str] = ("birch",),
    *,
    wording: str = "ground_rules",
    title: str = "Ground rules",
    speaks_for: SpeaksFor = SpeaksFor.CLUSTER,
    by: Actor | None = None,
) -> Version:
    """A draft that has just been begun from a template, by those who run the cluster."""
    made = start_agreement(
        cluster=wood.cluster, wording=wording, title=title, parties=lines(wood, *parties),
        speaks_for=speaks_for, by=by or wood.ash, now=NOON,
    )  # fmt: skip
    return draft_of(made)


def a_members_draft(wood: Wood, other: str = "alder") -> Version:
    """A draft between birch and another member, begun by birch."""
    if other not in wood.organisations:
        another_member(wood, other)
    return a_draft(
        wood, ("birch", other), title="Sharing a van", speaks_for=SpeaksFor.PARTIES, by=wood.birch
    )


def content(version: Version) -> Content:
    """What a draft says now, read anew."""
    version.refresh_from_db()
    return Content.from_json(version.content)


def address(agreement: Agreement, verb: str, *more: object) -> str:
    """The address of a page of an agreement."""
    from django.urls import reverse

    args = [agreement.cluster_id, agreement.pk, *more]
    return reverse(f"agreements:{verb.replace('_', '-')}", args=args)
