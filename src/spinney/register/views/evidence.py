"""What an organisation can show: held, replaced, withdrawn, put back."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web import told
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.register import policies
from spinney.register.actions import evidence as actions
from spinney.register.forms.evidence import AddForm, FactsForm, FilesForm, ReplaceForm
from spinney.register.models import Evidence
from spinney.register.models.evidence import EvidenceKind
from spinney.register.policies.evidence import UNDO_DAYS
from spinney.register.queries import evidence as queries
from spinney.register.queries.evidence_kinds import about, grouped
from spinney.register.queries.profile_history import who_were
from spinney.register.queries.wanted import pages_of, seen_by, wanted_of
from spinney.register.states import EvidenceState
from spinney.register.views.evidence_table import evidence_table
from spinney.register.views.paths import posted, the_organisation, to, trail

FACT_NAMES = (
    "title", "issuer", "reference", "cover_pence", "issued_on", "expires_on", "note",
)  # fmt: skip


@guard(policies, "list_evidence", scope="organisation")
@require_safe
def list_evidence(request: SpinneyRequest, organisation_id: int) -> HttpResponseBase:
    """What the organisation holds, how each piece stands, and what is missing."""
    organisation = the_organisation(request, organisation_id)
    lines = queries.lines(organisation, request.actor, localdate())
    listing = evidence_table(organisation).listing(request, lines, file_name="evidence")
    aside = queries.visible_to(request.actor, organisation.pk).exclude(state=EvidenceState.HELD)
    context = {
        "listing": listing,
        "organisation": organisation,
        "aside": [(one, queries.status(one, localdate())) for one in aside[:50]],
        "pages": pages_of(organisation.pk),
        "trail": trail(organisation, ("Evidence", "")),
    }
    return listing.export() or render(request, "register/list_evidence.html", context)


def _evidence(request: SpinneyRequest, organisation_id: int, pk: int) -> Evidence:
    return queries.found_for(request.actor, organisation_id, pk)


def rows_of(evidence: Evidence) -> list[SummaryRow]:
    """What a piece of evidence says, in the words of its kind."""
    said = queries.facts_in_words(evidence)
    return [SummaryRow(label, value) for label, value in said.items()]


@guard(policies, "view_evidence", scope="organisation")
@require_safe
def view_evidence(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """One piece of evidence: what it says, its files, who sees it, and the older ones."""
    evidence = _evidence(request, organisation_id, pk)
    files = list(evidence.files.order_by("added_at", "pk"))
    who = who_were([(None, evidence.added_by)])[evidence.added_by]
    context = {
        "organisation": evidence.organisation,
        "evidence": evidence,
        "status": queries.status(evidence, localdate()),
        "rows": rows_of(evidence),
        "files": [file for file in files if file.removed_at is None],
        "removed": [file for file in files if _can_restore(file.removed_at)],
        "form": FilesForm(),
        "added_by": who,
        "earlier": queries.earlier(evidence),
        "seen_by": seen_by([evidence.pk])[evidence.pk],
        "wanted_by": [w for w in wanted_of(organisation_id) if w.kind == evidence.kind],
        "is_held": evidence.state == EvidenceState.HELD,
        "pages": pages_of(organisation_id),
        "trail": trail(
            evidence.organisation,
            ("Evidence", to("list-evidence", evidence.organisation)),
            (str(evidence), ""),
        ),
    }
    return render(request, "register/view_evidence.html", context)


def _can_restore(removed_at: object) -> bool:
    return removed_at is not None and (now() - removed_at).days < UNDO_DAYS  # type: ignore[operator]


@guard(policies, "add_evidence", scope="organisation")
def add_evidence(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Choose what it is, then say what it says, with its files."""
    organisation = the_organisation(request, organisation_id)
    kind = request.GET.get("kind", "")
    back = to("list-evidence", organisation)
    if kind not in EvidenceKind.values:
        groups = [
            (title, [(*one, f"{request.path}?kind={one[0]}") for one in kinds])
            for title, kinds in grouped().items()
        ]
        context = {"groups": groups, "organisation": organisation, "back_url": back}
        return render(request, "register/choose_evidence.html", context)
    form = AddForm(posted(request), request.FILES or None, kind=kind)
    added = attempt(
        request,
        form,
        lambda: actions.add_evidence(
            organisation=organisation,
            facts=form.facts(),
            files=form.cleaned_data["files"],
            by=request.actor,
            now=now(),
        ),
    )
    if added is not None:
        told.say(request, f"{added} is kept. Nobody else sees it until you share it.")
        return redirect(to("view-evidence", organisation, added.pk))
    context = {
        "form": form,
        "organisation": organisation,
        "label": EvidenceKind(kind).label,
        "hint": about(kind).hint,
        "deed": "Keep it",
        "minutes": 3,
        "back_url": request.path,
    }
    return render(request, "register/add_evidence.html", context)


