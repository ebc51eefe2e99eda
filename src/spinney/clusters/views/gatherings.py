"""Gatherings of a cluster: the list, who came, and how members come and go over time."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.components.words import EMPTY
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import Column, Empty, Table
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import gatherings as actions
from spinney.clusters.forms.days import AttendanceForm, GatheringForm
from spinney.clusters.models import Attendance, Cluster, Gathering
from spinney.clusters.queries import days as read
from spinney.clusters.queries.clusters import cluster_for
from spinney.clusters.queries.days import PatternRow, Patterns
from spinney.clusters.queries.gathering_keepers import kept_at
from spinney.clusters.views.acting import cluster_brand, cluster_trail

ROOM_FOR_GUESTS = 6


def address(gathering: Gathering) -> str:
    return reverse("clusters:gathering", args=[gathering.cluster_id, gathering.pk])


def _came(gathering: Gathering) -> str:
    if not gathering.marked:  # type: ignore[attr-defined]
        return "Not noted yet" if gathering.held_on <= localdate() else "To come"
    return f"{gathering.came} of {gathering.marked}"  # type: ignore[attr-defined]


GATHERINGS = Table(
    name="gatherings",
    caption="Gatherings",
    noun="gathering",
    default_order="-held_on",
    columns=[
        Column("held_on", "Day", kind="date", order_by="held_on"),
        Column("title", "What", link=address, order_by="title"),
        Column("where", "Where"),
        Column("came", "Came", value=_came),
    ],
    search=["title", "where"],
    empty=Empty("No gatherings yet", "Put down the first, held or to come."),
)


def _helps(actor: Actor, cluster: Cluster) -> bool:
    return may(policies.MAY, "record_attendance", by=actor, scope=cluster_scope(cluster.pk))


@guard(policies, "gatherings", scope="cluster")
@require_safe
def gatherings(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """When the cluster came together, and how many came."""
    cluster = cluster_for(request.actor, cluster_id)
    found = read.gatherings_of(cluster)
    listing = GATHERINGS.listing(request, found, file_name=f"gatherings-{cluster.name}")
    helps = _helps(request.actor, cluster)
    context = {
        "cluster": cluster,
        "brand": cluster_brand(cluster),
        "listing": listing,
        "helps": helps,
        "removed": read.removed_gatherings(cluster, now()) if helps else [],
        "trail": cluster_trail(cluster, ("Gatherings", "")),
    }
    return listing.export() or render(request, "clusters/gatherings.html", context)


@guard(policies, "gathering", scope="cluster")
@require_safe
def gathering(request: SpinneyRequest, cluster_id: int, gathering_id: int) -> HttpResponse:
    """One gathering, and who was there."""
    found = read.get_gathering(request.actor, cluster_id, gathering_id)
    if elsewhere := kept_at(found):
        return redirect(elsewhere)
    context = {
        "gathering": found,
        "cluster": found.cluster,
        "brand": cluster_brand(found.cluster),
        "rows": read.sheet_of(found),
        "was_held": found.held_on <= localdate(),
        "helps": _helps(request.actor, found.cluster) and found.removed_at is None,
        "trail": cluster_trail(
            found.cluster,
            ("Gatherings", reverse("clusters:gatherings", args=[cluster_id])),
            (found.title, ""),
        ),
    }
    return render(request, "clusters/gathering.html", context)


@guard(policies, "sign_in_sheet", scope="cluster")
@require_safe
def sign_in_sheet(request: SpinneyRequest, cluster_id: int, gathering_id: int) -> HttpResponse:
    """A sheet of paper on which whoever comes signs."""
    found = read.get_gathering(request.actor, cluster_id, gathering_id)
    context = {
        "gathering": found,
        "cluster": found.cluster,
        "brand": cluster_brand(found.cluster),
        "rows": read.sheet_of(found),
        "guests": range(ROOM_FOR_GUESTS),
        "trail": cluster_trail(
            found.cluster,
            ("Gatherings", reverse("clusters:gatherings", args=[cluster_id])),
            (found.title, reverse("clusters:gathering", args=[cluster_id, found.pk])),
            ("Sheet to sign", ""),
        ),
    }
    return render(request, "clusters/sign_in_sheet.html", context)


@guard(policies, "add_gathering", scope="cluster")
def add_gathering(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Put down a gathering."""
    cluster = cluster_for(request.actor, cluster_id)
    form = GatheringForm(request.POST or None, initial={"held_on": localdate()})
    made = attempt(
        request,
        form,
        lambda: actions.add_gathering(
            cluster=cluster, occasion=form.said(), by=request.actor, now=now()
        ),
    )
    if made:
        if made.held_on <= localdate():
            say(request, f"{made.title} is put down. Note who came.")
            return redirect("clusters:record-attendance", cluster.pk, made.pk)
        say(request, f"{made.title} is put down.")
        return redirect("clusters:gatherings", cluster.pk)
    context = {
        "form": form,
        "brand": cluster_brand(cluster),
        "back_url": reverse("clusters:gatherings", args=[cluster.pk]),
        "deed": "Put it down",
        "caption": cluster.name,
    }
    return render(request, "clusters/add_gathering.html", context)


