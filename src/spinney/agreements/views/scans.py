"""Signing on paper, and the papers of a signing: scans and evidence of authority."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import policies
from spinney.agreements.actions import signing_scans as actions
from spinney.agreements.forms.signing import ReasonForm, ScanForm
from spinney.agreements.models import Agreement, AskedToSign, Authority, Scan, Signing
from spinney.agreements.policies import scans as scan_rules
from spinney.agreements.policies import signing as rules
from spinney.agreements.queries import signing as read
from spinney.agreements.queries.agreements import check_reads
from spinney.agreements.states import ScanState
from spinney.agreements.views.around import agreement_in, agreement_url, around
from spinney.base.kernel.errors import NotFound
from spinney.base.web import told, uploads
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted


def _found(
    request: SpinneyRequest, cluster_id: int, agreement_id: int
) -> tuple[Agreement, Signing]:
    agreement = agreement_in(request, cluster_id, agreement_id)
    found = read.get_signing(agreement)
    check_reads(request.actor, found.signs)
    return agreement, found


def _scan(agreement: Agreement, scan_id: int) -> Scan:
    rows = Scan.objects.filter(asked__party__agreement=agreement, pk=scan_id)
    found = rows.select_related("asked").first()
    if found is None:
        raise NotFound("There is no such scan here.")
    found.asked = read.asked_again(found.asked)
    return found


def _task(agreement: Agreement, title: str) -> dict[str, object]:
    back = agreement_url(agreement, "signing")
    return around(agreement, ("Signing", back), (title, "")) | {"back_url": back}


@guard(policies, "send_scan", scope="cluster")
def send_scan(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, asked_id: int
) -> HttpResponse:
    """Send in the scan of a sheet that was signed by hand."""
    agreement, signing = _found(request, cluster_id, agreement_id)
    asked: AskedToSign = read.pick(signing, asked_id)
    scan_rules.check_handles_scans(request.actor, asked)
    form = ScanForm(posted(request), request.FILES or None)
    done = attempt(
        request,
        form,
        lambda: actions.send_scan(asked=asked, sheet=form.sheet(), by=request.actor, now=now()),
    )
    if done:
        told.say(request, "The scan is here. It counts once two people have confirmed it.")
        return redirect(agreement_url(agreement, "signing"))
    context = _task(agreement, "Signed on paper") | {
        "form": form,
        "deed": "Send the scan",
        "asked": asked,
    }
    return render(request, "agreements/send_scan.html", context)


@guard(policies, "confirm_scan", scope="cluster")
@require_POST
def confirm_scan(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, scan_id: int
) -> HttpResponse:
    """It shows these words, signed."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    scan = _scan(agreement, scan_id)
    done = actions.confirm_scan(scan=scan, by=request.actor, now=now())
    name = scan.asked.party.organisation.name
    if done.state == ScanState.CONFIRMED:
        told.say(request, f"Confirmed by two people: the signature of {name} counts.")
    else:
        told.say(request, "You have confirmed it. Somebody else must confirm it too.")
    return redirect(agreement_url(agreement, "signing"))


@guard(policies, "refuse_scan", scope="cluster")
def refuse_scan(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, scan_id: int
) -> HttpResponse:
    """It does not, and why."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    scan = _scan(agreement, scan_id)
    scan_rules.check_handles_scans(request.actor, scan.asked)
    scan_rules.check_scan_waits(scan)
    form = ReasonForm(posted(request))
    done = attempt(
        request,
        form,
        lambda: actions.refuse_scan(
            scan=scan, reason=form.cleaned_data["reason"], by=request.actor, now=now()
        ),
    )
    if done:
        told.say(request, "The scan is refused. Whoever sent it is told why.")
        return redirect(agreement_url(agreement, "signing"))
    context = _task(agreement, "Refuse a scan") | {
        "form": form,
        "deed": "Refuse the scan",
        "scan": scan,
    }
    return render(request, "agreements/refuse_scan.html", context)


@guard(policies, "fetch_scan", scope="cluster")
@require_safe
def fetch_scan(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, scan_id: int
) -> FileResponse:
    """The scan itself, for those who compare it and for those who look after the signing."""
    agreement = agreement_in(request, cluster_id, agreement_id)
    scan = _scan(agreement, scan_id)
    if not scan_rules.handles_scans(request.actor, scan.asked):
        rules.check_manages(request.actor, agreement)
    return uploads.download(scan.file, name=scan.name, content_type=scan.content_type)


@guard(policies, "fetch_authority", scope="cluster")
@require_safe
def fetch_authority(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, authority_id: int
) -> FileResponse:
    """A paper that shows that somebody may sign, for its organisation and those who look after the
    signing: a minute of trustees is not everybody's.
    """
    agreement = agreement_in(request, cluster_id, agreement_id)
    rows = Authority.objects.filter(asked__party__agreement=agreement, pk=authority_id)
    found = rows.select_related("asked__party").first()
    if found is None:
        raise NotFound("There is no such paper here.")
    if not rules.is_of(request.actor, found.asked.party.organisation_id):
        rules.check_manages(request.actor, agreement)
    return uploads.download(found.file, name=found.name, content_type=found.content_type)
