"""Who calls the API: the bearer of a token, as the person who made it, within its scopes."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.timezone import now
from ninja.security import HttpBearer

from spinney.base.access.tokens import API_SCOPES, Bearer, bearer_of
from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.kernel.errors import NotAllowed
from spinney.base.kernel.policy import Table, require


class Token(HttpBearer):
    """`Authorization: Bearer spn_…`, with a scope that the operation needs."""

    openapi_description = "A token from Account, Programs. Its scopes: " + "; ".join(
        f"`{scope}` ({words})" for scope, words in API_SCOPES.items()
    )

    def __init__(self, scope: str) -> None:
        super().__init__()
        if scope not in API_SCOPES:
            raise LookupError(f"There is no scope {scope!r}.")
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Bearer | None:
        bearer = bearer_of(token, now=now())
        if bearer is None:
            return None
        if self.scope not in bearer.scopes:
            raise NotAllowed(
                f"This token may not do that. It needs the scope {self.scope}"
                f" ({API_SCOPES[self.scope].lower()})."
            )
        return bearer


def bearer_behind(request: HttpRequest) -> Bearer:
    """The bearer of the token that let a request in."""
    bearer: Bearer = request.auth  # type: ignore[attr-defined]
    return bearer


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request that a Token let in."""
    return bearer_behind(request).actor


def enter(request: HttpRequest, table: Table, verb: str, cluster_id: int) -> tuple[Actor, Scope]:
    """The actor, and the cluster in which she may do the verb, as a page's guard asks it: outsiders
    get 404, the wrong role 403.
    """
    actor, scope = actor_of(request), cluster_scope(cluster_id)
    require(table, verb, by=actor, scope=scope)
    return actor, scope