@guard(policies, "edit_gathering", scope="cluster")
def edit_gathering(request: SpinneyRequest, cluster_id: int, gathering_id: int) -> HttpResponse:
    """Change what, when or where."""
    found = read.get_gathering(request.actor, cluster_id, gathering_id)
    if elsewhere := kept_at(found):
        return redirect(elsewhere)
    start = {name: getattr(found, name) for name in ("title", "held_on", "where", "version")}
    form = GatheringForm(request.POST or None, initial=start)
    changed = attempt(
        request,
        form,
        lambda: actions.edit_gathering(
            gathering=found,
            occasion=form.said(),
            version=form.cleaned_data["version"],
            by=request.actor,
            now=now(),
        ),
    )
    if changed:
        say(request, "The gathering is changed.")
        return redirect(address(found))
    renew_version(form, found.version)
    context = {
        "form": form,
        "brand": cluster_brand(found.cluster),
        "back_url": address(found),
        "deed": "Save",
        "caption": found.cluster.name,
    }
    return render(request, "clusters/edit_gathering.html", context)


@guard(policies, "record_attendance", scope="cluster")
def record_attendance(request: SpinneyRequest, cluster_id: int, gathering_id: int) -> HttpResponse:
    """Note for the whole membership who was there."""
    found = read.get_gathering(request.actor, cluster_id, gathering_id)
    if elsewhere := kept_at(found):
        return redirect(elsewhere)
    rows = read.sheet_of(found)
    form = AttendanceForm(request.POST or None, rows=rows, initial={"version": found.version})
    noted = attempt(
        request,
        form,
        lambda: actions.record_attendance(
            gathering=found,
            hows=form.said(),
            version=form.cleaned_data["version"],
            by=request.actor,
            now=now(),
        ),
    )
    if noted:
        say(request, f"Who came to {found.title} is noted.")
        return redirect(address(found))
    renew_version(form, found.version)
    context = {
        "form": form,
        "gathering": found,
        "rows": rows,
        "brand": cluster_brand(found.cluster),
        "back_url": address(found),
        "deed": "Save who came",
        "caption": found.cluster.name,
        "minutes": 1 + len(rows) // 10,
    }
    return render(request, "clusters/record_attendance.html", context)


@guard(policies, "remove_gathering", scope="cluster")
@require_POST
def remove_gathering(request: SpinneyRequest, cluster_id: int, gathering_id: int) -> HttpResponse:
    """Take a gathering off the list."""
    found = read.get_gathering(request.actor, cluster_id, gathering_id)
    actions.remove_gathering(gathering=found, by=request.actor, now=now())
    undo = reverse("clusters:restore-gathering", args=[cluster_id, gathering_id])
    say(request, f"{found.title} is off the list, with who came.", undo_url=undo)
    return redirect("clusters:gatherings", cluster_id)


@guard(policies, "restore_gathering", scope="cluster")
@require_POST
def restore_gathering(request: SpinneyRequest, cluster_id: int, gathering_id: int) -> HttpResponse:
    """Bring a gathering back."""
    found = read.get_gathering(request.actor, cluster_id, gathering_id)
    actions.restore_gathering(gathering=found, by=request.actor, now=now())
    say(request, f"{found.title} is back.")
    return redirect(address(found))


#: One letter for each way, so that many gatherings fit beside one another.
LETTERS = {"in_person": "C", "remote": "R", "deputy": "D", "apologies": "A", "no_word": "–"}


def _mark(row: PatternRow, at: int) -> str:
    how = row.marks[at]
    return "" if how is None else Attendance.How(how).label


def _came_often(row: PatternRow) -> str:
    found = row.pattern
    return EMPTY if found.percent is None else f"{found.percent}% ({found.came} of {found.of})"


def _signs(row: PatternRow) -> Status:
    signs = row.pattern.signs
    fading = {"gone quiet", "stays away", "coming less"} & {sign.value for sign in signs}
    return Status(
        ", ".join(s.value for s in signs).capitalize(), Tone.LATE if fading else Tone.QUIET
    )


def _pattern_table(patterns: Patterns) -> Table:
    def column(at: int) -> Column:
        held = patterns.gatherings[at]
        label = f"{held.title}, {held.held_on:%-d %b %Y}"
        return Column(f"g{held.pk}", label, value=lambda row: _mark(row, at), only="file")

    return Table(
        name="attendance",
        caption="How members come and go",
        noun="member",
        default_order="name",
        columns=[
            Column(
                "name",
                "Member",
                value=lambda r: r.membership.organisation.name,
                order_by="name",
                note=lambda r: r.membership.tier.name,
            ),
            Column("share", "Came to", value=_came_often, order_by="share"),
            Column(
                "marks",
                "Oldest to latest",
                only="page",
                value=lambda r: " ".join(LETTERS[m] if m else "·" for m in r.marks),
            ),
            Column("signs", "What stands out", kind="status", value=_signs, order_by="signs"),
            *(column(at) for at in range(len(patterns.gatherings))),
        ],
        empty=Empty("Nobody to show yet", "Members stand here once they have joined."),
        row_id=lambda row: row.membership.pk,
    )


@guard(policies, "attendance_pattern", scope="cluster")
@require_safe
def attendance_pattern(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """How each member comes and goes over time."""
    cluster = cluster_for(request.actor, cluster_id)
    patterns = read.patterns_of(cluster)
    table = _pattern_table(patterns)
    listing = table.listing(request, list(patterns.rows), file_name=f"attendance-{cluster.name}")
    context = {
        "cluster": cluster,
        "brand": cluster_brand(cluster),
        "listing": listing,
        "patterns": patterns,
        "letters": [(LETTERS[value], label) for value, label in Attendance.How.choices],
        "trail": cluster_trail(
            cluster,
            ("Gatherings", reverse("clusters:gatherings", args=[cluster_id])),
            ("How members come and go", ""),
        ),
    }
    return listing.export() or render(request, "clusters/attendance_pattern.html", context)
