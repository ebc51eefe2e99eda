"""The shared directory of a cluster: contacts and evidence, as far as the protocol in force lets
whoever looks see them; and what is needed, in counts. Each look is written down.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.agreements import policies
from spinney.agreements.bridge.looks import write_looks
from spinney.agreements.queries import directory as read
from spinney.agreements.queries.directory import Opened, all_seen
from spinney.agreements.queries.need import EVIDENCE_OF_NEED, FEWEST, need_in
from spinney.agreements.views.around import around_cluster
from spinney.agreements.views.directory_tables import (
    CONTACTS,
    EVIDENCE,
    NEED,
    empty_of,
)
from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web import uploads
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import Listing, Table
from spinney.clusters import api as clusters

TITLE = "Directory"


def _around(request: SpinneyRequest, cluster: clusters.Cluster, opened: Opened) -> dict[str, Any]:
    scope = cluster_scope(cluster.pk)
    may_draft = may(policies.MAY, "start_agreement", by=request.actor, scope=scope)
    return {
        "opened": opened,
        "may_draft": may_draft,
        "own": opened.reader.organisation_id,
        **around_cluster(cluster, (TITLE, "")),
    }


def _listing(
    request: SpinneyRequest, table: Table, rows: list[Any], opened: Opened, words: str
) -> Listing:
    cluster_id = opened.reader.cluster_id
    scope = cluster_scope(cluster_id)
    may_draft = may(policies.MAY, "start_agreement", by=request.actor, scope=scope)
    declared = empty_of(table, opened, may_draft=may_draft)
    return declared.listing(request, rows, file_name=words)


def _look(request: SpinneyRequest, listing: Listing, opened: Opened) -> HttpResponseBase | None:
    """Write down what is shown: the rows of this page, or all that go into a file. Returns the
    file, if one is asked for.
    """
    file = listing.export()
    paging = listing.paging
    rows = listing.found if file else listing.on_page(paging.first, paging.last)
    write_looks(
        all_seen(rows), cluster_id=opened.reader.cluster_id, by=request.actor,
        in_file=file is not None, now=now(),
    )  # fmt: skip
    return file


@guard(policies, "directory", scope="cluster")
@require_safe
def directory(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Whom to ask at each member."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    opened = read.open_directory(request.actor, cluster_id, now())
    rows = read.contacts_in(opened)
    listing = _listing(request, CONTACTS, rows, opened, f"{cluster.name} contacts")
    file = _look(request, listing, opened)
    context = {"listing": listing, **_around(request, cluster, opened)}
    return file or render(request, "agreements/directory.html", context)


@guard(policies, "directory_evidence", scope="cluster")
@require_safe
def directory_evidence(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What each member can show."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    opened = read.open_directory(request.actor, cluster_id, now())
    rows = read.evidence_in(opened)
    listing = _listing(request, EVIDENCE, rows, opened, f"{cluster.name} evidence of members")
    file = _look(request, listing, opened)
    context = {"listing": listing, "today": localdate(), **_around(request, cluster, opened)}
    return file or render(request, "agreements/directory_evidence.html", context)


@guard(policies, "directory_file", scope="cluster")
@require_safe
def directory_file(request: SpinneyRequest, cluster_id: int, uid: UUID) -> FileResponse:
    """Fetch one file of a member's evidence, as long as it is shared."""
    opened = read.open_directory(request.actor, cluster_id, now())
    file, seen = read.file_in(opened, uid)
    write_looks([seen], cluster_id=cluster_id, by=request.actor, in_file=True, now=now())
    return uploads.download(file.file, name=file.name, content_type=file.content_type)


@guard(policies, "need_together", scope="cluster")
@require_safe
def need_together(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What members need and offer together, in counts."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    opened = read.open_directory(request.actor, cluster_id, now(), EVIDENCE_OF_NEED)
    need = need_in(opened)
    listing = NEED.listing(request, list(need.areas), file_name=f"{cluster.name} need")
    file = listing.export()
    write_looks(
        need.seen, cluster_id=cluster_id, by=request.actor, in_file=file is not None, now=now()
    )
    context = {
        "listing": listing,
        "need": need,
        "fewest": FEWEST,
        **_around(request, cluster, opened),
        **around_cluster(
            cluster,
            (TITLE, reverse("agreements:directory", args=[cluster_id])),
            ("What is needed", ""),
        ),
    }
    return file or render(request, "agreements/need_together.html", context)
