"""What a member taught about categories, as its own people see it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import may
from spinney.purchasing import policies
from spinney.purchasing.bridge.own_words import OWN_WORDS, words_of
from spinney.purchasing.models import CategoryLesson

KINDS = {"name": "A name", OWN_WORDS: "Words in your files"}


def visible_to(by: Actor, organisation_id: int) -> QuerySet[CategoryLesson]:
    """What the member itself taught, for its own people; nothing to anybody else."""
    scope = organisation_scope(organisation_id)
    if not may(policies.MAY, "category_lessons", by=by, scope=scope):
        return CategoryLesson.objects.none()
    return CategoryLesson.objects.filter(organisation=organisation_id, cluster=None)


def lesson_for(by: Actor, organisation_id: int, pk: int) -> CategoryLesson:
    """One of them. Raises NotFound."""
    found = visible_to(by, organisation_id).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is nothing taught here under this address.")
    return found


def chosen(by: Actor, organisation_id: int, keys: Iterable[str]) -> list[CategoryLesson]:
    """Those with the keys that a list sent; what is no key of the member's is left out."""
    wanted = {int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 16}
    return list(visible_to(by, organisation_id).filter(pk__in=wanted))


def offered_words(by: Actor, organisation_id: int) -> list[tuple[str, int]]:
    """The words in a member's files of which nothing was taught, the most frequent first, and in
    how many payments they stand. Two queries.
    """
    taught = visible_to(by, organisation_id).filter(kind=OWN_WORDS)
    known = set(taught.values_list("key", flat=True))
    return [said for key, said in words_of(organisation_id).items() if key not in known]
