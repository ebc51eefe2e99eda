"""The support directory: what help there is, and who took it up."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Scope
from spinney.base.kernel.policy import may
from spinney.base.web import told
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Status, SummaryRow, Tone
from spinney.base.web.components.words import day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Empty, Table
from spinney.diagnostics import policies
from spinney.diagnostics.actions import support as actions
from spinney.diagnostics.forms.support import (
    AddSupportForm,
    EndTakeUpForm,
    SupportForm,
    TakeUpForm,
)
from spinney.diagnostics.models import Support
from spinney.diagnostics.queries import support as read
from spinney.diagnostics.states import Area, SupportKind
from spinney.diagnostics.views.places import Place, place_of


def _status(support: Support) -> Status:
    if support.ended_at is not None:
        return Status("Taken out", Tone.QUIET)
    if support.ends_on is not None and support.ends_on < localdate():
        return Status(f"Ended {day(support.ends_on)}", Tone.QUIET)
    if read.is_old(support, localdate()):
        return Status(f"Last checked {day(support.checked_on)}", Tone.LATE)
    return Status("Open", Tone.GO)


def _programme(place: Place) -> int | None:
    return place.cluster.programme_id if place.cluster else None


def _table(place: Place, runs_it: bool) -> Table:
    columns = [
        Column(
            "title", "What help", order_by="title", note=lambda s: s.for_whom,
            link=lambda s: reverse("diagnostics:support", args=[place.scope, s.pk]),
        ),
        Column("provider", "Who gives it", value=lambda s: s.provider.name,
               order_by="provider__name"),
        Column("area", "Area", value=lambda s: Area(s.area).label, order_by="area"),
        Column("kind", "Kind", value=lambda s: s.get_kind_display(), order_by="kind"),
        Column("where", "Where"),
        Column("cost", "Costs", only="file"),
        Column("email", "Address", only="file"),
        Column("website", "Website", only="file"),
        Column("status", "How it stands", kind="status", value=_status),
    ]  # fmt: skip
    if runs_it:
        columns.append(
            Column("n_took_up", "Took it up", kind="number", order_by="n_took_up",
                   note=lambda s: f"{s.n_going} now" if s.n_going else "")
        )  # fmt: skip
    return Table(
        name="support",
        caption="Help that is there",
        noun="entry",
        default_order="title",
        columns=columns,
        filters=[
            ChoiceFilter("area", "Area", field="area", labels=dict(Area.choices)),
            ChoiceFilter("kind", "Kind", field="kind", labels=dict(SupportKind.choices)),
            ChoiceFilter("by", "Who gives it", field="provider__name"),
        ],
        search=["title", "detail", "for_whom", "provider__name"],
        empty=Empty("The directory is empty", "Put in what help there is near you."),
    )


def _around(place: Place, *more: tuple[str, str]) -> dict[str, Any]:
    return place.around("Support", reverse("diagnostics:supports", args=[place.scope]), *more)


def _runs(request: SpinneyRequest, place: Scope) -> bool:
    return may(policies.MAY, "add_support", by=request.actor, scope=place)


@guard(policies, "supports", scope="place")
@require_safe
def supports(request: SpinneyRequest, place: Scope) -> HttpResponseBase:
    """What help there is."""
    here = place_of(request, place)
    runs_it = _runs(request, place)
    found = read.supports_in(place, _programme(here))
    if not runs_it:
        found = found.filter(ended_at=None)
    listing = _table(here, runs_it).listing(request, found, file_name=f"{here.name} support")
    context = {
        **_around(here),
        "listing": listing,
        "runs_it": runs_it,
        "may_ask": may(policies.MAY, "ask_for_support", by=request.actor, scope=place),
    }
    return listing.export() or render(request, "diagnostics/supports.html", context)


@guard(policies, "support", scope="place")
@require_safe
def support(request: SpinneyRequest, place: Scope, support_id: int) -> HttpResponse:
    """One entry: what it is, for whom, how to get it; and for whoever runs things, who did."""
    here = place_of(request, place)
    found = read.support_for(place, support_id, _programme(here))
    runs_it = _runs(request, found.scope) and found.scope == place
    context = {
        **_around(here, (found.title, "")),
        "support": found,
        "status": _status(found),
        "rows": _rows(found),
        "runs_it": runs_it,
        "take_up": read.take_up_of(found) if runs_it else [],
    }
    return render(request, "diagnostics/support.html", context)


def _rows(support: Support) -> list[SummaryRow]:
    said = {
        "Who gives it": support.provider.name,
        "Kind": support.get_kind_display(),
        "Area": Area(support.area).label,
        "For whom": support.for_whom,
        "Where": support.where,
        "Costs": support.cost,
        "Write to": support.email,
        "Website": support.website,
        "Takes": f"{support.places} organisations" if support.places else "",
        "From": day(support.starts_on) if support.starts_on else "",
        "Until": day(support.ends_on) if support.ends_on else "",
        "Last checked": day(support.checked_on),
    }
    return [SummaryRow(label, value) for label, value in said.items() if value]


@guard(policies, "add_support", scope="place")
def add_support(request: SpinneyRequest, place: Scope) -> HttpResponse:
    """Put help into the directory."""
    here = place_of(request, place)
    form = AddSupportForm(posted(request))
    made = attempt(
        request,
        form,
        lambda: actions.add_support(
            place=here.of, provider=form.by_whom(), text=form.said(), by=request.actor, now=now()
        ),
    )
    if made:
        told.say(request, f"“{made.title}” is in the directory.")
        return redirect("diagnostics:support", place, made.pk)
    back = reverse("diagnostics:supports", args=[place])
    return render(request, "diagnostics/add_support.html", here.task(form, "Put it in", back))


def _own(request: SpinneyRequest, place: Scope, support_id: int) -> tuple[Place, Support]:
    return place_of(request, place), read.support_for(place, support_id)


@guard(policies, "edit_support", scope="place")
def edit_support(request: SpinneyRequest, place: Scope, support_id: int) -> HttpResponse:
    """Change an entry."""
    here, found = _own(request, place, support_id)
    start = {name: getattr(found, name) for name in (*actions.NAMES, "version")}
    form = SupportForm(posted(request), initial=start)
    changed = attempt(
        request,
        form,
        lambda: actions.edit_support(
            support=found,
            text=form.said(),
            version=form.cleaned_data["version"],
            by=request.actor,
            now=now(),
        ),
    )
    back = reverse("diagnostics:support", args=[place, support_id])
    if changed:
        told.say(request, "The entry is changed, and counts as checked today.")
        return redirect(back)
    return render(request, "diagnostics/edit_support.html", here.task(form, "Save", back))


@guard(policies, "check_support", scope="place")
@require_POST
def check_support(request: SpinneyRequest, place: Scope, support_id: int) -> HttpResponse:
    """It is still right."""
    _, found = _own(request, place, support_id)
    actions.check_support(support=found, by=request.actor, now=now())
    told.say(request, "Checked today.")
    return redirect("diagnostics:support", place, support_id)


@guard(policies, "end_support", scope="place")
@require_POST
def end_support(request: SpinneyRequest, place: Scope, support_id: int) -> HttpResponse:
    """Take it out of the directory."""
    _, found = _own(request, place, support_id)
    actions.end_support(support=found, by=request.actor, now=now())
    undo = reverse("diagnostics:reopen-support", args=[place, support_id])
    told.say(request, f"“{found.title}” is out of the directory.", undo_url=undo)
    return redirect("diagnostics:supports", place)


@guard(policies, "reopen_support", scope="place")
@require_POST
def reopen_support(request: SpinneyRequest, place: Scope, support_id: int) -> HttpResponse:
    """Put it back."""
    _, found = _own(request, place, support_id)
    actions.reopen_support(support=found, by=request.actor, now=now())
    told.say(request, f"“{found.title}” is in the directory again.")
    return redirect("diagnostics:support", place, support_id)


@guard(policies, "note_take_up", scope="place")
def note_take_up(request: SpinneyRequest, place: Scope, support_id: int) -> HttpResponse:
    """Note who took it up."""
    here, found = _own(request, place, support_id)
    form = TakeUpForm(posted(request), initial={"began_on": localdate()})
    noted = attempt(
        request,
        form,
        lambda: actions.note_take_up(
            support=found,
            organisation=form.whose(),
            began_on=form.cleaned_data["began_on"],
            by=request.actor,
            now=now(),
        ),
    )
    back = reverse("diagnostics:support", args=[place, support_id])
    if noted:
        undo = reverse("diagnostics:take-back-take-up", args=[place, noted.pk])
        told.say(request, f"{noted.organisation.name} took it up.", undo_url=undo)
        return redirect(back)
    context = here.task(form, "Note it", back) | {"support": found}
    return render(request, "diagnostics/note_take_up.html", context)


@guard(policies, "end_take_up", scope="place")
def end_take_up(request: SpinneyRequest, place: Scope, take_up_id: int) -> HttpResponse:
    """Note its end, and what came of it."""
    here, found = place_of(request, place), read.take_up_for(place, take_up_id)
    form = EndTakeUpForm(posted(request), initial={"ended_on": localdate()})
    ended = attempt(
        request,
        form,
        lambda: actions.end_take_up(
            take_up=found,
            ended_on=form.cleaned_data["ended_on"],
            outcome=form.cleaned_data["outcome"],
            by=request.actor,
            now=now(),
        ),
    )
    back = reverse("diagnostics:support", args=[place, found.support_id])
    if ended:
        told.say(request, "Its end is noted.")
        return redirect(back)
    context = here.task(form, "Note its end", back) | {"take_up": found}
    return render(request, "diagnostics/end_take_up.html", context)


@guard(policies, "take_back_take_up", scope="place")
@require_POST
def take_back_take_up(request: SpinneyRequest, place: Scope, take_up_id: int) -> HttpResponse:
    """It was noted by mistake."""
    found = read.take_up_for(place, take_up_id)
    actions.take_back_take_up(take_up=found, by=request.actor, now=now())
    told.say(request, "It is taken back.")
    return redirect("diagnostics:support", place, found.support_id)


TAKE_UP = Table(
    name="take-up",
    caption="Who took up what",
    noun="time",
    default_order="-began_on",
    columns=[
        Column("organisation", "Organisation", value=lambda t: t.organisation.name,
               order_by="organisation__name"),
        Column("support", "What", value=lambda t: t.support.title, order_by="support__title"),
        Column("provider", "From whom", value=lambda t: t.support.provider.name,
               order_by="support__provider__name"),
        Column("area", "Area", value=lambda t: Area(t.support.area).label,
               order_by="support__area"),
        Column("began_on", "From", kind="date", order_by="began_on"),
        Column("ended_on", "Until", kind="date", order_by="ended_on"),
        Column("outcome", "What came of it"),
    ],
    filters=[
        ChoiceFilter("area", "Area", field="support__area", labels=dict(Area.choices)),
        ChoiceFilter("by", "From whom", field="support__provider__name"),
        ChoiceFilter("who", "Organisation", field="organisation__name"),
    ],
    search=["organisation__name", "support__title", "outcome"],
    empty=Empty("Nobody has taken anything up yet", "Note it on the page of the help."),
)  # fmt: skip


@guard(policies, "take_up", scope="place")
@require_safe
def take_up(request: SpinneyRequest, place: Scope) -> HttpResponseBase:
    """Who took up what, over all that is offered."""
    here = place_of(request, place)
    listing = TAKE_UP.listing(
        request, read.take_up_in(place, _programme(here)), file_name=f"{here.name} take-up"
    )
    context = {**_around(here, ("Who took up what", "")), "listing": listing}
    return listing.export() or render(request, "diagnostics/take_up.html", context)
