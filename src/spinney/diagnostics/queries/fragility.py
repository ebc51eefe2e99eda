"""Which organisations lean on too few people: over a cluster, those asked, or a whole town.

Fewer than four full-time staff is the sources' mark (Birmingham's pilot of shared services); one
key person is another. What only answers with names tell is used for those alone who may see them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from spinney.base.kernel.actors import Actor, Scope
from spinney.base.kernel.errors import BadInput
from spinney.clusters import api as clusters
from spinney.diagnostics.bridge.findings import reading_of
from spinney.diagnostics.engine.definition import Shown
from spinney.diagnostics.engine.results.naming import KEY_PERSON_KEYS, STAFF_KEYS
from spinney.diagnostics.models import Answer, Asked, Survey
from spinney.diagnostics.policies.surveys import check_runs, sees_names
from spinney.diagnostics.queries.surveys import in_place
from spinney.diagnostics.states import AskedState, Mode, SheetState
from spinney.register import api as register

FEW = 4
MOST = 20_000
YES, NO, UNKNOWN = "Fragile", "Not fragile", "Not known"
MEMBERS, ASKED, AREA = "members", "asked", "area"


@dataclass(frozen=True)
class Whom:
    """Which organisations are looked at: the members, those asked in a survey, or an area's."""

    of: str = MEMBERS
    survey_id: int | None = None
    area: str = ""
    below: int = FEW


@dataclass(frozen=True)
class Looked:
    """One organisation: full-time staff and whether it hangs on one person, as far as known."""

    pk: int
    name: str
    kind: str
    band: str
    band_at: int
    staff: int | None
    key_person: bool | None
    known_from: str
    verdict: str

    @property
    def url(self) -> str:
        return reverse("register:organisation", args=[self.pk])


@dataclass(frozen=True)
class Share:
    """Of one kind or band: how many are fragile, are not, and are not known."""

    label: str
    fragile: int
    not_fragile: int
    unknown: int

    @property
    def known(self) -> int:
        return self.fragile + self.not_fragile

    @property
    def percent(self) -> int | None:
        """Of those known, how many in a hundred are fragile; None where nobody is known."""
        return round(100 * self.fragile / self.known) if self.known else None


def looked_at(actor: Actor, place: clusters.Cluster | clusters.Programme, scope: Scope, whom: Whom
              ) -> list[Looked]:  # fmt: skip
    """The organisations with what is known of each, by name. At most six queries for thousands.

    Raises NotAllowed to whoever does not run the place; BadInput for a number or area that cannot
    be.
    """
    check_runs(actor, scope)
    if not 1 <= whom.below <= 1000:
        told = "Give a number from 1 to 1,000."
        raise BadInput(told, {"below": [told]})
    rows = _organisations(place, scope, whom)
    said = _said_in_surveys(actor, scope)
    values = rows.values_list("pk", "name", "kind", "income_pence", "full_time_staff")
    kinds = dict(register.Organisation._meta.get_field("kind").choices or ())
    return [
        _looked(row, said.get(row[0], {}), kinds, whom.below)
        for row in values.order_by("name", "pk").distinct()[:MOST]
    ]


def _organisations(
    place: clusters.Cluster | clusters.Programme, scope: Scope, whom: Whom
) -> QuerySet[register.Organisation]:
    every = register.Organisation.objects.filter(merged_into=None)
    if whom.of == AREA:
        if not whom.area.strip():
            told = "Give a town or an area, like “Bolton”."
            raise BadInput(told, {"area": [told]})
        return register.at_work_there(whom.area.strip())
    if whom.of == ASKED:
        of_here = Survey.objects.filter(in_place(scope), pk=whom.survey_id or 0)
        rows = Asked.objects.filter(survey__in=of_here).exclude(state=AskedState.WITHDRAWN)
        if not rows.exists():
            told = "Choose a survey that somebody was asked in."
            raise BadInput(told, {"survey": [told]})
        return every.filter(pk__in=rows.values("organisation"))
    if isinstance(place, clusters.Cluster):
        return every.filter(pk__in=[one.organisation_id for one in clusters.members(place)])
    members = clusters.Membership.objects.filter(
        cluster__programme=place, state="active", tier__is_member=True
    )
    return every.filter(pk__in=members.values("organisation"))


