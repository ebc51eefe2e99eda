"""Beginning an agreement, and its draft as a whole."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.agreements import policies
from spinney.agreements.actions import drafting as actions
from spinney.agreements.bridge.marks import mark_of
from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.wordings import Wording
from spinney.agreements.forms.drafting import ChooseForm, StartForm, TitleForm
from spinney.agreements.models import Agreement, Version
from spinney.agreements.policies import drafting as rules
from spinney.agreements.queries import draft_page, drafting, starting
from spinney.agreements.states import SpeaksFor
from spinney.agreements.views.around import agreement_in, agreement_url, around, around_cluster
from spinney.agreements.views.gaps import shown_gaps, step_url
from spinney.base.kernel.actors import cluster_scope
from spinney.base.web.attempts import attempt
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters

FEW = 4
"""So many open things are listed at once; more are folded away, and told beside each clause."""


def draft_in(
    request: SpinneyRequest, cluster_id: int, agreement_id: int
) -> tuple[Agreement, Version]:
    """The draft of an address, for whoever writes it. Raises NotFound, NotAllowed, WrongState."""
    found = agreement_in(request, cluster_id, agreement_id)
    rules.check_drafts(request.actor, found)
    return found, drafting.draft_of(found)


def undo_of(agreement: Agreement, version: Version, before: Version | None = None) -> str:
    """Where to take back the change that has just been made; "" when nothing differs from the
    draft as it was `before`.
    """
    if before is not None and before.version == version.version:
        return ""
    return agreement_url(agreement, "undo_change", version.version)


def draft_url(agreement: Agreement, clause: str = "") -> str:
    """The page of the draft, at one of its clauses."""
    return agreement_url(agreement, "draft") + (f"#clause-{clause}" if clause else "")


# Begin ----------------------------------------------------------------------------------------


@guard(policies, "start_agreement", scope="cluster")
def start_agreement(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Choose a template, then say what the agreement is called and between whom it is."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    template = wordings().get(request.GET.get("wording", ""))
    if template is None:
        return _choose(request, cluster)
    form = _start_form(request, cluster, template)
    made = attempt(
        request,
        form,
        lambda: actions.start_agreement(
            cluster=cluster,
            wording=template.key,
            title=form.cleaned_data["title"],
            parties=_with_roles(template, cluster, form),
            speaks_for=form.whose,
            by=request.actor,
            now=now(),
        ),
    )
    if made:
        say(request, f"“{made.title}” is begun, and saved. You can stop and go on at any time.")
        draft = drafting.draft_of(made)
        if starting.lacks_roles(draft):
            return redirect(agreement_url(made, "set_parties"))
        steps = starting.questions_of(draft)
        return redirect(step_url(made, steps[0]) if steps else agreement_url(made, "draft"))
    more = (("Begin one", reverse("agreements:start-agreement", args=[cluster_id])),)
    context = {
        "form": form, "template": template, "deed": "Begin",
        **around_cluster(cluster, *more, (template.title, "")),
    }  # fmt: skip
    return render(request, "agreements/start_agreement.html", context)


def _with_roles(
    template: Wording, cluster: clusters.Cluster, form: StartForm
) -> list[actions.PartyLine]:
    named = form.chosen()
    roles = starting.preset_roles(template, cluster, named)
    return [actions.PartyLine(one, role) for one, role in zip(named, roles, strict=True)]


def _choose(request: SpinneyRequest, cluster: clusters.Cluster) -> HttpResponse:
    offered = [one for one in wordings().values() if not one.of_another]
    form = ChooseForm(posted(request), templates=offered)
    if form.is_valid():
        address = reverse("agreements:start-agreement", args=[cluster.pk])
        return redirect(f"{address}?wording={form.cleaned_data['wording']}")
    context = {"form": form, "deed": "Go on", **around_cluster(cluster, ("Begin one", ""))}
    return render(request, "agreements/choose_wording.html", context)


def _start_form(request: SpinneyRequest, cluster: clusters.Cluster, template: Wording) -> StartForm:
    runs = rules.runs(request.actor, cluster_scope(cluster.pk))
    members = starting.members_of(cluster)
    chosen = starting.chosen_at_first(request.actor, cluster, members)
    whole = runs and template.speaks_for == SpeaksFor.CLUSTER
    return StartForm(
        posted(request),
        members=members,
        whole=whole,
        chosen=chosen if whole or not runs else [],
        initial={"title": template.title},
    )


# The whole draft --------------------------------------------------------------------------------


@guard(policies, "draft", scope="cluster")
@require_safe
def draft(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """All clauses as they will read, what is open, what clashes; each can be changed."""
    found, version = draft_in(request, cluster_id, agreement_id)
    page = draft_page.page_of(version)
    first = page.first_open
    context: dict[str, Any] = {
        "draft": version,
        "page_of": page,
        "gaps": shown_gaps(found, page.gaps),
        "few": len(page.gaps) <= FEW,
        "go_on_url": step_url(found, first) if first else "",
        "begin_url": step_url(found, page.steps[0]) if page.steps else "",
        "clauses": [(one, _deeds(found, one)) for one in page.clauses],
        "undo_url": undo_of(found, version) if version.undoes is not None else "",
        **around(found, ("Draft", "")),
    }
    return render(request, "agreements/draft.html", context)


def _deeds(agreement: Agreement, clause: draft_page.DraftClause) -> dict[str, Any]:
    """The addresses of what can be done with a clause."""
    key = clause.clause.key
    return {
        "questions": [(one, step_url(agreement, one, back=True)) for one in clause.steps],
        "edit": agreement_url(agreement, "edit_clause", key),
        "move": agreement_url(agreement, "move_clause", key),
        "leave_out": agreement_url(agreement, "leave_out_clause", key),
        "put_back": agreement_url(agreement, "put_back_clause", key),
        "add": f"{agreement_url(agreement, 'add_clause')}?after={key}",
    }


@guard(policies, "rename_agreement", scope="cluster")
def rename_agreement(request: SpinneyRequest, cluster_id: int, agreement_id: int) -> HttpResponse:
    """Call the agreement something else."""
    found, version = draft_in(request, cluster_id, agreement_id)
    title = drafting.content_of(version).title
    form = TitleForm(posted(request), initial={"title": title, "read": mark_of(title)})
    done = attempt(
        request,
        form,
        lambda: actions.rename_agreement(
            version=version, title=form.cleaned_data["title"], read=form.cleaned_data["read"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done:
        say(request, "The name is changed.", undo_url=undo_of(found, done, version))
        return redirect(draft_url(found))
    read_anew(form, mark_of(title))
    context = {
        "form": form, "deed": "Save", "now_says": title if form.errors else "",
        **around(found, ("Draft", draft_url(found)), ("Name", "")),
    }  # fmt: skip
    return render(request, "agreements/rename_agreement.html", context)


def read_anew(form: Any, mark: str) -> None:
    """After somebody else's change was told: the next save is meant for what is there now."""
    if form.errors and form.data:
        data = form.data.copy()
        data[form.add_prefix("read")] = mark
        form.data = data


@guard(policies, "set_instead_of", scope="cluster")
@require_POST
def set_instead_of(
    request: SpinneyRequest, cluster_id: int, agreement_id: int, key: str
) -> HttpResponse:
    """This agreement takes the place of what another one in force says of a term; or not."""
    found, version = draft_in(request, cluster_id, agreement_id)
    takes = request.POST.get("takes") != "no"
    done = actions.set_instead_of(
        version=version, key=key, takes_the_place=takes, by=request.actor, now=now()
    )
    words = (
        "When this agreement is in force, it takes the place of what the other one says there."
        if takes
        else "The other agreement stands. Change the answer here, or the two contradict each other."
    )
    say(request, words, undo_url=undo_of(found, done, version))
    return redirect(draft_url(found))
