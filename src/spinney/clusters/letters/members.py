"""What is written about membership: to those who act for the member, and to those who run the
cluster.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.outbox import tell
from spinney.base.post.senders import reply_address
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.clusters.bridge.rules import joining_rule
from spinney.clusters.letters.clusters import asker_of
from spinney.clusters.models import Membership
from spinney.clusters.queries.clusters import facilitators_of
from spinney.clusters.states import Decides
from spinney.register import api as register

REQUEST = "clusters.asked_to_join"
STANDING = "clusters.standing"
LEAVING = "clusters.leaving"


def people_of(membership: Membership, now: datetime) -> list[Person]:
    """Those who represent the member: whom it named for this cluster, else all who may."""
    named = [p for p in (membership.representative, membership.deputy) if p is not None]
    mandates = register.representatives_of([membership.organisation_id], localdate(now))
    people = {m.person_id: m.person for m in mandates}
    return [p for p in named if p.pk in people] or list(people.values())


def asked_to_join(membership: Membership, *, by: Actor, now: datetime) -> None:
    """Ask the facilitators to see to it that somebody decides whether an organisation comes in."""
    name, cluster = membership.organisation.name, membership.cluster
    rule = joining_rule(cluster.pk)
    who = "You decide" if rule.decides == Decides.RUN else rule.words.partition(".")[0]
    letter = Letter(
        kind=REQUEST,
        headline=f"does {name} come into {cluster.name}?",
        paragraphs=[f"{name} asks to join {cluster.name}. {who}, and it is told at once."],
        said=membership.brings,
        deed="Decide",
        minutes=3,
        say_no="You can let it in, or say no with a reason.",
        **_common(membership, by, now),
    )
    _tell(letter, facilitators(membership, now), by=by, now=now)


def let_in(membership: Membership, reason: str, *, by: Actor, now: datetime) -> None:
    """Tell an organisation that it is in, and in which tier."""
    name, cluster = membership.organisation.name, membership.cluster
    words = [f"{name} belongs to {cluster.name} from today, as {membership.tier.name}."]
    words += _lower_for_now(membership)
    if membership.trial_until is not None:
        words.append(f"As was agreed, it is on trial until {day(membership.trial_until)}.")
    tell_standing(
        membership, f"{name} is in {cluster.name}", words, reason, people_of(membership, now),
        by=by, now=now,
    )  # fmt: skip


def not_let_in(membership: Membership, reason: str, *, by: Actor, now: datetime) -> None:
    """Tell an organisation that it was not admitted, and why."""
    name, cluster = membership.organisation.name, membership.cluster
    tell_standing(
        membership, f"{cluster.name} cannot take {name} in now",
        [f"{name} asked to join {cluster.name}. The answer is no for now."],
        reason, people_of(membership, now), by=by, now=now, link="",
    )  # fmt: skip


def moved(membership: Membership, before: str, reason: str, *, by: Actor, now: datetime) -> None:
    """Tell a member that it was moved to another tier, and why."""
    name, tier = membership.organisation.name, membership.admitted_to.name
    words = [f"{name} was {before} and is now admitted to {tier}.", *_lower_for_now(membership)]
    tell_standing(
        membership, f"{name} moves to {tier}", words, reason, people_of(membership, now),
        by=by, now=now,
    )  # fmt: skip


def tier_adjusted(
    membership: Membership, before: str, why: str, *, by: Actor, now: datetime
) -> None:
    """Tell a member, and those who run the cluster, that its tier changed by the criteria."""
    name, after = membership.organisation.name, membership.tier.name
    words = [f"By the criteria of the tiers, {name} changed from {before} to {after} today."]
    words += [f"{why} Once that is shared, the tier changes by itself."] if why else []
    to = [*people_of(membership, now), *facilitators(membership, now)]
    tell_standing(membership, f"{name} is now {after}", words, "", to, by=by, now=now)


def leaving(membership: Membership, reason: str, *, by: Actor, now: datetime) -> None:
    """Tell both sides that a member will leave, and what stays."""
    name, cluster, last = membership.organisation.name, membership.cluster, membership.leaves_on
    _leave(
        membership, f"{name} leaves {cluster.name} on {day(last)}",
        [
            f"{name} belongs to {cluster.name} until the day before. On {day(last)} its people stop"
            " seeing the cluster, and what it shares stops being shared. Its part in the record"
            " stays.",
        ],
        reason, by=by, now=now,
    )  # fmt: skip


def staying(membership: Membership, *, by: Actor, now: datetime) -> None:
    """Tell both sides that a member does not leave after all."""
    name, cluster = membership.organisation.name, membership.cluster
    words = ["The notice to leave was taken back. Nothing changes."]
    _leave(membership, f"{name} stays in {cluster.name}", words, "", by=by, now=now)


def _leave(
    membership: Membership, headline: str, words: list[str], said: str, *, by: Actor, now: datetime
) -> None:
    letter = Letter(
        kind=LEAVING, headline=headline, paragraphs=words, said=said,
        **_common(membership, by, now),
    )  # fmt: skip
    to = [*people_of(membership, now), *facilitators(membership, now)]
    _tell(letter, to, by=by, now=now)


def tell_standing(
    membership: Membership,
    headline: str,
    words: list[str],
    said: str,
    to: Iterable[Person],
    *,
    by: Actor,
    now: datetime,
    link: str | None = None,
) -> None:
    common = _common(membership, by, now)
    if link is not None:
        common["link"] = link
    letter = Letter(kind=STANDING, headline=headline, paragraphs=words, said=said, **common)
    _tell(letter, to, by=by, now=now)


def _lower_for_now(membership: Membership) -> list[str]:
    if membership.tier_id == membership.admitted_to_id:
        return []
    return [
        f"It is {membership.tier.name} for now, because it does not share everything yet that"
        f" {membership.admitted_to.name} asks for. The page says what is missing."
    ]


def _common(membership: Membership, by: Actor, now: datetime) -> dict[str, Any]:
    cluster = membership.cluster
    return {
        "scope": cluster_scope(cluster.pk),
        "place": cluster.name,
        "asker": asker_of(by, cluster, now),
        "link": reverse("clusters:member", args=[cluster.pk, membership.pk]),
        "about": subject_of(membership),
        "reply_to": reply_address(by),
    }


def facilitators(membership: Membership, now: datetime) -> list[Person]:
    helpers = facilitators_of(membership.cluster_id, localdate(now))
    return [helper.person for helper in helpers]


def _tell(letter: Letter, to: Iterable[Person], *, by: Actor, now: datetime) -> None:
    """To each once, but not to whoever did it."""
    for person in {p.pk: p for p in to if p.pk != by.person_id}.values():
        tell(letter, to=person, by=by, now=now)


def _example(kind: str, headline: str, words: str, **more: object) -> Letter:
    return Letter(
        kind=kind,
        scope=Scope("cluster", 1),
        place="The Spinney",
        asker="Ash Green, facilitator",
        headline=headline,
        paragraphs=[words],
        link="/clusters/1/members/1/",
        **more,  # type: ignore[arg-type]
    )


add_kind(
    Kind(
        REQUEST,
        "Organisations that ask to join",
        lambda: _example(
            REQUEST,
            "does Birch House come into The Spinney?",
            "Birch House asks to join The Spinney.",
            deed="Decide",
            minutes=3,
            say_no="You can let it in, or say no with a reason.",
        ),
    )  # fmt: skip
)
add_kind(
    Kind(
        STANDING,
        "Your organisation’s tier and membership",
        lambda: _example(
            STANDING,
            "Birch House is now Associate",
            "By the criteria of the tiers, Birch House changed from Full to Associate today.",
        ),
        may_be_refused=False,
    )  # fmt: skip
)
add_kind(
    Kind(
        LEAVING,
        "Members that leave",
        lambda: _example(
            LEAVING,
            "Birch House leaves The Spinney on 12 March 2026",
            "Birch House belongs to The Spinney until the day before.",
        ),
    )  # fmt: skip
)
