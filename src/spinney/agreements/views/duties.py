"""What is due under agreements: listed, noted, changed, done, dropped."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import policies
from spinney.agreements.actions import duties as actions
from spinney.agreements.bridge.lasting import last_agreed
from spinney.agreements.engine.content import Content
from spinney.agreements.forms.duties import DropForm, DutyForm, FinishForm
from spinney.agreements.models import Agreement, Duty, Party
from spinney.agreements.policies import duties as rules
from spinney.agreements.queries import duties as read
from spinney.agreements.states import DutyKind, DutyState
from spinney.agreements.views.around import (
    agreement_in,
    agreement_url,
    around,
    around_cluster,
)
from spinney.agreements.views.duty_tables import duties_table, status_of, whose
from spinney.base.kernel.policy import allows
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.components.words import counted, day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters


def duty_url(found: Duty, verb: str = "duty") -> str:
    """The address of a page of one duty."""
    name = f"agreements:{verb.replace('_', '-')}"
    return reverse(name, args=[found.agreement.cluster_id, found.pk])


@guard(policies, "duties", scope="cluster")
@require_safe
def duties(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Everything that is due in a cluster; `?whose=ours` shows what one's own organisation has to
    do, `?all=1` also what is done. Unless asked for, only what is to be done is ticked.
    """
    cluster = clusters.cluster_for(request.actor, cluster_id)
    rows = read.duties_of(request.actor, cluster_id)
    ours = request.GET.get("whose") == "ours"
    if ours:
        rows = rows.filter(organisation__in=read.own_of(request.actor))
    everything = "all" in request.GET
    if "state" not in request.GET and not everything:
        ticked = request.GET.copy()
        # "all" goes along in the links of the page, so that what is ticked can be taken away.
        ticked["state"], ticked["all"] = DutyState.OPEN, "1"
        request.GET = ticked  # type: ignore[assignment]
    table = duties_table(cluster_id, localdate())
    listing = table.listing(request, rows, file_name=f"{cluster.name} what is due")
    context = {
        "listing": listing,
        "ours": ours,
        "has_own": bool(read.own_of(request.actor)),
        "all_states": everything,
        **around_cluster(cluster, ("What is due", "")),
    }
    return listing.export() or render(request, "agreements/duties.html", context)


@guard(policies, "duty", scope="cluster")
@require_safe
def duty(request: SpinneyRequest, cluster_id: int, duty_id: int) -> HttpResponse:
    """One thing that is due: what, whose, where it comes from, and what became of it."""
    found = read.get_duty(request.actor, cluster_id, duty_id)
    does, keeps = rules.does(request.actor, found), rules.keeps(request.actor, found.agreement)
    is_open = allows(rules.check_duty_can_become, found, DutyState.DONE)
    context = {
        "duty": found,
        "status": status_of(found, localdate()),
        "rows": _rows(found),
        "can_finish": does and is_open,
        "can_edit": keeps and is_open,
        "can_reopen": (does if found.state == DutyState.DONE else keeps) and not is_open,
        **_around(found, ()),
    }
    return render(request, "agreements/duty.html", context)


def _around(found: Duty, more: tuple[tuple[str, str], ...]) -> dict[str, object]:
    listed = reverse("agreements:duties", args=[found.agreement.cluster_id])
    own = duty_url(found) if more else ""
    frame = around_cluster(found.agreement.cluster, ("What is due", listed), (found.title, own))
    if more:
        frame = around_cluster(
            found.agreement.cluster, ("What is due", listed), (found.title, own), *more
        )
    return frame | {"caption": found.agreement.title}


def _rows(found: Duty) -> list[SummaryRow]:
    rows = [
        SummaryRow("By", day(found.due_on)),
        SummaryRow("Who", whose(found)),
    ]
    if found.kind != DutyKind.OTHER:
        rows.append(SummaryRow("Kind", found.get_kind_display()))
    if found.every_months:
        rows.append(SummaryRow("Again", f"Every {counted(found.every_months, 'month')}"))
    rows.append(SummaryRow("From", _source(found)))
    if found.state == DutyState.DONE and found.done_on:
        rows.append(SummaryRow("Done on", day(found.done_on)))
    if found.note:
        rows.append(SummaryRow("Note", found.note))
    return rows


