"""The agenda of a meeting, and its papers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.words import counted, day
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.decisions import policies
from spinney.decisions.actions import agenda as actions
from spinney.decisions.actions import meeting_papers as papers
from spinney.decisions.forms.meetings import CopyAgendaForm, ItemForm, PaperForm, item_values
from spinney.decisions.models import AgendaItem, Meeting
from spinney.decisions.policies import meetings as rules
from spinney.decisions.queries import meetings as queries
from spinney.decisions.queries.meeting_page import ballots_for_items
from spinney.decisions.states import MeetingState
from spinney.decisions.views.meeting_frames import around_meeting, meeting_in, meeting_url

AGENDA = "#agenda"


def _back(meeting: Meeting, item: AgendaItem | None = None) -> str:
    """To the agenda: where minutes are taken, while they are."""
    if meeting.state == MeetingState.HELD:
        anchor = f"#item-{item.pk}" if item else "#items"
        return f"{meeting_url(meeting, 'take_minutes')}{anchor}"
    return f"{meeting_url(meeting)}{AGENDA}"


def _item_in(
    request: SpinneyRequest, cluster_id: int, meeting_id: int, item_id: int
) -> tuple[Meeting, AgendaItem]:
    found = meeting_in(request, cluster_id, meeting_id)
    return found, queries.get_item(found, item_id)


@guard(policies, "add_agenda_item", scope="cluster")
def add_agenda_item(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Put an item on the agenda."""
    found = meeting_in(request, cluster_id, meeting_id)
    rules.check_agenda_open(found)
    form = ItemForm(posted(request), ballots=ballots_for_items(request.actor, found))
    made = attempt(
        request, form,
        lambda: actions.add_agenda_item(
            meeting=found, by=request.actor, now=now(), **form.said()
        ),
    )  # fmt: skip
    if made is not None:
        say(request, f"“{made.title}” is on the agenda.")
        if "another" in request.POST:
            return redirect(meeting_url(found, "add_agenda_item"))
        return redirect(_back(found, made))
    context = {
        "form": form, "deed": "Put it on the agenda", **around_meeting(found, ("New item", "")),
    }  # fmt: skip
    return render(request, "decisions/add_agenda_item.html", context)


@guard(policies, "edit_agenda_item", scope="cluster")
def edit_agenda_item(
    request: SpinneyRequest, cluster_id: int, meeting_id: int, item_id: int
) -> HttpResponse:
    """Change an item."""
    found, item = _item_in(request, cluster_id, meeting_id, item_id)
    rules.check_agenda_open(found)
    choices = ballots_for_items(request.actor, found)
    if item.ballot is not None and item.ballot not in choices:
        choices.append(item.ballot)
    form = ItemForm(posted(request), initial=item_values(item), ballots=choices)
    done = attempt(
        request, form,
        lambda: actions.edit_agenda_item(
            item=item, version=form.cleaned_data["version"], by=request.actor, now=now(),
            **form.said(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "The item is saved.")
        return redirect(_back(found, item))
    renew_version(form, item.version)
    context = {
        "form": form, "deed": "Save", "item": item,
        **around_meeting(found, ("Change an item", "")),
    }  # fmt: skip
    return render(request, "decisions/edit_agenda_item.html", context)


@guard(policies, "move_agenda_item", scope="cluster")
@require_POST
def move_agenda_item(
    request: SpinneyRequest, cluster_id: int, meeting_id: int, item_id: int
) -> HttpResponse:
    """One place up, or down."""
    found, item = _item_in(request, cluster_id, meeting_id, item_id)
    up = request.POST.get("to") != "down"
    actions.move_agenda_item(item=item, up=up, by=request.actor, now=now())
    return redirect(_back(found, item))


@guard(policies, "remove_agenda_item", scope="cluster")
@require_POST
def remove_agenda_item(
    request: SpinneyRequest, cluster_id: int, meeting_id: int, item_id: int
) -> HttpResponse:
    """Take an item off the agenda."""
    found, item = _item_in(request, cluster_id, meeting_id, item_id)
    actions.remove_agenda_item(item=item, by=request.actor, now=now())
    say(request, f"“{item.title}” is off the agenda.")
    return redirect(_back(found))


@guard(policies, "copy_agenda", scope="cluster")
def copy_agenda(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Take over the agenda of an earlier meeting."""
    found = meeting_in(request, cluster_id, meeting_id)
    rules.check_agenda_open(found)
    earlier = queries.with_agenda(request.actor, found)
    names = [(one.pk, f"{one.title}, {day(one.starts_at)}") for one in earlier]
    form = CopyAgendaForm(posted(request), meetings=names)
    made = attempt(
        request, form,
        lambda: actions.copy_agenda(
            meeting=found, by=request.actor, now=now(),
            source=meeting_in(request, cluster_id, int(form.cleaned_data["source"])),
            everything=form.cleaned_data["which"] == "all",
        ),
    )  # fmt: skip
    if made is not None:
        say(request, f"{counted(len(made), 'item')} taken over.")
        return redirect(_back(found))
    context = {
        "form": form, "deed": "Take it over", "earlier": earlier,
        **around_meeting(found, ("Take over the agenda", "")),
    }  # fmt: skip
    return render(request, "decisions/copy_agenda.html", context)


@guard(policies, "add_meeting_paper", scope="cluster")
def add_meeting_paper(request: SpinneyRequest, cluster_id: int, meeting_id: int) -> HttpResponse:
    """Add a paper."""
    found = meeting_in(request, cluster_id, meeting_id)
    rules.check_agenda_open(found)
    form = PaperForm(
        posted(request), request.FILES or None, items=found.items.all(),
        initial={"item": request.GET.get("item", "")},
    )  # fmt: skip
    made = attempt(
        request, form,
        lambda: papers.add_meeting_paper(meeting=found, by=request.actor, now=now(), **form.said()),
    )  # fmt: skip
    if made is not None:
        say(request, f"“{made.name}” is among the papers.")
        return redirect(meeting_url(found))
    context = {
        "form": form, "deed": "Add the paper", **around_meeting(found, ("Add a paper", "")),
    }  # fmt: skip
    return render(request, "decisions/add_meeting_paper.html", context)


@guard(policies, "remove_meeting_paper", scope="cluster")
@require_POST
def remove_meeting_paper(
    request: SpinneyRequest, cluster_id: int, meeting_id: int, paper_id: int
) -> HttpResponse:
    """Take a paper away."""
    found = meeting_in(request, cluster_id, meeting_id)
    paper = queries.get_paper(found, paper_id)
    papers.remove_meeting_paper(paper=paper, by=request.actor, now=now())
    say(request, f"“{paper.name}” is taken away.")
    return redirect(meeting_url(found))
