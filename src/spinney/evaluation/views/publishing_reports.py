"""Making a report public: asking, answering, publishing, taking down; and the public page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Scope
from spinney.base.kernel.errors import NotAllowed, NotFound
from spinney.base.web.attempts import attempt
from spinney.base.web.components.parts import Brand
from spinney.base.web.components.words import day
from spinney.base.web.guard import SpinneyRequest, guard, posted, public
from spinney.base.web.task_links import task_link
from spinney.base.web.told import say
from spinney.base.web.uploads import download
from spinney.decisions import api as decisions
from spinney.evaluation import policies
from spinney.evaluation.actions import publishing_reports as actions
from spinney.evaluation.bridge.agreeing import MEMBERS
from spinney.evaluation.forms.reports import DecisionForm, WhyForm
from spinney.evaluation.letters.reports import AGREE
from spinney.evaluation.models import Report
from spinney.evaluation.policies import reports as rules
from spinney.evaluation.queries import reports as read
from spinney.evaluation.states import ReportState
from spinney.evaluation.views.report_frames import around_report, report_in, shown
from spinney.evaluation.views.reports import report_file, report_url
from spinney.register.api import Organisation

PICTURE = re.compile(r"picture-([0-9a-f-]{36})")
"""The step of a link at which a picture of the report is shown."""


def _own(request: SpinneyRequest) -> Organisation:
    """The organisation that somebody acts for. Raises NotAllowed without one."""
    found = Organisation.objects.filter(pk=request.actor.organisation_id or 0).first()
    if found is None:
        raise NotAllowed("That is for a member to say.")
    return found


@guard(policies, "ask_to_publish", scope="place")
@require_POST
def ask_to_publish(request: SpinneyRequest, place: Scope, report_id: int) -> HttpResponse:
    """Ask those who must agree whether the report may be public."""
    found = report_in(request, place, report_id)
    done = actions.ask_to_publish(report=found, by=request.actor, now=now())
    last = read.agreeing_of(done, localdate()).last_day()
    until = f" They have until {day(last)}." if last else ""
    say(request, f"Everybody who must agree is asked by e-mail.{until}")
    return redirect(report_url(found))


@guard(policies, "agree_to_publish", scope="place")
@require_POST
def agree_to_publish(request: SpinneyRequest, place: Scope, report_id: int) -> HttpResponse:
    """Say for one's organisation that the report may be public."""
    found, own = report_in(request, place, report_id), _own(request)
    actions.agree_to_publish(report=found, organisation=own, by=request.actor, now=now())
    say(request, f"{own.name} agrees. Until it is published you can still say no.")
    return redirect(report_url(found))


@guard(policies, "refuse_to_publish", scope="place")
def refuse_to_publish(request: SpinneyRequest, place: Scope, report_id: int) -> HttpResponse:
    """Say for one's organisation that the report may not be public, and why."""
    found, own = report_in(request, place, report_id), _own(request)

    def refuse(why: str) -> Report:
        return actions.refuse_to_publish(
            report=found, organisation=own, why=why, by=request.actor, now=now()
        )

    return _with_why(request, found, refuse, "refuse_to_publish", "Do not agree")


def _with_why(
    request: SpinneyRequest, found: Report, do: Callable[[str], Report], page: str, deed: str
) -> HttpResponse:
    form = WhyForm(posted(request))
    if attempt(request, form, lambda: do(form.cleaned_data["why"])):
        say(request, "The report stays among you.")
        return redirect(report_url(found))
    context = {"form": form, "deed": deed, **around_report(request, found, (deed, ""))}
    return render(request, f"evaluation/{page}.html", context)


@guard(policies, "publish_report", scope="place")
def publish_report(request: SpinneyRequest, place: Scope, report_id: int) -> HttpResponse:
    """Give the report a public page, once that is agreed."""
    found = report_in(request, place, report_id)
    rules.check_writes(request.actor, found)
    rules.check_becomes(found, ReportState.PUBLIC)
    agreeing = read.agreeing_of(found, localdate())
    form = None
    if agreeing.rule.rule == MEMBERS and found.cluster is not None:
        form = DecisionForm(posted(request), choices=_decisions(found))
    else:
        rules.check_agreed(agreeing, localdate())

    def publish() -> Report:
        return actions.publish_report(
            report=found, decision=form.cleaned_data["decision"] if form else None,
            by=request.actor, now=now(),
        )  # fmt: skip

    done = None
    if form is not None:
        done = attempt(request, form, publish)
    elif request.method == "POST":
        done = publish()
    if done:
        say(request, "The report is public. Anybody can read it at its address.")
        return redirect(report_url(found))
    frame = around_report(request, found, ("Publish it", ""))
    context = {
        "form": form, "deed": "Publish it", "rule_words": read.rule_words(agreeing), **frame,
    }  # fmt: skip
    return render(request, "evaluation/publish_report.html", context)


