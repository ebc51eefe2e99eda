"""One change to a draft, in the order of every action: who may, whether it can be, what changes,
the record.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from spinney.agreements import policies
from spinney.agreements.bridge.marks import mark_of
from spinney.agreements.engine.content import Content
from spinney.agreements.models import Agreement, Version
from spinney.agreements.policies import drafting as rules
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import ChangedMeanwhile
from spinney.base.kernel.policy import require
from spinney.base.record.record import record


class Change:
    """A draft that is held until the transaction ends, and what it says now. Raises NotAllowed to
    whoever does not write it, WrongState when it is no draft any more.
    """

    def __init__(self, verb: str, version: Version, *, by: Actor, now: datetime) -> None:
        agreement = Agreement.objects.select_related("cluster").get(pk=version.agreement_id)
        require(policies.MAY, verb.rsplit(".", 1)[-1], by=by, scope=agreement.scope)
        rules.check_drafts(by, agreement)
        self.verb, self.by, self.now = verb, by, now
        self.version = Version.objects.select_for_update().get(pk=version.pk)
        self.version.agreement = self.agreement = agreement
        rules.check_is_draft(self.version)
        self.content = Content.from_json(self.version.content)

    def check_unread(self, piece: object, read: str, what: str) -> None:
        """Raise ChangedMeanwhile unless a piece is as it was read (`read` is its mark then; ""
        stands for a caller that has just read it). Two people who change two clauses are not in
        each other's way; of one clause the second is told.
        """
        if read and read != mark_of(piece):
            raise ChangedMeanwhile(
                f"Somebody else changed {what} while you were writing. What it says now stands"
                " below. What you typed is still here: save again to put it in its place.",
                {},
            )

    def keep(self, content: Content, **detail: Any) -> Version:
        """Save what it says now, with a way back, and record the change; nothing, if it says what
        it said before. Words and values stand in the draft, not in the record: that tells which
        piece was changed.
        """
        version = self.version
        if content == self.content:
            return version
        version.undoes, version.content = version.content, content.to_json()
        version.version += 1
        version.save(update_fields=["undoes", "content", "version"])
        record(
            self.verb, by=self.by, on=version, at=self.now, scope=self.agreement.scope,
            title=self.agreement.title, agreement=self.agreement.pk, number=version.number,
            version=version.version, **detail,
        )  # fmt: skip
        return version
