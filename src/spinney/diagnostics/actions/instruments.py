"""Instruments of a place: written, adapted, read from a file, put away and brought back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from spinney.base.kernel.actors import Actor, Scope, cluster_scope, programme_scope
from spinney.base.kernel.canonical import sha256
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters
from spinney.diagnostics import policies
from spinney.diagnostics.engine.choice_lines import name_from
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.engine.editing import timed
from spinney.diagnostics.models import DiscardedDraft, Instrument, Version
from spinney.diagnostics.policies import instruments as rules
from spinney.diagnostics.policies.surveys import check_runs
from spinney.diagnostics.states import Area, VersionState

type APlace = clusters.Cluster | clusters.Programme


def _scope_of(place: APlace) -> Scope:
    is_cluster = isinstance(place, clusters.Cluster)
    return cluster_scope(place.pk) if is_cluster else programme_scope(place.pk)


def _require(verb: str, by: Actor, scope: Scope) -> None:
    require(policies.MAY, verb, by=by, scope=scope)
    check_runs(by, scope)


@transaction.atomic
def make_instrument(
    *, place: APlace, title: str, purpose: str = "", by: Actor, now: datetime
) -> Version:
    """A new instrument of the place; gives its draft, in which there is no question yet."""
    scope = _scope_of(place)
    _require("make_instrument", by, scope)
    rules.check_title(title)
    key = name_from(title, (), longest=60)
    areas = {area.value: area.label for area in Area}
    made = _begin(
        place, Definition(key, title.strip(), purpose.strip(), minutes=1, areas=areas), now=now
    )
    record(
        "diagnostics.make_instrument", by=by, on=made.instrument, at=now, scope=scope,
        title=made.instrument.title,
    )  # fmt: skip
    return made


@transaction.atomic
def adapt_instrument(
    *, version: Version, place: APlace, title: str, by: Actor, now: datetime
) -> Version:
    """A copy of an instrument as one of the place's own; gives its draft. Keys of questions stay,
    so that answers to both can be compared.
    """
    scope = _scope_of(place)
    _require("adapt_instrument", by, scope)
    rules.check_title(title)
    if version.state == VersionState.DRAFT:
        raise WrongState("A draft cannot be adapted. Publish it first.")
    definition = replace(
        Definition.from_json(version.definition),
        key=name_from(title, (), longest=60),
        title=title.strip(),
    )
    made = _begin(place, definition, adapted_from=version.instrument, now=now)
    record(
        "diagnostics.adapt_instrument", by=by, on=made.instrument, at=now, scope=scope,
        title=made.instrument.title, of=version.instrument.title, number=version.number,
    )  # fmt: skip
    return made


@transaction.atomic
def import_instrument(
    *,
    place: APlace,
    definition: Definition,
    came_from: Mapping[str, Any],
    into: Instrument | None = None,
    by: Actor,
    now: datetime,
) -> Version:
    """What a file was understood to ask, as the draft of a new instrument, or as a new draft of
    one (`into`). `came_from` keeps the file's name and what was left out of it.

    Raises WrongState where `into` has a draft already; BadInput for what cannot be asked.
    """
    scope = _scope_of(place)
    _require("import_instrument", by, scope)
    rules.check_title(definition.title)
    rules.check_sound(definition)
    if into is None:
        made = _begin(place, definition, came_from=came_from, now=now)
    else:
        made = _into(into, definition, came_from, scope=scope, by=by, now=now)
    record(
        "diagnostics.import_instrument", by=by, on=made.instrument, at=now, scope=scope,
        title=made.instrument.title, file=str(came_from.get("file", "")),
        left_out=len(came_from.get("remarks", ())),
    )  # fmt: skip
    return made


@transaction.atomic
def bring_back_draft(*, discarded: DiscardedDraft, by: Actor, now: datetime) -> Version:
    """A draft that was thrown away, again: of the instrument that it was a draft of, or of a new
    one where that went with it. Raises WrongState where the instrument has another draft by now.
    """
    place = discarded.cluster or discarded.programme
    assert place is not None  # noqa: S101  (what comes with Spinney has no drafts)
    scope = _scope_of(place)
    _require("bring_back_draft", by, scope)
    discarded = DiscardedDraft.objects.select_for_update().get(pk=discarded.pk)
    definition = Definition.from_json(discarded.definition)
    if discarded.instrument is None:
        made = _begin(place, definition, came_from=discarded.came_from, now=now)
    else:
        made = _into(
            discarded.instrument, definition, discarded.came_from, scope=scope, by=by, now=now
        )
    discarded.delete()
    record(
        "diagnostics.bring_back_draft", by=by, on=made.instrument, at=now, scope=scope,
        title=made.instrument.title,
    )  # fmt: skip
    return made


def _into(
    into: Instrument,
    definition: Definition,
    came_from: Mapping[str, Any],
    *,
    scope: Scope,
    by: Actor,
    now: datetime,
) -> Version:
    into = Instrument.objects.select_for_update().get(pk=into.pk)
    rules.check_own(into, by)
    if into.scope != scope:
        told = "Choose questions of this place."
        raise BadInput(told, {"into": [told]})
    rules.check_not_retired(into)
    rules.check_no_draft(into)
    return _draft_of(into, definition, came_from=came_from, now=now)


def _begin(
    place: APlace,
    definition: Definition,
    *,
    adapted_from: Instrument | None = None,
    came_from: Mapping[str, Any] | None = None,
    now: datetime,
) -> Version:
    where = {"cluster" if isinstance(place, clusters.Cluster) else "programme": place}
    made = Instrument.objects.create(
        key=definition.key[:60],
        title=definition.title[:200],
        adapted_from=adapted_from,
        made_at=now,
        **where,
    )
    return _draft_of(made, definition, came_from=came_from or {}, now=now)


def _draft_of(
    instrument: Instrument,
    definition: Definition,
    *,
    came_from: Mapping[str, Any],
    now: datetime,
) -> Version:
    """A new draft after the versions that are there."""
    last = instrument.versions.order_by("-number").first()
    definition = timed(definition)
    plain = definition.to_json()
    return Version.objects.create(
        instrument=instrument,
        number=last.number + 1 if last else 1,
        definition=plain,
        digest=sha256(plain),
        minutes=definition.minutes,
        came_from=dict(came_from),
        made_at=now,
    )


@transaction.atomic
def retire_instrument(*, instrument: Instrument, by: Actor, now: datetime) -> Instrument:
    """Put an instrument away: no new survey can ask it. Those that do go on."""
    _require("retire_instrument", by, instrument.scope)
    instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
    rules.check_own(instrument, by)
    rules.check_not_retired(instrument)
    return _put("diagnostics.retire_instrument", instrument, now, by=by, now=now)


@transaction.atomic
def restore_instrument(*, instrument: Instrument, by: Actor, now: datetime) -> Instrument:
    """Bring an instrument back that was put away."""
    _require("restore_instrument", by, instrument.scope)
    instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
    rules.check_own(instrument, by)
    if instrument.retired_at is None:
        raise WrongState(f"“{instrument.title}” can be asked already.")
    return _put("diagnostics.restore_instrument", instrument, None, by=by, now=now)


def _put(
    verb: str, instrument: Instrument, retired_at: datetime | None, *, by: Actor, now: datetime
) -> Instrument:
    instrument.retired_at = retired_at
    instrument.version += 1
    instrument.save(update_fields=["retired_at", "version"])
    record(verb, by=by, on=instrument, at=now, scope=instrument.scope, title=instrument.title)
    return instrument
