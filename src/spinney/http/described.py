"""The page at /api/: what programs may ask, in words, made from the API's own description."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from spinney.base.access.tokens import scopes_by_group
from spinney.base.web.guard import public
from spinney.http.addresses import full_address
from spinney.http.api import api


@public("what the API can do is no secret; using it needs a token")
def describe_api(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters and answers; the same as OpenAPI at openapi.json."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, verbs in schema["paths"].items():
        for verb, operation in verbs.items():
            tag = (operation.get("tags") or ["other"])[0]
            groups.setdefault(tag, []).append(_shown(path, verb, operation))
    context = {
        "groups": groups,
        "scopes": scopes_by_group(),
        "here": full_address(request, "/api/v1/organisations?q=birch"),
        "reconciliation": full_address(request, reverse("reconciliation")),
    }
    return render(request, "http/describe_api.html", context)


def _shown(path: str, verb: str, operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    body = content.get("application/json", {})
    return {
        "verb": verb.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "parameters": operation.get("parameters", []),
        "body": body.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1],
        "takes_file": "multipart/form-data" in content,
        "scope": operation.get("x-scope", ""),
        "answers": sorted(str(status) for status in operation.get("responses", {})),
        "id": operation.get("operationId", ""),
    }
