"""What people do to suppliers: put together, part, name, put under another, link, undo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.words import counted, listed
from spinney.base.web.fields import Hinted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.actions import suppliers as actions
from spinney.purchasing.actions.supplier_undo import undo_supplier_change as undo
from spinney.purchasing.forms.suppliers import (
    NONE,
    LinkForm,
    MergeForm,
    RenameForm,
    SplitForm,
    UnderForm,
)
from spinney.purchasing.models import SupplierChange
from spinney.purchasing.policies.suppliers import MOST_AT_ONCE
from spinney.purchasing.queries.supplier_page import Sight, change_in, sights_of, standing
from spinney.purchasing.queries.supplier_search import likely_suppliers, on_the_register
from spinney.purchasing.queries.suppliers import SupplierRow
from spinney.purchasing.views.supplier_frames import (
    around_supplier,
    around_suppliers,
    sight_in,
    supplier_url,
)
from spinney.purchasing.views.supplier_tables import chosen_ids
from spinney.register.api import Likely, Organisation


def _undo_url(change: SupplierChange) -> str:
    return reverse("purchasing:undo-supplier-change", args=[change.cluster_id, change.pk])


def _words(request: SpinneyRequest) -> str:
    """What is searched for."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:200]


@guard(policies, "merge_suppliers", scope="cluster")
def merge_suppliers(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Look over suppliers that are one, then put them together. What is chosen stands in the
    address, so that going back keeps it.
    """
    cluster = clusters.cluster_for(request.actor, cluster_id)
    if request.method == "POST" and "deed" not in request.POST:
        query = QueryDict(mutable=True)
        query.setlist("chosen", request.POST.getlist("chosen"))
        return redirect(f"{request.path}?{query.urlencode()}")
    chosen = chosen_ids(request.GET.getlist("chosen"))[:MOST_AT_ONCE]
    sights = sights_of(request.actor, cluster, chosen, localdate()) if chosen else []
    if len(sights) < 2:
        return _choose(request, cluster, sights)
    form = MergeForm(
        posted(request), choices=[(str(one.pk), _hinted(one)) for one in sights],
        initial={"kept": str(max(sights, key=lambda one: (len(one.names), -one.pk)).pk)},
    )  # fmt: skip
    change = attempt(request, form, lambda: _merge(request, form, sights))
    if change:
        said = f"{counted(len(sights), 'supplier')} are one now."
        say(request, said, undo_url=_undo_url(change))
        return redirect("purchasing:supplier", cluster_id, change.supplier_id)
    context = {
        "form": form, "deed": "Put them together", "sights": sights,
        **around_suppliers(cluster, ("Put together", "")),
    }  # fmt: skip
    return render(request, "purchasing/merge_suppliers.html", context)


def _merge(request: SpinneyRequest, form: MergeForm, sights: Sequence[Sight]) -> SupplierChange:
    (kept,) = (one for one in sights if str(one.pk) == form.cleaned_data["kept"])
    others = [one.supplier for one in sights if one is not kept]
    return actions.merge_suppliers(kept=kept.supplier, others=others, by=request.actor, now=now())


def _hinted(sight: Sight) -> Hinted:
    """A supplier as a choice: its name, and below it its other spellings, who pays, how much."""
    others = [one for one in sight.spellings if one != sight.name][:6]
    members = {sight.member_name(one.organisation_id) for one in sight.whole}
    said = f"Also written {', '.join(others)}. " if others else ""
    return Hinted(sight.name, f"{said}{listed(sorted(members))}: {sight.amount}")


def _choose(
    request: SpinneyRequest, cluster: clusters.Cluster, sights: Sequence[Sight]
) -> HttpResponse:
    """Nothing to look over yet: what is it to be put together with?"""
    words = _words(request)
    context = {
        "chosen": sights,
        "kept": [("chosen", one.pk) for one in sights],
        "words": words,
        "found": likely_suppliers(request.actor, cluster, localdate(), words, sights),
        **around_suppliers(cluster, ("Put together", "")),
    }
    return render(request, "purchasing/choose_suppliers.html", context)


@guard(policies, "split_supplier", scope="cluster")
def split_supplier(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take out names that are another supplier."""
    sight = sight_in(request, cluster_id, pk)
    members: dict[str, list[str]] = {}
    for one in sight.names:
        members.setdefault(one.written, []).append(sight.member_name(one.organisation_id))
    choices = [(name, Hinted(name, listed(sorted(members[name])))) for name in sight.spellings]
    form = SplitForm(posted(request), choices=choices)
    change = attempt(
        request, form,
        lambda: actions.split_supplier(
            supplier=sight.supplier, names=form.cleaned_data["names"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if change:
        say(request, "These names are a supplier of their own now.", undo_url=_undo_url(change))
        return redirect("purchasing:supplier", cluster_id, change.before["made"])
    context = {
        "form": form, "deed": "Take them out", **around_supplier(sight, ("Another supplier", "")),
    }  # fmt: skip
    return render(request, "purchasing/split_supplier.html", context)


@guard(policies, "rename_supplier", scope="cluster")
def rename_supplier(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Choose what a supplier is called."""
    sight = sight_in(request, cluster_id, pk)
    form = RenameForm(
        posted(request), initial={"name": sight.name, "version": sight.supplier.version}
    )
    done = attempt(
        request, form,
        lambda: (
            actions.rename_supplier(
                supplier=sight.supplier, name=form.cleaned_data["name"],
                read=form.cleaned_data["version"], by=request.actor, now=now(),
            ),
        ),
    )  # fmt: skip
    if done:
        _say_changed(request, done[0])
        return redirect(supplier_url(sight))
    renew_version(form, sight.supplier.version)
    context = {"form": form, "deed": "Save", **around_supplier(sight, ("Rename", ""))}
    return render(request, "purchasing/rename_supplier.html", context)


def _say_changed(request: SpinneyRequest, change: SupplierChange | None) -> None:
    if change is None:
        say(request, "It was so already: nothing changed.")
    else:
        say(request, change.words, undo_url=_undo_url(change))


@guard(policies, "put_under", scope="cluster")
def put_under(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say that a supplier is a branch of another, or of none."""
    sight = sight_in(request, cluster_id, pk)
    cluster, words = sight.supplier.cluster, _words(request)
    found = likely_suppliers(request.actor, cluster, localdate(), words, [sight])
    choices = list(_parents(found, sight))
    form = UnderForm(posted(request), choices=choices)
    done = attempt(request, form, lambda: _put_under(request, sight, form.cleaned_data["parent"]))
    if done:
        _say_changed(request, done[0])
        return redirect(supplier_url(sight))
    context = {
        "form": form, "deed": "Save", "words": words, "choices": choices,
        **around_supplier(sight, ("Branch of", "")),
    }  # fmt: skip
    return render(request, "purchasing/put_under.html", context)


def _parents(found: Iterable[SupplierRow], sight: Sight) -> Iterable[tuple[str, Hinted]]:
    for row in found:
        if not row.parent:
            yield str(row.pk), Hinted(row.name, listed(row.members))
    if sight.supplier.parent_id is not None:
        yield NONE, Hinted("It is no branch: it stands by itself")


def _put_under(request: SpinneyRequest, sight: Sight, chosen: str) -> tuple[SupplierChange | None]:
    cluster = sight.supplier.cluster
    parent = None
    if chosen != NONE:
        parent = sights_of(request.actor, cluster, [int(chosen)], localdate())[0].supplier
    return (actions.put_under(supplier=sight.supplier, parent=parent, by=request.actor, now=now()),)


@guard(policies, "link_supplier", scope="cluster")
def link_supplier(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Find a supplier on the register, by its name or a number."""
    sight = sight_in(request, cluster_id, pk)
    words = _words(request)
    found = on_the_register(words or sight.name, "" if words else sight.supplier.number)
    form = LinkForm(posted(request), choices=list(_entries(found, sight)))
    done = attempt(request, form, lambda: _link(request, sight, form.cleaned_data["organisation"]))
    if done:
        _say_changed(request, done[0])
        return redirect(supplier_url(sight))
    context = {
        "form": form, "deed": "Save", "words": words, "found": found,
        **around_supplier(sight, ("On the register", "")),
    }  # fmt: skip
    return render(request, "purchasing/link_supplier.html", context)


def _entries(found: Iterable[Likely], sight: Sight) -> Iterable[tuple[str, Hinted]]:
    for one in found:
        town = f", {one.organisation.town}" if one.organisation.town else ""
        hint = " ".join((f"{one.score:.0f} in 100.", *one.reasons))
        yield str(one.organisation.pk), Hinted(f"{one.organisation.name}{town}", hint)
    if sight.supplier.organisation_id is not None:
        yield NONE, Hinted("It is none of these: take the link away")


def _link(request: SpinneyRequest, sight: Sight, chosen: str) -> tuple[SupplierChange | None]:
    entry = None if chosen == NONE else Organisation.objects.filter(pk=int(chosen)).first()
    return (
        actions.link_supplier(
            supplier=sight.supplier, organisation=entry, by=request.actor, now=now()
        ),
    )


@guard(policies, "undo_supplier_change", scope="cluster")
@require_POST
def undo_supplier_change(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Put back what was before."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    change = undo(change=change_in(cluster, pk), by=request.actor, now=now())
    say(request, "Undone.")
    return redirect("purchasing:supplier", cluster_id, standing(cluster, change.supplier_id))
