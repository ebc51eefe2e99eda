"""Who does what by when: listed, added, changed, done, dropped, and as a calendar."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.access.models import Person
from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import allows, may
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.components.words import day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.actions import action_list as actions
from spinney.decisions.bridge.action_calendar import calendar_of
from spinney.decisions.forms.action_list import ActionForm, DropForm, FinishForm
from spinney.decisions.models import ActionItem
from spinney.decisions.policies import action_list as rules
from spinney.decisions.queries import action_list as read
from spinney.decisions.queries.book import get_decision
from spinney.decisions.states import ActionState
from spinney.decisions.views.action_tables import actions_table
from spinney.decisions.views.decision_frames import action_status, around_list


def _url(item: ActionItem, verb: str = "action_item") -> str:
    return reverse(f"decisions:{verb.replace('_', '-')}", args=[item.cluster_id, item.pk])


@guard(policies, "action_list", scope="cluster")
@require_safe
def action_list(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Who does what. Unless asked for, only what is to be done is ticked; `?all=1` shows all."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    everything = "all" in request.GET
    if "state" not in request.GET and not everything:
        ticked = request.GET.copy()
        # "all" goes along in the links of the page, so that what is ticked can be taken away.
        ticked["state"], ticked["all"] = ActionState.OPEN, "1"
        request.GET = ticked  # type: ignore[assignment]
    may_add = may(policies.MAY, "add_action", by=request.actor, scope=cluster_scope(cluster_id))
    table = actions_table(cluster_id, request.actor, localdate(), may_add=may_add)
    rows = read.actions_of(request.actor, cluster_id)
    listing = table.listing(request, rows, file_name=f"{cluster.name} who does what")
    context = {
        "listing": listing, "may_add": may_add, "all_states": everything, **around_list(cluster),
    }  # fmt: skip
    return listing.export() or render(request, "decisions/action_list.html", context)


@guard(policies, "action_item", scope="cluster")
@require_safe
def action_item(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One thing that somebody undertook."""
    found = read.get_action(request.actor, cluster_id, pk)
    does, runs = rules.does(request.actor, found), rules.runs(request.actor, found)
    is_open = allows(rules.check_becomes, found, ActionState.DONE)
    context = {
        "item": found,
        "status": action_status(found, localdate()),
        "rows": list(_rows(found)),
        "can_finish": does and is_open,
        "can_edit": runs and is_open,
        "can_reopen": does and not is_open,
        **around_list(found.cluster, (found.what, "")),
    }
    return render(request, "decisions/action_item.html", context)


def _rows(found: ActionItem) -> Iterator[SummaryRow]:
    who = found.organisation.name if found.organisation else ""
    person = (found.person.name or found.person.email) if found.person else ""
    yield SummaryRow("Who", ", ".join(one for one in (person, who) if one) or read.FOR_ALL)
    yield SummaryRow("By", day(found.due_on) if found.due_on else "No day is set")
    if found.done_at:
        yield SummaryRow("Done on", day(found.done_at))
    if found.note:
        yield SummaryRow("Note", found.note)


def _people(cluster: clusters.Cluster) -> list[Person]:
    """Those who can undertake something: who represents a member, and who runs the cluster."""
    found = [*read.people_of(cluster, localdate()), *clusters.people_who_run(cluster)]
    unique = {one.pk: one for one in found}
    return sorted(unique.values(), key=lambda one: (one.name or one.email).lower())


def _form(
    request: SpinneyRequest, cluster: clusters.Cluster, item: ActionItem | None = None
) -> ActionForm:
    organisations = read.who_can_do(cluster)
    people = _people(cluster)
    if item is not None and item.person is not None and item.person not in people:
        people.append(item.person)
    return ActionForm(posted(request), organisations=organisations, people=people, item=item)


@guard(policies, "add_action", scope="cluster")
def add_action(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Put something on the list; `?decision=12` says after which decision."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    number = request.GET.get("decision", "")
    known = number.isascii() and number.isdigit() and len(number) < 9
    decision = get_decision(request.actor, cluster_id, int(number)) if known else None
    form = _form(request, cluster)
    made = attempt(
        request, form,
        lambda: actions.add_action(
            cluster=cluster, decision=decision, by=request.actor, now=now(), **form.said()
        ),
    )  # fmt: skip
    if made:
        say(request, f"On the list: {made.what}.")
        return redirect("decisions:action-list", cluster_id)
    context = {
        "form": form, "deed": "Put it on the list", "after": decision,
        **around_list(cluster, ("Add one", "")),
    }  # fmt: skip
    return render(request, "decisions/add_action.html", context)


@guard(policies, "edit_action", scope="cluster")
def edit_action(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change what is still to be done."""
    found = read.get_action(request.actor, cluster_id, pk)
    rules.check_becomes(found, ActionState.DONE)
    form = _form(request, found.cluster, found)
    done = attempt(
        request, form,
        lambda: actions.edit_action(
            action=found, read=form.cleaned_data["read"], by=request.actor, now=now(),
            **form.said(),
        ),
    )  # fmt: skip
    if done:
        say(request, "Changed.")
        return redirect(_url(found))
    context = {
        "form": form, "deed": "Save", "item": found,
        **around_list(found.cluster, (found.what, _url(found)), ("Change", "")),
    }  # fmt: skip
    return render(request, "decisions/edit_action.html", context)


@guard(policies, "finish_action", scope="cluster")
def finish_action(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say that it is done, and how it went."""
    found = read.get_action(request.actor, cluster_id, pk)
    rules.check_does(request.actor, found)
    rules.check_becomes(found, ActionState.DONE)
    form = FinishForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.finish_action(
            action=found, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done:
        say(request, f"Done: {found.what}.", undo_url=_url(found, "reopen_action"))
        return redirect("decisions:action-list", cluster_id)
    context = {
        "form": form, "deed": "It is done", "item": found,
        **around_list(found.cluster, (found.what, _url(found)), ("Done", "")),
    }  # fmt: skip
    return render(request, "decisions/finish_action.html", context)


@guard(policies, "drop_action", scope="cluster")
def drop_action(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say that it is not needed any more, and why."""
    found = read.get_action(request.actor, cluster_id, pk)
    rules.check_becomes(found, ActionState.DROPPED)
    form = DropForm(posted(request))
    done = attempt(
        request, form,
        lambda: actions.drop_action(
            action=found, by=request.actor, now=now(), **form.cleaned_data
        ),
    )  # fmt: skip
    if done:
        say(request, f"No longer needed: {found.what}.", undo_url=_url(found, "reopen_action"))
        return redirect("decisions:action-list", cluster_id)
    context = {
        "form": form, "deed": "Drop it", "item": found,
        **around_list(found.cluster, (found.what, _url(found)), ("Not needed", "")),
    }  # fmt: skip
    return render(request, "decisions/drop_action.html", context)


@guard(policies, "reopen_action", scope="cluster")
@require_POST
def reopen_action(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """It is to be done after all."""
    found = read.get_action(request.actor, cluster_id, pk)
    actions.reopen_action(action=found, by=request.actor, now=now())
    say(request, f"To be done after all: {found.what}.")
    return redirect(_url(found))


@guard(policies, "action_calendar", scope="cluster")
@require_safe
def action_calendar(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """What is ours to do, as a file for one's own calendar; for those who run it, everything."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    rows = read.for_calendar(request.actor, cluster_id)

    def address(item: ActionItem) -> str:
        return request.build_absolute_uri(_url(item))

    body = calendar_of(cluster.name, rows, address=address, now=now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="who-does-what.ics"'
    return response
