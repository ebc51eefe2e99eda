"""Feasibility studies: begun, filled, compared, stalled and revived with who was in them, and
decided.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters import api as clusters
from spinney.decisions import api as decisions
from spinney.register.api import Organisation
from spinney.workplans import policies
from spinney.workplans.bridge.studies import option_texts
from spinney.workplans.models import Study, StudyEvent, StudyOption
from spinney.workplans.policies import studies as rules
from spinney.workplans.policies.plans import check_can_restore, refuse
from spinney.workplans.policies.studies import StudyOptionText, StudyText
from spinney.workplans.states import StudyState


def _note(verb: str, one: Study, by: Actor, now: datetime, **detail: object) -> None:
    record(verb, by=by, on=one, at=now, scope=one.scope, title=one.title, **detail)


def _held_for(verb: str, study: Study, by: Actor) -> Study:
    require(policies.MAY, verb, by=by, scope=study.scope)
    rows = Study.objects.select_for_update(of=("self",)).select_related("cluster", "ballot")
    return rows.get(pk=study.pk)


def _happened(study: Study, why: str, by: Actor, now: datetime) -> None:
    """Keep what happened, and who was in the cluster then."""
    on = localdate(now)
    ids = [one.organisation_id for one in clusters.members(study.cluster, on)]
    rows = Organisation.objects.filter(pk__in=ids).order_by("name", "pk")
    members = [{"uid": str(one.uid), "name": one.name} for one in rows]
    StudyEvent.objects.create(
        study=study, state=study.state, reason=why.strip(), members=members, on=on, at=now,
        by=by.label,
    )  # fmt: skip


def _move(study: Study, state: StudyState, why: str, by: Actor, now: datetime) -> None:
    study.state = state
    study.version += 1
    study.save()
    _happened(study, why, by, now)


def _options(study: Study) -> list[StudyOption]:
    return list(study.options.filter(removed_at=None))


@transaction.atomic
def start_study(*, cluster: clusters.Cluster, text: StudyText, by: Actor, now: datetime) -> Study:
    """Begin to look into several ways of doing something."""
    require(policies.MAY, "start_study", by=by, scope=cluster_scope(cluster.pk))
    rules.check_study(text)
    made = Study.objects.create(cluster=cluster, made_at=now, made_by=by.label, **text.fields())
    _happened(made, "", by, now)
    _note("workplans.start_study", made, by, now)
    return made


@transaction.atomic
def edit_study(
    *, study: Study, text: StudyText, read: int | None = None, by: Actor, now: datetime
) -> Study:
    """Change its question, its first year, or how members' parts are reckoned."""
    study = _held_for("edit_study", study, by)
    rules.check_can_change(study)
    check_unchanged(study, read, "this study")
    rules.check_study(text)
    if take_over(study, text.fields()):
        study.save()
        _note("workplans.edit_study", study, by, now, version=study.version)
    return study


@transaction.atomic
def add_study_option(
    *, study: Study, text: StudyOptionText, by: Actor, now: datetime
) -> StudyOption:
    """Add one way of doing it."""
    study = _held_for("add_study_option", study, by)
    rules.check_can_change(study)
    rules.check_not_at_vote(study)
    rules.check_option(text)
    there = _options(study)
    rules.check_room(len(there))
    place = max((one.position for one in there), default=-1) + 1
    made = StudyOption.objects.create(study=study, position=place, **text.fields())
    _note("workplans.add_study_option", study, by, now, option=made.title)
    return made


@transaction.atomic
def edit_study_option(
    *, option: StudyOption, text: StudyOptionText, read: int | None = None, by: Actor,
    now: datetime,
) -> StudyOption:  # fmt: skip
    """Change one way: what it is, what it asks for, what it costs."""
    study = _held_for("edit_study_option", option.study, by)
    rules.check_can_change(study)
    rules.check_not_at_vote(study)
    option = StudyOption.objects.get(pk=option.pk)
    rules.check_option_is_there(option)
    check_unchanged(option, read, "this way")
    rules.check_option(text)
    if take_over(option, text.fields()):
        option.save()
        _note("workplans.edit_study_option", study, by, now, option=option.title)
    return option


@transaction.atomic
def remove_study_option(*, option: StudyOption, by: Actor, now: datetime) -> StudyOption:
    """Take one way out of the comparison. It can be brought back for a while."""
    study = _held_for("remove_study_option", option.study, by)
    rules.check_can_change(study)
    rules.check_not_at_vote(study)
    rules.check_option_is_there(option)
    option.removed_at = now
    option.version += 1
    option.save(update_fields=["removed_at", "version"])
    _note("workplans.remove_study_option", study, by, now, option=option.title)
    return option


