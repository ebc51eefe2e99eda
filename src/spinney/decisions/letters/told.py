"""How the room's news is written: to whom, and with which frame."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import cluster_scope
from spinney.base.post.letters import Letter
from spinney.base.post.senders import one_line
from spinney.clusters import api as clusters
from spinney.register import api as register


def news_of(
    cluster: clusters.Cluster, kind: str, headline: str, paragraphs: Iterable[str], **more: Any
) -> Letter:
    """A letter of a cluster about its decisions; `more` as Letter takes it."""
    given: dict[str, Any] = {
        "kind": kind,
        "scope": cluster_scope(cluster.pk),
        "place": one_line(cluster.name),
        "asker": one_line(cluster.name),
        "headline": one_line(headline),
        "paragraphs": [one_line(one) for one in paragraphs],
    }
    return Letter(**(given | more))


def people_of(organisation_ids: Iterable[int], now: datetime) -> list[Person]:
    """Those who represent these organisations on the day."""
    return [one.person for one in register.representatives_of(organisation_ids, localdate(now))]


def people_who_run(cluster: clusters.Cluster, now: datetime) -> list[Person]:
    """Those who run the cluster on the day."""
    return clusters.people_who_run(cluster, localdate(now))
