"""News of documents, of a programme and of a cluster."""

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

document_added = Signal()  # document, cluster or None, programme or None, now, by

INSIDE = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER})

TOLD: dict[str, Sentence] = {
    f"clusters.{verb}{of}_document": Sentence(text, INSIDE)
    for of in ("", "_programme")
    for verb, text in (
        ("add", "“{title}” was added to the documents."),
        ("replace", "“{title}” was replaced by a newer file."),
        ("remove", "“{title}” was taken off the documents."),
        ("restore", "“{title}” is back among the documents."),
    )
}
