"""A facilitator's private log of hard moments.

Only their writer ever reads them. What is recorded of them (that there is one, never what it is or
says) stands in a book of her own, which is no cluster's and goes with no cluster's export.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from spinney.base.kernel.actors import SITE, Actor, Scope, cluster_scope
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged
from spinney.clusters import api as clusters
from spinney.diagnostics import policies
from spinney.diagnostics.bridge.playbook import playbook
from spinney.diagnostics.models import Episode
from spinney.diagnostics.policies import playbook as rules


@dataclass(frozen=True)
class EpisodeText:
    """What is logged: which moment of the playbook (its key), its day, words, what was done."""

    what: str
    happened_on: date
    text: str = ""
    what_was_done: str = ""


def _own_book(by: Actor) -> Scope:
    return Scope("person", by.person_id or 0)


def _fields(said: EpisodeText, now: datetime) -> dict[str, object]:
    """The columns of what was said. Raises BadInput for an unknown moment or a day to come."""
    moment = playbook().moment_of.get(said.what)
    if moment is None:
        told = "Choose what it was."
        raise BadInput(told, {"what": [told]})
    rules.check_day(said.happened_on, now, "happened_on")
    return {
        "kind": str(moment.kind),
        "what": moment.key,
        "happened_on": said.happened_on,
        "text": said.text.strip(),
        "what_was_done": said.what_was_done.strip(),
    }


@transaction.atomic
def log_episode(
    *, cluster: clusters.Cluster, said: EpisodeText, by: Actor, now: datetime
) -> Episode:
    """Log a hard moment of a cluster, for oneself."""
    require(policies.MAY, "log_episode", by=by, scope=cluster_scope(cluster.pk))
    if by.person_id is None:
        raise NotFound("A private log belongs to a person.")
    episode = Episode.objects.create(
        cluster=cluster, person_id=by.person_id, written_at=now, **_fields(said, now)
    )
    record("diagnostics.log_episode", by=by, on=episode, at=now, scope=_own_book(by))
    return episode


@transaction.atomic
def edit_episode(
    *, episode: Episode, said: EpisodeText, version: int | None, by: Actor, now: datetime
) -> Episode:
    """Change what one logged. The earlier words are not kept."""
    require(policies.MAY, "edit_episode", by=by, scope=SITE)
    rules.check_hers(episode, by)
    episode = Episode.objects.select_for_update().get(pk=episode.pk)
    rules.check_there(episode)
    check_unchanged(episode, version, "this hard moment")
    for name, value in _fields(said, now).items():
        setattr(episode, name, value)
    episode.changed_at = now
    episode.version += 1
    episode.save()
    record(
        "diagnostics.edit_episode", by=by, on=episode, at=now, scope=_own_book(by),
        version=episode.version,
    )  # fmt: skip
    return episode


@transaction.atomic
def remove_episode(*, episode: Episode, by: Actor, now: datetime) -> Episode:
    """Remove what one logged. It can be brought back for 30 days, then it is gone for good."""
    require(policies.MAY, "remove_episode", by=by, scope=SITE)
    rules.check_hers(episode, by)
    rules.check_there(episode)
    episode.removed_at = now
    episode.save(update_fields=["removed_at"])
    record("diagnostics.remove_episode", by=by, on=episode, at=now, scope=_own_book(by))
    return episode


@transaction.atomic
def restore_episode(*, episode: Episode, by: Actor, now: datetime) -> Episode:
    """Bring back what one removed less than 30 days ago."""
    require(policies.MAY, "restore_episode", by=by, scope=SITE)
    rules.check_hers(episode, by)
    rules.check_can_restore(episode, now)
    episode.removed_at = None
    episode.save(update_fields=["removed_at"])
    record("diagnostics.restore_episode", by=by, on=episode, at=now, scope=_own_book(by))
    return episode
