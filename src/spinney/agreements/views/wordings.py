"""The templates that come with Spinney: listed, read clause by clause, printed, taken along."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from spinney.agreements import policies
from spinney.agreements.bridge.wordings import wording_named, wordings
from spinney.agreements.engine.wordings import Binds, Wording
from spinney.agreements.forms.wordings import AnswerForm
from spinney.agreements.queries import wordings as read
from spinney.agreements.views.around import around_cluster
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web.components import words
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.export import file_name
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.listing.columns import Column
from spinney.base.web.tables import Empty, Table
from spinney.clusters import api as clusters

TITLE = "Templates"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BINDS = {Binds.YES: "Yes", Binds.PARTLY: "In part", Binds.NO: "No"}
ALONE = "No, as a rule"
ADVISED = "Yes"


def _url(cluster: clusters.Cluster, verb: str, *more: str) -> str:
    return reverse(f"agreements:{verb.replace('_', '-')}", args=[cluster.pk, *more])


def _around(cluster: clusters.Cluster, *more: tuple[str, str]) -> dict[str, Any]:
    return around_cluster(cluster, (TITLE, _url(cluster, "templates") if more else ""), *more)


def _solicitor(wording: Wording) -> str:
    return ADVISED if wording.needs_solicitor else ALONE


def _table(cluster: clusters.Cluster) -> Table:
    return Table(
        name="templates",
        caption=TITLE,
        noun="template",
        nouns="templates",
        columns=[
            Column(
                "title",
                "Template",
                link=lambda one: _url(cluster, "template", one.key),
                note=lambda one: one.for_what,
            ),
            Column("minutes", "To draft", kind="minutes"),
            Column("binds", "Binds by law", value=lambda one: BINDS[one.binds]),
            Column("needs_solicitor", "Solicitor", value=_solicitor),
            Column("for_what", "What for", only="file"),
            Column("use_when", "When to use it", only="file"),
            Column("not_when", "When not", only="file"),
            Column("solicitor", "What a solicitor is needed for", only="file"),
        ],
        empty=Empty("No templates", "They come with Spinney."),
    )  # fmt: skip


@guard(policies, "templates", scope="cluster")
@require_safe
def templates(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Every template: what it is for, how long it takes, whether it binds and needs a solicitor."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    rows = list(wordings().values())
    listing = _table(cluster).listing(request, rows, file_name="Templates of agreements")
    context = {"listing": listing, **_around(cluster)}
    return listing.export() or render(request, "agreements/templates.html", context)


@guard(policies, "choose_template", scope="cluster")
@require_safe
def choose_template(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Which template fits: two questions, then what to use and why."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    matter, answer = request.GET.get("matter", ""), request.GET.get("answer", "")
    path = read.path_to(matter, answer)
    context = {
        "path": path,
        "matter": matter if path.said else "",
        "form": None if path.advice else _form(request, matter if path.said else ""),
        "again_url": _url(cluster, "choose_template"),
        "steps": _steps(cluster, matter, path),
        **_around(cluster, ("Which one do we need?", "")),
    }
    return render(request, "agreements/choose_template.html", context)


def _form(request: SpinneyRequest, matter: str) -> AnswerForm:
    """The question that comes next. Faulted only when something was sent without an answer."""
    second = read.second_question(matter)
    name, (question, answers) = ("answer", second) if second else ("matter", read.first_question())
    sent = request.GET if name in request.GET or request.GET.get("go") == name else None
    form = AnswerForm(sent, name=name, question=question, answers=answers)
    form.is_valid()
    return form


def _steps(cluster: clusters.Cluster, matter: str, path: read.Path) -> list[SummaryRow]:
    """What was answered, each with a way back to its question."""
    here = _url(cluster, "choose_template")
    ways = (here, f"{here}?matter={matter}")
    return [
        SummaryRow(question, said, change_url=url)
        for (question, said), url in zip(path.said, ways, strict=False)
    ]


def _about(wording: Wording) -> list[SummaryRow]:
    binds = f"{wording.binds.label}. {wording.binds_why}"
    return [
        SummaryRow("Use it", wording.use_when),
        SummaryRow("Do not use it", wording.not_when),
        SummaryRow("To draft", words.minutes(wording.minutes).capitalize()),
        SummaryRow("By law", binds),
        SummaryRow("Solicitor", wording.solicitor),
        SummaryRow("Parties", "\n".join(read.roles_of(wording)) or "Two or more"),
    ]


@guard(policies, "template", scope="cluster")
@require_safe
def template(request: SpinneyRequest, cluster_id: int, key: str) -> HttpResponse:
    """One template, clause by clause, with what explains each folded up below it."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    wording = wording_named(key)
    clauses = read.clauses_of(wording, cluster.name)
    context = {
        "wording": wording,
        "rows": _about(wording),
        "clauses": clauses,
        "for_solicitor": [one for one in clauses if one.clause.solicitor],
        "asked": read.asked_by(wording),
        "start_url": _start_url(request.actor, cluster, wording),
        "print_url": _url(cluster, "print_template", key),
        "word_url": _url(cluster, "export_template", key),
        **_around(cluster, (wording.title, "")),
    }
    return render(request, "agreements/template.html", context)


def _start_url(by: Actor, cluster: clusters.Cluster, wording: Wording) -> str:
    """Where an agreement is begun from a template; "" for whoever may not, and for deeds, which
    are begun from the agreement that they belong to.
    """
    if wording.of_another:
        return ""
    if not may(policies.MAY, "start_agreement", by=by, scope=cluster_scope(cluster.pk)):
        return ""
    return f"{_url(cluster, 'start_agreement')}?wording={wording.key}"


@guard(policies, "print_template", scope="cluster")
@require_safe
def print_template(request: SpinneyRequest, cluster_id: int, key: str) -> HttpResponse:
    """One template on paper: the questions with room to write, then the clauses with why each is
    there, to go through together at a table.
    """
    cluster = clusters.cluster_for(request.actor, cluster_id)
    wording = wording_named(key)
    back = _url(cluster, "template", key)
    context = {
        "wording": wording,
        "clauses": read.clauses_of(wording, cluster.name),
        "asked": read.asked_by(wording),
        "roles": read.roles_of(wording),
        **_around(cluster, (wording.title, back), ("On paper", "")),
    }
    return render(request, "agreements/print_template.html", context)


@guard(policies, "export_template", scope="cluster")
@require_safe
def export_template(request: SpinneyRequest, cluster_id: int, key: str) -> HttpResponse:
    """One template as a Word document, its gaps in brackets."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    wording = wording_named(key)
    response = HttpResponse(read.as_word(wording, cluster.name, now()), content_type=WORD_TYPE)
    name = file_name(f"{wording.title} template", localdate(), "docx")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
