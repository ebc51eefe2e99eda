"""A ballot that is begun, whether from nothing, from themes, or from another ballot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.clusters.api import Cluster
from spinney.decisions.bridge.rules import customs_of
from spinney.decisions.bridge.texts import BallotText, OptionText
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot, Option, OptionFile
from spinney.decisions.policies import ballots as rules


@dataclass(frozen=True)
class NewBallot:
    """What a new draft says, before it stands in the tables."""

    cluster: Cluster
    text: BallotText
    options: Sequence[OptionText] = ()
    files_of: Sequence[Option] = ()

    @classmethod
    def like(cls, ballot: Ballot, text: BallotText) -> Self:
        """A draft with the options of another ballot that can be chosen there, and their files."""
        kept = list(ballot.options.filter(withdrawn_at=None).prefetch_related("files"))
        return cls(ballot.cluster, text, [OptionText.of(one) for one in kept], kept)

    def begin(self, by: Actor, now: datetime, **more: object) -> Ballot:
        """Put it into the tables. Raises BadInput for what cannot be a draft."""
        rules.check_text(self.text)
        for one in self.options:
            rules.check_option(one)
        rules.check_room_for_options(len(self.options))
        said = self.text.fields() | {"secret": self.text.secret or self._must_be_secret(now)}
        ballot = Ballot.objects.create(
            cluster=self.cluster, made_at=now, made_by=by.label, **said, **more
        )
        Option.objects.bulk_create(
            Option(ballot=ballot, number=number, **one.fields())
            for number, one in enumerate(self.options, start=1)
        )
        if self.files_of:
            OptionFile.objects.bulk_create(_copies(self.files_of, ballot, now))
        return ballot

    def _must_be_secret(self, now: datetime) -> bool:
        """Whether the members agreed that such a ballot is secret (of a way that can be)."""
        way = WAYS[self.text.way]
        customs = customs_of(self.cluster, localdate(now))
        return customs.must_be_secret(way) and way.key not in rules.ANSWERED


def _copies(olds: Iterable[Option], made: Ballot, now: datetime) -> Iterable[OptionFile]:
    """Files of a copy share their bytes with those that they were copied from: what is kept is
    never changed.
    """
    for old, new in zip(olds, made.options.order_by("number"), strict=True):
        for one in old.files.all():
            yield OptionFile(
                option=new, file=one.file.name, name=one.name, size=one.size, added_at=now
            )
