"""WHO may do each verb, as a table a trustee can read: verb -> roles that may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from spinney.base.kernel.actors import SITE, Actor, Role, Scope
from spinney.base.kernel.errors import NotAllowed, NotFound, SpinneyError

Table = Mapping[str, frozenset[Role]]

#: Scopes whose very existence is confidential: outsiders get 404, not 403.
CLOSED_KINDS = frozenset({"programme", "cluster"})


def may(table: Table, verb: str, *, by: Actor, scope: Scope) -> bool:
    """Whether the actor's roles, in the scope or on the whole site, permit the verb."""
    if by.is_system:
        return True
    return bool((by.roles_in(scope) | by.roles_in(SITE)) & table[verb])


def require(
    table: Table, verb: str, *, by: Actor, scope: Scope, subject: str | None = None
) -> None:
    """Raise unless the actor may do the verb in the scope.

    The holder of a task link may do exactly its verb on exactly its subject
    (`subject` as in the record: "clusters.Invitation:12"); the table must admit Role.GUEST.
    Raises NotFound to outsiders of a closed scope (they must not learn that it exists),
    NotAllowed to those inside with the wrong role.
    """
    if may(table, verb, by=by, scope=scope):
        return
    if by.pass_ is not None and Role.GUEST in table[verb]:
        if by.pass_.verb.rsplit(".", 1)[-1] == verb and by.pass_.subject == subject:
            return
    if scope.kind in CLOSED_KINDS and not by.roles_in(scope):
        raise NotFound("There is no such page, or it is not shared with you.")
    raise NotAllowed(f"You may not do this here. {who_may(table, verb)}")


def who_may(table: Table, verb: str) -> str:
    """A sentence that names the roles that may, for the person who may not."""
    names = sorted(
        f"{'an' if role.value[0] in 'aeiou' else 'a'} {role.value}"
        for role in table[verb]
        if role is not Role.GUEST
    )
    return f"That is for {' or '.join(names)}." if names else "Nobody may."


def allows(check: Callable[..., None], *args: Any, **kwargs: Any) -> bool:
    """Turn a check that raises into a yes or no, for the button that goes with the deed."""
    try:
        check(*args, **kwargs)
    except SpinneyError:
        return False
    return True
