"""Cells: what a member paid to one name for one category in one month, made anew from its lines.

Whoever changes lines, or whether a name is left out, or a category, calls `rebuild` in the same
transaction, so that no page ever shows what was before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce, TruncMonth

from spinney.purchasing.models import SpendCell, SpendLine, SpendName
from spinney.purchasing.states import UploadState
from spinney.register.api import Organisation

MOST_NAMES_APART = 500
"""For more names than this it is quicker to make all cells of the member anew."""
AT_ONCE = 1000


@transaction.atomic
def rebuild(organisation_id: int, names: Iterable[int] | None = None) -> None:
    """Make the cells of a member anew, and its names' numbers of lines: of all names, or only of
    those with the given ids. Names that are left out make no cells, nor do lines of a file that is
    still being added. Two at once wait for one another.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
    wanted = None if names is None else list(names)
    if wanted is not None and len(wanted) <= MOST_NAMES_APART:
        _count_lines(SpendName.objects.filter(organisation=organisation_id, pk__in=wanted))
        SpendCell.objects.filter(organisation=organisation_id, name__in=wanted).delete()
        lines = added_lines(organisation_id).filter(name__in=wanted)
    else:
        _count_lines(SpendName.objects.filter(organisation=organisation_id))
        SpendCell.objects.filter(organisation=organisation_id).delete()
        lines = added_lines(organisation_id)
    for some in batched(_cells(organisation_id, lines), AT_ONCE):
        SpendCell.objects.bulk_create(some)


def added_lines(organisation_id: int) -> QuerySet[SpendLine]:
    """The lines of a member that count: those of files that are added to their end."""
    return SpendLine.objects.filter(organisation=organisation_id, upload__state=UploadState.ADDED)


def _count_lines(names: QuerySet[SpendName]) -> None:
    """Write how many lines each name has."""
    counted = (
        SpendLine.objects.filter(name=OuterRef("pk"), upload__state=UploadState.ADDED)
        .order_by()
        .values("name")
        .annotate(number=Count("pk"))
        .values("number")
    )
    names.update(lines=Coalesce(Subquery(counted), 0))


def _cells(organisation_id: int, lines: QuerySet[SpendLine]) -> Iterator[SpendCell]:
    sums = (
        lines.filter(name__aside=False)
        .values(
            "name",
            kind=Case(When(category="", then=F("name__category")), default=F("category")),
            month=TruncMonth(Coalesce("day", "upload__last_day")),
        )
        .annotate(
            amount=Sum("amount_pence"),
            vat=Sum("vat_pence"),
            # Where VAT is told but not the whole, the whole is what both make.
            whole=Sum(
                Coalesce("gross_pence", F("amount_pence") + F("vat_pence")),
                filter=Q(vat_pence__isnull=False),
            ),
            number=Count("pk"),
            with_vat=Count("vat_pence"),
            with_quantity=Count("quantity"),
            units=Sum("quantity"),
        )
        .order_by()
    )
    for row in sums.iterator(AT_ONCE):
        yield _cell(organisation_id, row)


def _cell(organisation_id: int, row: Mapping[str, Any]) -> SpendCell:
    month: date = row["month"]
    return SpendCell(
        organisation_id=organisation_id,
        name_id=row["name"],
        category=row["kind"],
        month=month,
        amount_pence=row["amount"],
        vat_pence=row["vat"] or 0,
        gross_pence=row["whole"] or 0,
        lines=row["number"],
        lines_with_vat=row["with_vat"],
        # A sum over some lines only would give a wrong price of one.
        quantity=row["units"] if row["with_quantity"] == row["number"] else None,
    )
