"""Files that a cluster keeps for its members, and a programme for its clusters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from spinney.base.kernel.actors import Actor, Scope, cluster_scope, programme_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.uploads import check
from spinney.clusters import events, policies
from spinney.clusters.models import Cluster, Document, Programme
from spinney.clusters.policies.days import check_can_restore, check_there
from spinney.clusters.policies.documents import check_keeps


@dataclass(frozen=True)
class Paper:
    """What somebody sends: the file, what to call it, and a remark."""

    file: File[Any]
    title: str
    note: str = ""


@transaction.atomic
def add_document(*, cluster: Cluster, paper: Paper, by: Actor, now: datetime) -> Document:
    """Keep a file for a cluster. Raises BadInput or TooLarge for what cannot be taken."""
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "add_document", by=by, scope=scope)
    document = _keep(Document(cluster=cluster), paper, by, now)
    _record("clusters.add_document", document, scope, by, now)
    return document


@transaction.atomic
def add_programme_document(
    *, programme: Programme, paper: Paper, by: Actor, now: datetime
) -> Document:
    """Keep a file for all clusters of a programme."""
    scope = programme_scope(programme.pk)
    require(policies.MAY, "add_programme_document", by=by, scope=scope)
    document = _keep(Document(programme=programme), paper, by, now)
    _record("clusters.add_programme_document", document, scope, by, now)
    return document


def _keep(document: Document, paper: Paper, by: Actor, now: datetime) -> Document:
    checked = check(paper.file)
    if not paper.title.strip():
        told = "Say what to call the document."
        raise BadInput(told, {"title": [told]})
    document.title, document.note = paper.title.strip(), paper.note.strip()
    document.name, document.size = checked.name, checked.size
    document.content_type, document.sha256 = checked.content_type, checked.sha256
    document.added_at, document.added_by = now, by.label
    # On disk a file has no name of its own, so that two of one name never meet.
    kept_as = f"{document.uid}.{checked.name.rpartition('.')[2].lower()}"
    document.file.save(kept_as, paper.file, save=False)
    document.save()
    return document


def _record(verb: str, document: Document, scope: Scope, by: Actor, now: datetime) -> None:
    record(
        verb,
        by=by,
        on=document,
        at=now,
        scope=scope,
        title=document.title,
        name=document.name,
        sha256=document.sha256,
    )
    if verb.startswith("clusters.add"):
        events.documents.document_added.send(
            Document,
            document=document,
            cluster=document.cluster,
            programme=document.programme,
            now=now,
            by=by,
        )


def _replace(document: Document, paper: Paper, by: Actor, now: datetime) -> Document:
    check_there(document.removed_at)
    new = Document(
        programme_id=document.programme_id, cluster_id=document.cluster_id, replaces=document
    )
    _keep(new, paper, by, now)
    document.removed_at = now
    document.save(update_fields=["removed_at"])
    return new


@transaction.atomic
def replace_document(*, document: Document, paper: Paper, by: Actor, now: datetime) -> Document:
    """Put a newer file in a document's place; the older one can be brought back for 30 days."""
    scope = cluster_scope(document.cluster_id or 0)
    require(policies.MAY, "replace_document", by=by, scope=scope)
    check_keeps(document, by)
    new = _replace(document, paper, by, now)
    _record("clusters.replace_document", new, scope, by, now)
    return new


@transaction.atomic
def replace_programme_document(
    *, document: Document, paper: Paper, by: Actor, now: datetime
) -> Document:
    """Put a newer file in the place of a programme's document."""
    scope = programme_scope(document.programme_id or 0)
    require(policies.MAY, "replace_programme_document", by=by, scope=scope)
    new = _replace(document, paper, by, now)
    _record("clusters.replace_programme_document", new, scope, by, now)
    return new


def _remove(document: Document, now: datetime) -> None:
    check_there(document.removed_at)
    document.removed_at = now
    document.save(update_fields=["removed_at"])


def _restore(document: Document, now: datetime) -> None:
    check_can_restore(document.removed_at, now)
    document.removed_at = None
    document.save(update_fields=["removed_at"])


@transaction.atomic
def remove_document(*, document: Document, by: Actor, now: datetime) -> Document:
    """Take a cluster's document off the list; it can be brought back for 30 days."""
    scope = cluster_scope(document.cluster_id or 0)
    require(policies.MAY, "remove_document", by=by, scope=scope)
    check_keeps(document, by)
    _remove(document, now)
    _record("clusters.remove_document", document, scope, by, now)
    return document


@transaction.atomic
def remove_programme_document(*, document: Document, by: Actor, now: datetime) -> Document:
    """Take a programme's document off the list; it can be brought back for 30 days."""
    scope = programme_scope(document.programme_id or 0)
    require(policies.MAY, "remove_programme_document", by=by, scope=scope)
    _remove(document, now)
    _record("clusters.remove_programme_document", document, scope, by, now)
    return document


@transaction.atomic
def restore_document(*, document: Document, by: Actor, now: datetime) -> Document:
    """Bring back a cluster's document that was removed or replaced less than 30 days ago."""
    scope = cluster_scope(document.cluster_id or 0)
    require(policies.MAY, "restore_document", by=by, scope=scope)
    check_keeps(document, by)
    _restore(document, now)
    _record("clusters.restore_document", document, scope, by, now)
    return document


@transaction.atomic
def restore_programme_document(*, document: Document, by: Actor, now: datetime) -> Document:
    """Bring back a programme's document that was removed or replaced less than 30 days ago."""
    scope = programme_scope(document.programme_id or 0)
    require(policies.MAY, "restore_programme_document", by=by, scope=scope)
    _restore(document, now)
    _record("clusters.restore_programme_document", document, scope, by, now)
    return document