def _decisions(found: Report) -> list[tuple[int, str]]:
    """The decisions that stand, the newest first."""
    if found.cluster is None:
        return []
    rows = reversed(decisions.decisions(found.cluster))
    return [
        (one.number, f"{one.number}. {one.title}, {day(one.decided_on)}")
        for one in rows
        if one.stands
    ]


@guard(policies, "take_down_report", scope="place")
def take_down_report(request: SpinneyRequest, place: Scope, report_id: int) -> HttpResponse:
    """Take the public page away, and say why."""
    found = report_in(request, place, report_id)
    if found.state != ReportState.PUBLIC:
        rules.check_becomes(found, ReportState.PUBLISHED)

    def take_down(why: str) -> Report:
        return actions.take_down_report(report=found, why=why, by=request.actor, now=now())

    return _with_why(request, found, take_down, "take_down_report", "Take it down")


def _link_stands(link: TaskLink) -> bool:
    """Whether somebody is still asked, so that a new link may be sent."""
    report = Report.objects.filter(pk=int(link.subject.rpartition(":")[2])).first()
    return report is not None and bool(report.agreed_by) and report.state == ReportState.PUBLISHED


@task_link(AGREE, stands=_link_stands, say_no="no")
def agree_to_publish_by_link(
    request: SpinneyRequest, link: TaskLink, step: str
) -> HttpResponseBase:
    """From a link, without an account: the whole report with its pictures, and yes or no."""
    found = read.report_by_link(request.actor, AGREE)
    if (shown_there := PICTURE.fullmatch(step)) is not None:
        return _picture(found, UUID(shown_there[1]))
    if step not in ("", "no"):
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    own = get_object_or_404(Organisation, pk=link.organisation_id)
    frame: dict[str, Any] = {"brand": _brand(found), "report": found, "organisation": own}
    form = WhyForm(posted(request)) if step == "no" else None
    if _answered_by_link(request, link, found, own, form):
        context = frame | {"agreed": form is None}
        return render(request, "evaluation/publishing_answered.html", context)
    if form is not None:
        frame |= {"form": form, "deed": "Do not agree", "back_url": request.task_path}
        return render(request, "evaluation/refuse_to_publish.html", frame)
    frame |= {"no_url": f"{request.task_path}no/", "pictures_at": f"{request.task_path}picture-"}
    frame |= shown(found, read.finished_of(found))
    return render(request, "evaluation/agree_to_publish.html", frame)


def _answered_by_link(
    request: SpinneyRequest, link: TaskLink, found: Report, own: Organisation, form: WhyForm | None
) -> bool:
    """Do what was sent by a link: yes without a form, no with its reason. Whether it was done."""

    def answer() -> Report:
        told: dict[str, Any] = {
            "report": found, "organisation": own, "by": request.actor, "now": now(),
        }  # fmt: skip
        with transaction.atomic():
            links.spend(link, now=now())
            if form is None:
                return actions.agree_to_publish(**told)
            return actions.refuse_to_publish(why=form.cleaned_data["why"], **told)

    if form is not None:
        return attempt(request, form, answer) is not None
    return request.method == "POST" and answer() is not None


def _brand(report: Report) -> Brand | None:
    cluster = report.cluster
    return Brand(cluster.name, "", "", cluster.colour) if cluster else None


@public("the members agreed that anybody may read it; taken down, it is not there any more")
@require_safe
def public_report(request: HttpRequest, name: str) -> HttpResponse:
    """A report that is public: the newest finished version."""
    found = read.public_report(name)
    whole = read.finished_of(found)
    context = {
        "report": found, "brand": _brand(found), "caption": read.place_name(found),
        "pictures_at": reverse("evaluation:public-report", args=[name]) + "pictures/",
        **shown(found, whole),
    }  # fmt: skip
    return render(request, "evaluation/public_report.html", context)


@public("the members agreed that anybody may read it; taken down, it is not there any more")
@require_safe
def public_report_pdf(request: HttpRequest, name: str) -> HttpResponseBase:
    """A report that is public, as PDF."""
    found = read.public_report(name)
    return report_file(found, read.finished_of(found), "pdf")


@public("it is in a report that the members agreed to publish")
@require_safe
def public_report_picture(request: HttpRequest, name: str, uid: UUID) -> HttpResponseBase:
    """A picture in a public report."""
    return _picture(read.public_report(name), uid)


def _picture(found: Report, uid: UUID) -> HttpResponseBase:
    """A picture of the newest finished version."""
    picture = read.picture_of(found, uid)
    read.check_in_versions(found, picture, newest=True)
    return download(picture.file, name=picture.name, content_type="image/jpeg")
