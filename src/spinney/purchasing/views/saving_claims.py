"""A saving is claimed, or changed: typed, the sum looked at, then kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now

from spinney.base.kernel.actors import Actor
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.actions import savings as actions
from spinney.purchasing.bridge import savings as bridge
from spinney.purchasing.forms.savings import SavingForm, initial_of
from spinney.purchasing.models import Saving
from spinney.purchasing.policies import savings as rules
from spinney.purchasing.queries import saving_starts as starts
from spinney.purchasing.queries.claiming import counted_with, drafted, reckoned_of
from spinney.purchasing.queries.savings import get_saving
from spinney.purchasing.queries.seeing import Seeing, seeing
from spinney.purchasing.states import SavingState
from spinney.purchasing.views.around import around_cluster
from spinney.purchasing.views.savings import TITLE, around_saving, ledger_url
from spinney.register.api import Organisation

NOT_KEPT = ("csrfmiddlewaretoken", "looked", "change")


@guard(policies, "claim_saving", scope="cluster")
def claim_saving(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Claim a saving for one's organisation, or for a member. `?opportunity=`, `?purchase=` or
    `?contract=` fills in what is known.
    """
    cluster = clusters.cluster_for(request.actor, cluster_id)
    today = localdate()
    able = starts.claimable_for(request.actor, cluster, today)
    organisation = _for_whom(request, able)
    frame = around_cluster(cluster, (TITLE, ledger_url(cluster_id)), ("Claim a saving", ""))
    if organisation is None:
        context = frame | {"members": able, "asked": _asked(request.GET)}
        return render(request, "purchasing/choose_saver.html", context)
    seen = seeing(request.actor, cluster, today)
    start = starts.start_of(request.actor, cluster, organisation, request.GET.dict(), seen, today)
    form = _form(request, cluster, organisation, seen, start.initial)

    def look() -> Saving:
        made = drafted(cluster, organisation, form.said(**start.origins), seen)
        return _in_order(made, request.actor)

    def claim() -> Saving:
        return actions.claim_saving(
            cluster=cluster, organisation=organisation, said=form.said(**start.origins),
            by=request.actor, now=now(),
        )  # fmt: skip

    done, checked = _look_then(request, form, look, claim)
    if done is not None:
        say(request, _claimed_words(done))
        return redirect("purchasing:saving", cluster_id, done.pk)
    context = frame | {
        "form": form, "organisation": organisation, "start": start,
        "back_url": ledger_url(cluster_id),
        "is_own": rules.represents(request.actor, organisation.pk),
        "who_sees": starts.who_sees_words(cluster, today), **checked,
    }  # fmt: skip
    return render(request, "purchasing/claim_saving.html", context)


def _claimed_words(done: Saving) -> str:
    if done.state == SavingState.CLAIMED:
        return f"Claimed. {done.organisation.name} is asked whether it is right."
    return "Claimed. It counts in the ledger from now on."


def _asked(asked: QueryDict) -> Mapping[str, str]:
    """What the address says besides for whom."""
    known = ("opportunity", "purchase", "contract")
    return {name: str(asked[name]) for name in known if name in asked}


def _for_whom(request: SpinneyRequest, able: list[Organisation]) -> Organisation | None:
    """For whom it is claimed: whom the address names; the one there is to choose; else nobody yet.
    """  # fmt: skip
    number = request.GET.get("organisation", "")
    named = next((one for one in able if str(one.pk) == number), None)
    if named is not None or len(able) != 1:
        return named
    return able[0]


def _form(
    request: SpinneyRequest, cluster: clusters.Cluster, organisation: Organisation, seen: Seeing,
    initial: Mapping[str, Any],
) -> SavingForm:  # fmt: skip
    return SavingForm(
        posted(request), initial=dict(initial), may_reckon=seen.exact(organisation.pk),
        suppliers=starts.suppliers_of(cluster, organisation, seen),
    )  # fmt: skip


def _in_order(saving: Saving, by: Actor) -> Saving:
    """A draft that does not count twice, by what stands now."""
    rules.check_counts_once(saving, counted_with(saving), by)
    return saving


def _look_then(
    request: SpinneyRequest, form: SavingForm, look: Callable[[], Saving],
    keep: Callable[[], Saving],
) -> tuple[Saving | None, dict[str, Any]]:  # fmt: skip
    """What was kept, if the sum was looked at as it is now; else what the page shows of it."""
    found = attempt(request, form, look)
    if found is None or "change" in request.POST:
        return None, {}
    if request.POST.get("looked") == _seal(found):
        return attempt(request, form, keep), {}
    reckoned = reckoned_of(found)
    return None, {
        "checked": found,
        "sum_steps": bridge.steps_of(found),
        "reckoned": bridge.reckoned_words(reckoned) if reckoned else "",
        "looked": _seal(found),
        "kept": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in NOT_KEPT
            for value in values
        ],
    }  # fmt: skip


def _seal(saving: Saving) -> str:
    """What was on the page with the sum: if a figure changes meanwhile, it is shown again."""
    figures = (
        saving.baseline_pence, saving.new_pence, saving.one_off_pence, saving.first_day,
        saving.last_day, saving.covers, saving.kind, saving.hours, saving.title,
    )  # fmt: skip
    return "|".join(str(one) for one in figures)


@guard(policies, "edit_saving", scope="cluster")
def edit_saving(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change what is said of a saving that stands."""
    found = get_saving(request.actor, cluster_id, pk, localdate()).saving
    rules.check_stands(found)
    rules.check_may_change(request.actor, found)
    seen = seeing(request.actor, found.cluster, localdate())
    form = _form(request, found.cluster, found.organisation, seen, initial_of(found))
    origins = {
        "opportunity": found.opportunity, "purchase": found.purchase, "contract": found.contract,
    }  # fmt: skip

    def look() -> Saving:
        made = drafted(found.cluster, found.organisation, form.said(**origins), seen)
        made.pk = found.pk  # it does not count twice with itself
        return _in_order(made, request.actor)

    def change() -> Saving:
        return actions.edit_saving(
            saving=found, said=form.said(), read=form.cleaned_data["read"], by=request.actor,
            now=now(),
        )  # fmt: skip

    done, checked = _look_then(request, form, look, change)
    if done is not None:
        say(request, "Changed.")
        return redirect("purchasing:saving", cluster_id, pk)
    renew_version(form, found.version)
    context = around_saving(found, ("Change", "")) | {
        "form": form, "organisation": found.organisation, "is_own": True,
        "who_sees": starts.who_sees_words(found.cluster, localdate()),
        "back_url": reverse("purchasing:saving", args=[cluster_id, pk]), **checked,
    }  # fmt: skip
    return render(request, "purchasing/edit_saving.html", context)