def _source(found: Duty) -> str:
    if not found.from_term:
        return f"{found.agreement.title}, noted by hand"
    version = last_agreed(found.agreement)
    clause = Content.from_json(version.content).clause(found.clause) if version else None
    return f"{found.agreement.title}, “{clause.heading}”" if clause else found.agreement.title


def _parties(agreement: Agreement) -> list[Party]:
    today = localdate()
    rows = agreement.parties.exclude(joined_on=None).select_related("organisation")
    return [one for one in rows if one.left_on is None or one.left_on > today]


@guard(policies, "note_duty", scope="cluster")
def note_duty(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Note something that the terms do not make due by themselves."""
    found = agreement_in(request, cluster_id, agreement_id)
    rules.check_keeps(request.actor, found)
    rules.check_can_note(found)
    form = DutyForm(posted(request), parties=_parties(found))
    made = attempt(
        request,
        form,
        lambda: actions.note_duty(agreement=found, text=form.text, by=request.actor, now=now()),
    )
    if made:
        say(request, f"Noted: {made.title}, by {day(made.due_on)}.")
        return redirect(agreement_url(found))
    context = {"form": form, "deed": "Note it", **around(found, ("Note what is due", ""))}
    return render(request, "agreements/note_duty.html", context)


@guard(policies, "edit_duty", scope="cluster")
def edit_duty(request: SpinneyRequest, cluster_id: int, duty_id: int) -> HttpResponse:
    """Change something that is still to be done."""
    found = read.get_duty(request.actor, cluster_id, duty_id)
    rules.check_keeps(request.actor, found.agreement)
    form = DutyForm(posted(request), parties=_parties(found.agreement), duty=found)
    done = attempt(
        request,
        form,
        lambda: actions.edit_duty(
            duty=found, text=form.text, read=form.cleaned_data["read"], by=request.actor, now=now()
        ),
    )
    if done:
        say(request, "Changed.")
        return redirect(duty_url(found))
    context = {"form": form, "deed": "Save", "duty": found, **_around(found, (("Change", ""),))}
    return render(request, "agreements/edit_duty.html", context)


@guard(policies, "finish_duty", scope="cluster")
def finish_duty(request: SpinneyRequest, cluster_id: int, duty_id: int) -> HttpResponse:
    """Say that something is done, and when."""
    found = read.get_duty(request.actor, cluster_id, duty_id)
    rules.check_does(request.actor, found)
    rules.check_duty_can_become(found, DutyState.DONE)
    form = FinishForm(posted(request), initial={"on": localdate()})
    done = attempt(
        request,
        form,
        lambda: actions.finish_duty(
            duty=found,
            on=form.cleaned_data["on"],
            note=form.cleaned_data["note"],
            by=request.actor,
            now=now(),
        ),
    )
    if done:
        undo = duty_url(found, "reopen_duty")
        say(request, f"Done: {found.title}.", undo_url=undo)
        return redirect("agreements:duties", cluster_id)
    context = {"form": form, "deed": "It is done", "duty": found, **_around(found, (("Done", ""),))}
    return render(request, "agreements/finish_duty.html", context)


@guard(policies, "reopen_duty", scope="cluster")
@require_POST
def reopen_duty(request: SpinneyRequest, cluster_id: int, duty_id: int) -> HttpResponse:
    """It is to be done after all."""
    found = read.get_duty(request.actor, cluster_id, duty_id)
    actions.reopen_duty(duty=found, by=request.actor, now=now())
    say(request, f"To be done after all: {found.title}.")
    return redirect(duty_url(found))


@guard(policies, "drop_duty", scope="cluster")
def drop_duty(request: SpinneyRequest, cluster_id: int, duty_id: int) -> HttpResponse:
    """Say that something is not needed any more, and why."""
    found = read.get_duty(request.actor, cluster_id, duty_id)
    rules.check_keeps(request.actor, found.agreement)
    rules.check_duty_can_become(found, DutyState.DROPPED)
    form = DropForm(posted(request))
    done = attempt(
        request,
        form,
        lambda: actions.drop_duty(
            duty=found, reason=form.cleaned_data["reason"], by=request.actor, now=now()
        ),
    )
    if done:
        undo = duty_url(found, "reopen_duty")
        say(request, f"No longer needed: {found.title}.", undo_url=undo)
        return redirect("agreements:duties", cluster_id)
    context = {
        "form": form, "deed": "Drop it", "duty": found, **_around(found, (("Drop", ""),)),
    }  # fmt: skip
    return render(request, "agreements/drop_duty.html", context)