@guard(policies, "change_evidence", scope="organisation")
def change_evidence(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Mend what a piece of evidence says."""
    evidence = _evidence(request, organisation_id, pk)
    held = queries.in_words(queries.facts_of(evidence))
    start = {name: getattr(evidence, name) for name in FACT_NAMES}
    form = FactsForm(posted(request), kind=evidence.kind, held=held, initial=start)
    changed = attempt(
        request,
        form,
        lambda: actions.change_evidence(
            evidence=evidence, facts=form.facts(), read=form.read(), by=request.actor, now=now()
        ),
    )
    if changed is not None:
        told.say(request, "Saved.")
        return redirect(to("view-evidence", evidence.organisation, evidence.pk))
    evidence.refresh_from_db()
    form.renew(queries.in_words(queries.facts_of(evidence)))
    context = {
        "form": form,
        "evidence": evidence,
        "deed": "Save",
        "back_url": to("view-evidence", evidence.organisation, evidence.pk),
    }
    return render(request, "register/change_evidence.html", context)


@guard(policies, "replace_evidence", scope="organisation")
def replace_evidence(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Put a newer one in its place."""
    evidence = _evidence(request, organisation_id, pk)
    start = {name: getattr(evidence, name) for name in ("title", "issuer", "cover_pence")}
    seen = seen_by([evidence.pk])[evidence.pk]
    form = ReplaceForm(posted(request), request.FILES or None, kind=evidence.kind, initial=start)
    if not seen:
        form.fields["keep_shares"].widget = form.fields["keep_shares"].hidden_widget()
    new = attempt(
        request,
        form,
        lambda: actions.replace_evidence(
            evidence=evidence,
            facts=form.facts(),
            files=form.cleaned_data["files"],
            keep_shares=form.cleaned_data["keep_shares"],
            by=request.actor,
            now=now(),
        ),
    )
    if new is not None:
        undo = to("restore-evidence", evidence.organisation, evidence.pk)
        told.say(request, f"The newer {new} is kept. The old one is kept too.", undo_url=undo)
        return redirect(to("view-evidence", evidence.organisation, new.pk))
    context = {
        "form": form,
        "evidence": evidence,
        "seen_by": seen,
        "deed": "Put it in place of the old one",
        "minutes": 3,
        "back_url": to("view-evidence", evidence.organisation, evidence.pk),
    }
    return render(request, "register/replace_evidence.html", context)


def _deed(
    request: SpinneyRequest,
    evidence: Evidence,
    act: Callable[..., Evidence],
    words: str,
    undo: str = "",
) -> HttpResponse:
    act(evidence=evidence, by=request.actor, now=now())
    undo_url = to(undo, evidence.organisation, evidence.pk) if undo else ""
    told.say(request, words, undo_url=undo_url)
    return redirect(to("list-evidence", evidence.organisation))


@guard(policies, "withdraw_evidence", scope="organisation")
@require_POST
def withdraw_evidence(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Hold it no longer."""
    evidence = _evidence(request, organisation_id, pk)
    words = f"{evidence} is withdrawn. Nobody else sees it any longer."
    return _deed(request, evidence, actions.withdraw_evidence, words, "restore-evidence")


@guard(policies, "restore_evidence", scope="organisation")
@require_POST
def restore_evidence(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Put it back."""
    evidence = _evidence(request, organisation_id, pk)
    words = f"{evidence} is back. It is shared with nobody until you share it again."
    return _deed(request, evidence, actions.restore_evidence, words)
