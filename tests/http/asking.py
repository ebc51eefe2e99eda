"""Asking the API as a program of somebody does, and what each persona gets."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from spinney.base.access.models import AccessToken
from spinney.base.access.tokens import API_SCOPES, make_token
from spinney.http.api import api
from spinney.http.auth import Token
from spinney.register.models import Mandate
from tests.personas import EVERYBODY, Wood


def bearer(wood: Wood, name: str, *scopes: str) -> dict[str, str]:
    """The headers of a program of the named person; it may do everything unless scopes are said."""
    secret = make_token(
        person=wood.people[name],
        name="Test",
        scopes=scopes or tuple(API_SCOPES),
        days=1,
        by=wood.actor(name),
        now=timezone.now(),
    )
    return {"Authorization": f"Bearer {secret}"}


def ask(wood: Wood, name: str, method: str, path: str, body: Any = None, *scopes: str) -> Any:
    """One request of the named person's program; "nobody" sends no token."""
    headers = bearer(wood, name, *scopes) if name != "nobody" else {}
    return _sent(method, path, body, headers)


def _sent(method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
    send = getattr(Client(), method)
    if body is None or method == "get":
        return send(f"/api/v1/{path}", headers=headers)
    data = json.dumps(body, default=str)
    return send(f"/api/v1/{path}", data=data, content_type="application/json", headers=headers)


def told(response: HttpResponse, status: int = 200) -> Any:
    """What an answer says; its status must be the expected one."""
    assert response.status_code == status, response.content.decode()
    return json.loads(response.content)


def statuses(wood: Wood, method: str, path: str, body: Any = None) -> tuple[int, ...]:
    """The status for everybody, in the order of personas.EVERYBODY. What one of them changes is
    taken back before the next one asks.
    """
    return tuple(_status(wood, name, method, path, body) for name in EVERYBODY)


def _status(wood: Wood, name: str, method: str, path: str, body: Any) -> int:
    return _tried(method, path, body, bearer(wood, name) if name != "nobody" else {})


def label(method: str, path: str) -> tuple[str, str]:
    """An operation without the names of what is in its address: ("get", "clusters/{}")."""
    return method.lower(), re.sub(r"\{[^}]*\}", "{}", path.partition("?")[0])


def operations() -> dict[tuple[str, str], str]:
    """Every operation of the API by its label, with the scope that it asks; "" if it asks none."""
    found = {}
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                scopes = [one.scope for one in operation.auth_callbacks if isinstance(one, Token)]
                for method in operation.methods:
                    where = label(method, f"{prefix}{path}".strip("/"))
                    found[where] = scopes[0] if scopes else ""
    return found


Matrix = Mapping[tuple[str, str], tuple[int, ...]]


def all_statuses(
    wood: Wood, matrix: Matrix, ids: Mapping[str, int], bodies: Mapping[str, Any]
) -> dict[tuple[str, str], tuple[int, ...]]:
    """What everybody gets at each address of a matrix, in one set-up of the database and with one
    token for each. What one of them changes is taken back before the next one asks.
    """
    tokens = {name: bearer(wood, name) if name != "nobody" else {} for name in EVERYBODY}
    AccessToken.objects.update(last_used_at=timezone.now())
    return {
        (method, path): tuple(
            _tried(method, path.format(**ids), _body(method, path, bodies), tokens[name])
            for name in EVERYBODY
        )
        for method, path in matrix
    }


def _tried(method: str, path: str, body: Any, headers: dict[str, str]) -> int:
    with transaction.atomic():
        status = int(_sent(method, path, body, headers).status_code)
        transaction.set_rollback(True)
    return status


def next_door(
    wood: Wood, matrix: Matrix, ids: Mapping[str, int], bodies: Mapping[str, Any]
) -> set[int]:
    """What Willow gets who puts the ids of what is ours below the address of her own cluster."""
    headers, beside = bearer(wood, "willow"), {**ids, "cluster": wood.next_door.pk}
    return {
        _tried(method, path.format(**beside), _body(method, path, bodies), headers)
        for method, path in matrix
        if path.startswith("clusters/{cluster}/") and path.count("{") > 1
    }


def without_mandate(
    wood: Wood, matrix: Matrix, ids: Mapping[str, int], bodies: Mapping[str, Any]
) -> set[int]:
    """What Birch's program gets, made while she had a mandate that has ended since."""
    headers = bearer(wood, "birch")
    ended = timezone.localdate() - timedelta(days=1)
    Mandate.objects.filter(person=wood.people["birch"]).update(ends_on=ended)
    return {
        int(_sent(method, path.format(**ids), _body(method, path, bodies), headers).status_code)
        for method, path in matrix
    }


def _body(method: str, path: str, bodies: Mapping[str, Any]) -> Any:
    return None if method in ("get", "delete") else bodies.get(path, {})
