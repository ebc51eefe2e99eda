"""What members say of shared costs, signed in or by link: figures, agreement, questions; and the
evidence for VAT.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Brand
from spinney.base.web.export import file_name
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.task_links import task_link
from spinney.base.web.told import say
from spinney.money import policies
from spinney.money.actions import cost_sharing as sharing
from spinney.money.actions import costs as actions
from spinney.money.bridge.cost_evidence import evidence, pack
from spinney.money.forms.costs import FiguresForm, QuestionForm, VatForm
from spinney.money.letters.costs import ANSWER, GIVE
from spinney.money.models import CostShare
from spinney.money.policies import costs as rules
from spinney.money.queries import costs as read
from spinney.money.queries.keeping import check_keeps, keeps
from spinney.money.states import CostState
from spinney.money.views.cost_frames import (
    around_cost,
    cost_url,
    rule_sentence,
    share_url,
    statement_rows,
)
from spinney.money.views.costs import get_share


def _figures_form(request: SpinneyRequest, share: CostShare) -> FiguresForm:
    agreed = read.rule_now(share.cost, localdate())
    over = share.cost.state == CostState.AGREED
    return FiguresForm(posted(request), share=share, needs=agreed.needs, over=over)


@guard(policies, "give_figures", scope="cluster")
def give_figures(request: SpinneyRequest, cluster_id: int, pk: int, share_id: int) -> HttpResponse:
    """Say for one's own organisation what it uses."""
    seen, row = get_share(request, cluster_id, pk, share_id)
    cost, share = seen.cost, row.share
    rules.check_speaks_for(request.actor, share, localdate())
    rules.check_state(cost, *rules.UNTIL_TRUED_UP)
    form = _figures_form(request, share)
    done = attempt(
        request, form,
        lambda: actions.give_figures(share=share, said=form.said(), by=request.actor, now=now()),
    )  # fmt: skip
    if done:
        say(request, f"Noted for {share.organisation.name}.")
        return redirect(cost_url(cost))
    context = {
        "form": form, "share": share, "rule": rule_sentence(seen), "deed": "Give the figures",
        **around_cost(cost, ("Your figures", "")),
    }  # fmt: skip
    return render(request, "money/give_figures.html", context)


def _figures_stand(link: TaskLink) -> bool:
    """Whether figures can still be given, so that a new link may be sent."""
    pk = int(link.subject.rpartition(":")[2])
    return CostShare.objects.filter(pk=pk, cost__state__in=rules.UNTIL_TRUED_UP).exists()


@task_link(GIVE, stands=_figures_stand)
def give_figures_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """From a link, without an account: the figures of an organisation."""
    share = read.share_by_link(request.actor, GIVE)
    if step:
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    rules.check_state(share.cost, *rules.UNTIL_TRUED_UP)
    form = _figures_form(request, share)

    def give() -> CostShare:
        with transaction.atomic():
            links.spend(link, now=now())
            return actions.give_figures(share=share, said=form.said(), by=request.actor, now=now())

    done = attempt(request, form, give)
    frame = _frame(share)
    if done:
        return render(request, "money/figures_given.html", frame | {"share": done})
    seen = read.seen(request.actor, share.cost)
    context = frame | {"form": form, "rule": rule_sentence(seen), "deed": "Give the figures"}
    return render(request, "money/give_figures.html", context)


def _frame(share: CostShare) -> dict[str, Any]:
    cluster = share.cost.cluster
    brand = Brand(cluster.name, "", "", cluster.colour)
    return {"brand": brand, "share": share, "cost": share.cost, "caption": cluster.name}


@guard(policies, "answer_share", scope="cluster")
def answer_share(request: SpinneyRequest, cluster_id: int, pk: int, share_id: int) -> HttpResponse:
    """Agree for one's own organisation to its share, or question it."""
    seen, row = get_share(request, cluster_id, pk, share_id)
    share = row.share
    rules.check_speaks_for(request.actor, share, localdate())
    is_question = "question" in request.GET or "question" in request.POST
    form = QuestionForm(posted(request)) if is_question else None

    def answer() -> CostShare:
        words = form.cleaned_data["question"] if form else ""
        return sharing.answer_share(share=share, question=words, by=request.actor, now=now())

    done = None
    if form is not None:
        done = attempt(request, form, answer)
    elif request.method == "POST":
        done = answer()
    if done:
        say(request, "Your question was passed on." if is_question else "You agreed. Thank you.")
        return redirect(share_url(share))
    context = around_cost(seen.cost, ("Your share", "")) | {
        **_shown(seen, row), "form": form, "no_url": f"{request.path}?question=1",
        "back_url": share_url(share), "deed": "Send the question",
    }  # fmt: skip
    return render(request, "money/answer_share.html", context)


