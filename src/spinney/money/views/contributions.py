"""Unpaid time and things given: one page with each total by itself, and the list behind it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import allows
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import Brand, Figure, Link
from spinney.base.web.components.words import counted, minutes, money
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.base.web.task_links import task_link
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.actions import contributions as actions
from spinney.money.bridge.contributions import given_words, hours_words
from spinney.money.forms.contributions import AskMembersForm, ContributionForm
from spinney.money.models import Contribution
from spinney.money.policies.contributions import NOTE, check_may_write, check_stands
from spinney.money.queries import contributions as read
from spinney.money.queries import keeping
from spinney.money.queries.budgets import nameable
from spinney.money.states import ContributionFor, ContributionKind
from spinney.money.views.around import around_cluster
from spinney.register.api import Organisation

TITLE = "Time and things given"


def all_url(cluster_id: int) -> str:
    """The address of the page of what was given."""
    return reverse("money:contributions", args=[cluster_id])


def days_words(days: Decimal) -> str:
    """Days as they are read."""
    plain = f"{days:,.2f}".rstrip("0").rstrip(".")
    return f"{plain} {'day' if days == 1 else 'days'}"


def _table(note_url: str, changeable: frozenset[int]) -> Table:
    def url(row: Contribution) -> str:
        if row.pk not in changeable:
            return ""
        return reverse("money:edit-contribution", args=[row.cluster_id, row.pk])

    return Table(
        name="given", caption="What was given", noun="contribution", default_order="-day",
        columns=[
            Column("what", "What", order_by="what", link=url),
            Column("member", "Who", value=lambda row: row.organisation.name, order_by="member"),
            Column("day", "Day", kind="date", order_by="day"),
            Column("work", "Went into", value=lambda row: row.get_work_display(), order_by="work"),
            Column("hours", "Hours", kind="number",
                   value=lambda row: None if row.hours is None else float(row.hours),
                   order_by="hours"),
            Column("worth", "Worth", kind="money", value=lambda row: read.gift_of(row).pence,
                   order_by="worth", note=_rate),
            Column("kind", "Kind", value=lambda row: row.get_kind_display(), only="file"),
            Column("rate", "An hour", kind="money", value=lambda row: row.rate_pence, only="file"),
            Column("rate_source", "Rate from", only="file"),
            Column("activity", "Activity", only="file",
                   value=lambda row: row.activity.title if row.activity else ""),
            Column("note", "Note", kind="prose", only="file"),
        ],
        filters=[
            ChoiceFilter("kind", "Time or things", labels=dict(ContributionKind.choices)),
            ChoiceFilter("work", "Went into", labels=dict(ContributionFor.choices), met=True),
            ChoiceFilter("who", "Who", value=lambda row: row.organisation.name),
        ],
        search=["what", "organisation__name"], search_label="Search",
        empty=Empty(
            "Nothing is noted yet",
            "Note what members give without pay: hours, rooms, services. It shows work that no"
            " budget shows.",
            Link("Note what you gave", note_url) if note_url else None,
        ),
    )  # fmt: skip


def _rate(row: Contribution) -> str:
    if row.rate_pence is None:
        return ""
    return f"{money(row.rate_pence)} an hour: {row.rate_source}"


@guard(policies, "contributions", scope="cluster")
@require_safe
def contributions(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What was given to a cluster without pay."""
    by, cluster = request.actor, clusters.cluster_for(request.actor, cluster_id)
    found = read.contributed(cluster)
    able = read.members_for(by, cluster, localdate())
    note = reverse("money:note-contribution", args=[cluster_id]) if able else ""
    kept = keeping.keeps(by, cluster, localdate())
    changeable = frozenset(
        row.pk for row in found.rows if allows(check_may_write, by, row.organisation, keeps=kept)
    )
    listing = _table(note, changeable).listing(
        request, list(found.rows), file_name=f"{cluster.name} time and things given"
    )
    lead = read.lead_of(cluster)
    context = around_cluster(cluster, (TITLE, "")) | {
        "listing": listing, "found": found, "figures": _figures(found), "note_url": note,
        "ask_url": reverse("money:ask-for-contributions", args=[cluster_id]) if kept else "",
        "by_member": [(name, given_words(one)) for name, one in found.by_member],
        "by_work": [(ContributionFor(key).label, given_words(one))
                    for key, one in sorted(found.by_work.items())],
        "lead": lead, "lead_words": given_words(found.lead_development),
    }  # fmt: skip
    return listing.export() or render(request, "money/contributions.html", context)


def _figures(found: read.Contributed) -> list[Figure]:
    whole, lead = found.whole, found.lead_development
    worth = f"{money(whole.time_pence)} by their rates" if whole.time_pence else ""
    if whole.time_pence and whole.unpriced_hours:
        worth += f", {hours_words(whole.unpriced_hours)} without a rate"
    shown = [
        Figure("Unpaid time of members", hours_words(whole.hours), note=worth),
        Figure("Rooms, things and services", money(whole.things_pence)),
        Figure("Days of facilitation", days_words(found.facilitation_days)),
        Figure("Days of review", days_words(found.review_days)),
        Figure("Asked by this site itself", minutes(found.minutes) if found.minutes else "nothing",
               note="what was done here, by the minutes that each step takes"),
    ]  # fmt: skip
    if lead.hours:
        shown.insert(1, Figure("Of it the lead body, developing the cluster",
                               hours_words(lead.hours)))  # fmt: skip
    return shown


