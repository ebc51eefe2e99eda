"""The W3C Reconciliation Service API 0.2 over the register, as OpenRefine speaks it.

One address answers everything: nothing asked gives the manifest, `queries` reconciles a batch,
`extend` gives facts of organisations found. Beside it stand suggest (entity, type, property),
preview (HTML for a small frame) and the proposal of properties. Only public facts leave by here
(`register/queries/public_facts.py`), so anybody may ask, from any page (CORS).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt

from spinney import __version__
from spinney.base.kernel.errors import BadInput, NotFound
from spinney.base.web.guard import public
from spinney.http import reconciliation_batches as batches
from spinney.http.addresses import full_address
from spinney.http.reconciliation_properties import PROPERTIES, TYPES, shown_type
from spinney.register.queries.public_facts import by_public_id, public_id, public_rows
from spinney.register.queries.search import search

OPEN = "public facts of organisations, for programs that match lists with the register"
SUGGESTED = 12
PREVIEW_SIZE = (420, 220)

Service = Callable[..., HttpResponse]


def cross_origin(view: Service) -> Service:
    """Let pages of other sites ask: nothing here depends on who asks."""

    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
        else:
            response = _told(view, request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
        response["Access-Control-Allow-Headers"] = "Content-Type, Accept"
        return response

    answered.__name__ = view.__name__
    answered.__doc__ = view.__doc__
    return answered


def _told(view: Service, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Errors go out with the headers too: a page of another site could not read them else."""
    try:
        return view(request, *args, **kwargs)
    except (BadInput, NotFound) as error:
        return JsonResponse({"error": {"message": str(error)}}, status=error.status)


@csrf_exempt
@public(OPEN)
@cross_origin
def reconciliation(request: HttpRequest) -> HttpResponse:
    """The service: manifest, reconciliation of a batch, or data extension."""
    asked = request.POST if request.method == "POST" else request.GET
    if "queries" in asked:
        return _costing(batches.reconciled(_json(asked["queries"], "queries")))
    if "extend" in asked:
        return JsonResponse(batches.extended(_json(asked["extend"], "extend")))
    return JsonResponse(manifest(request))


def _costing(answers: dict[str, Any]) -> JsonResponse:
    """Answers that count, at the open doors, as many times as there are names."""
    response = JsonResponse(answers)
    response.cost = max(1, len(answers))  # type: ignore[attr-defined]
    return response


def manifest(request: HttpRequest) -> dict[str, Any]:
    """What the service is and can do."""

    def of_each(name: str) -> str:
        return full_address(request, reverse(name, args=["ID"])).removesuffix("ID") + "{{id}}"

    here = full_address(request, reverse("reconciliation")).rstrip("/")
    suggest = {
        what: {"service_url": here, "service_path": f"/suggest/{what}"}
        for what in ("entity", "type", "property")
    }
    width, height = PREVIEW_SIZE
    return {
        "versions": ["0.2"],
        "name": "Spinney register of organisations",
        "identifierSpace": "http://org-id.guide/",
        "schemaSpace": here + "/properties/",
        "documentation": full_address(request, reverse("describe-api")),
        "serviceVersion": __version__,
        "defaultTypes": TYPES[:1],
        "view": {"url": of_each("reconciliation-entity")},
        "preview": {
            "url": of_each("reconciliation-preview"), "width": width, "height": height,
        },
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": here, "service_path": "/properties"},
            "property_settings": [],
        },
    }  # fmt: skip


@public(OPEN)
@cross_origin
def reconciliation_suggest_entity(request: HttpRequest) -> HttpResponse:
    """Organisations whose name or number begins so."""
    hits = search(_prefix(request), limit=SUGGESTED)
    rows = {one.pk: one for one in public_rows().filter(pk__in=[h.organisation.pk for h in hits])}
    result = [
        {
            "id": public_id(rows[hit.organisation.pk]),
            "name": rows[hit.organisation.pk].name,
            "description": batches.description(rows[hit.organisation.pk]),
            "notable": [shown_type(rows[hit.organisation.pk].kind)],
        }
        for hit in hits
        if hit.organisation.pk in rows
    ]
    return JsonResponse({"result": result[_cursor(request) :]})


@public(OPEN)
@cross_origin
def reconciliation_suggest_type(request: HttpRequest) -> HttpResponse:
    """Kinds of organisation by the beginning of any of their words."""
    return JsonResponse({"result": _named(TYPES, _prefix(request))})


@public(OPEN)
@cross_origin
def reconciliation_suggest_property(request: HttpRequest) -> HttpResponse:
    """Facts that can be asked for or compared, by the beginning of any of their words."""
    rows = [{"id": p.id, "name": p.name, "description": p.description} for p in PROPERTIES.values()]
    return JsonResponse({"result": _named(rows, _prefix(request))})


@public(OPEN)
@cross_origin
def reconciliation_properties(request: HttpRequest) -> HttpResponse:
    """The facts proposed for data extension."""
    limit = request.GET.get("limit", "")
    rows = [{"id": p.id, "name": p.name} for p in PROPERTIES.values()]
    kept = rows[: int(limit)] if limit.isascii() and limit.isdigit() else rows
    asked = request.GET.get("type") or TYPES[0]["id"]
    return JsonResponse({"type": asked, "properties": kept, "limit": len(kept)})


@xframe_options_exempt
@csp_override({"default-src": [CSP.SELF], "frame-ancestors": ["*"]})
@public(OPEN)
def reconciliation_preview(request: HttpRequest, entity_id: str) -> HttpResponse:
    """A small page about one organisation, to be shown in another program's frame."""
    one = by_public_id([entity_id]).get(entity_id)
    status = 200 if one else 404
    context = {"one": one, "org_id": entity_id, "about": batches.description(one) if one else ""}
    return render(request, "http/reconciliation_preview.html", context, status=status)


@public(OPEN)
def reconciliation_entity(request: HttpRequest, entity_id: str) -> HttpResponse:
    """To the page of an organisation."""
    one = by_public_id([entity_id]).get(entity_id)
    if one is None:
        raise NotFound("No organisation here has this number.")
    return redirect("register:organisation", one.pk)


def _prefix(request: HttpRequest) -> str:
    return request.GET.get("prefix", "").strip()


def _cursor(request: HttpRequest) -> int:
    text = request.GET.get("cursor", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _named(rows: list[dict[str, str]], prefix: str) -> list[dict[str, str]]:
    start = prefix.casefold()
    return [
        row
        for row in rows
        if any(word.casefold().startswith(start) for word in (row["id"], *row["name"].split()))
    ]


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise BadInput(f"“{name}” is not JSON: {error}.") from error
