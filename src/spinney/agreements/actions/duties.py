"""What falls due under agreements: noted by hand, changed, done, dropped, reminded of; and the
calendar that shows it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.bridge.duties import TAKEN_BACK
from spinney.agreements.bridge.following import calendar_errand
from spinney.agreements.engine.duties import repeated
from spinney.agreements.letters import life as letters
from spinney.agreements.models import Agreement, Duty
from spinney.agreements.policies import duties as rules
from spinney.agreements.policies import life as life_rules
from spinney.agreements.states import DutyKind, DutyState
from spinney.base.access import links
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.register import api as register

CALENDAR_YEARS = 10
"""So long a calendar link lives, unless it is ended before."""


@dataclass(frozen=True)
class DutyText:
    """What is due, when, whose it is, and after how many months again."""

    kind: DutyKind
    title: str
    due_on: date
    organisation: register.Organisation | None = None
    every_months: int | None = None


def _held(duty: Duty) -> Duty:
    """The duty as it is now, held until this transaction ends."""
    held = Duty.objects.select_for_update(of=("self",))
    return held.select_related("agreement__cluster", "organisation").get(pk=duty.pk)


def _recorded(duty: Duty) -> dict[str, object]:
    organisation = duty.organisation.name if duty.organisation else "all the parties"
    # The book is the cluster's: what one party took back from another is between the two.
    title = "what another party asked for" if duty.from_term == TAKEN_BACK else duty.title
    return {
        "title": title, "agreement_title": duty.agreement.title, "due": day(duty.due_on),
        "agreement": duty.agreement_id, "organisation": organisation,
    }  # fmt: skip


def _check_text(text: DutyText, agreement: Agreement) -> None:
    problems: dict[str, list[str]] = {}
    if not text.title.strip():
        problems["title"] = ["Say what is to be done."]
    if "://" in text.title:
        problems["title"] = ["Write it without a web address: it stands in letters."]
    parties = set(agreement.parties.values_list("organisation_id", flat=True))
    if text.organisation is not None and text.organisation.pk not in parties:
        problems["organisation"] = ["Choose one of the parties, or all of them."]
    if problems:
        raise BadInput(" ".join(one for told in problems.values() for one in told), problems)


@transaction.atomic
def note_duty(*, agreement: Agreement, text: DutyText, by: Actor, now: datetime) -> Duty:
    """Note something that is due under an agreement and that its terms do not say by themselves."""
    scope = agreement.scope
    require(policies.MAY, "note_duty", by=by, scope=scope)
    rules.check_keeps(by, agreement)
    rules.check_can_note(agreement)
    _check_text(text, agreement)
    duty = Duty.objects.create(agreement=agreement, **vars(text))
    record("agreements.note_duty", by=by, on=duty, at=now, scope=scope, **_recorded(duty))
    return duty


@transaction.atomic
def edit_duty(
    *, duty: Duty, text: DutyText, read: int | None = None, by: Actor, now: datetime
) -> Duty:
    """Change what is still to be done: words, day, whose it is, how often. `read` is the version
    of the duty as it was read.
    """
    scope = duty.agreement.scope
    require(policies.MAY, "edit_duty", by=by, scope=scope)
    duty = _held(duty)
    rules.check_keeps(by, duty.agreement)
    rules.check_duty_can_become(duty, DutyState.DONE)
    check_unchanged(duty, read, "this")
    _check_text(text, duty.agreement)
    before = {name: str(getattr(duty, name)) for name in asdict(text)}
    for name, value in vars(text).items():
        setattr(duty, name, value)
    duty.reminded_on = None
    duty.version += 1
    duty.save()
    after = {name: str(getattr(duty, name)) for name in before}
    changed = [name for name in before if before[name] != after[name]]
    record(
        "agreements.edit_duty", by=by, on=duty, at=now, scope=scope, version=duty.version,
        before={n: before[n] for n in changed}, after={n: after[n] for n in changed},
        **_recorded(duty),
    )  # fmt: skip
    return duty


@transaction.atomic
def finish_duty(
    *, duty: Duty, on: date | None = None, note: str = "", by: Actor, now: datetime
) -> Duty:
    """It is done. Something that comes again is due again from then on."""
    scope = duty.agreement.scope
    require(policies.MAY, "finish_duty", by=by, scope=scope)
    duty = _held(duty)
    rules.check_does(by, duty)
    rules.check_duty_can_become(duty, DutyState.DONE)
    today = localdate(now)
    rules.check_done_on(on or today, today)
    _settle(duty, DutyState.DONE, on or today, note, by)
    again = _again(duty, today)
    record(
        "agreements.finish_duty", by=by, on=duty, at=now, scope=scope, note=duty.note,
        again=again.due_on.isoformat() if again else None, **_recorded(duty),
    )  # fmt: skip
    return duty


def _settle(duty: Duty, state: DutyState, on: date | None, note: str, by: Actor) -> None:
    duty.state, duty.done_on, duty.note = state, on, note.strip()
    duty.done_by = by.label if on else ""
    duty.version += 1
    duty.save(update_fields=["state", "done_on", "done_by", "note", "version"])


def _following(duty: Duty) -> Duty | None:
    """The next of something that comes again, if it is noted already."""
    same = Duty.objects.filter(
        agreement=duty.agreement_id, organisation=duty.organisation_id, title=duty.title,
        from_term=duty.from_term, due_on__gt=duty.due_on,
    ).exclude(pk=duty.pk)  # fmt: skip
    return same.first()


def _again(duty: Duty, today: date) -> Duty | None:
    """Note the next of something that comes again, unless it is noted or the agreement is over by
    then.
    """
    if duty.every_months is None or duty.agreement.ended_on is not None or _following(duty):
        return None
    next_on = repeated(duty.due_on, duty.every_months, after=max(duty.due_on, today))
    lasts = [v for v in duty.agreement.versions.all() if v.in_force_from is not None]
    last = lasts[-1].in_force_until if lasts else None
    if last is not None and next_on > last:
        return None
    return Duty.objects.create(
        agreement=duty.agreement, kind=duty.kind, title=duty.title, due_on=next_on,
        every_months=duty.every_months, organisation=duty.organisation,
        from_term=duty.from_term, clause=duty.clause,
    )  # fmt: skip


@transaction.atomic
def reopen_duty(*, duty: Duty, by: Actor, now: datetime) -> Duty:
    """It is not done after all, or needed after all. The next one of something that comes again,
    which nobody has touched, goes.
    """
    scope = duty.agreement.scope
    require(policies.MAY, "reopen_duty", by=by, scope=scope)
    duty = _held(duty)
    if duty.state == DutyState.DROPPED:
        rules.check_keeps(by, duty.agreement)
    rules.check_does(by, duty)
    rules.check_duty_can_become(duty, DutyState.OPEN)
    following = _following(duty)
    if following is not None and following.state == DutyState.OPEN and following.version == 1:
        following.delete()
    _settle(duty, DutyState.OPEN, None, "", by)
    record("agreements.reopen_duty", by=by, on=duty, at=now, scope=scope, **_recorded(duty))
    return duty


@transaction.atomic
def drop_duty(*, duty: Duty, reason: str, by: Actor, now: datetime) -> Duty:
    """It is not needed any more, and why. It does not come again either."""
    scope = duty.agreement.scope
    require(policies.MAY, "drop_duty", by=by, scope=scope)
    duty = _held(duty)
    rules.check_keeps(by, duty.agreement)
    rules.check_duty_can_become(duty, DutyState.DROPPED)
    life_rules.check_reason(reason, "Say why it is not needed any more.")
    _settle(duty, DutyState.DROPPED, localdate(now), reason, by)
    record(
        "agreements.drop_duty", by=by, on=duty, at=now, scope=scope, reason=duty.note,
        **_recorded(duty),
    )  # fmt: skip
    return duty


@transaction.atomic
def remind_of_duty(*, duty: Duty, by: Actor, now: datetime) -> None:
    """Remind whoever has to do it: its people, or those who run the cluster. The site itself."""
    scope = duty.agreement.scope
    require(policies.MAY, "remind_of_duty", by=by, scope=scope)
    duty = _held(duty)
    rules.check_duty_can_become(duty, DutyState.DONE)
    duty.reminded_on = localdate(now)
    duty.save(update_fields=["reminded_on"])
    record("agreements.remind_of_duty", by=by, on=duty, at=now, scope=scope, **_recorded(duty))
    letters.duty_due(duty, by=by, now=now)


@transaction.atomic
def follow_duties(*, cluster: clusters.Cluster, person: Person, by: Actor, now: datetime) -> str:
    """Make a secret address under which a calendar finds what is due, as the actor may see it.
    Returns the secret: it is shown once. An older address of hers ends.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "follow_duties", by=by, scope=scope)
    errand = calendar_errand(cluster, by)
    links.revoke(errand.verb, errand.subject, now=now)
    _, secret = links.issue(
        errand, by=by, now=now, expires_at=links.in_days(now, 365 * CALENDAR_YEARS),
        person=person, organisation_id=by.organisation_id,
    )  # fmt: skip
    record("agreements.follow_duties", by=by, on=cluster, at=now, scope=scope)
    return secret


@transaction.atomic
def stop_following_duties(*, cluster: clusters.Cluster, by: Actor, now: datetime) -> None:
    """End the address under which her calendar finds what is due."""
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "stop_following_duties", by=by, scope=scope)
    errand = calendar_errand(cluster, by)
    links.revoke(errand.verb, errand.subject, now=now)
    record("agreements.stop_following_duties", by=by, on=cluster, at=now, scope=scope)
