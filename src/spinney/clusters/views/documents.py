"""Documents of a cluster and of a programme: the same pages in two places."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Actor, cluster_scope, programme_scope
from spinney.base.kernel.policy import allows, may
from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import file_size
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import Column, Empty, Table
from spinney.base.web.told import say
from spinney.base.web.uploads import download
from spinney.clusters import policies
from spinney.clusters.actions import documents as actions
from spinney.clusters.forms.days import DocumentForm
from spinney.clusters.models import Cluster, Document, Programme
from spinney.clusters.policies.documents import check_keeps
from spinney.clusters.queries import documents as read
from spinney.clusters.queries import programmes as programmes_read
from spinney.clusters.queries.clusters import cluster_for
from spinney.clusters.views.acting import cluster_brand, cluster_trail, programme_trail


@dataclass(frozen=True)
class Shelf:
    """Where documents are kept: the words and addresses that differ between the two places."""

    place: Cluster | Programme
    of: str  # what stands in the names of views: "" or "programme-"

    @property
    def readers(self) -> str:
        if isinstance(self.place, Programme):
            return (
                "The programme managers, and in every cluster its facilitators and the members"
                " whose tier sees what members see."
            )
        manager = ", and the programme managers" if self.place.programme_id else ""
        return (
            f"The facilitators of {self.place.name}, the members whose tier sees what members"
            f" see{manager}."
        )

    def url(self, verb: str, *ids: int) -> str:
        return reverse(f"clusters:{verb}", args=[self.place.pk, *ids])

    @property
    def list_url(self) -> str:
        return self.url(f"{self.of}documents")

    def deed_url(self, deed: str, document: Document) -> str:
        return self.url(f"{deed}-{self.of}document", document.pk)

    def may(self, deed: str, by: Actor) -> bool:
        verb = f"{deed}_{self.of}document".replace("-", "_")
        is_programme = isinstance(self.place, Programme)
        scope = (programme_scope if is_programme else cluster_scope)(self.place.pk)
        return may(policies.MAY, verb, by=by, scope=scope)

    @property
    def frame(self) -> dict[str, object]:
        """What every page of the shelf shows around its content."""
        if isinstance(self.place, Programme):
            return {"programme": self.place, "caption": self.place.name, "shelf": self}
        return {
            "cluster": self.place,
            "brand": cluster_brand(self.place),
            "caption": self.place.name,
            "shelf": self,
        }


def _cluster_shelf(request: SpinneyRequest, cluster_id: int) -> Shelf:
    return Shelf(cluster_for(request.actor, cluster_id), "")


def _programme_shelf(request: SpinneyRequest, programme_id: int) -> Shelf:
    return Shelf(programmes_read.get_programme(request.actor, programme_id), "programme-")


def _table(shelf: Shelf) -> Table:
    return Table(
        name="documents",
        caption="Documents",
        noun="document",
        default_order="title",
        columns=[
            Column(
                "title",
                "Document",
                order_by="title",
                link=lambda d: shelf.url(f"{shelf.of}document", d.pk),
                note=lambda d: d.note,
            ),
            Column("name", "File", order_by="name", note=lambda d: file_size(d.size)),
            Column("added_at", "Added", kind="date", order_by="added_at"),
        ],
        search=["title", "note", "name"],
        empty=Empty("No documents yet", "Documents stand here once somebody adds the first."),
    )


def _list(request: SpinneyRequest, shelf: Shelf) -> HttpResponseBase:
    place, actor = shelf.place, request.actor
    if isinstance(place, Programme):
        found, trail = read.of_programme(actor, place), programme_trail(place, ("Documents", ""))
        given = None
    else:
        found, trail = read.of_cluster(actor, place), cluster_trail(place, ("Documents", ""))
        given = read.of_programme(actor, place.programme) if place.programme else None
    listing = _table(shelf).listing(request, found, file_name="documents")
    context = {
        **shelf.frame,
        "caption": "",
        "listing": listing,
        "may_add": shelf.may("add", actor),
        "add_url": shelf.url(f"add-{shelf.of}document"),
        "changeable": _changeable(shelf, actor, list(found[:100])),
        "removed": _removed(shelf, actor),
        "given": given,
        "trail": trail,
    }
    return listing.export() or render(request, "clusters/documents.html", context)


def _changeable(
    shelf: Shelf, actor: Actor, found: list[Document]
) -> list[tuple[Document, str, str]]:
    """The documents that the actor may replace and remove, with the addresses to do it."""
    if not shelf.may("remove", actor):
        return []
    return [
        (d, shelf.deed_url("replace", d), shelf.deed_url("remove", d))
        for d in found
        if allows(check_keeps, d, actor)
    ]


def _removed(shelf: Shelf, actor: Actor) -> list[tuple[Document, str]]:
    if not shelf.may("restore", actor):
        return []
    return [
        (d, shelf.deed_url("restore", d))
        for d in read.removed_from(actor, shelf.place, now())
        if allows(check_keeps, d, actor)
    ]


def _send(document: Document) -> HttpResponseBase:
    return download(document.file, name=document.name, content_type=document.content_type)


def _form(
    request: SpinneyRequest, shelf: Shelf, deed: str, document: Document | None = None
) -> HttpResponse:
    """The page on which a file is added or put in another's place."""
    initial = {"title": document.title, "note": document.note} if document else None
    form = DocumentForm(request.POST or None, request.FILES or None, initial=initial)
    verb = getattr(actions, f"{deed}_{shelf.of}document".replace("-", "_"))
    place = {"document": document} if document else {_kind(shelf): shelf.place}
    made = attempt(
        request, form, lambda: verb(paper=form.said(), by=request.actor, now=now(), **place)
    )
    if made:
        say(request, f"“{made.title}” is kept.")
        return redirect(shelf.list_url)
    context = {
        **shelf.frame,
        "form": form,
        "document": document,
        "back_url": shelf.list_url,
        "deed": "Put it in its place" if document else "Add it",
    }
    page = f"{deed}_{shelf.of}document".replace("-", "_")
    return render(request, f"clusters/{page}.html", context)


