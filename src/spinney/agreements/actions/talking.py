"""Saying something about a version, in the order of every action: who may, whether it can be, what
changes, the record. From inside, or by a reader from outside.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, Q
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.engine.content import Content
from spinney.agreements.models import Agreement, Comment, OutsideReader, ProposedWords, Version
from spinney.agreements.policies import review as rules
from spinney.agreements.queries.agreements import check_reads, visible_to
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of

READ = "read_from_outside"


class Talk:
    """Somebody who says something about a version, or changes what she said. `content` is what she
    speaks of: the draft as it stands; for a reader from outside, what she was given.

    Raises NotFound to whoever may not see the agreement, WrongState when its words are fixed.
    """

    def __init__(
        self,
        verb: str,
        version: Version,
        *,
        by: Actor,
        now: datetime,
        reader: OutsideReader | None = None,
    ) -> None:
        agreement = Agreement.objects.select_related("cluster").get(pk=version.agreement_id)
        self.verb, self.by, self.now = verb, by, now
        self.version, self.agreement, self.reader = version, agreement, reader
        version.agreement = agreement
        if reader is None:
            name = verb.rsplit(".", 1)[-1]
            require(policies.MAY, name, by=by, scope=agreement.scope)
            if not (by.is_system or visible_to(by).filter(pk=agreement.pk).exists()):
                raise NotFound("There is no such agreement here.")
            check_reads(by, version)
            rules.check_is_talked_over(version)
        else:
            subject = subject_of(reader)
            require(policies.MAY, READ, by=by, scope=agreement.scope, subject=subject)
            reader.reads = version
            rules.check_says(reader, localdate(now))
        self.content = Content.from_json(reader.content if reader else version.content)

    @property
    def author(self) -> dict[str, Any]:
        """Who says it, as the tables name her."""
        if self.reader is not None:
            return {"reader": self.reader}
        return {"person_id": self.by.person_id, "organisation_id": self.by.organisation_id}

    def check_pace(self) -> None:
        """Raise TooMany for somebody who has said very much within the hour."""
        mine = Q(reader=self.reader) if self.reader else Q(person_id=self.by.person_id or 0)
        lately = Q(at__gt=self.now - timedelta(hours=1))
        said = sum(rows.objects.filter(mine & lately).count() for rows in (Comment, ProposedWords))
        rules.check_pace(said)

    def note(self, on: Model, **detail: Any) -> None:
        """Record it. What was said stands in its table, not in the record."""
        record(
            self.verb, by=self.by, on=on, at=self.now, scope=self.agreement.scope,
            title=self.agreement.title, agreement=self.agreement.pk, number=self.version.number,
            **detail,
        )  # fmt: skip
