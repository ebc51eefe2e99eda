"""From a version's row to what it asks, as the engine reads it."""

from __future__ import annotations

from collections import OrderedDict
from uuid import UUID

from spinney.diagnostics.engine.definition import Instrument
from spinney.diagnostics.models import Version
from spinney.diagnostics.states import VersionState

KEPT = 64
_read: OrderedDict[UUID, Instrument] = OrderedDict()
"""Definitions that were read lately, by uid: a published one never changes."""


def definition_of(version: Version) -> Instrument:
    """What a version asks. Raises KeyError, TypeError or ValueError for what is no definition.

    What is published is read once and kept by its uid; a draft is read each time.
    """
    if version.state == VersionState.DRAFT:
        return Instrument.from_json(version.definition)
    known = _read.pop(version.uid, None)
    found = known or Instrument.from_json(version.definition)
    _read[version.uid] = found
    while len(_read) > KEPT:
        _read.popitem(last=False)
    return found
