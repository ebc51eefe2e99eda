"""What a protocol lets one organisation see of another: the decision itself. Pure.

    >>> since = date(2026, 3, 1)
    >>> share = Share(4, 1, "what_is_shared", frozenset({"agreements.contact_email"}),
    ...     frozenset({"working_together"}), since)
    >>> both = [Belongs(4, "birch", since), Belongs(4, "alder", since)]
    >>> asked = Asked("agreements.contact_email", "birch", "alder", "working_together")
    >>> noon = datetime(2026, 3, 20, 12, tzinfo=UTC)
    >>> decide([share], both, [], asked, on=noon.date(), at=noon).why
    <Why.ALLOWED: 'allowed'>
    >>> taken_back = Taken(4, "birch", since=noon)
    >>> decide([share], both, [taken_back], asked, on=noon.date(), at=noon).why
    <Why.TAKEN_BACK: 'taken_back'>

Nothing is shared unless a term in force allows it, for that field, that purpose and that recipient,
between two parties of the same agreement. Whatever was taken back is not shared, whichever
agreement would allow it. The order in which shares, parties and revocations are given changes
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime  # noqa: F401  (UTC is in the example above)
from enum import StrEnum

#: Stands in the place of a recipient for those that run the cluster: they are no party.
THOSE_THAT_RUN_IT = "those that run the cluster"


class Why(StrEnum):
    """Why something is shared, or is not. The later in this list, the nearer it came."""

    NO_PROTOCOL = "no_protocol"
    GIVER_NO_PARTY = "giver_no_party"
    RECIPIENT_NO_PARTY = "recipient_no_party"
    FIELD_NOT_NAMED = "field_not_named"
    PURPOSE_NOT_NAMED = "purpose_not_named"
    GIVER_NOT_NAMED = "giver_not_named"
    RECIPIENT_NOT_NAMED = "recipient_not_named"
    SUSPENDED = "suspended"
    TAKEN_BACK = "taken_back"
    ALLOWED = "allowed"
    OWN = "own"


WORDS = {
    Why.NO_PROTOCOL: "No protocol that says what is shared is in force between them.",
    Why.GIVER_NO_PARTY: "The organisation whose data these are is no party to the protocol.",
    Why.RECIPIENT_NO_PARTY: "Whoever asks is no party to the protocol.",
    Why.FIELD_NOT_NAMED: "The protocol does not name these data.",
    Why.PURPOSE_NOT_NAMED: "The protocol does not name this purpose for these data.",
    Why.GIVER_NOT_NAMED: "The protocol does not ask this organisation to share these data.",
    Why.RECIPIENT_NOT_NAMED: "The protocol shares these data with others only.",
    Why.SUSPENDED: "One of the two is suspended from the cluster, or not in it.",
    Why.TAKEN_BACK: "No longer shared.",
    Why.ALLOWED: "The protocol in force allows it.",
    Why.OWN: "These are its own data.",
}


@dataclass(frozen=True)
class Asked:
    """May an organisation's field be seen by another, for a purpose? Organisations are uids;
    `to` may be `THOSE_THAT_RUN_IT`.
    """

    field: str
    from_: str
    to: str
    purpose: str


@dataclass(frozen=True)
class Share:
    """One line of a protocol: fields, for purposes, from a first to a last day (both included).

    `givers` and `recipients` are uids; None: every party. `runners` says whether those that run
    the cluster may see it too. `keep_months` is how long a recipient may keep what it was shown.
    """

    agreement: int
    version: int
    clause: str
    fields: frozenset[str]
    purposes: frozenset[str]
    since: date
    until: date | None = None
    givers: frozenset[str] | None = None
    recipients: frozenset[str] | None = None
    runners: bool = False
    keep_months: int = 0
    basis: str = ""

    def holds(self, on: date) -> bool:
        """Whether the line is in force on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Belongs:
    """An organisation is a party of an agreement from a day on; `left` is the first day on which
    it no longer is. One that is suspended shares nothing, and is shown nothing. `also` are the
    uids that it had before it was found to be one with others.
    """

    agreement: int
    organisation: str
    since: date
    left: date | None = None
    suspended: bool = False
    also: frozenset[str] = frozenset()

    def holds(self, on: date) -> bool:
        """Whether it is a party on a day."""
        return self.since <= on and (self.left is None or on < self.left)

    def is_in(self, uids: frozenset[str] | None) -> bool:
        """Whether a line that names these organisations (None: all) means this one."""
        return uids is None or bool(uids & (self.also | {self.organisation}))