def _shown(seen: read.SeenCost, row: read.SeenShare) -> dict[str, Any]:
    return {
        "share": row.share, "row": row, "rows": statement_rows(seen, row),
        "rule": rule_sentence(seen),
        "why": row.actual_why if seen.cost.actual_pence is not None else row.why,
    }  # fmt: skip


def _answer_stands(link: TaskLink) -> bool:
    """Whether a share still waits for its member's word."""
    pk = int(link.subject.rpartition(":")[2])
    found = CostShare.objects.select_related("cost").filter(pk=pk).first()
    asked = read.answer_field(found.cost) if found else ""
    return bool(asked) and getattr(found, asked) == "open"


@task_link(ANSWER, stands=_answer_stands, say_no="question")
def answer_share_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """From a link, without an account: the share and how it was reckoned; agree, or ask."""
    share = read.share_by_link(request.actor, ANSWER)
    if step not in ("", "question"):
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    rules.check_speaks_for(request.actor, share, localdate())
    seen, row = read.seen_by_link(share)
    form = QuestionForm(posted(request)) if step else None

    def answer() -> CostShare:
        with transaction.atomic():
            links.spend(link, now=now())
            words = form.cleaned_data["question"] if form else ""
            return sharing.answer_share(share=share, question=words, by=request.actor, now=now())

    done = None
    if form is not None:
        done = attempt(request, form, answer)
    elif request.method == "POST":
        done = answer()
    frame = _frame(share)
    if done is not None:
        told = frame | {"done": done, "asks": bool(step)}
        return render(request, "money/share_answered.html", told)
    context = frame | _shown(seen, row) | {
        "form": form, "no_url": f"{request.task_path}question/", "deed": "Send the question",
        "back_url": request.task_path if step else "",
    }  # fmt: skip
    return render(request, "money/answer_share.html", context)


@guard(policies, "vat_evidence", scope="cluster")
@require_safe
def vat_evidence(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """The five conditions of the VAT exemption for groups that share costs, and what shows each."""
    cost = read.get_cost(request.actor, cluster_id, pk)
    seen = read.seen(request.actor, cost)
    is_keeper = keeps(request.actor, cost.cluster, localdate())
    shares = seen.everybody if seen.sees_all else [row.share for row in seen.shares]
    context = around_cost(cost, ("Evidence for VAT", "")) | {
        "shown": evidence(cost, seen.everybody, [one.pk for one in shares]),
        "is_keeper": is_keeper,
        "note_url": cost_url(cost, "note_vat"), "pack_url": cost_url(cost, "export_vat_evidence"),
    }  # fmt: skip
    return render(request, "money/vat_evidence.html", context)


@guard(policies, "note_vat", scope="cluster")
def note_vat(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Write down what shows the conditions that no figure shows."""
    cost = read.get_cost(request.actor, cluster_id, pk)
    check_keeps(request.actor, cost.cluster, localdate())
    form = VatForm(posted(request), initial=cost.vat)
    done = attempt(
        request, form,
        lambda: actions.note_vat(
            cost=cost, said=form.cleaned_data, by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done:
        say(request, "Written down.")
        return redirect(cost_url(cost, "vat_evidence"))
    crumb = ("Evidence for VAT", cost_url(cost, "vat_evidence"))
    context = {"form": form, "deed": "Save", **around_cost(cost, crumb, ("Write it down", ""))}
    return render(request, "money/note_vat.html", context)


@guard(policies, "export_vat_evidence", scope="cluster")
@require_safe
def export_vat_evidence(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """The evidence as one file: the conditions in Word, shares and entries as tables."""
    cost = read.get_cost(request.actor, cluster_id, pk)
    check_keeps(request.actor, cost.cluster, localdate())
    seen = read.seen(request.actor, cost)
    made = pack(cost, seen.everybody, seen.agreed, read.entries_of(cost), now())
    sent = HttpResponse(made, content_type="application/zip")
    name = file_name(f"{cost.title} VAT evidence", localdate(), "zip")
    sent["Content-Disposition"] = f'attachment; filename="{name}"'
    return sent
