"""From many issues to a few: themes are put on the list, put together, set aside and chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.base.web.components.words import counted, listed
from spinney.clusters import api as clusters
from spinney.diagnostics import events, policies
from spinney.diagnostics.models import Outcome, Round, Theme
from spinney.diagnostics.policies import themes as rules
from spinney.diagnostics.queries.themes import latest_round
from spinney.diagnostics.states import ThemeState


@dataclass(frozen=True)
class ThemeText:
    """What a theme says. `cost_pence` is a first guess at what it would cost; None: not said."""

    title: str
    why: str = ""
    area: str = ""
    cost_pence: int | None = None
    is_quick_win: bool = False


@dataclass(frozen=True)
class Evidence:
    """What a theme rests on: a result as the group was shown it, in words."""

    words: str
    publication: str = ""
    measure: str = ""
    area: str = ""


NAMES = {
    "title": "the title",
    "why": "why it matters",
    "area": "the area",
    "cost_pence": "the cost",
    "is_quick_win": "whether it is a quick win",
}


@transaction.atomic
def add_theme(
    *,
    cluster: clusters.Cluster,
    text: ThemeText,
    evidence: Sequence[Evidence] = (),
    by: Actor,
    now: datetime,
) -> Theme:
    """Put a theme at the end of the list, with the results that it rests on."""
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "add_theme", by=by, scope=scope)
    _check(text)
    last = Theme.objects.filter(cluster=cluster).aggregate(last=Max("position"))["last"]
    theme = Theme.objects.create(
        cluster=cluster,
        position=0 if last is None else last + 1,
        **{**vars(text), "title": text.title.strip(), "why": text.why.strip()},
        evidence=[vars(one) for one in evidence],
        added_at=now,
        added_by=by.label,
    )
    record(
        "diagnostics.add_theme", by=by, on=theme, at=now, scope=scope, title=theme.title,
        rests_on=[one.words for one in evidence],
    )  # fmt: skip
    return theme


def _check(text: ThemeText) -> None:
    if not text.title.strip():
        told = "Give the theme a name, like “ICT support”."
        raise BadInput(told, {"title": [told]})
    if text.cost_pence is not None and text.cost_pence < 0:
        told = "A cost cannot be less than nothing."
        raise BadInput(told, {"cost_pence": [told]})


@transaction.atomic
def edit_theme(
    *, theme: Theme, text: ThemeText, version: int | None, by: Actor, now: datetime
) -> Theme:
    """Change what a theme says. Raises ChangedMeanwhile when somebody else did since."""
    scope = cluster_scope(theme.cluster_id)
    require(policies.MAY, "edit_theme", by=by, scope=scope)
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    check_unchanged(theme, version, "this theme")
    _check(text)
    changed = take_over(theme, vars(text))
    if not changed:
        return theme
    theme.save()
    record(
        "diagnostics.edit_theme",
        by=by,
        on=theme,
        at=now,
        scope=scope,
        title=theme.title,
        what=listed(NAMES[name] for name in changed),
        before=changed.before,
        after=changed.after,
        version=theme.version,
    )
    return theme


@transaction.atomic
def merge_theme(*, theme: Theme, into: Theme, by: Actor, now: datetime) -> Theme:
    """Put a theme together with another, which takes over its evidence. It can be taken apart."""
    scope = cluster_scope(theme.cluster_id)
    require(policies.MAY, "merge_theme", by=by, scope=scope)
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    rules.check_can_merge(theme, into)
    theme.merged_into = into
    return _move(theme, ThemeState.MERGED, "diagnostics.merge_theme", by, now, into=into.title)


@transaction.atomic
def choose_theme(*, theme: Theme, by: Actor, now: datetime) -> Theme:
    """Say that the cluster will work on a theme."""
    require(policies.MAY, "choose_theme", by=by, scope=cluster_scope(theme.cluster_id))
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    rules.check_theme_can_become(theme, ThemeState.CHOSEN)
    theme = _move(theme, ThemeState.CHOSEN, "diagnostics.choose_theme", by, now)
    events.themes.theme_chosen.send(Theme, theme=theme, by=by, now=now)
    return theme


@transaction.atomic
def restore_theme(*, theme: Theme, by: Actor, now: datetime) -> Theme:
    """Put a theme back on the list, whatever had become of it. Its outcomes stay as they were."""
    require(policies.MAY, "restore_theme", by=by, scope=cluster_scope(theme.cluster_id))
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    rules.check_theme_can_become(theme, ThemeState.LISTED)
    theme.merged_into = None
    return _move(theme, ThemeState.LISTED, "diagnostics.restore_theme", by, now)


def _move(
    theme: Theme, state: ThemeState, verb: str, by: Actor, now: datetime, **more: str
) -> Theme:
    was = theme.get_state_display()
    theme.state = state
    theme.version += 1
    theme.save(update_fields=["state", "merged_into", "version"])
    record(
        verb, by=by, on=theme, at=now, scope=cluster_scope(theme.cluster_id),
        title=theme.title, was=was, **more,
    )  # fmt: skip
    return theme


@dataclass(frozen=True)
class RoundSaid:
    """How a round was held, and what it set aside: theme -> the reason. The others stay."""

    held_on: date
    how: str
    note: str = ""
    aside: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def hold_round(*, cluster: clusters.Cluster, said: RoundSaid, by: Actor, now: datetime) -> Round:
    """Go through the list once: what is set aside is so with its reason, the rest stays on it.

    Raises BadInput for a day to come, a reason that is missing, a theme that is not on the list,
    or a round that would leave nothing.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "hold_round", by=by, scope=scope)
    listed_ = list(
        Theme.objects.select_for_update().filter(cluster=cluster, state=ThemeState.LISTED)
    )
    aside = _check_round(said, listed_, now)
    latest = latest_round(cluster.pk)
    number = (Round.objects.filter(cluster=cluster).aggregate(n=Max("number"))["n"] or 0) + 1
    if latest and latest.held_on > said.held_on:
        told = "This is before the round that came last. Give the day on which it was held."
        raise BadInput(told, {"held_on": [told]})
    held = Round.objects.create(
        cluster=cluster, number=number, held_on=said.held_on, how=said.how.strip(),
        note=said.note.strip(), closed_at=now, closed_by=by.label,
    )  # fmt: skip
    Outcome.objects.bulk_create(
        Outcome(
            round=held, theme=theme, kept=theme.pk not in said.aside,
            reason=said.aside.get(theme.pk, "").strip(),
        )
        for theme in listed_
    )  # fmt: skip
    for theme in aside:
        theme.state = ThemeState.SET_ASIDE
        theme.version += 1
        theme.save(update_fields=["state", "version"])
    record(
        "diagnostics.hold_round", by=by, on=held, at=now, scope=scope, number=number,
        how=held.how, kept=counted(len(listed_) - len(aside), "theme"),
        aside={theme.title: said.aside[theme.pk].strip() for theme in aside},
    )  # fmt: skip
    events.themes.round_held.send(Round, round=held, by=by, now=now)
    return held


