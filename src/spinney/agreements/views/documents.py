"""An agreement to take away: PDF, Word, sealed, packed for a solicitor; a sealed PDF checked."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

from django.core.files.base import File
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from spinney.agreements import policies
from spinney.agreements.bridge.packing import pack_of
from spinney.agreements.bridge.printing import Printed, file_name, print_docx, print_pdf
from spinney.agreements.bridge.verifying import verdict_on
from spinney.agreements.forms.documents import VerifyForm
from spinney.agreements.models import Version
from spinney.agreements.queries import documents as read
from spinney.agreements.queries.agreements import check_reads
from spinney.agreements.views.around import agreement_in
from spinney.base.kernel.errors import NotFound
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.guard import SpinneyRequest, guard, public
from spinney.base.web.uploads import download

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PACK = "application/zip"


def _version(request: SpinneyRequest, cluster_id: int, agreement_id: int, number: int) -> Version:
    found = read.version_of(agreement_in(request, cluster_id, agreement_id), number)
    check_reads(request.actor, found)
    return found


def _send(
    make: Callable[[Version, datetime], Printed], version: Version, content_type: str
) -> FileResponse:
    made = make(version, now())
    file: File[bytes] = File(io.BytesIO(made.content), name=made.name)
    return download(file, name=made.name, content_type=content_type)


@guard(policies, "download_pdf", scope="cluster")
@require_safe
def download_pdf(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, number: int
) -> HttpResponseBase:
    """A version as PDF; of a draft, as it is now."""
    return _send(print_pdf, _version(request, cluster_id, agreement_id, number), PDF)


@guard(policies, "download_word", scope="cluster")
@require_safe
def download_word(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, number: int
) -> HttpResponseBase:
    """A version as a Word document."""
    return _send(print_docx, _version(request, cluster_id, agreement_id, number), WORD)


@guard(policies, "download_pack", scope="cluster")
@require_safe
def download_pack(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, number: int
) -> HttpResponseBase:
    """All that a solicitor needs, in one file."""
    return _send(pack_of, _version(request, cluster_id, agreement_id, number), PACK)


@guard(policies, "download_sealed", scope="cluster")
@require_safe
def download_sealed(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, number: int
) -> HttpResponseBase:
    """The signed words with their certificate page, sealed."""
    version = _version(request, cluster_id, agreement_id, number)
    sealed = read.sealed_of(version)
    return download(sealed.file, name=file_name(version, "pdf", ", sealed"), content_type=PDF)


@guard(policies, "download_original", scope="cluster")
@require_safe
def download_original(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, original: int
) -> HttpResponseBase:
    """The file of an agreement that was signed before it came here."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    found = read.original_of(agreement, original)
    if found is None:
        raise NotFound("There is no such file here.")
    return download(found.file, name=found.name, content_type=found.content_type)


@public("whoever holds a sealed PDF may ask whether it is whole; nothing is told that is not in it")
@require_http_methods(["GET", "HEAD", "POST"])
def verify_document(request: HttpRequest) -> HttpResponse:
    """A sealed PDF is handed in; whether it is whole, who sealed it and who signed."""
    sent = request.method == "POST"
    form = VerifyForm(request.POST if sent else None, request.FILES if sent else None)
    if not (sent and form.is_valid()):
        context = {"form": form, "deed": "Check it"}
        status = 422 if sent else 200
        return render(request, "agreements/verify_document.html", context, status=status)
    file = form.cleaned_data["file"]
    is_ours, said = verdict_on(file.read())
    rows = [SummaryRow(label, words) for label, words in said.facts]
    context = {"said": said, "is_ours": is_ours, "rows": rows, "name": file.name}
    return render(request, "agreements/verified_document.html", context)
