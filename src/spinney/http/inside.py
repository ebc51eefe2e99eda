"""What is asked of a cluster: by whom, and whether she may, as the pages of the site ask it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Annotated, Any

from django.db.models import Model
from django.http import HttpRequest
from pydantic import Field

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.clusters import api as clusters
from spinney.http.auth import actor_of
from spinney.http.schemas import Sent

MOST_PENCE = 10**12
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Pence = Annotated[int, Field(ge=0, le=MOST_PENCE)]
Amount = Annotated[int, Field(gt=0, le=MOST_PENCE)]
Read = Annotated[
    int | None,
    Field(
        description="The `version` that you read. If somebody changed it since, the answer is 409"
        " and nothing is changed."
    ),
]


def cluster_in(
    request: HttpRequest, room: ModuleType, verb: str, cluster_id: int
) -> tuple[Actor, clusters.Cluster]:
    """Who asks, and the cluster. Raises NotFound to outsiders, NotAllowed for the wrong role."""
    actor = actor_of(request)
    require(room.MAY, verb, by=actor, scope=cluster_scope(cluster_id))
    return actor, clusters.cluster_for(actor, cluster_id)


def one_of[Row: Model](rows: Iterable[Row], pk: int, field: str) -> Row:
    """The one of these rows that was named by its id. Raises BadInput."""
    found = next((one for one in rows if one.pk == pk), None)
    if found is None:
        told = "There is none with this id that can be named here."
        raise BadInput(told, {field: [told]})
    return found


def chosen[Row: Model](rows: Iterable[Row], pk: int | None, field: str) -> Row | None:
    """The same, None for none."""
    return None if pk is None else one_of(rows, pk, field)


def check_chosen(pk: int | None, among: Iterable[tuple[int, str]], field: str) -> None:
    """Raise BadInput for an id that is not among these (id, name)."""
    if pk is not None and pk not in {one for one, _ in among}:
        told = "There is none with this id that can be named here."
        raise BadInput(told, {field: [told]})


def changed(
    payload: Sent, row: object, names: Collection[str], may_be_empty: Collection[str] = ()
) -> dict[str, Any]:
    """Each of these facts as it was sent, or as it stands in the row where it was left out; null
    leaves out what cannot be empty.
    """
    sent = payload.model_dump(exclude_unset=True)
    kept = {one for one in names if one in sent and (sent[one] is not None or one in may_be_empty)}
    return {one: sent[one] if one in kept else getattr(row, one) for one in names}


@contextmanager
def named(**names: str) -> Iterator[None]:
    """What an action says of a field is told by the name that a program sent it under:
    `named(pence="amount_pence")`.
    """
    try:
        yield
    except BadInput as error:
        fields = {names.get(name, name): told for name, told in error.fields.items()}
        raise BadInput(str(error), fields) from error
