"""The result of a ballot as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from spinney.base.kernel.errors import NotFound
from spinney.base.web.export import csv_response, file_name, xlsx_response
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.decisions import policies
from spinney.decisions.bridge import files
from spinney.decisions.bridge.files import Offered
from spinney.decisions.models import Ballot
from spinney.decisions.policies.results import check_is_counted
from spinney.decisions.queries.results import outcome_of
from spinney.decisions.views.around import ballot_in

TYPES = {"json": "application/json", "csv": "text/csv", "pb": "text/plain", "blt": "text/plain"}


@guard(policies, "result_file", scope="cluster")
@require_safe
def result_file(request: SpinneyRequest, cluster_id: int, pk: int, key: str) -> HttpResponseBase:
    """The result of a closed ballot: a table, or a file for other programs."""
    ballot = ballot_in(request, cluster_id, pk)
    check_is_counted(ballot)
    offered = {one.key: one for one in files.offered(ballot)}
    if key not in offered:
        raise NotFound("There is no such file of this ballot.")
    asked = offered[key]
    what = asked.key.partition("_")[0] if asked.ending in ("csv", "xlsx") else "result"
    name = file_name(f"{ballot.title} {what}", localdate(ballot.closed_at), asked.ending)
    if asked == files.PAPERS_XLSX:
        header, *rows = files.papers_table(ballot)
        return xlsx_response(name, header, rows, "Papers")
    if asked.ending in ("csv", "xlsx") and asked != files.PAPERS_CSV:
        return _table(asked, ballot, name)
    text = files.written(key, ballot, outcome_of(ballot))
    response = HttpResponse(text, content_type=f"{TYPES[asked.ending]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _table(asked: Offered, ballot: Ballot, name: str) -> HttpResponseBase:
    is_votes = asked in (files.VOTES_CSV, files.VOTES_XLSX)
    found = outcome_of(ballot)
    header, rows = files.votes_table(ballot) if is_votes else files.result_table(ballot, found)
    if asked.ending == "csv":
        return csv_response(name, header, rows)
    return xlsx_response(name, header, rows, "Votes" if is_votes else "Result")