def _check_round(said: RoundSaid, on_list: Sequence[Theme], now: datetime) -> list[Theme]:
    if said.held_on > localdate(now):
        told = "This day is still to come. Note the round once it was held."
        raise BadInput(told, {"held_on": [told]})
    if not said.how.strip():
        told = "Say how it was done, like “Dots on the wall at the March meeting”."
        raise BadInput(told, {"how": [told]})
    if not on_list:
        raise BadInput("There is no theme on the list. Add some first.")
    known = {theme.pk: theme for theme in on_list}
    if unknown := said.aside.keys() - known.keys():
        raise BadInput(f"{counted(len(unknown), 'theme')} of this round left the list meanwhile.")
    rules.check_reasons([(known[pk], why) for pk, why in said.aside.items()], len(on_list))
    return [known[pk] for pk in said.aside]


@transaction.atomic
def take_back_round(*, held: Round, by: Actor, now: datetime) -> Round:
    """Undo the last round: what it set aside is on the list again. The round stays to be read."""
    scope = cluster_scope(held.cluster_id)
    require(policies.MAY, "take_back_round", by=by, scope=scope)
    held = Round.objects.select_for_update().get(pk=held.pk)
    rules.check_can_take_back(held, latest_round(held.cluster_id))
    aside = Theme.objects.filter(
        outcomes__round=held, outcomes__kept=False, state=ThemeState.SET_ASIDE
    )
    back = list(aside)
    for theme in back:
        theme.state = ThemeState.LISTED
        theme.version += 1
        theme.save(update_fields=["state", "version"])
    held.taken_back_at = now
    held.save(update_fields=["taken_back_at"])
    record(
        "diagnostics.take_back_round", by=by, on=held, at=now, scope=scope, number=held.number,
        back=listed(theme.title for theme in back),
    )  # fmt: skip
    return held
