"""Agreements of a cluster: the list, the page of one, thrown away, brought back, copied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import policies
from spinney.agreements.actions import agreements as actions
from spinney.agreements.bridge.kinds import kind_words
from spinney.agreements.forms.agreements import CopyForm
from spinney.agreements.models import Agreement, Version
from spinney.agreements.policies import agreements as rules
from spinney.agreements.policies import drafting as drafting_rules
from spinney.agreements.queries import (
    agreement_list,
    approvals,
    documents,
    drafting,
    elsewhere,
    given,
    life,
    newer_templates,
    review,
    signing,
)
from spinney.agreements.queries.agreements import versions_for, was_party_until
from spinney.agreements.queries.draft_page import words_of
from spinney.agreements.queries.history import history_of
from spinney.agreements.queries.standings import standing_of
from spinney.agreements.states import SpeaksFor, VersionState
from spinney.agreements.views.agreement_tables import agreements_table, shown
from spinney.agreements.views.around import agreement_in, agreement_url, around, around_cluster
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import allows, may
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters

PartFor = Callable[[Actor, Agreement], object | None]

#: What the page of an agreement is made of, in order: the template of each part, and the function
#: that says for whoever looks what stands in it; None leaves the part out. In its template the
#: part is `part`, beside `agreement` and `cluster`. Add the part of your noun here.
PARTS: tuple[tuple[str, PartFor], ...] = (
    ("agreements/parts/drafting.html", drafting.part_for),
    ("agreements/parts/wordings.html", newer_templates.part_for),
    ("agreements/parts/review.html", review.part_for),
    ("agreements/parts/approvals.html", approvals.part_for),
    ("agreements/parts/signing.html", signing.part_for),
    ("agreements/parts/life.html", life.part_for),
    ("agreements/parts/elsewhere.html", elsewhere.part_for),
    ("agreements/parts/documents.html", documents.part_for),
    ("agreements/parts/sharing.html", given.part_for),
)


@dataclass(frozen=True)
class ShownPart:
    """A part on the page: its template, and what it is about."""

    template: str
    about: object


#: What of it is there for whoever left: the rest is about versions that came later.
TO_THOSE_WHO_LEFT = ("agreements/parts/life.html",)


def parts_for(by: Actor, agreement: Agreement) -> list[ShownPart]:
    """The parts of an agreement's page that there are for whoever looks."""
    left = was_party_until(by, agreement) is not None
    parts = [one for one in PARTS if not left or one[0] in TO_THOSE_WHO_LEFT]
    found = ((template, part_for(by, agreement)) for template, part_for in parts)
    return [ShownPart(template, about) for template, about in found if about is not None]


