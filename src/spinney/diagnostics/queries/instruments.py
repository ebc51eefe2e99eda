"""Reading instruments, by who asks: the library of a place, one instrument, its versions."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from spinney.base.kernel.actors import Actor, Scope
from spinney.base.kernel.errors import NotFound
from spinney.diagnostics.models import DiscardedDraft, Instrument, Survey, Version
from spinney.diagnostics.policies.instruments import READS_IT, check_own
from spinney.diagnostics.policies.surveys import runs
from spinney.diagnostics.queries.surveys import surveys_in
from spinney.diagnostics.states import VersionState

BUILT_IN, OWN, OF_PROGRAMME = "built_in", "own", "of_programme"
WHOSE = {BUILT_IN: "Comes with Spinney", OWN: "Your own", OF_PROGRAMME: "Your programme’s"}
READY, WRITTEN, AWAY = "ready", "written", "away"
STANDING = {READY: "Ready to ask", WRITTEN: "Being written", AWAY: "Put away"}


def thrown_away(actor: Actor, place: Scope) -> QuerySet[DiscardedDraft]:
    """Drafts of a place that can still be brought back, the last first; none to those who do not
    run it.
    """
    if not runs(actor, place):
        return DiscardedDraft.objects.none()
    where = {f"{place.kind}_id": place.id}
    return DiscardedDraft.objects.filter(**where).order_by("-discarded_at", "-pk")


def thrown_away_for(actor: Actor, place: Scope, discarded_id: int) -> DiscardedDraft:
    """One of them. Raises NotFound."""
    rows = thrown_away(actor, place).select_related("cluster", "programme", "instrument")
    found = rows.filter(pk=discarded_id).first()
    if found is None:
        raise NotFound("There is no such draft here. What is thrown away is kept for 30 days.")
    return found


def visible_to(actor: Actor, place: Scope) -> QuerySet[Instrument]:
    """What a place can ask: what comes with Spinney, its own, and for a cluster its programme's.
    What has not been published is for those alone who run its place.
    """
    if not actor.is_system and not actor.roles_in(place) & READS_IT:
        return Instrument.objects.none()
    built_in, own = Q(cluster=None, programme=None), Q(pk=None)
    above = Q(pk=None)
    if place.kind == "cluster":
        own = Q(cluster_id=place.id)
        above = Q(programme__clusters=place.id)
    elif place.kind == "programme":
        own = Q(programme_id=place.id)
    published = Exists(_published().filter(instrument=OuterRef("pk")))
    if not runs(actor, place):
        own = Q(own, published)
    whose = Case(
        When(built_in, then=Value(BUILT_IN)), When(own, then=Value(OWN)),
        default=Value(OF_PROGRAMME), output_field=CharField(),
    )  # fmt: skip
    found = Instrument.objects.filter(built_in | own | (above & published)).annotate(whose=whose)
    return found.select_related("cluster", "programme", "adapted_from").distinct()


def _published() -> QuerySet[Version]:
    return Version.objects.filter(state=VersionState.PUBLISHED)


def library(actor: Actor, place: Scope) -> QuerySet[Instrument]:
    """The instruments of a place with what a list says of each: `standing`, `number`, `minutes`,
    `purpose` and `source` of the version that is published, or of the first draft.
    """
    shown = Version.objects.filter(instrument=OuterRef("pk")).order_by(
        Case(
            When(state=VersionState.PUBLISHED, then=0),
            When(state=VersionState.DRAFT, then=1),
            default=2,
        ),
        "-number",
    )
    standing = Case(
        When(retired_at__isnull=False, then=Value(AWAY)),
        When(Exists(_published().filter(instrument=OuterRef("pk"))), then=Value(READY)),
        default=Value(WRITTEN),
        output_field=CharField(),
    )
    said = {
        name: Coalesce(
            Subquery(shown.annotate(said=KT(f"definition__{name}")).values("said")[:1]),
            Value(""),
            output_field=CharField(),
        )
        for name in ("purpose", "source")
    }
    return visible_to(actor, place).annotate(
        standing=standing,
        number=Subquery(shown.values("number")[:1]),
        minutes=Subquery(shown.values("minutes")[:1]),
        **said,
    )


def instrument_for(actor: Actor, place: Scope, instrument_id: int) -> Instrument:
    """One instrument that a place can ask. Raises NotFound."""
    found = library(actor, place).filter(pk=instrument_id).first()
    if found is None:
        raise NotFound("There are no such questions, or they are not shared with you.")
    return found


def own_instrument(actor: Actor, place: Scope, instrument_id: int) -> Instrument:
    """One instrument that the actor may change here. Raises NotFound to outsiders, NotAllowed for
    what is not the place's own.
    """
    found = instrument_for(actor, place, instrument_id)
    check_own(found, actor)
    if found.scope != place:
        raise NotFound("These questions are another place’s own. Change them there.")
    return found


def versions_of(actor: Actor, place: Scope, instrument: Instrument) -> list[Version]:
    """The versions of an instrument, newest first; drafts for those alone who run its place."""
    found = instrument.versions.order_by("-number")
    if instrument.is_built_in or not runs(actor, instrument.scope):
        found = found.exclude(state=VersionState.DRAFT)
    every = list(found)
    for one in every:
        one.instrument = instrument
    return every


def version_shown(versions: Sequence[Version], number: int | None) -> Version:
    """The version of a number; without, the one that is published, else the newest.

    Raises NotFound.
    """
    if number is not None:
        chosen = [one for one in versions if one.number == number]
    else:
        chosen = [one for one in versions if one.state == VersionState.PUBLISHED] or list(versions)
    if not chosen:
        raise NotFound("There is no such version, or it is still being written.")
    return chosen[0]


def draft_for(actor: Actor, place: Scope, instrument_id: int) -> Version:
    """The draft of an instrument that the actor may change here. Raises NotFound."""
    instrument = own_instrument(actor, place, instrument_id)
    draft = instrument.versions.filter(state=VersionState.DRAFT).first()
    if draft is None:
        raise NotFound("There is no draft any more: it was published or thrown away.")
    draft.instrument = instrument
    return draft


def before(version: Version) -> Version | None:
    """The published version before one; None for the first."""
    earlier = version.instrument.versions.filter(number__lt=version.number)
    return earlier.exclude(state=VersionState.DRAFT).order_by("-number").first()


def asked_in(actor: Actor, place: Scope, instrument: Instrument) -> list[Survey]:
    """The surveys of a place that ask an instrument, in whichever version, newest first."""
    found = surveys_in(actor, place).filter(asks__instrument=instrument)
    return list(found.annotate(asked_number=F("asks__number")).order_by("-made_at", "-pk"))


def open_to_import(actor: Actor, place: Scope) -> QuerySet[Instrument]:
    """The place's own instruments that can take a new draft from a file."""
    drafts = Version.objects.filter(instrument=OuterRef("pk"), state=VersionState.DRAFT)
    found = visible_to(actor, place).filter(Q(("whose", OWN)), retired_at=None)
    return found.exclude(Exists(drafts)).order_by("title", "pk")
