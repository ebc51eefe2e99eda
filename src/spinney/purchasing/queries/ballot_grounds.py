"""From a ballot about a joint purchase to what was offered: the ballot itself names no amount."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import may
from spinney.base.web.components.parts import Link
from spinney.decisions import api as decisions
from spinney.purchasing import policies
from spinney.purchasing.queries.purchases import put_to_vote_by

WORDS = "The quotes side by side, with what each costs"
SIGN_IN = f"{WORDS} (you sign in for this)"


def quotes_behind(by: Actor, ballot: decisions.Ballot) -> Iterator[Link]:
    """The page of quotes, to whoever may open it; from the link of somebody who votes, once she has
    signed in.
    """
    for purchase in put_to_vote_by(ballot):
        url = reverse("purchasing:compare-quotes", args=[purchase.cluster_id, purchase.pk])
        if by.pass_ is not None:
            yield Link(SIGN_IN, url)
        elif may(policies.MAY, "compare_quotes", by=by, scope=purchase.scope):
            yield Link(WORDS, url)
