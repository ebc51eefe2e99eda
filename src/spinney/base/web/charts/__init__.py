"""Pictures drawn as SVG on the server, each also a table."""

from spinney.base.web.charts.bars import Bar, BarChart
from spinney.base.web.charts.dots import DotRow, DotStrip
from spinney.base.web.charts.picture import Picture
from spinney.base.web.charts.places import Place, PlaceMap, letters_for
from spinney.base.web.charts.plan import PlanChart, PlanRow

__all__ = [
    "Bar",
    "BarChart",
    "DotRow",
    "DotStrip",
    "Picture",
    "Place",
    "PlaceMap",
    "PlanChart",
    "PlanRow",
    "letters_for",
]
