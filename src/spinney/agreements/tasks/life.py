"""What time does to agreements: first days, last days, warnings, leavers, reminders.

Whatever has a date holds by its date. Here news of it is sent; days on which nothing ran are made
up for at the next.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import partial

from django.db.models import F, Model, Q
from django.utils.timezone import localdate

from spinney.agreements.actions.coming_into_force import begin_version
from spinney.agreements.actions.duties import remind_of_duty
from spinney.agreements.actions.ending import run_out, warn_of_end
from spinney.agreements.actions.leaving import finish_leaving
from spinney.agreements.models import Agreement, Duty, Leaving, Version
from spinney.agreements.states import AgreementState, DutyState, LeavingState, VersionState
from spinney.base.kernel.actors import Actor
from spinney.base.record.models import Entry
from spinney.base.record.record import subject_of
from spinney.base.work.duties import duty

logger = logging.getLogger(__name__)

WARN_DAYS = (90, 30, 7)
"""So many days before its last day an agreement is said to run out."""
REMIND_DAYS = 14
"""So many days before something is due, whoever has to do it is reminded; once more when it is
overdue.
"""
LOOK_BACK = timedelta(days=366)


@duty("agreements: first days, last days, leavers", daily_at=time(0, 30))
def keep_agreements_true(now: datetime) -> None:
    """Say that versions begin, agreements run out and parties have left, once each."""
    failed = _each(_beginning(localdate(now)), partial(begin_version, by=_by("first day"), now=now))
    failed += _each(_leaving(localdate(now)), partial(finish_leaving, by=_by("leaving"), now=now))
    failed += _each(_over(localdate(now)), partial(run_out, by=_by("last day"), now=now))
    _tell_host(failed)


@duty("agreements: warn of what runs out, remind of what is due", daily_at=time(7, 15))
def warn_and_remind(now: datetime) -> None:
    """Warn of agreements that run out; remind of duties."""
    today = localdate(now)
    failed = []
    for version, days in _running_out(today):
        deed = partial(warn_of_end, days=days, by=_by("warnings"), now=now)
        failed += _each([version], deed)
    failed += _each(_to_remind(today), partial(remind_of_duty, by=_by("reminders"), now=now))
    _tell_host(failed)


def _by(what: str) -> Actor:
    return Actor.system(what)


def _each(rows: Iterable[Model], deed: Callable[..., object]) -> list[str]:
    """Do it for each, whatever happens with another; returns those that failed."""
    failed = []
    for row in rows:
        try:
            deed(**{str(row._meta.model_name): row})
        except Exception:
            logger.exception("Not done for %s", subject_of(row))
            failed.append(subject_of(row))
    return failed


def _tell_host(failed: list[str]) -> None:
    if failed:
        # The others are done; the house's health page tells the host of these.
        raise RuntimeError(f"Not done for {', '.join(failed)}; see the log.")


def _beginning(today: date) -> list[Version]:
    """Versions whose first day came after they were signed, and of which nothing was said yet."""
    begun = Version.objects.filter(
        state=VersionState.AGREED, in_force_from__lte=today, in_force_from__gte=today - LOOK_BACK,
        agreed_at__date__lt=F("in_force_from"),
    ).select_related("agreement__cluster")  # fmt: skip
    said = set(
        Entry.objects.filter(
            verb="agreements.begin_version", subject__in=[subject_of(one) for one in begun]
        ).values_list("subject", flat=True)
    )
    return [one for one in begun if subject_of(one) not in said and _ever_held(one)]


def _ever_held(version: Version) -> bool:
    """Whether there was a day on which it held: an end before its first day leaves none."""
    first, last = version.in_force_from, version.in_force_until
    return first is not None and (last is None or first <= last)


def _over(today: date) -> list[Agreement]:
    """Signed agreements none of whose versions holds today or later."""
    going = Version.objects.filter(
        Q(in_force_until=None) | Q(in_force_until__gte=today), state=VersionState.AGREED
    )
    signed = Agreement.objects.filter(state=AgreementState.AGREED)
    return list(signed.exclude(pk__in=going.values("agreement")).select_related("cluster"))


def _leaving(today: date) -> list[Leaving]:
    due = Leaving.objects.filter(state=LeavingState.NOTICE, leaves_on__lte=today)
    return list(due.select_related("party__agreement__cluster", "party__organisation"))


def _running_out(today: date) -> list[tuple[Version, int]]:
    """Versions that run out within the days of a warning, with the days of the newest warning that
    is due. Of an agreement that lasts no longer than those days anyway it is not said; nor of one
    that somebody ended, or that is followed by a next version already.
    """
    soon = Version.objects.filter(
        state=VersionState.AGREED, agreement__state=AgreementState.AGREED,
        agreement__ended_on=None, agreement__deed_of=None,
        in_force_until__gte=today, in_force_until__lte=today + timedelta(days=max(WARN_DAYS)),
    ).select_related("agreement__cluster")  # fmt: skip
    found = []
    for version in soon:
        followed = version.agreement.versions.filter(
            state=VersionState.AGREED, number__gt=version.number
        )
        days = due_warning(version, today)
        if days is not None and not followed.exists():
            found.append((version, days))
    return found


def due_warning(version: Version, today: date) -> int | None:
    """The days of the warning that is due today for a version with a last day; None for none."""
    first, last = version.in_force_from, version.in_force_until
    if first is None or last is None:
        return None
    left, lasts = (last - today).days, (last - first).days
    fits = [days for days in WARN_DAYS if left <= days < lasts]
    return min(fits, default=None)


def _to_remind(today: date) -> list[Duty]:
    """What is due soon and nobody was reminded of; what is overdue since the last reminder."""
    soon = today + timedelta(days=REMIND_DAYS)
    open_ones = Duty.objects.filter(
        state=DutyState.OPEN, due_on__lte=soon,
        agreement__state__in=(AgreementState.AGREED, AgreementState.ENDED),
    )  # fmt: skip
    never = Q(reminded_on=None)
    overdue = Q(due_on__lt=today, reminded_on__lte=F("due_on"))
    return list(open_ones.filter(never | overdue).select_related("agreement__cluster"))
