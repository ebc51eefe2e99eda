"""A member's own names, as its people see them: who is left out, what is bought from the rest."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import may
from spinney.purchasing import policies
from spinney.purchasing.engine.categories import saying as category_saying
from spinney.purchasing.engine.categories.guess import DOUBTFUL_UNDER
from spinney.purchasing.engine.categories.guess import Why as CategoryWhy
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.engine.personal import saying as personal_saying
from spinney.purchasing.engine.personal.verdict import Kind
from spinney.purchasing.engine.personal.verdict import Why as PersonWhy
from spinney.purchasing.models import SpendLine, SpendName
from spinney.purchasing.states import UploadState
from spinney.register.api import Organisation

DOUBTFUL = round(DOUBTFUL_UNDER * 100)
SURE = round(category_saying.SURE_FROM * 100)
BY_RULE = Q(category_by="")
"""Names of whose category nobody said anything."""
KINDS = {str(kind): personal_saying.kind_words(kind) for kind in Kind}
"""What people are paid as, in words."""


def visible_to(by: Actor, organisation_id: int, verb: str) -> QuerySet[SpendName]:
    """The names of a member with payments that count, for whoever may do the verb with them: with
    `pence`, what was paid to each (and `less`, which puts the largest first). Nobody outside the
    organisation sees one of them.
    """
    if not may(policies.MAY, verb, by=by, scope=organisation_scope(organisation_id)):
        return SpendName.objects.none()
    # A sum for each name by itself: joined, all lines would be gone through for every count.
    # (Its organisation is not asked for: SQLite would go by that, and through all its lines.)
    lines = SpendLine.objects.filter(name=OuterRef("pk"), upload__state=UploadState.ADDED)
    paid = lines.order_by().values("name").values_list(Sum("amount_pence"))
    pence = Coalesce(Subquery(paid), Value(0), output_field=BigIntegerField())
    rows = SpendName.objects.filter(organisation=organisation_id, lines__gt=0)
    return rows.annotate(pence=pence).annotate(less=-F("pence"))


def organisation_for(by: Actor, organisation_id: int, verb: str) -> Organisation:
    """The organisation of an address, for whoever may do the verb there. Raises NotFound."""
    scope = organisation_scope(organisation_id)
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None or not may(policies.MAY, verb, by=by, scope=scope):
        raise NotFound("There is no such page, or it is not shared with you.")
    return found


def left_out(by: Actor, organisation_id: int) -> QuerySet[SpendName]:
    """The names that are left out."""
    return visible_to(by, organisation_id, "aside").filter(aside=True)


def counted(by: Actor, organisation_id: int, verb: str) -> QuerySet[SpendName]:
    """The names that are counted."""
    return visible_to(by, organisation_id, verb).filter(aside=False)


def chosen(by: Actor, organisation_id: int, verb: str, keys: Iterable[str]) -> list[SpendName]:
    """The names with the keys that a list sent, by name; what is no key of the member's is left
    out.
    """
    wanted = {int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 16}
    return list(visible_to(by, organisation_id, verb).filter(pk__in=wanted).order_by("written"))


def line_for(by: Actor, organisation_id: int, pk: int) -> SpendLine:
    """One payment of a member. Raises NotFound."""
    scope = organisation_scope(organisation_id)
    rows = SpendLine.objects.filter(organisation=organisation_id, pk=pk)
    found = rows.select_related("name", "upload", "organisation").first()
    if found is None or not may(policies.MAY, "correct_line_category", by=by, scope=scope):
        raise NotFound("There is no such payment.")
    return found


# In words --------------------------------------------------------------------------------------


def who(name: SpendName) -> str:
    """As what a person was paid."""
    return KINDS.get(name.person, "Not said")


def why_left_out(name: SpendName) -> str:
    """Why a name is left out, in a sentence."""
    if name.aside_by:
        return "One of you left it out."
    return _person_said(name, person=True)


def why_counted(name: SpendName) -> str:
    """Why a name is taken for a supplier, in a sentence."""
    if name.aside_by:
        return "One of you said that it is no person."
    return _person_said(name, person=False)


def _person_said(name: SpendName, *, person: bool) -> str:
    why = PersonWhy(**name.person_why) if name.person_why else PersonWhy("no_sign")
    return personal_saying.said(why, person=person)


def category_title(key: str) -> str:
    """What a category is called."""
    return CATEGORIES[key].title if key in CATEGORIES else CATEGORIES["other"].title


def why_category(name: SpendName) -> str:
    """Why a name is of its category, in a sentence."""
    if name.category_by:
        return "One of you said so."
    if not name.category_why:
        return category_saying.said(CategoryWhy("nothing"))
    return category_saying.said(CategoryWhy(**name.category_why))


def how_sure(percent: int) -> str:
    """How sure something is, in a word."""
    return category_saying.how_sure(percent / 100).capitalize()
