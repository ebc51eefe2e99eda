"""What is written about claims. No amounts, and nothing of what was bought."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, tell_each
from spinney.base.record.record import subject_of
from spinney.clusters import api as clusters
from spinney.money.models import Claim
from spinney.register import api as register

CLAIM_NEWS = "money.claim_news"


def tell_claimant(claim: Claim, headline: str, *, by: Actor, now: datetime) -> None:
    """Tell those who speak for the member that there is news of its claim."""
    found = register.representatives_of([claim.organisation_id], localdate(now))
    _tell(claim, headline, (one.person for one in found), by=by, now=now)


def tell_keepers(claim: Claim, headline: str, *, by: Actor, now: datetime) -> None:
    """Tell those who run the cluster that a claim waits."""
    people = clusters.people_who_run(claim.cluster, localdate(now))
    _tell(claim, headline, people, by=by, now=now)


def _tell(
    claim: Claim, headline: str, people: Iterable[Person], *, by: Actor, now: datetime
) -> None:
    url = reverse("money:claim", args=[claim.cluster_id, claim.number])
    place = one_line(claim.cluster.name)
    letter = _news(claim.scope, place, headline, url)
    letter = Letter(**(vars(letter) | {"about": subject_of(claim)}))
    tell_each(letter, people, by=by, now=now)


def _news(scope: Scope, place: str, headline: str, link: str) -> Letter:
    return Letter(
        kind=CLAIM_NEWS, scope=scope, place=place, asker=place, headline=headline,
        paragraphs=["What it says, and what comes next, is on the page of the claim."], link=link,
    )  # fmt: skip


add_kind(
    Kind(
        CLAIM_NEWS,
        "News of claims for what was paid",
        lambda: _news(cluster_scope(1), "The Spinney", "your claim is paid", "/clusters/1/"),
    )
)
