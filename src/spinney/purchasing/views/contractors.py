"""The contractors' register: found, looked at, added, changed, removed, brought back, erased."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import Status, SummaryRow, Tone
from spinney.base.web.components.words import counted, day, distance, money
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.actions import contractors as actions
from spinney.purchasing.bridge.contractors import Paper, trades_words
from spinney.purchasing.forms.contractors import KM_IN_MILE, ContractorForm, NearForm
from spinney.purchasing.models import Contractor
from spinney.purchasing.policies import contractors as rules
from spinney.purchasing.queries import contractors as read
from spinney.purchasing.views.around import around_cluster
from spinney.purchasing.views.contractor_tables import contractors_table

TITLE = "Contractors"


def register_url(cluster_id: int) -> str:
    """The address of a cluster's register."""
    return reverse("purchasing:contractors", args=[cluster_id])


def contractor_url(contractor: Contractor, verb: str = "contractor", *more: object) -> str:
    """The address of a page of one contractor."""
    args = [contractor.cluster_id, contractor.pk, *more]
    return reverse(f"purchasing:{verb.replace('_', '-')}", args=args)


def around_contractor(contractor: Contractor, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of one contractor; `more` are the crumbs that follow its own."""
    own = (contractor.name, contractor_url(contractor) if more else "")
    frame = around_cluster(
        contractor.cluster, (TITLE, register_url(contractor.cluster_id)), own, *more
    )
    return frame | {"contractor": contractor, "back_url": contractor_url(contractor)}


@guard(policies, "contractors", scope="cluster")
@require_safe
def contractors(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Who does which work: by need, place and words; `?near=BL1 1RX&within=10`."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    asked = NearForm(request.GET)
    asked.is_valid()
    place = read.place_of(cluster, asked.cleaned_data.get("near", ""))
    miles = asked.cleaned_data.get("within")
    everybody = read.contractors_of(request.actor, cluster, place, localdate())
    found = read.near(everybody, place, None if miles is None else miles * KM_IN_MILE)
    may_add = may(policies.MAY, "add_contractor", by=request.actor, scope=cluster_scope(cluster_id))
    trades = sorted({key for one in everybody for key in one.trades}, key=trades_words_of)
    sees_uses = rules.sees_uses(request.actor, cluster_id)
    table = contractors_table(cluster_id, place, trades, may_add=may_add, sees_uses=sees_uses)
    listing = table.listing(request, found, file_name=f"{cluster.name} contractors")
    exported = listing.export()
    if exported is not None:
        return exported
    context = {
        "listing": listing, "sees_uses": sees_uses,
        "near": asked if place.typed else NearForm(), "place": place,
        "is_unknown": bool(place.typed) and place.position is None, "may_add": may_add,
        "left_out": len(everybody) - len(found), "is_empty": not everybody,
        "kept": [(k, v) for k, vs in request.GET.lists() if k not in _OF_NEAR for v in vs],
        "suggested": read.suggested(request.actor, cluster, localdate()),
        "removed": _can_come_back(request, cluster_id), **around_cluster(cluster, (TITLE, "")),
    }  # fmt: skip
    return render(request, "purchasing/contractors.html", context)


_OF_NEAR = ("near", "within", "page", "as")


def trades_words_of(key: str) -> str:
    """What a trade is called, to sort by."""
    return trades_words([key])


def _can_come_back(request: SpinneyRequest, cluster_id: int) -> list[Contractor]:
    rows = read.removed(request.actor, cluster_id)
    return [one for one in rows if rules.may_remove(request.actor, one)]


@guard(policies, "contractor", scope="cluster")
@require_safe
def contractor(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One contractor: how to reach it, its papers, and what members say of it."""
    by, found = request.actor, read.get_contractor(request.actor, cluster_id, pk)
    shown = read.as_found(found, read.Place(""), localdate())
    own = by.ids_of("organisation")
    context = around_contractor(found) | {
        "rows": list(_rows(found)),
        "papers": [(one, _paper_status(one), _paper_note(one)) for one in shown.papers],
        "noted": [one for one in shown.papers if _may_take_out(request, found, one)],
        "uses": [(one, one.organisation_id in own) for one in shown.uses],
        "sees_uses": rules.sees_uses(by, cluster_id),
        "stars": shown.stars_words, "warning": shown.warning,
        "is_removed": found.removed_at is not None,
        "can_remove": rules.may_remove(by, found),
        "can_note": may(policies.MAY, "note_use", by=by, scope=found.scope),
        "has_own": any(one.organisation_id in own for one in shown.uses),
    }  # fmt: skip
    return render(request, "purchasing/contractor.html", context)


def _rows(found: Contractor) -> Iterator[SummaryRow]:
    yield SummaryRow("Work", trades_words(found.trades))
    if found.phone:
        yield SummaryRow("Phone", _link(f"tel:{found.phone.replace(' ', '')}", found.phone))
    if found.email:
        yield SummaryRow("E-mail", _link(f"mailto:{found.email}", found.email))
    if found.website:
        yield SummaryRow("Website", _link(found.website, found.website))
    if found.postcode:
        yield SummaryRow("Postcode", found.postcode)
    if found.travels_km is not None:
        yield SummaryRow("Comes as far as", distance(found.travels_km))
    if found.areas:
        yield SummaryRow("Works in", ", ".join(found.areas))
    if found.about:
        yield SummaryRow("Good to know", found.about)
    added = found.added_by_organisation
    who = f" by {added.name}" if added else ""
    yield SummaryRow("Added", f"{day(found.added_at)}{who}")


def _link(address: str, words: str) -> SafeString:
    """A way to reach it; a website is not told where somebody comes from."""
    return format_html(
        '<a class="govuk-link" rel="noreferrer nofollow" href="{}">{}</a>', address, words
    )


def _paper_status(paper: Paper) -> Status:
    return {
        "none": Status("Not seen", Tone.LATE if paper.must else Tone.QUIET),
        "ended": Status("Ended", Tone.LATE),
        "soon": Status("Ends soon", Tone.WAITS),
        "good": Status("Seen", Tone.GO),
        "no_end": Status("Seen", Tone.PLAIN),
    }[paper.state]


def _paper_note(paper: Paper) -> str:
    row = paper.row
    if row is None:
        return ""
    cover = f"For {money(row.cover_pence)}. " if row.cover_pence else ""
    by = f"Seen by {row.seen_by_organisation.name}." if row.seen_by_organisation else ""
    return f"{cover}{by}".strip()


def _may_take_out(request: SpinneyRequest, found: Contractor, paper: Paper) -> bool:
    """Whether she may take a paper out that was noted by mistake."""
    if paper.row is None or found.removed_at is not None:
        return False
    seen_by = paper.row.seen_by_organisation_id
    return rules.runs(request.actor, found) or rules.represents(request.actor, seen_by)


@guard(policies, "add_contractor", scope="cluster")
def add_contractor(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Put a contractor into the register; `?supplier=7` begins with whom members pay."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    number = request.GET.get("supplier", "")
    paid = read.suggested_supplier(request.actor, cluster, number, localdate())
    form = ContractorForm(
        posted(request), supplier=paid.supplier if paid else None, called=paid.name if paid else ""
    )
    mine = read.organisation_of(request.actor, cluster, localdate())
    made = attempt(
        request, form,
        lambda: actions.add_contractor(
            cluster=cluster, said=form.said(), anyway=form.cleaned_data["anyway"],
            organisation=mine[0] if mine else None, by=request.actor, now=now(),
        ),
    )  # fmt: skip
    form.ask_anyway()
    if made:
        say(request, f"{made.name} stands in the register.")
        return redirect(contractor_url(made))
    context = {
        "form": form, "deed": "Add it", "back_url": register_url(cluster_id),
        **around_cluster(cluster, (TITLE, register_url(cluster_id)), ("Add one", "")),
    }  # fmt: skip
    return render(request, "purchasing/add_contractor.html", context)


@guard(policies, "edit_contractor", scope="cluster")
def edit_contractor(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change what is said of a contractor."""
    found = read.get_contractor(request.actor, cluster_id, pk)
    rules.check_is_there(found)
    form = ContractorForm(posted(request), contractor=found)
    done = attempt(
        request, form,
        lambda: actions.edit_contractor(
            contractor=found, said=form.said(), read=form.cleaned_data["read"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done:
        say(request, "Changed.")
        return redirect(contractor_url(done))
    renew_version(form, found.version)
    context = around_contractor(found, ("Change", "")) | {"form": form, "deed": "Save"}
    return render(request, "purchasing/edit_contractor.html", context)


@guard(policies, "remove_contractor", scope="cluster")
@require_POST
def remove_contractor(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take a contractor out of the register."""
    found = read.get_contractor(request.actor, cluster_id, pk)
    actions.remove_contractor(contractor=found, by=request.actor, now=now())
    kept = counted(rules.KEEP_REMOVED_DAYS, "day")
    say(
        request, f"{found.name} is removed. It is erased for good in {kept}.",
        undo_url=contractor_url(found, "restore_contractor"),
    )  # fmt: skip
    return redirect("purchasing:contractors", cluster_id)


@guard(policies, "restore_contractor", scope="cluster")
@require_POST
def restore_contractor(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Bring back a contractor that was removed."""
    found = read.get_contractor(request.actor, cluster_id, pk)
    actions.restore_contractor(contractor=found, by=request.actor, now=now())
    say(request, f"{found.name} is back.")
    return redirect(contractor_url(found))


@guard(policies, "erase_contractor", scope="cluster")
@require_POST
def erase_contractor(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Erase a removed contractor at once, with everything noted of it."""
    found = read.get_contractor(request.actor, cluster_id, pk)
    actions.erase_contractor(contractor=found, by=request.actor, now=now())
    say(request, "It is erased, with all that was noted of it.")
    return redirect("purchasing:contractors", cluster_id)
