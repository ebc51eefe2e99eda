"""Who should work with whom: the question is put, changed, put away, and answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from spinney.base.kernel.actors import Actor, Scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged
from spinney.base.work import jobs
from spinney.base.work.models import Job
from spinney.diagnostics import events, policies
from spinney.diagnostics.bridge.grouping import SURVEY, Settings, problem_of
from spinney.diagnostics.models import Grouping, Proposal, Survey
from spinney.diagnostics.policies import groups as rules
from spinney.diagnostics.policies.surveys import check_sees_names
from spinney.diagnostics.queries.groups import is_at_work, people_of
from spinney.diagnostics.states import GroupingState

PROPOSE = "diagnostics.propose_groups"
"""The kind of the job that finds proposals (tasks.groups)."""
PROPOSALS = 4


@dataclass(frozen=True)
class GroupingText:
    """A question about groups: what it is called, whose answers, and the settings."""

    title: str
    settings: Settings
    survey: Survey | None = None


@dataclass(frozen=True)
class Found:
    """A proposal to be kept: what it is called, and what is kept of it (bridge.grouping)."""

    title: str
    result: dict[str, Any]


def _require(verb: str, by: Actor, scope: Scope) -> None:
    require(policies.MAY, verb, by=by, scope=scope)
    rules.check_runs(by, scope)


def _held(grouping: Grouping) -> Grouping:
    """The row as it is now, kept from others; the place comes along."""
    held = Grouping.objects.select_for_update().get(pk=grouping.pk)
    if held.removed_at is not None:
        raise WrongState("This was removed. Bring it back first.")
    return held


def _check(text: GroupingText, by: Actor, scope: Scope) -> None:
    if not text.title.strip():
        told = "Give it a name, like “Groups in Bolton, spring”."
        raise BadInput(told, {"title": [told]})
    rules.check_sizes(text.settings.min_size, text.settings.max_size)
    if text.settings.source == SURVEY:
        if text.survey is None or text.survey.scope != scope:
            told = "Choose a survey of this place."
            raise BadInput(told, {"source": [told]})
        check_sees_names(text.survey, by)


@transaction.atomic
def make_grouping(*, place: Scope, text: GroupingText, by: Actor, now: datetime) -> Grouping:
    """Put the question who should work with whom. Nothing is worked out yet."""
    _require("make_grouping", by, place)
    _check(text, by, place)
    made = Grouping.objects.create(
        **{f"{place.kind}_id": place.id},
        title=text.title.strip(),
        survey=text.survey if text.settings.source == SURVEY else None,
        settings=text.settings.as_json(),
        made_at=now,
        made_by=by.label,
    )
    record("diagnostics.make_grouping", by=by, on=made, at=now, scope=place, title=made.title)
    return made


@transaction.atomic
def edit_grouping(
    *, grouping: Grouping, text: GroupingText, version: int | None, by: Actor, now: datetime
) -> Grouping:
    """Change the question; proposals that are there stay, and say what they answered. Rules about
    pairs stay as they are. Raises ChangedMeanwhile when somebody else changed it since.
    """
    scope = grouping.scope
    _require("edit_grouping", by, scope)
    grouping = _held(grouping)
    check_unchanged(grouping, version, "this question")
    rules.check_is_not_working(grouping, at_work=is_at_work(grouping))
    _check(text, by, scope)
    kept = Settings.from_json(grouping.settings)
    if kept.source == SURVEY and text.settings.source != SURVEY:
        rules.check_rests_on_nothing(answers_used=bool(grouping.problem))
    settings = replace(text.settings, together=kept.together, apart=kept.apart)
    grouping.title = text.title.strip()
    grouping.survey = text.survey if settings.source == SURVEY else None
    return _changed(grouping, settings, "diagnostics.edit_grouping", by, now)


def _changed(
    grouping: Grouping, settings: Settings, verb: str, by: Actor, now: datetime
) -> Grouping:
    before, after = grouping.settings, settings.as_json()
    grouping.settings = after
    grouping.version += 1
    grouping.save()
    changed = [name for name in after if before.get(name) != after[name]]
    record(
        verb, by=by, on=grouping, at=now, scope=grouping.scope, title=grouping.title,
        before={name: before.get(name) for name in changed},
        after={name: after[name] for name in changed}, version=grouping.version,
    )  # fmt: skip
    return grouping


@transaction.atomic
def duplicate_grouping(*, grouping: Grouping, by: Actor, now: datetime) -> Grouping:
    """The same question once more, without its proposals, to be changed."""
    scope = grouping.scope
    _require("duplicate_grouping", by, scope)
    if grouping.survey is not None:
        check_sees_names(grouping.survey, by)
    made = Grouping.objects.create(
        cluster=grouping.cluster, programme=grouping.programme, survey=grouping.survey,
        title=f"{grouping.title[:190]} (copy)", settings=grouping.settings,
        made_at=now, made_by=by.label,
    )  # fmt: skip
    record("diagnostics.duplicate_grouping", by=by, on=made, at=now, scope=scope, title=made.title)
    return made


@transaction.atomic
def remove_grouping(*, grouping: Grouping, by: Actor, now: datetime) -> Grouping:
    """Put a question away with its proposals. It can be brought back for 30 days."""
    scope = grouping.scope
    _require("remove_grouping", by, scope)
    grouping = _held(grouping)
    rules.check_is_not_working(grouping, at_work=is_at_work(grouping))
    grouping.removed_at = now
    grouping.save(update_fields=["removed_at"])
    record(
        "diagnostics.remove_grouping", by=by, on=grouping, at=now, scope=scope,
        title=grouping.title,
    )  # fmt: skip
    return grouping


@transaction.atomic
def restore_grouping(*, grouping: Grouping, by: Actor, now: datetime) -> Grouping:
    """Bring a question back that was put away less than 30 days ago, with its proposals."""
    scope = grouping.scope
    _require("restore_grouping", by, scope)
    grouping = Grouping.objects.select_for_update().get(pk=grouping.pk)
    rules.check_can_restore(grouping, now)
    grouping.removed_at = None
    grouping.save(update_fields=["removed_at"])
    record(
        "diagnostics.restore_grouping", by=by, on=grouping, at=now, scope=scope,
        title=grouping.title,
    )  # fmt: skip
    return grouping


@transaction.atomic
def add_pair(
    *, grouping: Grouping, rule: str, pair: tuple[str, str], by: Actor, now: datetime
) -> Grouping:
    """Say of two organisations (by uid) that they must be "together" or "apart"."""
    scope = grouping.scope
    _require("add_pair", by, scope)
    grouping = _held(grouping)
    rules.check_is_not_working(grouping, at_work=is_at_work(grouping))
    settings = Settings.from_json(grouping.settings)
    organisations, _ = people_of(by, scope, settings, grouping.survey)
    _check_pair(settings, rule, pair, {str(one.uid) for one in organisations})
    changed = settings.with_pair(rule, pair)
    return _changed(grouping, changed, "diagnostics.add_pair", by, now)


def _check_pair(settings: Settings, rule: str, pair: tuple[str, str], here: set[str]) -> None:
    if rule not in ("together", "apart"):
        raise BadInput("Say whether they must be together or apart.", {"rule": ["Choose one."]})
    if pair[0] == pair[1]:
        told = "Choose two different organisations."
        raise BadInput(told, {"second": [told]})
    if not here.issuperset(pair):
        told = "Choose organisations that this question is about."
        raise BadInput(told, {"first": [told]})
    for known, *both in settings.pairs:
        if set(both) == set(pair):
            told = f"There is a rule that these two must be {known}. Remove that one first."
            raise BadInput(told, {"second": [told]})


@transaction.atomic
def remove_pair(
    *, grouping: Grouping, rule: str, pair: tuple[str, str], by: Actor, now: datetime
) -> Grouping:
    """Take a rule about two organisations off. It is no error when it is gone already."""
    _require("remove_pair", by, grouping.scope)
    grouping = _held(grouping)
    rules.check_is_not_working(grouping, at_work=is_at_work(grouping))
    settings = Settings.from_json(grouping.settings)
    if (rule, *pair) not in settings.pairs:
        return grouping
    changed = settings.without_pair(rule, pair)
    return _changed(grouping, changed, "diagnostics.remove_pair", by, now)


@transaction.atomic
def propose_groups(*, grouping: Grouping, return_to: str, by: Actor, now: datetime) -> Job:
    """Have proposals worked out in the background, from what is known now. Proposals that are
    there stay. Returns the job; `return_to` is where its page leads back to.

    Raises BadInput, with what to change, for too few organisations or rules that contradict each
    other.
    """
    scope = grouping.scope
    _require("propose_groups", by, scope)
    grouping = _held(grouping)
    rules.check_is_not_working(grouping, at_work=is_at_work(grouping))
    rules.check_none_is_chosen(grouping)
    settings = Settings.from_json(grouping.settings)
    organisations, known = people_of(by, scope, settings, grouping.survey)
    grouping.problem = problem_of(settings, organisations, known)
    job = jobs.start(
        PROPOSE,
        title=f"Working out groups: {grouping.title}",
        by=by,
        now=now,
        given={"grouping": grouping.pk},
        return_to=return_to,
    )
    grouping.job_uid, grouping.state = job.uid, GroupingState.WORKING
    grouping.save(update_fields=["problem", "job_uid", "state"])
    record(
        "diagnostics.propose_groups", by=by, on=grouping, at=now, scope=scope,
        title=grouping.title, organisations=len(organisations),
    )  # fmt: skip
    return job


@transaction.atomic
def keep_proposals(
    *, grouping: Grouping, job: Job, found: list[Found], by: Actor, now: datetime
) -> list[Proposal]:
    """Keep what the engine found for a grouping, behind the proposals that are there. Kept once:
    work that was cut off just after this, and is taken up again, keeps nothing twice. Raises
    WrongState when the question was put anew meanwhile.
    """
    scope = grouping.scope
    require(policies.MAY, "keep_proposals", by=by, scope=scope)
    grouping = Grouping.objects.select_for_update().get(pk=grouping.pk)
    if grouping.job_uid != job.uid:
        raise WrongState("The question was put anew meanwhile, so this is no longer its answer.")
    if grouping.state != GroupingState.WORKING:
        return []
    last = grouping.proposals.aggregate(last=Max("number"))["last"] or 0
    kept = [
        Proposal.objects.create(
            grouping=grouping, number=last + at, title=one.title, problem=grouping.problem,
            result=one.result, made_at=now,
        )
        for at, one in enumerate(found, start=1)
    ]  # fmt: skip
    grouping.state = GroupingState.PROPOSED
    grouping.save(update_fields=["state"])
    record(
        "diagnostics.keep_proposals", by=by, on=grouping, at=now, scope=scope,
        title=grouping.title, proposals=[one.number for one in kept],
    )  # fmt: skip
    events.groups.groups_proposed.send(Grouping, grouping=grouping, by=by, now=now)
    return kept