@guard(policies, "note_contribution", scope="cluster")
def note_contribution(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Note what one's organisation, or a member, gave."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    able = read.members_for(request.actor, cluster, localdate())
    form = _form(request, cluster, able)
    done = attempt(request, form, lambda: _noted(request, cluster, form))
    if done is not None:
        say(request, f"Noted: {done.what}.")
        return redirect(all_url(cluster_id))
    context = {
        "form": form, "deed": "Note it", "minutes": 1, "back_url": all_url(cluster_id),
        **around_cluster(cluster, (TITLE, all_url(cluster_id)), ("Note what you gave", "")),
    }  # fmt: skip
    return render(request, "money/note_contribution.html", context)


def _form(
    request: SpinneyRequest, cluster: clusters.Cluster, members: list[tuple[int, str]],
    row: Contribution | None = None,
) -> ContributionForm:  # fmt: skip
    today = localdate()
    names = nameable(cluster, today)
    return ContributionForm(
        posted(request), members=members, activities=names.activities, today=today, row=row
    )


def _noted(
    request: SpinneyRequest, cluster: clusters.Cluster, form: ContributionForm
) -> Contribution:
    organisation = Organisation.objects.get(pk=int(form.cleaned_data["organisation"]))
    return actions.note_contribution(
        cluster=cluster, organisation=organisation, said=form.said(), by=request.actor, now=now()
    )


@guard(policies, "edit_contribution", scope="cluster")
def edit_contribution(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change what was noted, or take it out."""
    row = read.get_contribution(request.actor, cluster_id, pk)
    check_stands(row)
    kept = keeping.keeps(request.actor, row.cluster, localdate())
    check_may_write(request.actor, row.organisation, keeps=kept)
    form = _form(request, row.cluster, [], row)
    done = attempt(
        request, form,
        lambda: actions.edit_contribution(
            contribution=row, said=form.said(), read=form.cleaned_data["read"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Changed.")
        return redirect(all_url(cluster_id))
    renew_version(form, row.version)
    context = {
        "form": form, "deed": "Save", "row": row, "back_url": all_url(cluster_id),
        "remove_url": reverse("money:remove-contribution", args=[cluster_id, pk]),
        **around_cluster(row.cluster, (TITLE, all_url(cluster_id)), (row.what, "")),
    }  # fmt: skip
    return render(request, "money/edit_contribution.html", context)


@guard(policies, "remove_contribution", scope="cluster")
@require_POST
def remove_contribution(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take it out."""
    row = read.get_contribution(request.actor, cluster_id, pk)
    actions.remove_contribution(contribution=row, by=request.actor, now=now())
    undo = reverse("money:restore-contribution", args=[cluster_id, pk])
    say(request, f"Taken out: {row.what}.", undo_url=undo)
    return redirect(all_url(cluster_id))


@guard(policies, "restore_contribution", scope="cluster")
@require_POST
def restore_contribution(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Bring it back."""
    row = read.get_contribution(request.actor, cluster_id, pk)
    actions.restore_contribution(contribution=row, by=request.actor, now=now())
    say(request, f"It is back: {row.what}.")
    return redirect(all_url(cluster_id))


@guard(policies, "ask_for_contributions", scope="cluster")
def ask_for_contributions(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Send members a link by which they note what they gave."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    members = read.members_for(request.actor, cluster, localdate())
    form = AskMembersForm(posted(request), members=members)
    asked = attempt(
        request, form,
        lambda: actions.ask_for_contributions(
            cluster=cluster, organisation_ids=form.cleaned_data["members"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if asked is not None:
        say(request, f"{counted(asked, 'member')} asked, each with a link that takes a minute.")
        return redirect(all_url(cluster_id))
    context: dict[str, Any] = {
        "form": form,
        "deed": "Send the links",
        "back_url": all_url(cluster_id),
        **around_cluster(cluster, (TITLE, all_url(cluster_id)), ("Ask members", "")),
    }
    return render(request, "money/ask_for_contributions.html", context)


@task_link(NOTE)
def note_contribution_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """From a link, without an account: what an organisation gave, as often as it gives."""
    membership = read.membership_by_link(request.actor)
    if step not in ("", "noted"):
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    cluster, organisation = membership.cluster, membership.organisation
    form = _form(request, cluster, [(organisation.pk, organisation.name)])
    done = attempt(request, form, lambda: _noted(request, cluster, form))
    if done is not None:
        if link.used_at is None:  # its minute is counted once; what it does can be done again
            links.spend(link, now=now())
        return redirect(f"{request.task_path}noted/")
    rows = list(read.given_by_link(membership)[:10])
    context = {
        "form": form, "deed": "Note it", "organisation": organisation, "rows": rows,
        "noted": step == "noted" and request.method == "GET", "home": request.task_path,
        "brand": Brand(cluster.name, "", "", cluster.colour),
    }  # fmt: skip
    return render(request, "money/note_contribution_by_link.html", context)
