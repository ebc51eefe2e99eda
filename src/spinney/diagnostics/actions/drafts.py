"""The draft of an instrument: begun, changed, taken back a step, published or thrown away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.canonical import sha256
from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of
from spinney.base.web.components.words import listed
from spinney.diagnostics import events, policies
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.engine.editing import timed
from spinney.diagnostics.models import DiscardedDraft, Instrument, Version
from spinney.diagnostics.policies import instruments as rules
from spinney.diagnostics.states import VersionState


def _held(draft: Version, verb: str, by: Actor) -> Version:
    """The draft as it is now, held until this transaction ends, for whoever may change it."""
    held = Version.objects.select_for_update(of=("self",)).select_related("instrument")
    draft = held.get(pk=draft.pk)
    require(policies.MAY, verb, by=by, scope=draft.instrument.scope)
    rules.check_own(draft.instrument, by)
    rules.check_is_draft(draft)
    return draft


@transaction.atomic
def start_draft(*, instrument: Instrument, by: Actor, now: datetime) -> Version:
    """A new draft from the version that is published. Raises WrongState where one is there."""
    scope = instrument.scope
    require(policies.MAY, "start_draft", by=by, scope=scope)
    instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
    rules.check_own(instrument, by)
    rules.check_not_retired(instrument)
    rules.check_no_draft(instrument)
    last = instrument.versions.order_by("-number").first()
    if last is None:
        raise WrongState(f"“{instrument.title}” has no version to begin from.")
    draft = Version.objects.create(
        instrument=instrument,
        number=last.number + 1,
        definition=last.definition,
        digest=last.digest,
        minutes=last.minutes,
        made_at=now,
    )
    record(
        "diagnostics.start_draft", by=by, on=draft, at=now, scope=scope,
        title=instrument.title, number=draft.number,
    )  # fmt: skip
    return draft


@transaction.atomic
def change_draft(
    *,
    draft: Version,
    definition: Definition,
    what: str,
    version: int | None = None,
    by: Actor,
    now: datetime,
) -> Version:
    """Change what a draft asks; `what` says it in words, like “added the question …”.

    `definition` is made from the draft as it stands. Raises ChangedMeanwhile, with what was done
    since, when somebody else changed it since `version` was read.
    """
    seen = draft.version
    draft = _held(draft, "change_draft", by)
    if version is not None and version != draft.version:
        raise ChangedMeanwhile(_told(draft, version), {})
    if seen != draft.version:  # between reading it a moment ago and holding it
        raise ChangedMeanwhile(_told(draft, seen), {})
    definition = timed(definition)
    plain = definition.to_json()
    if plain == draft.definition:
        return draft
    draft.undoes = draft.definition
    _write(draft, definition)
    record(
        "diagnostics.change_draft", by=by, on=draft, at=now, scope=draft.instrument.scope,
        title=definition.title, version=draft.version, what=what,
    )  # fmt: skip
    return draft


def _write(draft: Version, definition: Definition) -> None:
    draft.definition = definition.to_json()
    draft.digest = sha256(draft.definition)
    draft.minutes = definition.minutes
    draft.version += 1
    draft.save()
    first = not draft.instrument.versions.exclude(pk=draft.pk).exists()
    if first and draft.instrument.title != definition.title:
        draft.instrument.title = definition.title[:200]
        draft.instrument.save(update_fields=["title"])


def _told(draft: Version, read: int) -> str:
    entries = Entry.objects.filter(subject=subject_of(draft)).order_by("pk")
    done = [
        detail["what"]
        for detail in entries.values_list("detail", flat=True)
        if int(detail.get("version", 0)) > read and detail.get("what")
    ]
    said = f": {listed(done[-5:])}" if done else ""
    return (
        f"Somebody else changed this draft while you were writing{said}. What you typed is still"
        " here. Look at it once more, then save again."
    )


@transaction.atomic
def undo_change(*, draft: Version, version: int | None = None, by: Actor, now: datetime) -> Version:
    """Take back the last change of a draft; done again, it takes that back.

    Raises ChangedMeanwhile when somebody else changed it since `version`: what they did is not to
    be taken back unseen.
    """
    draft = _held(draft, "undo_change", by)
    if version is not None and version != draft.version:
        raise ChangedMeanwhile(_told(draft, version), {})
    if draft.undoes is None:
        raise WrongState("There is no change to take back.")
    before = Definition.from_json(draft.undoes)
    draft.undoes = draft.definition
    _write(draft, before)
    record(
        "diagnostics.undo_change", by=by, on=draft, at=now, scope=draft.instrument.scope,
        title=before.title, version=draft.version, what="took the last change back",
    )  # fmt: skip
    return draft


@transaction.atomic
def publish_draft(
    *, draft: Version, what_changed: str = "", version: int | None = None, by: Actor, now: datetime
) -> Version:
    """From now on surveys ask this version; those under way keep theirs. It never changes again.

    Raises BadInput while it cannot be asked, or is what is published already; ChangedMeanwhile
    when the draft is not what `version` was.
    """
    draft = _held(draft, "publish_draft", by)
    instrument = draft.instrument
    rules.check_not_retired(instrument)
    if version is not None and version != draft.version:
        raise ChangedMeanwhile(_told(draft, version), {})
    definition = Definition.from_json(draft.definition)
    rules.check_sound(definition)
    before = instrument.versions.filter(state=VersionState.PUBLISHED)
    if before.filter(digest=draft.digest).exists():
        raise BadInput("This is what is published already. Change something, or throw it away.")
    if before.exists() and not what_changed.strip():
        told = "Say in a few words what changed, for whoever chooses between versions."
        raise BadInput(told, {"what_changed": [told]})
    before.update(state=VersionState.REPLACED)
    draft.state, draft.undoes = VersionState.PUBLISHED, None
    draft.what_changed, draft.published_at = what_changed.strip()[:300], now
    draft.version += 1
    draft.save()
    instrument.title = definition.title[:200]
    instrument.version += 1
    instrument.save(update_fields=["title", "version"])
    record(
        "diagnostics.publish_draft", by=by, on=draft, at=now, scope=instrument.scope,
        title=instrument.title, number=draft.number, what=draft.what_changed,
    )  # fmt: skip
    events.instruments.version_published.send(Version, version=draft, by=by, now=now)
    return draft


@transaction.atomic
def discard_draft(*, draft: Version, by: Actor, now: datetime) -> bool:
    """Throw a draft away; with it the instrument, if it never had another version. Says whether it
    did. It can be brought back for a while (`instruments.bring_back_draft`).
    """
    draft = _held(draft, "discard_draft", by)
    instrument = draft.instrument
    alone = not instrument.versions.exclude(pk=draft.pk).exists()
    record(
        "diagnostics.discard_draft", by=by, on=instrument, at=now, scope=instrument.scope,
        title=instrument.title, number=draft.number,
    )  # fmt: skip
    DiscardedDraft.objects.create(
        cluster_id=instrument.cluster_id,
        programme_id=instrument.programme_id,
        instrument=None if alone else instrument,
        title=instrument.title,
        definition=draft.definition,
        came_from=draft.came_from,
        discarded_at=now,
    )
    draft.delete()
    if alone:
        instrument.delete()
    return alone
