"""What is written about unpaid time: what did you give? No amounts, no names of people."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, reply_address
from spinney.base.record.record import subject_of
from spinney.clusters import api as clusters
from spinney.money.policies.contributions import NOTE
from spinney.register import api as register

MINUTES = 1
DAYS = 180
"""So long the link lives: it is used again each time something was given."""
SAY_NO = "You need not. It is counted so that your unpaid work is seen, and never as money."


def errand_of(membership: clusters.Membership) -> Errand:
    """What a link lets its holder do: note what one member gave to one cluster."""
    return Errand(
        verb=NOTE, subject=subject_of(membership), scope=cluster_scope(membership.cluster_id),
        minutes=MINUTES, may_forward=True,
    )  # fmt: skip


def ask(membership: clusters.Membership, *, by: Actor, now: datetime) -> int:
    """Write to those who represent a member, each with a link of her own. Returns how many."""
    organisation, cluster = membership.organisation, membership.cluster
    mandates = register.representatives_of([organisation.pk], localdate(now))
    people = {one.person_id: one.person for one in mandates if one.person.is_active}
    letter = replace(
        _letter(one_line(cluster.name), one_line(organisation.name)),
        scope=cluster_scope(cluster.pk), about=subject_of(membership), reply_to=reply_address(by),
    )  # fmt: skip
    for person in people.values():
        outbox.ask(
            letter, errand_of(membership), to=person, by=by, now=now,
            expires_at=links.in_days(now, DAYS), organisation_id=organisation.pk,
        )  # fmt: skip
    return len(people)


def _letter(place: str, organisation: str) -> Letter:
    return Letter(
        kind=NOTE, scope=Scope("cluster", 1), place=place, asker=place,
        headline=f"what did {organisation} give without pay?",
        paragraphs=[
            f"{place} counts the unpaid time, rooms and services that its members give, so that"
            " this work is seen. It is never added to money.",
            "The link takes a minute each time. Keep this e-mail: you can use it again whenever"
            f" {organisation} gave something.",
        ],
        deed="Note what you gave", minutes=MINUTES, say_no=SAY_NO,
    )  # fmt: skip


add_kind(
    Kind(
        NOTE, "What your organisation gave without pay",
        partial(_letter, "The Spinney", "Birch House"),
    )
)  # fmt: skip
