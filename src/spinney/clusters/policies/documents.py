"""Who may read and keep documents, and when.

A programme's documents are read in all its clusters by those whose tier sees what members see. A
cluster's are read by the same people of that cluster, its facilitators and programme managers.
"""

from __future__ import annotations

from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.kernel.errors import NotAllowed
from spinney.clusters.models import Document

INSIDE = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER})
KEEPS_THEM = frozenset({Role.FACILITATOR, Role.MEMBER})
MANAGES = frozenset({Role.PROGRAMME_MANAGER})

MAY: dict[str, frozenset[Role]] = {
    "documents": INSIDE,
    "document": INSIDE,
    "add_document": KEEPS_THEM,
    "replace_document": KEEPS_THEM,
    "remove_document": KEEPS_THEM,
    "restore_document": KEEPS_THEM,
    "programme_documents": INSIDE,
    "programme_document": INSIDE,
    "add_programme_document": MANAGES,
    "replace_programme_document": MANAGES,
    "remove_programme_document": MANAGES,
    "restore_programme_document": MANAGES,
}


def check_keeps(document: Document, by: Actor) -> None:
    """Raise NotAllowed unless the actor added the document or facilitates its cluster."""
    if document.cluster_id is None or document.added_by == by.label or by.is_system:
        return
    if not by.has(Role.FACILITATOR, cluster_scope(document.cluster_id)):
        raise NotAllowed(
            "Somebody else added this document. Ask her, or the facilitator, to change it."
        )
