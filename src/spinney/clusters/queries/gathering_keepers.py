"""Gatherings that a room above keeps (its meetings): who came is entered there, once, and handed
down. Their pages here lead there.
"""

from __future__ import annotations

from collections.abc import Callable

from spinney.base.kernel.errors import WrongState
from spinney.clusters.models import Gathering

Keeper = Callable[[Gathering], str]
_keepers: list[Keeper] = []


def add_gathering_keeper(keeper: Keeper) -> Keeper:
    """Called by a room when it starts: a function that gives the address of the page on which the
    room keeps a gathering, or "" if it does not.
    """
    _keepers.append(keeper)
    return keeper


def kept_at(gathering: Gathering) -> str:
    """The address of the page on which a gathering is kept; "" where it is kept here."""
    return next((found for keeper in _keepers if (found := keeper(gathering))), "")


def check_kept_here(gathering: Gathering) -> None:
    """Raise WrongState for a gathering that another room keeps."""
    if kept_at(gathering):
        raise WrongState("This is one of your meetings. Change it on the page of the meeting.")
