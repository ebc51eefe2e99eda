"""Whom a variation affects, of the parties of an agreement."""

from __future__ import annotations

from collections.abc import Iterable

from spinney.agreements.engine.affected import affected
from spinney.agreements.engine.content import Content
from spinney.agreements.models import Party, Version
from spinney.agreements.states import VersionState


def affected_parties(version: Version, parties: Iterable[Party]) -> frozenset[int]:
    """The pks of the parties that a version concerns: all of them for the first version, or when
    nothing says whom a change is about; and whoever is named and has not signed any words yet.
    """
    here = list(parties)
    agreed = version.agreement.versions.filter(state=VersionState.AGREED)
    before = agreed.exclude(pk=version.pk).order_by("number").last()
    if before is None:
        return frozenset(one.pk for one in here)
    uids = tuple(str(one.organisation.uid) for one in here)
    hit = affected(Content.from_json(before.content), Content.from_json(version.content), uids)
    return frozenset(
        one.pk
        for one in here
        if not hit or one.joined_on is None or str(one.organisation.uid) in hit
    )