def _kind(shelf: Shelf) -> str:
    return "programme" if isinstance(shelf.place, Programme) else "cluster"


@guard(policies, "documents", scope="cluster")
@require_safe
def documents(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What the cluster keeps, and what its programme gives it."""
    return _list(request, _cluster_shelf(request, cluster_id))


@guard(policies, "document", scope="cluster")
@require_safe
def document(request: SpinneyRequest, cluster_id: int, document_id: int) -> HttpResponseBase:
    """The file itself."""
    return _send(read.get_document(request.actor, document_id, cluster_id=cluster_id))


@guard(policies, "add_document", scope="cluster")
def add_document(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Keep a file for the cluster."""
    return _form(request, _cluster_shelf(request, cluster_id), "add")


@guard(policies, "replace_document", scope="cluster")
def replace_document(request: SpinneyRequest, cluster_id: int, document_id: int) -> HttpResponse:
    """Put a newer file in a document's place."""
    found = read.get_document(request.actor, document_id, cluster_id=cluster_id)
    return _form(request, _cluster_shelf(request, cluster_id), "replace", found)


@guard(policies, "remove_document", scope="cluster")
@require_POST
def remove_document(request: SpinneyRequest, cluster_id: int, document_id: int) -> HttpResponse:
    """Take a document off the list."""
    found = read.get_document(request.actor, document_id, cluster_id=cluster_id)
    actions.remove_document(document=found, by=request.actor, now=now())
    undo = reverse("clusters:restore-document", args=[cluster_id, document_id])
    say(request, f"“{found.title}” is off the list.", undo_url=undo)
    return redirect("clusters:documents", cluster_id)


@guard(policies, "restore_document", scope="cluster")
@require_POST
def restore_document(request: SpinneyRequest, cluster_id: int, document_id: int) -> HttpResponse:
    """Bring a document back."""
    found = read.get_document(request.actor, document_id, cluster_id=cluster_id)
    actions.restore_document(document=found, by=request.actor, now=now())
    say(request, f"“{found.title}” is back.")
    return redirect("clusters:documents", cluster_id)


@guard(policies, "programme_documents", scope="programme")
@require_safe
def programme_documents(request: SpinneyRequest, programme_id: int) -> HttpResponseBase:
    """What the programme gives to its clusters."""
    return _list(request, _programme_shelf(request, programme_id))


@guard(policies, "programme_document", scope="programme")
@require_safe
def programme_document(
    request: SpinneyRequest, programme_id: int, document_id: int
) -> HttpResponseBase:
    """The file itself."""
    return _send(read.get_document(request.actor, document_id, programme_id=programme_id))


@guard(policies, "add_programme_document", scope="programme")
def add_programme_document(request: SpinneyRequest, programme_id: int) -> HttpResponse:
    """Keep a file for all clusters."""
    return _form(request, _programme_shelf(request, programme_id), "add")


@guard(policies, "replace_programme_document", scope="programme")
def replace_programme_document(
    request: SpinneyRequest, programme_id: int, document_id: int
) -> HttpResponse:
    """Put a newer file in a document's place."""
    found = read.get_document(request.actor, document_id, programme_id=programme_id)
    return _form(request, _programme_shelf(request, programme_id), "replace", found)


@guard(policies, "remove_programme_document", scope="programme")
@require_POST
def remove_programme_document(
    request: SpinneyRequest, programme_id: int, document_id: int
) -> HttpResponse:
    """Take a document off the list."""
    found = read.get_document(request.actor, document_id, programme_id=programme_id)
    actions.remove_programme_document(document=found, by=request.actor, now=now())
    undo = reverse("clusters:restore-programme-document", args=[programme_id, document_id])
    say(request, f"“{found.title}” is off the list.", undo_url=undo)
    return redirect("clusters:programme-documents", programme_id)


@guard(policies, "restore_programme_document", scope="programme")
@require_POST
def restore_programme_document(
    request: SpinneyRequest, programme_id: int, document_id: int
) -> HttpResponse:
    """Bring a document back."""
    found = read.get_document(request.actor, document_id, programme_id=programme_id)
    actions.restore_programme_document(document=found, by=request.actor, now=now())
    say(request, f"“{found.title}” is back.")
    return redirect("clusters:programme-documents", programme_id)