@guard(policies, "agreements", scope="cluster")
@require_safe
def agreements(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """The agreements of a cluster that somebody may see."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    scope = cluster_scope(cluster_id)
    may_start = may(policies.MAY, "start_agreement", by=request.actor, scope=scope)
    rows = agreement_list.agreements_of(request.actor, cluster_id, localdate())
    listing = agreements_table(cluster_id, may_start=may_start).listing(
        request, rows, file_name=f"{cluster.name} agreements"
    )
    context = {
        "listing": listing,
        "may_start": may_start,
        "thrown_away": agreement_list.thrown_away(request.actor, cluster_id, now()),
        **around_cluster(cluster),
    }
    return listing.export() or render(request, "agreements/agreements.html", context)


@guard(policies, "agreement", scope="cluster")
@require_safe
def agreement(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """One agreement: where it stands, who it is between, and what each noun has to say of it."""
    found = agreement_in(request, cluster_id, agreement_id)
    versions = versions_for(request.actor, found)
    standing = standing_of(found, localdate(), versions=versions)
    drafts = drafting_rules.drafts(request.actor, found)
    context = {
        "standing": standing,
        "status": shown(standing),
        "rows": _summary(found),
        "parts": parts_for(request.actor, found),
        "history": history_of(request.actor, found),
        "fixed": next((v for v in reversed(versions) if v.text is not None), None),
        "can_discard": drafts and any(v.state == VersionState.DRAFT for v in versions),
        "can_copy": may(policies.MAY, "copy_agreement", by=request.actor, scope=found.scope)
        and allows(_check_may_copy, request.actor, found),
        "discarded": _discarded(found, versions) if drafts else None,
        **around(found),
    }
    return render(request, "agreements/agreement.html", context)


def _summary(found: Agreement) -> list[SummaryRow]:
    parties = found.parties.select_related("organisation")
    names = [_party_words(one) for one in parties if one.left_on is None]
    whose = (
        "The whole cluster’s: the site goes by what it says"
        if found.speaks_for == SpeaksFor.CLUSTER
        else "Its parties’ alone; those who run the cluster see it too"
    )
    rows = [
        SummaryRow("Kind", kind_words(found.kind)),
        SummaryRow("Whose it is", whose),
        SummaryRow("Parties", "\n".join(names) or "None yet"),
    ]
    if found.deed_of is not None:
        rows.append(SummaryRow("Belongs to", found.deed_of.title))
    if found.renews is not None:
        rows.append(SummaryRow("Follows", found.renews.title))
    return rows


def _party_words(party: Any) -> str:
    role = party.get_role_display()
    return party.organisation.name if role == "Member" else f"{party.organisation.name} ({role})"


def _check_may_copy(by: Actor, found: Agreement) -> None:
    """Raise NotAllowed to whoever could not begin an agreement between its parties."""
    named = None
    if found.speaks_for != SpeaksFor.CLUSTER:
        named = [one.organisation_id for one in found.parties.all()]
    drafting_rules.check_may_start(by, found.scope, named)


def _discarded(found: Agreement, versions: list[Version]) -> Version | None:
    """The newest draft that was thrown away and can be brought back."""
    for one in reversed(versions):
        if allows(rules.check_can_restore, found, one, now()):
            return one
    return None


@guard(policies, "read_agreement", scope="cluster")
@require_safe
def read_agreement(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """The words of a version, as they are signed: of the newest, unless another is asked for."""
    found = agreement_in(request, cluster_id, agreement_id)
    every = versions_for(request.actor, found)
    versions = [v for v in every if v.state != VersionState.DISCARDED] or every
    if not versions:
        raise NotFound("You were no party when any of its words were in force.")
    asked = request.GET.get("version", "")
    version = next((v for v in versions if str(v.number) == asked), versions[-1])
    version.agreement = found
    document, clauses = words_of(version)
    context = {
        "version": version, "versions": versions, "document": document, "clauses": clauses,
        "is_draft": version.state == VersionState.DRAFT, "kind": kind_words(found.kind),
        **around(found, ("The words", "")),
    }  # fmt: skip
    return render(request, "agreements/read_agreement.html", context)


@guard(policies, "discard_agreement", scope="cluster")
def discard_agreement(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Throw a draft away; what will be gone is said first."""
    found = agreement_in(request, cluster_id, agreement_id)
    drafting_rules.check_drafts(request.actor, found)
    draft = drafting.draft_of(found)
    if request.method == "POST":
        version = actions.discard_agreement(version=draft, by=request.actor, now=now())
        undo = agreement_url(found, "restore_agreement", version.number)
        words = f"“{found.title}” is thrown away." if version.number == 1 else _VARIATION_GONE
        say(request, words, undo_url=undo)
        if version.number == 1:
            return redirect("agreements:agreements", cluster_id)
        return redirect(agreement_url(found))
    context = {
        "draft": draft, "days": rules.UNDO_DAYS, "deed": "Throw it away",
        **around(found, ("Throw away", "")),
    }  # fmt: skip
    return render(request, "agreements/discard_agreement.html", context)


_VARIATION_GONE = "The variation is thrown away. What was signed stays as it is."


@guard(policies, "restore_agreement", scope="cluster")
@require_POST
def restore_agreement(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, number: int
) -> HttpResponse:
    """Bring a draft back that was thrown away."""
    found = agreement_in(request, cluster_id, agreement_id)
    version = found.versions.filter(number=number, state=VersionState.DISCARDED).last()
    if version is None:
        raise NotFound("There is no such draft to bring back.")
    actions.restore_agreement(version=version, by=request.actor, now=now())
    say(request, f"The draft of “{found.title}” is back.")
    return redirect(agreement_url(found))


@guard(policies, "copy_agreement", scope="cluster")
def copy_agreement(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Begin a new agreement with the same words, terms and parties."""
    found = agreement_in(request, cluster_id, agreement_id)
    _check_may_copy(request.actor, found)
    version = found.versions.exclude(state=VersionState.DISCARDED).last() or found.versions.last()
    if version is None:
        raise NotFound("There are no words to copy.")
    form = CopyForm(posted(request), initial={"title": f"Copy of {found.title}"[:200]})
    made = attempt(
        request,
        form,
        lambda: actions.copy_agreement(
            version=version, title=form.cleaned_data["title"], by=request.actor, now=now()
        ),
    )
    if made:
        say(request, f"“{made.title}” is begun, with the words of “{found.title}”.")
        return redirect(reverse("agreements:draft", args=[cluster_id, made.pk]))
    context = {"form": form, "deed": "Make a copy", **around(found, ("Copy", ""))}
    return render(request, "agreements/copy_agreement.html", context)
