"""Sharing evidence: the organisation's side, and what the cluster sees."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.errors import NotFound
from spinney.base.web import told, uploads
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import FileItem, SummaryRow, crumbs
from spinney.base.web.components.words import counted, listed
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Empty, Table
from spinney.clusters import policies
from spinney.clusters.actions import sharing as actions
from spinney.clusters.forms.sharing import ShareForm
from spinney.clusters.models import EvidenceShare
from spinney.clusters.queries import clusters as read_clusters
from spinney.clusters.queries import sharing as queries
from spinney.clusters.queries.sharing import Sharing
from spinney.clusters.views.acting import cluster_brand, cluster_trail
from spinney.register import api as register


def _to_sharing(organisation_id: int) -> str:
    return reverse("clusters:see-sharing", args=[organisation_id])


@guard(policies, "see_sharing", scope="organisation")
@require_safe
def see_sharing(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Who sees what of ours: cluster by cluster, piece by piece."""
    organisation = get_object_or_404(register.Organisation, pk=organisation_id)
    context = {
        "organisation": organisation,
        "sharings": queries.sharing_of(request.actor, organisation_id, localdate()),
        "today": localdate(),
        "trail": crumbs(
            (organisation.name, reverse("register:organisation", args=[organisation_id])),
            ("Evidence", reverse("register:list-evidence", args=[organisation_id])),
            ("Who sees what", ""),
        ),
    }
    return render(request, "clusters/see_sharing.html", context)


@guard(policies, "share_evidence", scope="organisation")
def share_evidence(request: SpinneyRequest, organisation_id: int, cluster_pk: int) -> HttpResponse:
    """Choose what a cluster sees, and who of it, with their names before it is sent."""
    sharings = queries.sharing_of(request.actor, organisation_id, localdate())
    sharing = next((one for one in sharings if one.cluster.pk == cluster_pk), None)
    if sharing is None:
        raise NotFound("Your organisation is in no such cluster.")
    form = _share_form(request, sharing)
    pieces = {line.evidence.pk: line.evidence for line in sharing.lines}

    @transaction.atomic
    def deed() -> list[EvidenceShare]:
        return [
            actions.share_evidence(
                cluster=sharing.cluster,
                evidence=pieces[pk],
                members_see=form.members_see,
                by=request.actor,
                now=now(),
            )
            for pk in form.cleaned_data["evidence"]
        ]

    shared = attempt(request, form, deed)
    if shared is not None:
        what = counted(len(shared), "piece")
        told.say(request, f"{sharing.cluster.name} now sees {what} of your evidence.")
        return redirect(_to_sharing(organisation_id))
    context = {
        "form": form,
        "sharing": sharing,
        "deed": f"Share with {sharing.cluster.name}",
        "minutes": 2,
        "back_url": _to_sharing(organisation_id),
    }
    return render(request, "clusters/share_evidence.html", context)


def _share_form(request: SpinneyRequest, sharing: Sharing) -> ShareForm:
    today = localdate()
    pieces = [
        (
            line.evidence.pk,
            str(line.evidence),
            f"{register.evidence_status(line.evidence, today).text}."
            + (" Asked for." if line.is_asked_for else "")
            + (f" Seen by: {line.seen_by.lower()}." if line.share else ""),
        )
        for line in sharing.lines
    ]
    asked = [line.evidence.pk for line in sharing.lines if line.is_asked_for]
    if request.GET.get("evidence", "").isdecimal():
        asked = [int(request.GET["evidence"])]
    audience = sharing.audience
    runs_it = listed(audience.runs_it) if audience.runs_it else "Nobody yet"
    members = listed(audience.members) if audience.members else "No others yet"
    return ShareForm(
        request.POST if request.method == "POST" else None,
        pieces=pieces,
        runs_it=f"{runs_it}. And who takes on these parts later.",
        members=f"{members}. And who joins later.",
        initial={"evidence": asked},
    )


