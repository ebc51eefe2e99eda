"""The table of a signing: one row for each party that is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from spinney.agreements.models import AskedToSign, Signing
from spinney.agreements.policies import signing as rules
from spinney.agreements.queries import signing as read
from spinney.agreements.states import AskedState, ScanState, SigningState
from spinney.base.web.components.parts import Figure, Status, Tone
from spinney.base.web.components.words import counted, day, days_away, listed
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Empty, Table


@dataclass(frozen=True)
class Row:
    """A party in a signing, as its table shows it."""

    asked: AskedToSign
    status: Status
    note: str

    @property
    def name(self) -> str:
        return self.asked.party.organisation.name

    @property
    def step(self) -> int:
        return self.asked.step

    @property
    def state(self) -> str:
        return self.asked.state

    @property
    def state_words(self) -> str:
        return self.status.text

    @property
    def who(self) -> str:
        """Who signed for it, with what she is there."""
        given = self.asked.signatures.all()
        return listed(f"{one.name}, {one.post}" if one.post else one.name for one in given)

    @property
    def how(self) -> str:
        return listed(dict.fromkeys(s.get_how_display() for s in self.asked.signatures.all()))

    @property
    def signed_at(self) -> datetime | None:
        return max((one.at for one in self.asked.signatures.all()), default=None)

    @property
    def reminded_at(self) -> datetime | None:
        return self.asked.reminded_at

    @property
    def mandates(self) -> str:
        return listed(s.mandate_words for s in self.asked.signatures.all() if s.mandate_words)

    @property
    def identified(self) -> str:
        return listed(s.identified_by for s in self.asked.signatures.all())

    @property
    def digests(self) -> str:
        return listed(dict.fromkeys(s.digest for s in self.asked.signatures.all()))


def rows_of(signing: Signing, stands: read.Standing, now: datetime) -> list[Row]:
    """A row for each party, in the order of its steps."""
    over = rules.has_lapsed(signing, now)
    return [
        Row(one, _status(one, stands, over), _note(signing, one, stands))
        for one in signing.asked.all()
    ]


def _status(asked: AskedToSign, stands: read.Standing, over: bool) -> Status:
    match asked.state:
        case AskedState.SIGNED:
            return Status("Signed", Tone.GO)
        case AskedState.DECLINED:
            return Status("Will not sign", Tone.LATE)
        case AskedState.NOT_NEEDED:
            return Status("Need not sign", Tone.QUIET)
    if over:
        return Status("Did not sign in time", Tone.LATE)
    if asked.pk not in stands.turn:
        return Status("Not its turn yet", Tone.PLAIN)
    return Status("Has not signed", Tone.WAITS)


def _note(signing: Signing, asked: AskedToSign, stands: read.Standing) -> str:
    """What else there is to know of a party that has not signed."""
    if asked.state != AskedState.WAITING:
        return ""
    said = []
    given, needed = len(asked.signatures.all()), read.needed_of(signing, asked)
    if needed > 1:
        said.append(f"{given} of {needed} people have signed")
    if before := read.names_before(signing, asked, stands):
        said.append(f"After {listed(before)}")
    if any(one.state == ScanState.WAITING for one in asked.scans.all()):
        said.append("A scan waits to be confirmed")
    if asked.opened_at and not given:
        said.append(f"Opened on {day(asked.opened_at)}")
    return ". ".join(said)


def asked_table(signing: Signing, manages: bool) -> Table:
    """The parties of a signing; those who look after it get what proves each signature in files."""
    columns = [
        Column("name", "Party", order_by="name"),
        Column("status", "How it stands", kind="status", note=lambda row: row.note,
               order_by="state_words"),
        Column("who", "Who signed", note=lambda row: row.how),
        Column("signed_at", "When", kind="moment", order_by="signed_at"),
        Column("how", "How", only="file"),
    ]  # fmt: skip
    if signing.in_order:
        columns.insert(1, Column("step", "Step", kind="number", order_by="step"))
    if manages:
        columns += [
            Column("reminded_at", "Reminded", kind="date", order_by="reminded_at"),
            Column("mandates", "Under which mandate", only="file"),
            Column("identified", "How we know who it was", only="file"),
            Column("digests", "SHA-256 of the words", only="file"),
        ]
    return Table(
        name="signing",
        caption="Who signs",
        noun="party",
        nouns="parties",
        default_order="step" if signing.in_order else "",
        columns=columns,
        filters=[ChoiceFilter("state", "How it stands", field="state",
                              labels=dict(AskedState.choices))],
        search=["name"],
        empty=Empty("Nobody is asked", "Put it out for signature."),
    )  # fmt: skip


def figures_of(signing: Signing, stands: read.Standing, today: date) -> Sequence[Figure]:
    """Signed of needed, and the last day."""
    signed = Figure("Signed", f"{stands.signed} of {stands.wanted}")
    last = Figure("Last day", day(signing.deadline))
    if signing.state != SigningState.OPEN:
        return [signed, last]
    return [signed, Figure("Last day", day(signing.deadline),
                           note=days_away(signing.deadline, today))]  # fmt: skip


def status_of(signing: Signing, stands: read.Standing, now: datetime) -> Status:
    """How the whole signing stands."""
    if signing.state == SigningState.COMPLETE:
        return Status("Signed", Tone.GO)
    if signing.state == SigningState.WITHDRAWN:
        return Status("Taken back", Tone.QUIET)
    if rules.has_lapsed(signing, now):
        return Status("Not signed in time", Tone.LATE)
    if stands.stuck:
        return Status("Somebody will not sign", Tone.LATE)
    return Status(f"Waits for {counted(stands.missing, 'signature')}", Tone.WAITS)
