"""Reports as somebody may see them. Every read begins here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from spinney.base.kernel.actors import Actor, Role, Scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import require
from spinney.clusters import api as clusters
from spinney.evaluation.bridge import kept_reports as kept
from spinney.evaluation.bridge.agreeing import RULES, Agreeing, Rule, agreeing_from, rule_for
from spinney.evaluation.engine.report import Fault, faults_of
from spinney.evaluation.models import Report, ReportPicture, ReportSection
from spinney.evaluation.policies import reports as rules
from spinney.evaluation.queries.gathering_figures import asked_of, gathered_for
from spinney.evaluation.queries.reading_surveys import without_taken_back
from spinney.evaluation.states import ReportState
from spinney.register.api import Organisation

UNDO_DAYS = 30
NOT_THERE = "There is no such report, or it is not shared with you."


def in_place(place: Scope) -> Q:
    """The condition that a report is of a cluster or programme."""
    return Q(cluster_id=place.id) if place.kind == "cluster" else Q(programme_id=place.id)


def visible_to(actor: Actor) -> QuerySet[Report]:
    """Reports of the places that somebody runs; finished ones of those that she belongs to."""
    rows = Report.objects.select_related("cluster__programme", "programme")
    if actor.is_system:
        return rows
    runs = Q(cluster__in=actor.ids_of("cluster", *rules.RUNS_IT)) | Q(
        programme__in=actor.ids_of("programme", Role.PROGRAMME_MANAGER)
    )
    belongs = Q(cluster__in=actor.ids_of("cluster", Role.MEMBER)) | Q(
        programme__in=actor.ids_of("programme", Role.MEMBER, Role.FACILITATOR)
    )
    return rows.filter(runs | (belongs & Q(number__gte=1, removed_at=None)))


def reports_in(actor: Actor, place: Scope) -> QuerySet[Report]:
    """The reports of a place that were not removed, the newest first."""
    return visible_to(actor).filter(in_place(place), removed_at=None).order_by("-made_at", "-pk")


def removed_in(actor: Actor, place: Scope, now: datetime) -> QuerySet[Report]:
    """The reports of a place that can be brought back, for whoever writes them."""
    since = now - timedelta(days=UNDO_DAYS)
    rows = visible_to(actor).filter(in_place(place), removed_at__gte=since)
    return rows.order_by("-removed_at", "-pk")


def report_for(actor: Actor, place: Scope, report_id: int) -> Report:
    """One report of a place. Raises NotFound for what the actor does not see."""
    found = visible_to(actor).filter(in_place(place), pk=report_id).first()
    if found is None or (found.removed_at is not None and not rules.writes(actor, found)):
        raise NotFound(NOT_THERE)
    return found


def held_to_write(report: Report, verb: str, by: Actor) -> Report:
    """The report as it is now, held until this transaction ends, for whoever may do this with it.
    Raises NotFound or NotAllowed to anybody else.
    """
    require(rules.MAY, verb, by=by, scope=report.scope)
    rules.check_writes(by, report)
    rows = Report.objects.select_for_update(of=("self",))
    return rows.select_related("cluster__programme", "programme").get(pk=report.pk)


def report_by_link(actor: Actor, verb: str) -> Report:
    """The report that a link is about. Raises NotFound for another link."""
    kind, _, number = actor.pass_.subject.rpartition(":") if actor.pass_ else ("", "", "")
    if actor.pass_ is None or actor.pass_.verb != verb or kind != Report._meta.label:
        raise NotFound(NOT_THERE)
    found = Report.objects.select_related("cluster", "programme").filter(pk=int(number)).first()
    if found is None:
        raise NotFound(NOT_THERE)
    return found


def public_report(name: str) -> Report:
    """The report of a public address. Raises NotFound unless it is public now."""
    found = Report.objects.filter(
        public_name=name, state=ReportState.PUBLIC, removed_at=None
    ).select_related("cluster", "programme")
    one = found.first() if name else None
    if one is None:
        raise NotFound("There is no such report, or it is public no more.")
    return one


def sections_of(report: Report) -> list[ReportSection]:
    """The sections that were not removed, in order, with what was added to them. Two queries."""
    added = ReportPicture.objects.filter(removed_at=None).order_by("pk")
    rows = ReportSection.objects.filter(report=report, removed_at=None)
    return list(rows.order_by("position", "pk").prefetch_related(Prefetch("added", added)))


def removed_sections(report: Report, now: datetime) -> QuerySet[ReportSection]:
    """The sections that can be brought back."""
    since = now - timedelta(days=UNDO_DAYS)
    return ReportSection.objects.filter(report=report, removed_at__gte=since).order_by(
        "-removed_at"
    )


def section_of(report: Report, section_id: int) -> ReportSection:
    """One section of a report, removed ones too. Raises NotFound."""
    found = ReportSection.objects.filter(report=report, pk=section_id).first()
    if found is None:
        raise NotFound("There is no such section here.")
    return found


def picture_of(report: Report, uid: UUID) -> ReportPicture:
    """One picture that was added to a report, removed ones too. Raises NotFound."""
    rows = ReportPicture.objects.filter(section__report=report, uid=uid)
    found = rows.select_related("section").first()
    if found is None:
        raise NotFound("There is no such picture here.")
    return found


def shown_picture(actor: Actor, report: Report, uid: UUID) -> ReportPicture:
    """A picture that somebody may see: any of a report that she writes, else those that are in one
    of its finished versions. Raises NotFound.
    """
    found = picture_of(report, uid)
    if not rules.writes(actor, report):
        check_in_versions(report, found)
    return found


def check_in_versions(report: Report, picture: ReportPicture, *, newest: bool = False) -> None:
    """Raise NotFound for a picture that is in no finished version (or not in the newest)."""
    versions = report.frozen.get("versions", [])[-1 if newest else 0 :]
    shown = {one["key"] for version in versions for one in version["photos"]}
    if kept.photo_key(picture) not in shown:
        raise NotFound("There is no such picture here.")


def draft_of(report: Report, today: date) -> kept.Whole:
    """A report as it is being written, with the figures of today."""
    return kept.as_it_stands(report, sections_of(report), gathered_for(report), today)


def whole_for(actor: Actor, report: Report, number: int | None, today: date) -> kept.Whole:
    """What somebody reads: as it is being written, for whoever writes it; else the version asked
    for, or the newest that is finished.
    """
    is_draft = report.state == ReportState.DRAFT and number is None
    if is_draft and rules.writes(actor, report):
        return draft_of(report, today)
    return finished_of(report, number)


def finished_of(report: Report, number: int | None = None) -> kept.Whole:
    """A finished version as it may be read now: without results that were taken back since. Raises
    NotFound when there is none.
    """
    whole = kept.finished(report, number)
    return replace(whole, gathered=without_taken_back(whole.gathered, asked_of(report)))


@dataclass(frozen=True)
class FaultIn:
    """Something to be mended in a section, in words."""

    section: str
    words: str


def faults_in(whole: kept.Whole) -> list[FaultIn]:
    """The names in a report that mean nothing where they stand."""
    figures = list(whole.gathered.figures)
    pictures = [*whole.gathered.pictures, *(one.key for one in whole.photos)]
    return [
        FaultIn(section.title, fault_words(fault))
        for section in whole.sections
        for fault in faults_of(section.words, figures, pictures)
    ]


def fault_words(fault: Fault) -> str:
    """A fault with how to mend it."""
    if fault.code == "question":
        return f"Line {fault.line}: write an answer in place of [{fault.name}]"
    name = f"{{{{{fault.name}}}}}"
    if fault.code == "inside":
        return f"Line {fault.line}: {name} is a picture or table. Put it on a line of its own."
    meant = f" Did you mean {{{{{fault.nearest}}}}}?" if fault.nearest else ""
    return f"Line {fault.line}: there is no figure called {name}.{meant}"


def unsaid_in(whole: kept.Whole) -> Sequence[str]:
    """The figures that a report uses of which nothing is recorded, by what they are called."""
    used = whole.names()
    return [
        one.words for key, one in whole.gathered.figures.items() if key in used and not one.is_known
    ]


def agreeing_of(report: Report, today: date) -> Agreeing:
    """How far it is agreed to publish the newest version; as the terms say today, while nobody was
    asked about it.
    """
    found = agreeing_from(report.agreed_by)
    if found is not None and found.number == report.number:
        return found
    return Agreeing(rule_now(report, today), report.number)


def rule_now(report: Report, today: date) -> Rule:
    """Who must agree to publish a report, by the terms of today."""
    place = report.cluster or report.programme
    assert place is not None  # noqa: S101  (a constraint says so)
    return rule_for(place, today)


def place_name(report: Report) -> str:
    """The cluster or programme that a report is of."""
    place: clusters.Cluster | clusters.Programme | None = report.cluster or report.programme
    return place.name if place else ""


def rule_words(agreeing: Agreeing) -> str:
    """Who must agree, and where that stands."""
    said = RULES[agreeing.rule.rule]
    return f"{said} ({agreeing.rule.clause}.)" if agreeing.rule.clause else said


def may_answer(actor: Actor, report: Report, agreeing: Agreeing) -> str:
    """The organisation for which somebody may say now whether a report is to be public; "" for
    none.
    """
    if agreeing.asked_on is None or report.state == ReportState.DRAFT:
        return ""
    own = Organisation.objects.filter(pk=actor.organisation_id or 0).first()
    if own is None or str(own.uid) not in agreeing.rule.needed:
        return ""
    return own.name if may_represent_now(actor, own) else ""


def may_represent_now(actor: Actor, organisation: Organisation) -> bool:
    """Whether somebody speaks for an organisation, signed in."""
    return organisation.pk in actor.ids_of("organisation", Role.REPRESENTATIVE)
