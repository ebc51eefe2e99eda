"""How the room's news is written: to whom, and with which frame."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.agreements.models import Agreement, Party
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor
from spinney.base.post.letters import Letter
from spinney.base.post.senders import one_line
from spinney.clusters import api as clusters
from spinney.register import api as register


def asker(by: Actor, agreement: Agreement) -> str:
    """Who tells: the organisation that acted, else the cluster."""
    return one_line(by.organisation_name or agreement.cluster.name)


def news(
    agreement: Agreement, kind: str, headline: str, paragraphs: list[str], **more: Any
) -> Letter:
    """A letter about an agreement that leads to its page; `more` as Letter takes it."""
    given: dict[str, Any] = {
        "kind": kind,
        "scope": agreement.scope,
        "place": one_line(agreement.cluster.name),
        "asker": one_line(agreement.cluster.name),
        "headline": one_line(headline),
        "paragraphs": [one_line(one) for one in paragraphs],
        "link": reverse("agreements:agreement", args=[agreement.cluster_id, agreement.pk]),
    }
    return Letter(**(given | more))


def people_of(parties: Iterable[Party], now: datetime) -> list[Person]:
    """Those who represent these parties on the day."""
    ids = [one.organisation_id for one in parties]
    return [one.person for one in register.representatives_of(ids, localdate(now))]


def people_who_run(agreement: Agreement, now: datetime) -> list[Person]:
    """Those who run the cluster on the day."""
    return clusters.people_who_run(agreement.cluster, localdate(now))


def present(agreement: Agreement, now: datetime) -> list[Party]:
    """The parties that have signed and not left, on the day or later."""
    today = localdate(now)
    rows = agreement.parties.exclude(joined_on=None)
    return [one for one in rows if one.left_on is None or one.left_on > today]