@transaction.atomic
def restore_study_option(*, option: StudyOption, by: Actor, now: datetime) -> StudyOption:
    """Bring it back."""
    study = _held_for("restore_study_option", option.study, by)
    rules.check_can_change(study)
    check_can_restore(option, now)
    rules.check_room(len(_options(study)))
    option.removed_at = None
    option.version += 1
    option.save(update_fields=["removed_at", "version"])
    _note("workplans.restore_study_option", study, by, now, option=option.title)
    return option


@transaction.atomic
def open_study(*, study: Study, by: Actor, now: datetime) -> Study:
    """Let the members compare what was found."""
    study = _held_for("open_study", study, by)
    rules.check_becomes(study, StudyState.OPEN)
    rules.check_can_compare(len(_options(study)))
    _move(study, StudyState.OPEN, "", by, now)
    _note("workplans.open_study", study, by, now)
    return study


@transaction.atomic
def stall_study(*, study: Study, why: str, by: Actor, now: datetime) -> Study:
    """Say that it stalled, and why. All of it stays as it is, with who was in it."""
    study = _held_for("stall_study", study, by)
    rules.check_becomes(study, StudyState.STALLED)
    told = "Say in a few words why it stalled. Whoever takes it up again reads it."
    rules.check_reason(why, told)
    _move(study, StudyState.STALLED, why, by, now)
    _note("workplans.stall_study", study, by, now, why=why.strip())
    return study


@transaction.atomic
def revive_study(*, study: Study, why: str, by: Actor, now: datetime) -> Study:
    """Take a stalled (or decided) study up again, with whoever is a member now."""
    study = _held_for("revive_study", study, by)
    rules.check_becomes(study, StudyState.REVIVED)
    rules.check_reason(why, "Say in a few words what changed, so that it can go on.")
    study.ballot = None
    _move(study, StudyState.REVIVED, why, by, now)
    _note("workplans.revive_study", study, by, now, why=why.strip())
    return study


@transaction.atomic
def put_study_to_vote(*, study: Study, by: Actor, now: datetime) -> decisions.Ballot:
    """Begin a ballot with the ways of the study as its options: those who run the cluster look at
    it and open it.
    """
    study = _held_for("put_study_to_vote", study, by)
    rules.check_can_change(study)
    rules.check_not_at_vote(study)
    there = _options(study)
    rules.check_can_compare(len(there))
    if study.state == StudyState.DRAFT:
        _move(study, StudyState.OPEN, "", by, now)
    ballot = decisions.begin_ballot(
        study.cluster, study.title, option_texts(study, there), background=study.question, by=by,
        now=now,
    )  # fmt: skip
    study.ballot = ballot
    study.save(update_fields=["ballot"])
    _note("workplans.put_study_to_vote", study, by, now)
    return ballot


@transaction.atomic
def decide_study(
    *, study: Study, why: str, decision_number: int | None = None, by: Actor, now: datetime
) -> Study:
    """Say what was decided: by which decision of the register, or in words."""
    study = _held_for("decide_study", study, by)
    rules.check_becomes(study, StudyState.DECIDED)
    rules.check_reason(why, "Say what was decided.")
    known = {one.number for one in decisions.decisions(study.cluster)}
    if decision_number is not None and decision_number not in known:
        told = f"There is no decision {decision_number} in the register."
        refuse({"decision_number": [told]})
    study.decision_number = decision_number
    _move(study, StudyState.DECIDED, why, by, now)
    _note("workplans.decide_study", study, by, now, why=why.strip())
    return study


@transaction.atomic
def follow_study_ballot(*, decision: decisions.Decision, by: Actor, now: datetime) -> Study | None:
    """What the members decided by the ballot of a study is decided. The site itself."""
    if decision.ballot_id is None:
        return None
    going_on = (StudyState.OPEN, StudyState.REVIVED)
    found = Study.objects.filter(ballot=decision.ballot_id, state__in=going_on).first()
    if found is None:
        return None
    study = _held_for("follow_study_ballot", found, by)
    study.decision_number = decision.number
    _move(study, StudyState.DECIDED, decision.title, by, now)
    _note("workplans.follow_study_ballot", study, by, now, decision=decision.number)
    return study