Said = Mapping[str, tuple[int | bool, str]]


def _said_in_surveys(actor: Actor, scope: Scope) -> dict[int, dict[str, tuple[int | bool, str]]]:
    """What organisations said in the place's surveys, the newest last, as far as the actor may see
    it with names: by organisation, "staff" and "key_person" with where it was said. Two queries.
    """
    surveys = Survey.objects.filter(in_place(scope)).exclude(mode=Mode.DETACHED)
    may_see = {
        one.pk: one
        for one in surveys.select_related("asks", "cluster", "programme")
        if sees_names(one, actor)
    }
    allowed = {pk: _keys_of(one) for pk, one in may_see.items()}
    rows = (
        Answer.objects.filter(
            sheet__asked__survey__in=may_see,
            sheet__state=SheetState.SENT,
            is_sent=True,
            key__in=[*STAFF_KEYS, *KEY_PERSON_KEYS],
        )
        .exclude(sheet__asked__state__in=[AskedState.WITHDRAWN, AskedState.DECLINED])
        .order_by("sheet__sent_at")
        .values_list("sheet__asked__organisation", "sheet__asked__survey", "key", "sent_value")
    )
    found: dict[int, dict[str, tuple[int | bool, str]]] = {}
    for organisation, survey, key, value in rows:
        if key not in allowed[survey]:
            continue
        where = f"Said in “{may_see[survey].title}”"
        if key in STAFF_KEYS and isinstance(value, int):
            found.setdefault(organisation, {})["staff"] = value, where
        elif key in KEY_PERSON_KEYS:
            found.setdefault(organisation, {})["key_person"] = value == "yes", where
    return found


def _keys_of(survey: Survey) -> frozenset[str]:
    """The keys of its questions that more than the organisation itself may see."""
    instrument = reading_of(survey).instrument
    return frozenset(one.key for one in instrument.questions() if one.shown is not Shown.OWN)


def _looked(row: Sequence[object], said: Said, kinds: Mapping[str, str], below: int) -> Looked:
    pk, name, kind, income, on_register = row
    staff = int(said["staff"][0]) if "staff" in said else on_register
    key_person = bool(said["key_person"][0]) if "key_person" in said else None
    where = [words for _, words in said.values()]
    if "staff" not in said and on_register is not None:
        where.append("The register")
    at, band = _band(income)  # type: ignore[arg-type]
    return Looked(
        pk, name, str(kinds.get(kind, kind)), band, at, staff, key_person,  # type: ignore[arg-type,call-overload]
        "; ".join(dict.fromkeys(where)), _verdict(staff, key_person, below),  # type: ignore[arg-type]
    )  # fmt: skip


def _verdict(staff: int | None, key_person: bool | None, below: int) -> str:
    if key_person or (staff is not None and staff < below):
        return YES
    return NO if staff is not None else UNKNOWN


def _band(income: int | None) -> tuple[int, str]:
    for at, one in enumerate(register.INCOME_BANDS):
        known = one.least is not None or one.below is not None
        if income is None and not known:
            return at, one.label
        if income is None or not known:
            continue
        if (one.least or 0) <= income and (one.below is None or income < one.below):
            return at, one.label
    return len(register.INCOME_BANDS), "Not known"


def shares(rows: Iterable[Looked], by: str) -> list[Share]:
    """How many are fragile, by "kind" or "band"; bands in their order, kinds by name."""
    counts: dict[str, dict[str, int]] = {}
    order: dict[str, object] = {}
    for row in rows:
        label = getattr(row, by)
        counts.setdefault(label, {YES: 0, NO: 0, UNKNOWN: 0})[row.verdict] += 1
        order[label] = row.band_at if by == "band" else label
    return [
        Share(label, counts[label][YES], counts[label][NO], counts[label][UNKNOWN])
        for label in sorted(counts, key=lambda one: order[one])  # type: ignore[arg-type,return-value]
    ]


def in_all(rows: Iterable[Looked]) -> Share:
    """All of them together."""
    verdicts = [row.verdict for row in rows]
    return Share("All", verdicts.count(YES), verdicts.count(NO), verdicts.count(UNKNOWN))
