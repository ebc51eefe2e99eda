"""People that are left out of a member's spending: seen, brought back, left out, by the member."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Act, Empty, Table
from spinney.base.web.told import say
from spinney.purchasing import policies
from spinney.purchasing.actions import aside as actions
from spinney.purchasing.queries import names as read
from spinney.purchasing.views.choosing import (
    address,
    deed_url,
    keys_sent,
    list_url,
    sure_filter,
    undo_url,
)
from spinney.purchasing.views.upload_frames import around_spending

ASIDE, COUNTED = "People left out", "Names that are counted"

# No search here: what is searched for stands in the address, and these are people's names.
LEFT_OUT = Table(
    name="aside",
    caption="Names that are left out",
    noun="name",
    default_order="sure",
    columns=[
        Column("written", "Name", order_by="written"),
        Column("who", "Who it seems to be", value=read.who, order_by="person"),
        Column("why", "Why", kind="prose", value=read.why_left_out),
        Column(
            "sure", "How sure", value=lambda name: read.how_sure(name.person_sure),
            order_by=("person_sure", "less"),
        ),
        Column("lines", "Payments", kind="number", order_by="lines"),
        Column("pence", "Paid", kind="money", order_by="pence"),
    ],
    filters=[
        ChoiceFilter(
            "person", "Who it seems to be",
            labels=read.KINDS,
        ),
        sure_filter("person_sure"),
    ],
    empty=Empty(
        "Nobody is left out",
        "When a file has a payment to a person, her or his name comes here and is not counted.",
    ),
)  # fmt: skip

KEPT = Table(
    name="counted-names",
    caption="Names that are counted, those most like people first",
    noun="name",
    default_order="sure",
    columns=[
        Column("written", "Name", order_by="written"),
        Column("why", "Why it is counted", kind="prose", value=read.why_counted),
        Column(
            "sure", "How sure", value=lambda name: read.how_sure(name.person_sure),
            order_by=("person_sure", "less"),
        ),
        Column("lines", "Payments", kind="number", order_by="lines"),
        Column("pence", "Paid", kind="money", order_by="pence"),
    ],
    filters=[sure_filter("person_sure")],
    empty=Empty("No name is counted", "Give in a file of payments, and its names come here."),
)  # fmt: skip


@guard(policies, "aside", scope="organisation")
@require_safe
def aside(request: SpinneyRequest, organisation_id: int) -> HttpResponseBase:
    """Who is left out, and why."""
    organisation = read.organisation_for(request.actor, organisation_id, "aside")
    url = deed_url(request, "bring_back_name", organisation_id)
    listing = LEFT_OUT.listing(
        request, read.left_out(request.actor, organisation_id),
        acts=[Act("Count the chosen again", url)], file_name="Names left out",
    )  # fmt: skip
    if (file := listing.export()) is not None:
        return file
    context = {
        "listing": listing,
        "counted_url": address("counted_names", organisation_id),
        **around_spending(organisation, (ASIDE, "")),
    }
    return render(request, "purchasing/aside.html", context)


@guard(policies, "counted_names", scope="organisation")
@require_safe
def counted_names(request: SpinneyRequest, organisation_id: int) -> HttpResponseBase:
    """Which names are counted: those that may be people come first."""
    organisation = read.organisation_for(request.actor, organisation_id, "counted_names")
    url = deed_url(request, "set_name_aside", organisation_id)
    listing = KEPT.listing(
        request, read.counted(request.actor, organisation_id, "counted_names"),
        acts=[Act("Leave the chosen out", url)], file_name="Names counted",
    )  # fmt: skip
    if (file := listing.export()) is not None:
        return file
    aside_url = address("aside", organisation_id)
    context = {
        "listing": listing,
        "aside_url": aside_url,
        **around_spending(organisation, (ASIDE, aside_url), (COUNTED, "")),
    }
    return render(request, "purchasing/counted_names.html", context)


@guard(policies, "bring_back_name", scope="organisation")
@require_POST
def bring_back_name(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Count the chosen names again: they are no people."""
    organisation = read.organisation_for(request.actor, organisation_id, "bring_back_name")
    names = read.chosen(request.actor, organisation_id, "bring_back_name", keys_sent(request))
    done = actions.bring_back_name(
        organisation=organisation, names=names, by=request.actor, now=now()
    )
    told = f"{counted(done, 'name is', 'names are')} counted again."
    say(request, told, undo_url=undo_url("set_name_aside", organisation_id, names))
    return redirect(list_url(request, "aside", organisation_id))


@guard(policies, "set_name_aside", scope="organisation")
@require_POST
def set_name_aside(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Leave the chosen names out: they are people."""
    organisation = read.organisation_for(request.actor, organisation_id, "set_name_aside")
    names = read.chosen(request.actor, organisation_id, "set_name_aside", keys_sent(request))
    done = actions.set_name_aside(
        organisation=organisation, names=names, by=request.actor, now=now()
    )
    told = f"{counted(done, 'name is', 'names are')} left out. No cluster knows of it any more."
    say(request, told, undo_url=undo_url("bring_back_name", organisation_id, names))
    return redirect(list_url(request, "counted_names", organisation_id))
