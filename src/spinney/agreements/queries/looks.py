"""Who looked at what of an organisation: its own to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from spinney.agreements.bridge.fields import field_title, field_words, purpose_title
from spinney.agreements.models import Look
from spinney.agreements.policies import MAY
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.policy import may

MOST_READ = 20_000
"""So many lines are read at the most, the newest; a page says when there are more."""

RUNS_IT = "Somebody who runs the cluster"


@dataclass(frozen=True)
class LookedAt:
    """One look: who, for whom, when, at what, for what, under what."""

    at: datetime
    who: str
    organisation: str
    cluster: str
    cluster_id: int
    what: tuple[str, ...]
    what_for: str
    agreement_id: int | None
    agreement: str
    number: int | None
    in_file: bool

    @property
    def how(self) -> str:
        return "Taken away in a file" if self.in_file else "On a page"

    @property
    def words(self) -> str:
        """All that a search looks through."""
        return " ".join((self.who, self.organisation, self.cluster, *self.what, self.what_for))


def looks_at(by: Actor, organisation_id: int) -> Sequence[LookedAt]:
    """Every look at an organisation's data, the newest first: what one person was shown at one
    moment is one look. One query.
    """
    if not may(MAY, "looks", by=by, scope=organisation_scope(organisation_id)):
        return ()
    rows = Look.objects.filter(of=organisation_id).order_by("-at", "-pk")
    found = rows.values_list(
        "at", "person_id", "person__name", "by_organisation__name", "cluster_id",
        "cluster__name", "purpose", "agreement_id", "agreement__title", "number", "in_file",
        "field",
    )[:MOST_READ]  # fmt: skip
    fields: dict[tuple[object, ...], list[str]] = {}
    for *key, one in found:
        fields.setdefault(tuple(key), []).append(str(one))
    return [_look(key, what) for key, what in fields.items()]


def _look(key: tuple[object, ...], what: list[str]) -> LookedAt:
    at, _, person, organisation, cluster_id, cluster, purpose, agreement_id, title, number, file = (
        key
    )
    return LookedAt(
        at=at,  # type: ignore[arg-type]
        who=str(person or "Somebody"),
        organisation=str(organisation or RUNS_IT),
        cluster=str(cluster),
        cluster_id=cluster_id,  # type: ignore[arg-type]
        what=tuple(field_words(sorted(set(what), key=field_title))),
        what_for=purpose_title(str(purpose)),
        agreement_id=agreement_id,  # type: ignore[arg-type]
        agreement=str(title or "An agreement that is gone"),
        number=number,  # type: ignore[arg-type]
        in_file=bool(file),
    )
