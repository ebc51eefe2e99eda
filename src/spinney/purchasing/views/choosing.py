"""Names that were chosen from a list of a member's own, and the way back to the list as it was."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from spinney.base.web.guard import SpinneyRequest
from spinney.base.web.listing.filters import Band, BandFilter
from spinney.purchasing.forms.categories import NONE
from spinney.purchasing.models import SpendName
from spinney.purchasing.queries.names import DOUBTFUL, SURE

BACK = "back"
"""The state of the list, in the address of a deed on its chosen rows."""


def address(verb: str, organisation_id: int) -> str:
    """The address of a page of a member's names."""
    return reverse(f"purchasing:{verb.replace('_', '-')}", args=[organisation_id])


def deed_url(request: SpinneyRequest, verb: str, organisation_id: int) -> str:
    """Where the chosen rows of the list on this page are sent."""
    url = address(verb, organisation_id)
    state = request.GET.urlencode()
    return f"{url}?{urlencode({BACK: state})}" if state else url


def undo_url(verb: str, organisation_id: int, names: Iterable[SpendName], **more: list[str]) -> str:
    """Where a deed on these names is undone. It tells keys, never names."""
    query = {"chosen": [str(name.pk) for name in names], **more}
    return f"{address(verb, organisation_id)}?{urlencode(query, doseq=True)}"


def keys_sent(request: SpinneyRequest) -> list[str]:
    """The keys of the names that were chosen: sent by the list, or in the address of an undoing."""
    return request.POST.getlist("chosen") or request.GET.getlist("chosen")


def list_url(request: SpinneyRequest, verb: str, organisation_id: int) -> str:
    """The list that one came from, as it was."""
    state = QueryDict(request.GET.get(BACK, "")).urlencode()
    url = address(verb, organisation_id)
    return f"{url}?{state}" if state else url


def sure_filter(field: str) -> BandFilter:
    """A filter by how sure something is, from a field that says it from 0 to 100."""
    doubtful, sure = Q(**{f"{field}__lt": DOUBTFUL}), Q(**{f"{field}__gte": SURE})
    return BandFilter(
        "how",
        "How sure",
        [
            Band("doubtful", "Doubtful", doubtful),
            Band("likely", "Likely", ~doubtful & ~sure),
            Band("sure", "Sure", sure),
        ],
    )


def category_sent(request: SpinneyRequest) -> QueryDict | None:
    """A category that was sent by its form, or in the address of an undoing; None for neither."""
    if request.method != "POST":
        return None
    return request.POST if "category" in request.POST else request.GET


def undo_category(request: SpinneyRequest, was: str) -> str:
    """Where what this form did is undone: the same address, with what was said before."""
    return f"{request.path}?{urlencode({'category': was or NONE})}"
