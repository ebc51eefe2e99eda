"""The resource inventory: what members need and offer, what fits, and keeping it true."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import may
from spinney.base.web import told
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Empty, Table
from spinney.clusters import api as clusters
from spinney.diagnostics import policies
from spinney.diagnostics.actions import inventory as actions
from spinney.diagnostics.forms.inventory import (
    LEVELS,
    ConfirmForm,
    FromAnswersForm,
    ItemForm,
    MatchForm,
)
from spinney.diagnostics.models import Item
from spinney.diagnostics.policies.inventory import RUNS_IT, check_own, is_old
from spinney.diagnostics.queries import inventory as read
from spinney.diagnostics.states import Area, ItemKind, ItemState, MatchState
from spinney.diagnostics.views.places import Place, place_of


def _status(item: Item) -> Status:
    if item.state != ItemState.OPEN:
        return Status(item.get_state_display(), Tone.QUIET)
    if is_old(item, now()):
        return Status("Not confirmed for half a year", Tone.LATE)
    return Status("Open", Tone.GO)


ITEMS = Table(
    name="inventory",
    caption="Needs and offers",
    noun="need or offer",
    nouns="needs and offers",
    default_order="area",
    columns=[
        Column(
            "title",
            "What",
            order_by="title",
            link=lambda i: reverse("diagnostics:item", args=[i.cluster_id, i.pk]),
            note=lambda i: i.how_much,
        ),
        Column("kind", "Need or offer", value=lambda i: i.get_kind_display(), order_by="kind"),
        Column("area", "Area", value=lambda i: Area(i.area).label, order_by="area"),
        Column(
            "organisation", "Whose", value=lambda i: i.organisation.name,
            order_by="organisation__name",
        ),
        Column("level", "How much", value=lambda i: dict(LEVELS)[i.level], order_by="-level"),
        Column("detail", "Detail", only="file"),
        Column("starts_on", "From", kind="date", only="file"),
        Column("ends_on", "Until", kind="date", only="file"),
        Column("status", "How it stands", kind="status", value=_status),
        Column("confirmed_at", "Confirmed", kind="date", only="file",
               value=lambda i: i.confirmed_at.date()),
    ],
    filters=[
        ChoiceFilter("kind", "Need or offer", field="kind", labels=dict(ItemKind.choices)),
        ChoiceFilter("area", "Area", field="area", labels=dict(Area.choices)),
        ChoiceFilter("who", "Whose", field="organisation__name"),
    ],
    search=["title", "detail", "organisation__name"],
    empty=Empty("Nothing is on show yet", "Members show here what they need and what they offer."),
)  # fmt: skip


def _cluster(place: Place) -> clusters.Cluster:
    assert isinstance(place.of, clusters.Cluster)  # noqa: S101  (the address names a cluster)
    return place.of


def _to(cluster_id: int) -> str:
    return reverse("diagnostics:inventory", args=[cluster_id])


def _around(place: Place, *more: tuple[str, str]) -> dict[str, Any]:
    return place.around("Needs and offers", _to(place.scope.id), *more)


@guard(policies, "inventory", scope="cluster")
@require_safe
def inventory(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What the members of the cluster need and offer."""
    place = place_of(request, cluster_scope(cluster_id))
    found = read.items_of(request.actor, _cluster(place))
    listing = ITEMS.listing(request, found, file_name=f"{place.name} needs and offers")
    context = {
        **_around(place),
        "listing": listing,
        "areas": read.by_area(list(found)),
        "may_add": may(policies.MAY, "add_item", by=request.actor, scope=place.scope),
    }
    return listing.export() or render(request, "diagnostics/inventory.html", context)


