"""A facilitator's private notes. Every read begins with the writer's own."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.words import day, day_and_time
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.base.web.told import say
from spinney.clusters import policies
from spinney.clusters.actions import journal as actions
from spinney.clusters.forms.days import NoteForm
from spinney.clusters.models import JournalNote
from spinney.clusters.queries import days as read
from spinney.clusters.queries.clusters import cluster_for

NOTES = Table(
    name="journal",
    caption="My notes",
    noun="note",
    default_order="-about_on",
    columns=[
        Column(
            "about_on",
            "About",
            kind="date",
            order_by="about_on",
            link=lambda n: reverse("clusters:edit-note", args=[n.pk]),
        ),
        Column("cluster__name", "Cluster", order_by="cluster__name"),
        Column("excerpt", "Note", value=lambda n: Truncator(n.text).words(60), only="page"),
        Column("text", "Note", only="file"),
        Column("written_at", "Written", kind="moment", order_by="written_at", only="file"),
    ],
    filters=[ChoiceFilter("cluster", "Cluster", field="cluster__name")],
    search=["text"],
    search_label="Search my notes",
    per_page=20,
    empty=Empty("No notes yet", "You write notes about clusters that you facilitate."),
)


@guard(policies, "journal")
@never_cache
@require_safe
def journal(request: SpinneyRequest) -> HttpResponseBase:
    """My own notes, of all clusters."""
    listing = NOTES.listing(request, read.notes_of(request.actor), file_name="my-notes")
    context = {
        "listing": listing,
        "deleted": read.deleted_notes_of(request.actor, now()),
        "helped": _helped(request),
    }
    exported = listing.export()
    return exported or render(request, "clusters/journal.html", context)


def _helped(request: SpinneyRequest) -> list[tuple[str, str]]:
    """The clusters that the actor may write about, with the address to do it."""
    return [
        (cluster.name, reverse("clusters:write-note", args=[cluster.pk]))
        for cluster in read.clusters_to_write_about(request.actor)
    ]


@guard(policies, "export_notes")
@never_cache
@require_safe
def export_notes(request: SpinneyRequest) -> HttpResponse:
    """All my notes as one text file, oldest first."""
    notes = reversed(read.notes_of(request.actor))
    parts = [
        f"{day(n.about_on)} · {n.cluster.name}\n"
        f"(written {day_and_time(n.written_at)})\n\n{n.text}\n"
        for n in notes
    ]
    response = HttpResponse("\n----\n\n".join(parts), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="my-notes-{localdate()}.txt"'
    return response


@guard(policies, "write_note", scope="cluster")
@never_cache
def write_note(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """A note about a cluster, for myself."""
    cluster = cluster_for(request.actor, cluster_id)
    form = NoteForm(request.POST or None, initial={"about_on": localdate()})
    note = attempt(
        request,
        form,
        lambda: actions.write_note(
            cluster=cluster,
            about_on=form.cleaned_data["about_on"],
            text=form.cleaned_data["text"],
            by=request.actor,
            now=now(),
        ),
    )
    if note:
        say(request, "Your note is kept. The site shows it to nobody but you.")
        return redirect("clusters:journal")
    context = {
        "form": form,
        "back_url": reverse("clusters:journal"),
        "deed": "Keep the note",
        "caption": cluster.name,
    }
    return render(request, "clusters/write_note.html", context)


@guard(policies, "edit_note")
@never_cache
def edit_note(request: SpinneyRequest, note_id: int) -> HttpResponse:
    """Change one of my notes."""
    note = read.get_note(request.actor, note_id)
    start = {"about_on": note.about_on, "text": note.text, "version": note.version}
    form = NoteForm(request.POST or None, initial=start)
    changed = attempt(request, form, lambda: _edit(request, note, form))
    if changed:
        say(request, "Your note is changed.")
        return redirect("clusters:journal")
    renew_version(form, note.version)
    context = {
        "form": form,
        "note": note,
        "back_url": reverse("clusters:journal"),
        "deed": "Save",
        "caption": note.cluster.name,
    }
    return render(request, "clusters/edit_note.html", context)


def _edit(request: SpinneyRequest, note: JournalNote, form: NoteForm) -> JournalNote:
    return actions.edit_note(
        note=note,
        about_on=form.cleaned_data["about_on"],
        text=form.cleaned_data["text"],
        version=form.cleaned_data["version"],
        by=request.actor,
        now=now(),
    )


@guard(policies, "delete_note")
@require_POST
def delete_note(request: SpinneyRequest, note_id: int) -> HttpResponse:
    """Delete one of my notes."""
    note = read.get_note(request.actor, note_id)
    actions.delete_note(note=note, by=request.actor, now=now())
    undo = reverse("clusters:restore-note", args=[note_id])
    say(request, "Your note is deleted. After 30 days it is gone for good.", undo_url=undo)
    return redirect("clusters:journal")


@guard(policies, "restore_note")
@require_POST
def restore_note(request: SpinneyRequest, note_id: int) -> HttpResponse:
    """Bring back one of my notes."""
    note = read.get_note(request.actor, note_id)
    actions.restore_note(note=note, by=request.actor, now=now())
    say(request, "Your note is back.")
    return redirect("clusters:journal")
