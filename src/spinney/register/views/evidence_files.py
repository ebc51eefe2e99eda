"""Files of evidence: added, taken away, put back, fetched. They are served by these checks only."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web import told, uploads
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.register import policies
from spinney.register.actions import evidence_files as actions
from spinney.register.forms.evidence import FilesForm
from spinney.register.policies.evidence import check_file_is_there
from spinney.register.queries.evidence import file_for, found_for
from spinney.register.views.paths import posted, to


@guard(policies, "attach_file", scope="organisation")
def attach_file(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Add files to a piece of evidence."""
    evidence = found_for(request.actor, organisation_id, pk)
    form = FilesForm(posted(request), request.FILES or None)
    kept = attempt(
        request,
        form,
        lambda: actions.attach_file(
            evidence=evidence, files=form.cleaned_data["files"], by=request.actor, now=now()
        ),
    )
    page = to("view-evidence", evidence.organisation, evidence.pk)
    if kept is not None:
        told.say(request, "Kept." if len(kept) == 1 else f"{len(kept)} files are kept.")
        return redirect(page)
    context = {"form": form, "evidence": evidence, "deed": "Add the files", "back_url": page}
    return render(request, "register/attach_file.html", context)


@guard(policies, "remove_file", scope="organisation")
@require_POST
def remove_file(request: SpinneyRequest, organisation_id: int, uid: UUID) -> HttpResponse:
    """Take a file away."""
    file = file_for(request.actor, organisation_id, uid)
    actions.remove_file(file=file, by=request.actor, now=now())
    organisation = file.evidence.organisation
    undo = to("restore-file", organisation, file.uid)
    told.say(request, f"“{file.name}” is taken away.", undo_url=undo)
    return redirect(to("view-evidence", organisation, file.evidence_id))


@guard(policies, "restore_file", scope="organisation")
@require_POST
def restore_file(request: SpinneyRequest, organisation_id: int, uid: UUID) -> HttpResponse:
    """Put a file back."""
    file = file_for(request.actor, organisation_id, uid)
    actions.restore_file(file=file, by=request.actor, now=now())
    told.say(request, f"“{file.name}” is back.")
    return redirect(to("view-evidence", file.evidence.organisation, file.evidence_id))


@guard(policies, "download_file", scope="organisation")
@require_safe
def download_file(request: SpinneyRequest, organisation_id: int, uid: UUID) -> FileResponse:
    """Fetch one's own organisation's file, as an attachment."""
    file = file_for(request.actor, organisation_id, uid)
    check_file_is_there(file)
    return uploads.download(file.file, name=file.name, content_type=file.content_type)
