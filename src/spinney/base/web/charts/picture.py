"""The frame of every picture: caption, SVG for wide and for narrow screens, a note, and the same
data as a table.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, is_dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify

from spinney.base.web.charts.canvas import Canvas

WIDE, NARROW = 680, 288
KEPT = 300  # figures kept in memory, about 20 kB each


class Picture(ABC):
    """A drawing of some data. Sub-classes say what it shows and draw it to a width in px.

    `title` is the caption; `description` says in words what there is to see; `note` stands below.
    """

    title: str
    note: str = ""

    @property
    @abstractmethod
    def description(self) -> str:
        """What there is to see, for somebody who does not see it."""

    @abstractmethod
    def header(self) -> Sequence[str]:
        """The headings of the same data as a table."""

    @abstractmethod
    def rows(self) -> Sequence[Sequence[object]]:
        """The same data as a table; the first cell names the row."""

    @abstractmethod
    def draw(self, width: int, uid: str) -> Canvas:
        """The drawing at a width; `uid` begins every id in it."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: then only the description stands there."""
        return False

    @property
    def uid(self) -> str:
        return f"picture-{slugify(self.title)}"

    def _svg(self, width: int, css: str) -> SafeString:
        uid = f"{self.uid}-{css}"
        canvas = self.draw(width, uid)
        return canvas.svg(f"spinney-picture__{css}", self.title, self.description, uid)

    def html(self) -> SafeString:
        """The whole figure. The same data is drawn once: a map of 30 places costs 30 ms."""
        return _drawn(_SameData(self, repr(self))) if is_dataclass(self) else self._figure()

    def _figure(self) -> SafeString:
        return render_to_string(
            "web/components/picture.html",
            {
                "picture": self,
                "wide": "" if self.is_empty else self._svg(WIDE, "wide"),
                "narrow": "" if self.is_empty else self._svg(NARROW, "narrow"),
                "header": self.header(),
                "rows": self.rows(),
            },
        )


@dataclass(frozen=True)
class _SameData:
    """A picture that is the same as another when its data is: its fields, spelt out."""

    picture: Picture = field(compare=False)
    spelt: str


@lru_cache(maxsize=KEPT)
def _drawn(of: _SameData) -> SafeString:
    return of.picture._figure()
