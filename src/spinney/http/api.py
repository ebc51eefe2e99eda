"""The JSON API, version 1: described at /api/, spoken at /api/v1/."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema

from spinney.base.kernel.errors import BadInput, LinkEnded, NotFound, SpinneyError, WrongState
from spinney.base.web.guard import public
from spinney.http import (
    activities,
    agreements,
    appointments,
    attendance,
    budgets,
    claims,
    clusters,
    contracts,
    cost_shares,
    decision_book,
    decisions,
    grant_reports,
    grants,
    instalments,
    micro_grant_rounds,
    micro_grants,
    money,
    objectives,
    opportunities,
    organisations,
    programmes,
    purchases,
    quotes,
    report_sections,
    reports,
    ring_fences,
    risks,
    saving_claims,
    savings,
    shared_costs,
    signatures,
    spending,
    stages,
    survey_answers,
    survey_results,
    surveys,
    value,
    votes,
    workplans,
)
from spinney.http.auth import Token


class Described(NinjaAPI):
    """An API that works out its own description once in a process: nothing of it depends on who
    asks, and hundreds of shapes take seconds.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._kept: dict[str, OpenAPISchema] = {}

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """See NinjaAPI. What is returned is not to be changed."""
        prefix = path_prefix or self.get_root_path(path_params or {})
        if prefix not in self._kept:
            self._kept[prefix] = super().get_openapi_schema(path_prefix=prefix)
        return self._kept[prefix]


api = Described(
    title="Spinney",
    version="1",
    description=(
        "Organisations, programmes and clusters, as their people may see and change them. "
        "Money is in whole pence; dates are ISO 8601; every list says how much there is."
    ),
    docs_url=None,
    urls_namespace="api",
)


def _fault(
    request: HttpRequest, status: int, message: str, fields: dict[str, list[str]] | None = None
) -> HttpResponse:
    body = {"error": {"message": message, "fields": fields or {}}}
    return api.create_response(request, body, status=status)


@api.exception_handler(SpinneyError)
def expected(request: HttpRequest, error: SpinneyError) -> HttpResponse:
    """Spinney's own errors keep their status and words."""
    fields = error.fields if isinstance(error, BadInput) else None
    # A program has no link that could have ended: what it asks for is over.
    status = WrongState.status if isinstance(error, LinkEnded) else error.status
    return _fault(request, status, str(error), fields)


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What does not fit the description of the API: named field by field."""
    fields: dict[str, list[str]] = {}
    for problem in error.errors:
        place = ".".join(str(part) for part in problem["loc"][1:] if part != "payload")
        told = problem["msg"].removeprefix("Value error, ")  # pydantic says so before our own words
        if problem["type"] == "extra_forbidden":
            told = "There is no such field here. /api/ describes those that there are."
        fields.setdefault(place or "body", []).append(told)
    return _fault(request, 422, "Some of what was sent cannot be used.", fields)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No token, or one that is unknown or has ended."""
    response = _fault(
        request, 401, "Send a token that is still good: “Authorization: Bearer spn_…”."
    )
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Throttled)
def too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    """Asked too often."""
    response = _fault(request, 429, "Too many requests. Wait a little, then go on.")
    if error.wait:
        response["Retry-After"] = str(error.wait)
    return response


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Anything that is not JSON where JSON was expected, and the like."""
    return _fault(request, error.status_code, str(error))


@csrf_exempt
@public("says only that there is nothing at an address")
def no_such_address(request: HttpRequest) -> HttpResponse:
    """An address under /api/v1/ that the API does not have, told as it tells its other errors."""
    return _fault(request, NotFound.status, "The API has no such address. /api/ describes it.")


_ROOMS = (
    organisations,
    programmes,
    clusters,
    stages,
    surveys,
    survey_answers,
    survey_results,
    agreements,
    signatures,
    decisions,
    votes,
    decision_book,
    workplans,
    objectives,
    activities,
    risks,
    money,
    budgets,
    grants,
    instalments,
    grant_reports,
    claims,
    ring_fences,
    attendance,
    micro_grant_rounds,
    micro_grants,
    shared_costs,
    cost_shares,
    savings,
    saving_claims,
    spending,
    contracts,
    opportunities,
    purchases,
    quotes,
    appointments,
    reports,
    report_sections,
    value,
)
# Modules that share the addresses of one noun share one router.
for _router in dict.fromkeys(room.router for room in _ROOMS):
    for _view in _router.path_operations.values():
        for _operation in _view.operations:
            _scopes = [one.scope for one in _operation.auth_callbacks if isinstance(one, Token)]
            _operation.openapi_extra = {"x-scope": " ".join(_scopes)}
    api.add_router("", _router)
