"""The register of figures and pictures that a report may name, each with where it comes from.

The sources are queries of this room, which ask the other rooms through their doors. A report is
read by every member, so a source reads as any member sees (`Asked.reader`): what one member alone,
or only those who run the cluster, may see is in no report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Role, Scope, cluster_scope, programme_scope
from spinney.clusters import api as clusters

NOT_KNOWN = "not recorded yet"
"""What stands for a figure of which the records say nothing."""


@dataclass(frozen=True)
class Asked:
    """What a report asks of the records: of which clusters, from which day to which (both
    included), as somebody sees them who is a member of all of these clusters.
    """

    place: clusters.Cluster | clusters.Programme
    groups: tuple[clusters.Cluster, ...]
    first: date
    last: date

    @property
    def until(self) -> date:
        """The last day, or today where that is still to come: nothing is known of later days."""
        return min(self.last, localdate())

    @property
    def scope(self) -> Scope:
        if isinstance(self.place, clusters.Cluster):
            return cluster_scope(self.place.pk)
        return programme_scope(self.place.pk)

    @property
    def programme(self) -> clusters.Programme | None:
        """The programme that the report is of, or in which its cluster is."""
        if isinstance(self.place, clusters.Programme):
            return self.place
        return self.place.programme

    @property
    def of_programme(self) -> bool:
        return isinstance(self.place, clusters.Programme)

    @property
    def reader(self) -> Actor:
        member = frozenset({Role.MEMBER})
        roles = {cluster_scope(one.pk): member for one in self.groups}
        return Actor("any member", roles={**roles, self.scope: member})


@dataclass(frozen=True)
class Reading:
    """A figure as the records say it. `said` is its value in words ("" while nothing is recorded);
    `source` says what was counted, in a sentence; `path` is its address on this site.
    """

    key: str
    words: str
    said: str
    source: str
    path: str = ""

    @property
    def is_known(self) -> bool:
        return bool(self.said)


@dataclass(frozen=True)
class BarRead:
    """One bar: its value, and what was planned; None with a reason where it is not shown."""

    label: str
    value: float | None
    plan: float | None = None
    reason: str = ""


@dataclass(frozen=True)
class Bars:
    """A bar chart as data. `unit` is "pence", "percent", "days", "hours" or "" for counts."""

    key: str
    title: str
    unit: str
    bars: tuple[BarRead, ...]
    source: str
    path: str = ""
    value_name: str = "Value"
    plan_name: str = "Planned"
    note: str = ""


@dataclass(frozen=True)
class SpanRead:
    """A row of a plan: when it was to be, when it was, and when it is to be now where that is
    another time; days as ISO 8601, or None.
    """

    name: str
    planned_from: str | None = None
    planned_to: str | None = None
    began: str | None = None
    ended: str | None = None
    now_from: str | None = None
    now_to: str | None = None


@dataclass(frozen=True)
class Spans:
    """Time planned beside time taken, as data; `today` as ISO 8601."""

    key: str
    title: str
    today: str
    spans: tuple[SpanRead, ...]
    source: str
    path: str = ""


@dataclass(frozen=True)
class Rows:
    """A table as data: the first cell names its row."""

    key: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str
    path: str = ""


Drawn = Bars | Spans | Rows
KINDS: Mapping[str, type[Bars] | type[Spans] | type[Rows]] = {
    "bars": Bars,
    "spans": Spans,
    "rows": Rows,
}


@dataclass(frozen=True)
class Gathered:
    """Everything that a report may name, by key; `groups` in order, each with the keys in it."""

    figures: Mapping[str, Reading] = field(default_factory=dict)
    pictures: Mapping[str, Drawn] = field(default_factory=dict)
    groups: Sequence[tuple[str, tuple[str, ...]]] = ()

    def to_json(self, keys: Iterable[str]) -> dict[str, Any]:
        """The figures and pictures of these keys, as a finished report keeps them."""
        wanted = set(keys)
        kind_of = {kind: name for name, kind in KINDS.items()}
        return {
            "figures": {k: asdict(one) for k, one in self.figures.items() if k in wanted},
            "pictures": {
                k: {"kind": kind_of[type(one)], **asdict(one)}
                for k, one in self.pictures.items()
                if k in wanted
            },
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Raises KeyError or TypeError for what no report kept."""
        return cls(
            {key: Reading(**one) for key, one in data["figures"].items()},
            {key: _drawn(one) for key, one in data["pictures"].items()},
        )


def _drawn(kept: Mapping[str, Any]) -> Drawn:
    fields = {key: value for key, value in kept.items() if key != "kind"}
    kind = KINDS[kept["kind"]]
    if kind is Bars:
        bars = tuple(BarRead(**one) for one in fields.pop("bars"))
        return Bars(**fields, bars=bars)
    if kind is Spans:
        spans = tuple(SpanRead(**one) for one in fields.pop("spans"))
        return Spans(**fields, spans=spans)
    rows = tuple(tuple(row) for row in fields.pop("rows"))
    return Rows(**{**fields, "header": tuple(fields["header"])}, rows=rows)


GROUPS = (
    "Who took part", "Help and time", "Surveys", "What was decided and agreed", "What was done",
    "Grant and spending", "What it cost", "What was saved", "What came of it", "What was learned",
    "How far it is",
)  # fmt: skip
"""The headings of the list to choose from, in the order in which a report tells."""

Read = Callable[[Asked], Iterable[Reading | Drawn]]
_sources: list[tuple[str, Read]] = []


def add_figures(group: str) -> Callable[[Read], Read]:
    """Register a source of figures and pictures under one of `GROUPS`."""
    if group not in GROUPS:
        raise LookupError(f"There is no group “{group}”.")

    def keep(read: Read) -> Read:
        _sources.append((group, read))
        return read

    return keep


def gather(asked: Asked) -> Gathered:
    """All figures and pictures, as the records say them now.

    Raises LookupError when two sources give one key: then one of them would be lost.
    """
    figures: dict[str, Reading] = {}
    pictures: dict[str, Drawn] = {}
    groups: dict[str, list[str]] = {}
    for group, read in sorted(_sources, key=lambda one: GROUPS.index(one[0])):
        for one in read(asked):
            if one.key in figures or one.key in pictures:
                raise LookupError(f"Two sources give “{one.key}”.")
            if isinstance(one, Reading):
                figures[one.key] = one
            else:
                pictures[one.key] = one
            groups.setdefault(group, []).append(one.key)
    return Gathered(figures, pictures, [(name, tuple(keys)) for name, keys in groups.items()])
