"""What is done about a newer edition of a template."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from spinney.agreements.actions.changing import Change
from spinney.agreements.bridge.wordings import wording_named
from spinney.agreements.models import Version
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState


@transaction.atomic
def keep_our_words(*, version: Version, by: Actor, now: datetime) -> Version:
    """Leave the draft as it is, having seen what a newer edition of its template says: it counts
    as begun from that one, and its differences are told no more.
    """
    change = Change("agreements.keep_our_words", version, by=by, now=now)
    wording = wording_named(change.content.wording)
    if wording.edition == change.content.edition:
        raise WrongState("There is no newer edition of this template.")
    return change.keep(replace(change.content, edition=wording.edition), wording=wording.key)