@guard(policies, "end_share", scope="organisation")
@require_POST
def end_share(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Share a piece no longer: it stops at once."""
    mine = EvidenceShare.objects.filter(evidence__organisation_id=organisation_id)
    share = get_object_or_404(mine.select_related("cluster", "evidence__organisation"), pk=pk)
    actions.end_share(share=share, by=request.actor, now=now())
    told.say(request, f"{share.cluster.name} no longer sees {share.evidence}.")
    return redirect(_to_sharing(organisation_id))


SHARED = Table(
    name="shared-evidence",
    caption="Evidence that members share",
    columns=[
        Column(
            "organisation",
            "Organisation",
            value=lambda s: s.evidence.organisation.name,
            order_by="evidence__organisation__name",
        ),
        Column(
            "evidence",
            "What",
            value=lambda s: str(s.evidence),
            order_by="evidence__kind",
            link=lambda s: reverse("clusters:view-shared", args=[s.cluster_id, s.pk]),
        ),
        Column(
            "status",
            "How it stands",
            kind="status",
            value=lambda s: register.evidence_status(s.evidence, localdate()),
        ),
        Column(
            "issued_on", "From", kind="date", value=lambda s: s.evidence.issued_on,
            order_by="evidence__issued_on",
        ),
        Column(
            "expires_on", "Until", kind="date", value=lambda s: s.evidence.expires_on,
            order_by="evidence__expires_on",
        ),
        Column(
            "cover_pence", "Covers", kind="money", value=lambda s: s.evidence.cover_pence,
            order_by="evidence__cover_pence",
        ),
    ],
    filters=[
        ChoiceFilter(
            "kind",
            "What",
            field="evidence__kind",
            labels=dict(register.EvidenceKind.choices),
        ),
        ChoiceFilter("who", "Organisation", field="evidence__organisation__name"),
    ],
    search=["evidence__organisation__name", "evidence__title"],
    default_order="organisation",
    noun="piece",
    empty=Empty("Nothing is shared here", "Each organisation chooses what a cluster sees."),
)  # fmt: skip


@guard(policies, "shared_evidence", scope="cluster")
@require_safe
def shared_evidence(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """The evidence that organisations share with the cluster, as far as this person sees it."""
    cluster = read_clusters.cluster_for(request.actor, cluster_id)
    rows = queries.shares_visible_to(request.actor, cluster_id)
    listing = SHARED.listing(request, rows, file_name=f"{cluster.name} evidence")
    context = {
        "listing": listing,
        "cluster": cluster,
        "brand": cluster_brand(cluster),
        "trail": cluster_trail(cluster, ("Shared evidence", "")),
    }
    return listing.export() or render(request, "clusters/shared_evidence.html", context)


@guard(policies, "view_shared", scope="cluster")
@require_safe
def view_shared(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One shared piece of evidence, with its files."""
    share = queries.share_for(request.actor, cluster_id, pk)
    said = register.evidence_in_words(share.evidence).items()
    files = share.evidence.files.filter(removed_at=None).order_by("added_at", "pk")
    context = {
        "share": share,
        "status": register.evidence_status(share.evidence, localdate()),
        "rows": [SummaryRow(label, value) for label, value in said],
        "files": [
            FileItem(
                file.name,
                reverse("clusters:download-shared", args=[cluster_id, pk, file.uid]),
                size=file.size,
                added=file.added_at,
            )
            for file in files
        ],
        "brand": cluster_brand(share.cluster),
        "trail": cluster_trail(
            share.cluster,
            ("Shared evidence", reverse("clusters:shared-evidence", args=[cluster_id])),
            (str(share.evidence), ""),
        ),
    }
    return render(request, "clusters/view_shared.html", context)


@guard(policies, "download_shared", scope="cluster")
@require_safe
def download_shared(request: SpinneyRequest, cluster_id: int, pk: int, uid: UUID) -> FileResponse:
    """Fetch a file of shared evidence, as long as it is shared."""
    file = queries.shared_file_for(request.actor, cluster_id, pk, uid)
    return uploads.download(file.file, name=file.name, content_type=file.content_type)