@dataclass(frozen=True)
class Taken:
    """An organisation took back what it shares under an agreement, from a moment until it lifts
    that. An empty field, purpose or recipient means all of them.
    """

    agreement: int
    organisation: str
    since: datetime
    lifted: datetime | None = None
    field: str = ""
    recipient: str = ""
    purpose: str = ""

    def stops(self, share: Share, asked: Asked, at: datetime) -> bool:
        """Whether it stops what a line would allow, at a moment."""
        return (
            self.agreement == share.agreement
            and self.organisation == asked.from_
            and self.since <= at
            and (self.lifted is None or at < self.lifted)
            and self.field in ("", asked.field)
            and self.recipient in ("", asked.to)
            and self.purpose in ("", asked.purpose)
        )


@dataclass(frozen=True)
class Answer:
    """Whether it may be seen, why, and under which clause of which version of which agreement
    (none of these where nothing in force came near).
    """

    allowed: bool
    why: Why
    words: str
    agreement: int | None = None
    version: int | None = None
    clause: str = ""

    def __bool__(self) -> bool:
        return self.allowed


def decide(
    shares: Iterable[Share],
    parties: Iterable[Belongs],
    revocations: Iterable[Taken],
    asked: Asked,
    *,
    on: date,
    at: datetime,
) -> Answer:
    """Whether `asked` may be seen at a moment, which falls on the day `on` where the cluster is.

    An organisation always may see its own. Of several lines that allow it the answer names the one
    in force for longest; of several that nearly do, the one that came nearest. One that was taken
    back wins against every line that allows it: what an organisation no longer wants to share is
    not shared by way of another agreement.
    """
    if asked.from_ == asked.to:
        return _answer(Why.OWN, None)
    parties, taken = list(parties), list(revocations)
    found = [(_weigh(one, parties, asked, on), one) for one in shares if one.holds(on)]
    if not found:
        return _answer(Why.NO_PROTOCOL, None)
    allowing = [share for why, share in found if why is Why.ALLOWED]
    stopped = [one for one in allowing if any(t.stops(one, asked, at) for t in taken)]
    if stopped:
        return _answer(Why.TAKEN_BACK, min(stopped, key=_order))
    if allowing:
        return _answer(Why.ALLOWED, min(allowing, key=_order))
    nearest = max((why for why, _ in found), key=list(Why).index)
    return _answer(nearest, min((one for why, one in found if why is nearest), key=_order))


def _weigh(share: Share, parties: list[Belongs], asked: Asked, on: date) -> Why:
    """How near one line comes to allowing it, revocations left aside."""
    here = [one for one in parties if one.agreement == share.agreement and one.holds(on)]
    giver = next((one for one in here if one.organisation == asked.from_), None)
    recipient = next((one for one in here if one.organisation == asked.to), None)
    runners = asked.to == THOSE_THAT_RUN_IT
    checks = (
        (giver is not None, Why.GIVER_NO_PARTY),
        (recipient is not None or runners, Why.RECIPIENT_NO_PARTY),
        (asked.field in share.fields, Why.FIELD_NOT_NAMED),
        (asked.purpose in share.purposes, Why.PURPOSE_NOT_NAMED),
        (giver is not None and giver.is_in(share.givers), Why.GIVER_NOT_NAMED),
        (_receives(share, recipient, runners), Why.RECIPIENT_NOT_NAMED),
        (not any(one.suspended for one in (giver, recipient) if one), Why.SUSPENDED),
    )
    return next((why for holds, why in checks if not holds), Why.ALLOWED)


def _receives(share: Share, recipient: Belongs | None, runners: bool) -> bool:
    if runners:
        return share.runners
    return recipient is not None and recipient.is_in(share.recipients)


def _order(share: Share) -> tuple[date, int, int, str]:
    return (share.since, share.agreement, share.version, share.clause)


def _answer(why: Why, share: Share | None) -> Answer:
    allowed = why in (Why.ALLOWED, Why.OWN)
    if share is None:
        return Answer(allowed, why, WORDS[why])
    return Answer(allowed, why, WORDS[why], share.agreement, share.version, share.clause)
