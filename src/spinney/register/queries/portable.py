"""What of the register travels with a cluster (base.keeping.portable)."""

from __future__ import annotations

from collections.abc import Mapping

from spinney.base.keeping.portable import (
    Others,
    Row,
    stays,
    takes_along,
    when_arrived,
    when_leaving,
)
from spinney.register.bridge import search_index
from spinney.register.models import Activity, Area, Identifier


def same_number(row: Row, others: Others) -> int | None:
    """An organisation is the same when it carries the same number of a public list."""
    for number in others("register.Identifier", "organisation"):
        known = Identifier.objects.filter(scheme=number["scheme"], value=number["value"])
        pk = known.values_list("organisation_id", flat=True).first()
        if pk is not None:
            return int(pk)
    return None


def same_activity(row: Row, others: Others) -> int | None:
    known = Activity.objects.filter(scheme=row["scheme"], code=row["code"])
    return known.values_list("pk", flat=True).first()


def same_area(row: Row, others: Others) -> int | None:
    return Area.objects.filter(name=row["name"]).values_list("pk", flat=True).first()


def make_searchable(made: Mapping[str, list[int]]) -> None:
    """Organisations that arrived are found by search."""
    search_index.reindex(made.get("register.Organisation", []))


def make_unsearchable(made: Mapping[str, list[int]]) -> None:
    """Organisations that go with an undone import are no longer found."""
    search_index.forget(made.get("register.Organisation", []))


takes_along(
    "register.Organisation",
    stands_for="organisation",
    leave_out=["made_by_load"],
    known_by=same_number,
)
takes_along("register.Identifier", within=["organisation"])
takes_along("register.OtherName", within=["organisation"])
takes_along("register.Place", within=["organisation"])
takes_along("register.Service", within=["organisation"])
takes_along("register.Activity", known_by=same_activity)
takes_along("register.Activity_organisations", within=["organisation"])
takes_along("register.Area", known_by=same_area)
takes_along("register.Area_organisations", within=["organisation"])
takes_along("register.Mandate")
takes_along("register.Evidence", leave_out=["reminded_on"])
takes_along("register.EvidenceFile", within=["evidence"])
when_arrived(make_searchable)
when_leaving(make_unsearchable)

_REGISTER = "it is about the register of this site, not about the cluster"
stays("register.Link", because=_REGISTER)
stays("register.Duplicate", because=_REGISTER)
stays("register.Merge", because=_REGISTER)
stays("register.Load", because=_REGISTER)
stays("register.LoadBatch", because=_REGISTER)
stays("register.LoadReject", because=_REGISTER)
stays("register.LoadedRow", because=_REGISTER)
stays("register.Postcode", because="each site loads the directory of postcodes itself")
stays("register.SearchName", because="it is made again from the organisations")
stays("register.SearchWord", because="it is made again from the organisations")
stays("register.Claim", because="a claim is judged on the site where it was made")
stays("register.MandateOffer", because="its link leads to the site that sent it")
