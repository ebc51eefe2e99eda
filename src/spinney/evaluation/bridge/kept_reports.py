"""A report's words, figures and pictures together: as they stand now, or as they were finished.

What a finished version keeps (`Report.frozen`): {"versions": [{"number", "on", "title",
"first_day", "last_day", "sections": [{"title", "words"}], "figures", "pictures", "photos":
[{"key", "says", "width", "height"}]}]}, the newest last. Pictures are named by their uids, and
addresses of the cluster without its number, since both go along to another site.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.images import get_image_dimensions

from spinney.base.kernel.errors import NotFound
from spinney.base.web.charts import Picture as WebPicture
from spinney.base.web.components.words import day, span
from spinney.evaluation.bridge.drawing_reports import (
    figure_for_engine,
    picture_for_engine,
    picture_of,
)
from spinney.evaluation.bridge.figures import Bars, Gathered, Spans
from spinney.evaluation.engine import report as engine
from spinney.evaluation.models import Report, ReportPicture, ReportSection

Json = dict[str, Any]


@dataclass(frozen=True)
class PhotoKept:
    """A picture that somebody added: the name that a text has for it, what it shows, its dots. The
    file is that of its row, which stays when it is removed from what is written.
    """

    key: str
    says: str
    width: int
    height: int


@dataclass(frozen=True)
class Section:
    title: str
    words: str


@dataclass(frozen=True)
class Whole:
    """A whole report. `on` is the day as of which its figures are; `number` 0 while it is being
    written.
    """

    number: int
    on: date
    title: str
    first_day: date
    last_day: date
    sections: tuple[Section, ...]
    gathered: Gathered
    photos: tuple[PhotoKept, ...]

    def names(self) -> set[str]:
        """Every name that its words use."""
        return {name for one in self.sections for name in engine.names_in(one.words)}

    def to_json(self) -> Json:
        return {
            "number": self.number,
            "on": self.on.isoformat(),
            "title": self.title,
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "sections": [asdict(one) for one in self.sections],
            **self.gathered.to_json(self.names()),
            "photos": [asdict(one) for one in self.photos if one.key in self.names()],
        }


HERE = "/clusters/:here/"


def kept_json(whole: Whole, report: Report) -> Json:
    """A finished version as it is kept: addresses in its own cluster without the number."""
    return _readdressed(whole.to_json(), f"/clusters/{report.cluster_id}/", HERE)


def _readdressed(kept: Json, before: str, after: str) -> Json:
    def readdress(one: Json) -> Json:
        path = str(one["path"])
        return (
            {**one, "path": after + path.removeprefix(before)} if path.startswith(before) else one
        )

    return kept | {
        kind: {key: readdress(one) for key, one in kept[kind].items()}
        for kind in ("figures", "pictures")
    }


def from_json(kept: Mapping[str, Any]) -> Whole:
    """Raises KeyError, TypeError or ValueError for what no report kept."""
    return Whole(
        kept["number"], date.fromisoformat(kept["on"]), kept["title"],
        date.fromisoformat(kept["first_day"]), date.fromisoformat(kept["last_day"]),
        tuple(Section(**one) for one in kept["sections"]), Gathered.from_json(kept),
        tuple(PhotoKept(**one) for one in kept["photos"]),
    )  # fmt: skip


def photo_key(photo: ReportPicture) -> str:
    return f"photo_{photo.uid.hex}"


def uid_of(key: str) -> UUID:
    """Which picture a name stands for. Raises ValueError for the name of none."""
    return UUID(hex=key.removeprefix("photo_"))


def photo_kept(photo: ReportPicture) -> PhotoKept:
    with photo.file.open("rb") as file:
        width, height = get_image_dimensions(file)
    return PhotoKept(photo_key(photo), photo.says, width or 1, height or 1)


def words_of(section: ReportSection, photos: Iterable[ReportPicture]) -> str:
    """A section's words with the pictures chosen for it after them: those that its words do not
    place already, each on a line of its own.
    """
    placed = set(engine.names_in(section.words))
    chosen = [*section.pictures, *(photo_key(one) for one in photos)]
    after = [f"{{{{{name}}}}}" for name in chosen if name not in placed]
    return "\n\n".join([section.words, *after])


def as_it_stands(
    report: Report, sections: Sequence[ReportSection], gathered: Gathered, today: date
) -> Whole:
    """A report as it is being written, with its figures as they are now. Sections come with their
    pictures (`there`, of `queries.reports.sections_of`).
    """
    photos = [one for section in sections for one in there(section)]
    return Whole(
        0, today, report.title, report.first_day, report.last_day,
        tuple(Section(one.title, words_of(one, there(one))) for one in sections), gathered,
        tuple(photo_kept(one) for one in photos),
    )  # fmt: skip


def there(section: ReportSection) -> list[ReportPicture]:
    """The pictures that were added to a section and not removed, fetched before."""
    return [one for one in section.added.all() if one.removed_at is None]


def finished(report: Report, number: int | None = None) -> Whole:
    """A finished version, the newest unless said. Raises NotFound when there is none."""
    versions = report.frozen.get("versions", [])
    found = [one for one in versions if number is None or one["number"] == number]
    if not found:
        raise NotFound("There is no such report, or it is not finished.")
    return from_json(_readdressed(found[-1], HERE, f"/clusters/{report.cluster_id}/"))


def numbers_of(report: Report) -> list[tuple[int, date]]:
    """The finished versions and their days, the newest first."""
    versions = report.frozen.get("versions", [])
    return [(one["number"], date.fromisoformat(one["on"])) for one in reversed(versions)]


# For pages and files -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """How a report is told: whose it is, and what it is as it stands."""

    place: str
    standing: str
    is_draft: bool
    made_at: datetime


def standing_of(whole: Whole) -> str:
    """What a report is, and of which time."""
    said = f"Version {whole.number}, finished on" if whole.number else "Draft of"
    return f"{said} {day(whole.on)}. Of {span(whole.first_day, whole.last_day)}."


def composed(whole: Whole, look: Look, *, to_print: bool) -> engine.Report:
    """The whole report. `to_print`: with drawings and photographs in it, for files."""
    on = f"on {day(whole.on)}"
    pictures: dict[str, engine.Chart | engine.Table | engine.Photo] = {
        key: picture_for_engine(one, on, to_print=to_print)
        for key, one in whole.gathered.pictures.items()
    }
    pictures |= {one.key: _photo(one, to_print=to_print) for one in whole.photos}
    return engine.compose(
        whole.title,
        [(one.title, one.words) for one in whole.sections],
        {key: figure_for_engine(one, on) for key, one in whole.gathered.figures.items()},
        pictures,
        made_at=look.made_at,
        subtitle=look.place,
        standing=look.standing,
        is_draft=look.is_draft,
    )


def _photo(one: PhotoKept, *, to_print: bool) -> engine.Photo:
    content = b""
    if to_print:
        row = ReportPicture.objects.get(uid=uid_of(one.key))
        with row.file.open("rb") as file:
            content = file.read()
    return engine.Photo(one.key, one.says, content, one.width, one.height)


@dataclass(frozen=True)
class ShownPart:
    """A part as a page shows it: `kind` is "paragraph", "items", "heading", "table", "chart" or
    "photo"; a chart is drawn by `picture`, a photo has its uid; a table has heads, and rows of
    cells, each with the head of its column, all with whether they are of numbers.
    """

    kind: str
    part: Any
    picture: WebPicture | None = None
    photo: str = ""
    columns: tuple[tuple[tuple[str, str, bool], ...], ...] = ()
    heads: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class ShownSection:
    number: int
    heading: str
    parts: tuple[ShownPart, ...]


def columns_of(grid: engine.Grid) -> tuple[tuple[tuple[str, str, bool], ...], ...]:
    """The rows of a table: each cell with the head of its column and whether it is a number."""
    numeric = engine.numeric_columns(grid)
    return tuple(tuple(zip(grid.header, row, numeric, strict=False)) for row in grid.rows)


def shown(report: engine.Report, gathered: Gathered) -> list[ShownSection]:
    """A report's sections as pages show them."""
    return [
        ShownSection(number, one.heading, tuple(_shown(part, gathered) for part in one.parts))
        for number, one in enumerate(report.sections, start=1)
    ]


def _shown(part: engine.Part, gathered: Gathered) -> ShownPart:
    match part:
        case engine.Chart():
            drawn = gathered.pictures[part.key]
            picture = picture_of(drawn) if isinstance(drawn, Bars | Spans) else None
            return ShownPart("chart", part, picture)
        case engine.Table():
            heads = tuple(zip(part.grid.header, engine.numeric_columns(part.grid), strict=True))
            return ShownPart("table", part, columns=columns_of(part.grid), heads=heads)
        case engine.Photo():
            return ShownPart("photo", part, photo=str(uid_of(part.key)))
        case engine.Subheading():
            return ShownPart("heading", part)
        case engine.Items():
            return ShownPart("items", part)
        case _:
            return ShownPart("paragraph", part)


def pdf(report: engine.Report) -> bytes:
    return engine.pdf(report)


def docx(report: engine.Report) -> bytes:
    return engine.docx(report)
