"""Reading what a member gave in: its files, lines and measures, by who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet, Sum

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import may
from spinney.purchasing import policies
from spinney.purchasing.bridge.cells import added_lines
from spinney.purchasing.models import (
    RowLeftOut,
    SpendCell,
    SpendLine,
    SpendName,
    SpendUpload,
)
from spinney.purchasing.policies.uploads import given_by_link
from spinney.purchasing.states import UploadState
from spinney.register.api import Organisation


def organisation_for(by: Actor, organisation_id: int, verb: str = "spending") -> Organisation:
    """The organisation of an address, for whoever may do the verb with its spending. Raises
    NotFound.
    """
    scope = organisation_scope(organisation_id)
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None or not may(policies.MAY, verb, by=by, scope=scope):
        raise NotFound("There is no such page, or it is not shared with you.")
    return found


def visible_to(by: Actor, organisation_id: int) -> QuerySet[SpendUpload]:
    """The files that a member gave in, for whoever keeps its spending; the newest first."""
    scope = organisation_scope(organisation_id)
    if not may(policies.MAY, "upload", by=by, scope=scope):
        return SpendUpload.objects.none()
    rows = SpendUpload.objects.filter(organisation=organisation_id)
    return rows.select_related("organisation").order_by("-given_at", "-pk")


def upload_for(by: Actor, organisation_id: int, pk: int) -> SpendUpload:
    """One file. Raises NotFound."""
    found = visible_to(by, organisation_id).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such file.")
    return found


def upload_by_link(by: Actor) -> SpendUpload | None:
    """The file that was given in last by the actor's link; None when there is none yet."""
    uids = given_by_link(by)
    if not uids:
        return None
    rows = SpendUpload.objects.filter(uid=UUID(uids[-1]), organisation=by.organisation_id)
    return rows.select_related("organisation").first()


def lines_of(by: Actor, organisation_id: int) -> QuerySet[SpendLine]:
    """A member's own payments, of files that are added to their end; the newest first."""
    if not may(policies.MAY, "spend_lines", by=by, scope=organisation_scope(organisation_id)):
        return SpendLine.objects.none()
    rows = added_lines(organisation_id).select_related("name", "upload")
    return rows.order_by("-day", "-pk")


def left_out_of(by: Actor, upload: SpendUpload) -> QuerySet[RowLeftOut]:
    """The rows of a file that are no lines, in the order of the file; those refused first."""
    scope = organisation_scope(upload.organisation_id)
    if not may(policies.MAY, "left_out_rows", by=by, scope=scope):
        return RowLeftOut.objects.none()
    return upload.left_out.order_by("-refused", "sheet", "row", "pk")


@dataclass(frozen=True)
class Month:
    """What a member paid to suppliers in a month; `lines` 0: nothing is known of it."""

    first_day: date
    pence: int
    lines: int


@dataclass(frozen=True)
class Standing:
    """How a member's spending stands: months from the first to the last, people left out, and how
    many payments and names there are.
    """

    months: tuple[Month, ...]
    lines: int
    names: int
    names_aside: int
    first_day: date | None
    last_day: date | None

    @property
    def gaps(self) -> tuple[Month, ...]:
        """Months between the first and the last of which nothing is known."""
        return tuple(one for one in self.months if not one.lines)

    @property
    def latest(self) -> tuple[Month, ...]:
        """The last two years of it."""
        return self.months[-24:]


def standing_of(organisation_id: int) -> Standing:
    """How a member's spending stands, for itself. Three queries."""
    rows = SpendCell.objects.filter(organisation=organisation_id).values("month")
    sums = {
        row["month"]: Month(row["month"], row["pence"], row["n"])
        for row in rows.annotate(pence=Sum("amount_pence"), n=Sum("lines")).order_by("month")
    }
    names = SpendName.objects.filter(organisation=organisation_id, lines__gt=0)
    counted = dict(names.values_list("aside").annotate(n=Count("pk")).order_by())
    reach = SpendUpload.objects.filter(
        organisation=organisation_id, state=UploadState.ADDED
    ).aggregate(first=Min("first_day"), last=Max("last_day"))
    return Standing(
        months=tuple(_filled(sums)),
        lines=sum(one.lines for one in sums.values()),
        names=counted.get(False, 0),
        names_aside=counted.get(True, 0),
        first_day=reach["first"],
        last_day=reach["last"],
    )


def _filled(known: dict[date, Month]) -> list[Month]:
    """The months that are known, and those between them."""
    if not known:
        return []
    months, one = [], min(known)
    while one <= max(known):
        months.append(known.get(one, Month(one, 0, 0)))
        one = next_month(one)
    return months


def next_month(first_day: date) -> date:
    """The first day of the month after one.

    >>> next_month(date(2025, 12, 1))
    datetime.date(2026, 1, 1)
    """
    return date(first_day.year + first_day.month // 12, first_day.month % 12 + 1, 1)
