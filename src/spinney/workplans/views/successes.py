"""Successes and unexpected gains: told, read, and cheered."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.errors import NotAllowed
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.register.api import Organisation
from spinney.workplans import policies
from spinney.workplans.actions import successes as actions
from spinney.workplans.forms.successes import SuccessForm
from spinney.workplans.models import Success
from spinney.workplans.policies import successes as rules
from spinney.workplans.queries import successes as read
from spinney.workplans.states import SuccessKind
from spinney.workplans.views.plan_frames import around_plan

TITLE = "Successes"
KINDS = {
    SuccessKind.SUCCESS: Status("Success", Tone.GO),
    SuccessKind.UNEXPECTED: Status("Unexpected gain", Tone.WAITS),
}


def list_url(cluster_id: int) -> str:
    """The address of a cluster's successes."""
    return reverse("workplans:successes", args=[cluster_id])


def success_url(one: Success, verb: str = "success") -> str:
    """The address of a page of one success."""
    return reverse(f"workplans:{verb.replace('_', '-')}", args=[one.cluster_id, one.pk])


def _table(cluster_id: int) -> Table:
    tell = reverse("workplans:tell-success", args=[cluster_id])
    return Table(
        name="successes", caption="Successes", noun="success", nouns="successes",
        default_order="-happened_on",
        columns=[
            Column(
                "title", "What", value=lambda t: t.success.title, order_by="success__title",
                link=lambda t: success_url(t.success), note=lambda t: t.success.story,
            ),
            Column(
                "story", "The story", kind="prose", value=lambda t: t.success.story, only="file"
            ),
            Column(
                "happened_on", "When", kind="date", value=lambda t: t.success.happened_on,
                order_by="happened_on",
            ),
            Column("kind", "Kind", kind="status", value=lambda t: KINDS[t.success.kind]),
            Column("whose", "Whose", value=_whose, order_by="whose"),
            Column("cheers", "Said “well done”", value=lambda t: ", ".join(t.cheers)),
            Column(
                "activity", "From the activity", only="file",
                value=lambda t: t.success.activity.title if t.success.activity else "",
            ),
        ],
        filters=[
            ChoiceFilter("kind", "Kind", value=lambda t: KINDS[t.success.kind].text),
            ChoiceFilter("whose", "Whose", value=_whose),
        ],
        search=["success__title", "success__story"],
        empty=Empty(
            "Nothing told yet", "Small ones count: somebody came, something was cheaper.",
            Link("Tell one", tell),
        ),
        row_id=lambda t: t.success.pk,
    )  # fmt: skip


def _whose(told: read.Told) -> str:
    return told.success.organisation.name if told.success.organisation else "All of us"


@guard(policies, "successes", scope="cluster")
@require_safe
def successes(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """What went well, the newest first, and what nobody had expected."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    own = read.own_member(request.actor, cluster, localdate())
    rows = read.told(request.actor, list(read.successes_in(request.actor, cluster_id)), own)
    listing = _table(cluster_id).listing(request, rows, file_name=f"successes-{cluster.name}")
    context = {
        "listing": listing,
        "taken_out": read.taken_out(request.actor, cluster_id, now()),
        **around_plan(cluster, (TITLE, "")),
    }
    return listing.export() or render(request, "workplans/successes.html", context)


@guard(policies, "success", scope="cluster")
@require_safe
def success(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """One success, and who said "well done"."""
    found = read.get_success(request.actor, cluster_id, pk)
    own = read.own_member(request.actor, found.cluster, localdate())
    (told,) = read.told(request.actor, [found], own)
    context = {
        "told": told, "own": own, "kind": KINDS[SuccessKind(found.kind)], "whose": _whose(told),
        **_around(found, (found.title, "")),
    }  # fmt: skip
    return render(request, "workplans/success.html", context)


def _around(found: Success, *more: tuple[str, str]) -> dict[str, object]:
    return around_plan(found.cluster, (TITLE, list_url(found.cluster_id)), *more)


@guard(policies, "tell_success", scope="cluster")
def tell_success(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Tell the others of something that went well."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    organisations, activities = read.to_choose(request.actor, cluster, localdate())
    own = read.own_member(request.actor, cluster, localdate())
    form = SuccessForm(
        posted(request), organisations=organisations, activities=activities,
        initial={"happened_on": localdate(), "organisation": str(own.pk) if own else ""},
    )  # fmt: skip
    told = attempt(
        request, form,
        lambda: actions.tell_success(
            cluster=cluster, text=form.text(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if told is not None:
        say(request, "Told. The members read it here and on the cluster’s page.")
        return redirect(success_url(told))
    context = {
        "form": form, "deed": "Tell it",
        **around_plan(cluster, (TITLE, list_url(cluster_id)), ("Tell one", "")),
    }  # fmt: skip
    return render(request, "workplans/tell_success.html", context)


@guard(policies, "edit_success", scope="cluster")
def edit_success(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Change what was told."""
    found = read.get_success(request.actor, cluster_id, pk)
    rules.check_may_change(request.actor, found)
    rules.check_is_told(found)
    organisations, activities = read.to_choose(request.actor, found.cluster, localdate())
    form = SuccessForm(
        posted(request), organisations=organisations, activities=activities, success=found
    )
    done = attempt(
        request, form,
        lambda: actions.edit_success(
            success=found, text=form.text(), read=form.cleaned_data["version"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Saved.")
        return redirect(success_url(done))
    renew_version(form, found.version)
    context = {
        "form": form, "deed": "Save",
        **_around(found, (found.title, success_url(found)), ("Change it", "")),
    }  # fmt: skip
    return render(request, "workplans/edit_success.html", context)


@guard(policies, "remove_success", scope="cluster")
@require_POST
def remove_success(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take it out."""
    found = read.get_success(request.actor, cluster_id, pk)
    actions.remove_success(success=found, by=request.actor, now=now())
    say(request, f"Taken out: {found.title}.", undo_url=success_url(found, "restore_success"))
    return redirect(list_url(cluster_id))


@guard(policies, "restore_success", scope="cluster")
@require_POST
def restore_success(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Bring it back."""
    found = read.get_success(request.actor, cluster_id, pk)
    actions.restore_success(success=found, by=request.actor, now=now())
    say(request, f"It is back: {found.title}.")
    return redirect(list_url(cluster_id))


@guard(policies, "cheer", scope="cluster")
@require_POST
def cheer(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Say "well done" for one's organisation."""
    found = read.get_success(request.actor, cluster_id, pk)
    actions.cheer(success=found, organisation=_own(request, found), by=request.actor, now=now())
    say(request, "They will be glad.", undo_url=success_url(found, "take_back_cheer"))
    return redirect(success_url(found))


@guard(policies, "take_back_cheer", scope="cluster")
@require_POST
def take_back_cheer(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Take it back."""
    found = read.get_success(request.actor, cluster_id, pk)
    actions.take_back_cheer(
        success=found, organisation=_own(request, found), by=request.actor, now=now()
    )
    say(request, "Taken back.")
    return redirect(success_url(found))


def _own(request: SpinneyRequest, found: Success) -> Organisation:
    own = read.own_member(request.actor, found.cluster, localdate())
    if own is None:
        raise NotAllowed("That is for members to say.")
    return own
