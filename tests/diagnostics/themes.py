"""Themes on a list, for tests."""

from __future__ import annotations

from spinney.diagnostics.actions.themes import Evidence, RoundSaid, ThemeText, add_theme
from spinney.diagnostics.models import Theme
from tests.personas import NOON, TODAY, Wood

REST = Evidence("HR: most need help", publication="p", measure="need", area="hr")


def put(wood: Wood, *titles: str) -> list[Theme]:
    """Themes on the list of The Spinney, in this order."""
    return [
        add_theme(
            cluster=wood.cluster, text=ThemeText(title), evidence=[REST], by=wood.ash, now=NOON
        )
        for title in titles
    ]


def said(**aside: str) -> RoundSaid:
    """A round of today that sets aside the themes of these titles, for these reasons."""
    found = {theme.title: theme.pk for theme in Theme.objects.all()}
    return RoundSaid(TODAY, "Dots on the wall", aside={found[t]: why for t, why in aside.items()})