@guard(policies, "item", scope="cluster")
@require_safe
def item(request: SpinneyRequest, cluster_id: int, item_id: int) -> HttpResponse:
    """One need or offer, and what fits it."""
    place = place_of(request, cluster_scope(cluster_id))
    found = read.item_for(request.actor, _cluster(place), item_id)
    own = found.organisation_id == request.actor.organisation_id
    context = {
        **_around(place, (found.title, "")),
        "item": found,
        "status": _status(found),
        "area": Area(found.area).label,
        "level": dict(LEVELS)[found.level],
        "fits": [
            (fit, fit.other(found)) for fit in read.fits_of(request.actor, _cluster(place), found)
        ],
        "is_open": found.state == ItemState.OPEN,
        "own": own and may(policies.MAY, "edit_item", by=request.actor, scope=place.scope),
        "notes": own or bool(request.actor.roles_in(place.scope) & RUNS_IT),
    }
    return render(request, "diagnostics/item.html", context)


def _mine(request: SpinneyRequest) -> int:
    if request.actor.organisation_id is None:
        raise NotFound("Act for one of the members first.")
    return request.actor.organisation_id


@guard(policies, "add_item", scope="cluster")
def add_item(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Show a need or an offer of ours."""
    place = place_of(request, cluster_scope(cluster_id))
    kind = request.GET.get("kind", "")
    start = {"kind": kind} if kind in ItemKind.values else {}
    form = ItemForm(posted(request), initial=start)
    made = attempt(
        request,
        form,
        lambda: actions.add_item(
            cluster=_cluster(place),
            organisation_id=_mine(request),
            text=form.said(),
            by=request.actor,
            now=now(),
        ),
    )
    if made:
        told.say(request, f"“{made.title}” is on show in {place.name}.")
        return redirect("diagnostics:item", cluster_id, made.pk)
    context = place.task(form, "Show it", _to(cluster_id), minutes=2)
    return render(request, "diagnostics/add_item.html", context)


@guard(policies, "items_from_answers", scope="cluster")
def items_from_answers(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Choose what of our own answers to surveys we show the cluster."""
    place = place_of(request, cluster_scope(cluster_id))
    found = read.from_answers(_cluster(place), _mine(request))
    form = FromAnswersForm(posted(request), found=found)

    @transaction.atomic
    def deed() -> list[Item]:
        return [
            actions.add_item(
                cluster=_cluster(place),
                organisation_id=_mine(request),
                text=actions.ItemText(
                    one.suggestion.kind,
                    one.suggestion.area,
                    one.suggestion.title,
                    level=one.suggestion.level,
                ),
                came_from=one.survey,
                by=request.actor,
                now=now(),
            )
            for one in form.said()
        ]

    shown = attempt(request, form, deed)
    if shown is not None:
        what = counted(len(shown), "need or offer", "needs and offers")
        told.say(request, f"{what} on show in {place.name}.")
        return redirect(_to(cluster_id))
    context = place.task(form, "Show these", _to(cluster_id), minutes=2) | {"found": found}
    return render(request, "diagnostics/items_from_answers.html", context | {"cluster": place.of})


@guard(policies, "edit_item", scope="cluster")
def edit_item(request: SpinneyRequest, cluster_id: int, item_id: int) -> HttpResponse:
    """Change a need or an offer of ours."""
    place = place_of(request, cluster_scope(cluster_id))
    found = read.item_for(request.actor, _cluster(place), item_id)
    check_own(found.organisation_id, request.actor)
    start = {name: getattr(found, name) for name in (*actions.NAMES, "version")}
    form = ItemForm(posted(request), initial=start)
    changed = attempt(
        request,
        form,
        lambda: actions.edit_item(
            item=found,
            text=form.said(),
            version=form.cleaned_data["version"],
            by=request.actor,
            now=now(),
        ),
    )
    back = reverse("diagnostics:item", args=[cluster_id, item_id])
    if changed:
        told.say(request, "It is changed, and counts as confirmed today.")
        return redirect(back)
    return render(request, "diagnostics/edit_item.html", place.task(form, "Save", back, minutes=2))


@guard(policies, "confirm_items", scope="cluster")
def confirm_items(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Say which of our needs and offers still hold; the others can be taken off one by one."""
    place = place_of(request, cluster_scope(cluster_id))
    items = list(read.mine(_cluster(place), _mine(request)))
    form = ConfirmForm(posted(request), items=items)
    done = attempt(
        request,
        form,
        lambda: (
            actions.confirm_items(
                cluster=_cluster(place),
                organisation_id=_mine(request),
                items=form.said(),
                by=request.actor,
                now=now(),
            ),
        ),
    )
    if done is not None:
        left = len(items) - done[0]
        more = f" {counted(left, 'other')}: open it and take it off." if left else ""
        told.say(
            request, f"{counted(done[0], 'need or offer', 'needs and offers')} confirmed.{more}"
        )
        return redirect(_to(cluster_id))
    context = place.task(form, "These still hold", _to(cluster_id), minutes=2) | {"items": items}
    return render(request, "diagnostics/confirm_items.html", context | {"cluster": place.of})


@guard(policies, "end_item", scope="cluster")
@require_POST
def end_item(request: SpinneyRequest, cluster_id: int, item_id: int) -> HttpResponse:
    """Take a need or an offer of ours off."""
    place = place_of(request, cluster_scope(cluster_id))
    found = read.item_for(request.actor, _cluster(place), item_id)
    actions.end_item(item=found, met=bool(request.POST.get("met")), by=request.actor, now=now())
    undo = reverse("diagnostics:reopen-item", args=[cluster_id, item_id])
    told.say(request, f"“{found.title}” is off the list.", undo_url=undo)
    return redirect(_to(cluster_id))


@guard(policies, "reopen_item", scope="cluster")
@require_POST
def reopen_item(request: SpinneyRequest, cluster_id: int, item_id: int) -> HttpResponse:
    """Show it again."""
    place = place_of(request, cluster_scope(cluster_id))
    found = read.item_for(request.actor, _cluster(place), item_id)
    actions.reopen_item(item=found, by=request.actor, now=now())
    told.say(request, f"“{found.title}” is on show again.")
    return redirect("diagnostics:item", cluster_id, item_id)


def _pair(
    request: SpinneyRequest, place: Place, item_id: int, other_id: int
) -> tuple[Item, Item, Item]:
    """The item, and the need and the offer of the two."""
    one = read.item_for(request.actor, _cluster(place), item_id)
    other = read.item_for(request.actor, _cluster(place), other_id)
    need, offer = (one, other) if one.kind == ItemKind.NEED else (other, one)
    return one, need, offer


@guard(policies, "note_match", scope="cluster")
def note_match(
    request: SpinneyRequest, cluster_id: int, item_id: int, other_id: int
) -> HttpResponse:
    """Note what became of a need and an offer."""
    place = place_of(request, cluster_scope(cluster_id))
    found, need, offer = _pair(request, place, item_id, other_id)
    known = read.match_of(need, offer)
    start = {"state": known.state, "note": known.note} if known else {}
    form = MatchForm(posted(request), initial=start)
    noted = attempt(
        request,
        form,
        lambda: actions.note_match(
            need=need,
            offer=offer,
            state=MatchState(form.cleaned_data["state"]),
            note=form.cleaned_data["note"],
            by=request.actor,
            now=now(),
        ),
    )
    back = reverse("diagnostics:item", args=[cluster_id, item_id])
    if noted:
        undo = reverse("diagnostics:forget-match", args=[cluster_id, item_id, other_id])
        told.say(request, f"Noted: {noted.get_state_display().lower()}.", undo_url=undo)
        return redirect(back)
    context = place.task(form, "Note it", back, minutes=2) | {
        "need": need,
        "offer": offer,
        "item": found,
    }
    return render(request, "diagnostics/note_match.html", context)


@guard(policies, "forget_match", scope="cluster")
@require_POST
def forget_match(
    request: SpinneyRequest, cluster_id: int, item_id: int, other_id: int
) -> HttpResponse:
    """Take back what was noted."""
    place = place_of(request, cluster_scope(cluster_id))
    _, need, offer = _pair(request, place, item_id, other_id)
    match = read.match_of(need, offer)
    if match is not None:
        actions.forget_match(match=match, by=request.actor, now=now())
        told.say(request, "It is taken back.")
    return redirect("diagnostics:item", cluster_id, item_id)
