"""What is bought from a supplier, said for all members of a cluster."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now

from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.told import say
from spinney.clusters.api import Cluster
from spinney.purchasing import policies
from spinney.purchasing.actions import categories as actions
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.forms.categories import NONE, CategoryForm
from spinney.purchasing.queries.names import category_title
from spinney.purchasing.queries.supplier_page import sight_of
from spinney.purchasing.views.around import around_cluster
from spinney.purchasing.views.choosing import category_sent, undo_category

THEIRS = "As each member’s own payments say"


@guard(policies, "correct_supplier_category", scope="cluster")
def correct_supplier_category(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say what is bought from a supplier, for all members."""
    cluster = get_object_or_404(Cluster, pk=cluster_id)
    sight = sight_of(request.actor, cluster, pk, localdate())
    was = sight.supplier.category
    form = CategoryForm(
        category_sent(request), none=THEIRS, label="What do you buy there?",
        initial={"category": was or NONE},
    )  # fmt: skip
    done = attempt(
        request, form,
        lambda: actions.correct_supplier_category(
            supplier=sight.supplier, category=form.cleaned_data["category"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    url = reverse("purchasing:supplier", args=[cluster_id, pk])
    if done is not None:
        said = (
            f"“{category_title(done.category)}” for all" if done.category else "as each member says"
        )
        say(request, f"“{sight.name}” is {said} now.", undo_url=undo_category(request, was))
        return redirect(url)
    trail = around_cluster(
        cluster, ("Suppliers", reverse("purchasing:suppliers", args=[cluster_id])),
        (sight.name, url), ("Say what you buy", ""),
    )  # fmt: skip
    context = {
        "form": form, "sight": sight, "deed": "Keep it", "back_url": url,
        "tree": CATEGORIES.values(),
    }  # fmt: skip
    return render(request, "purchasing/correct_supplier_category.html", trail | context)
