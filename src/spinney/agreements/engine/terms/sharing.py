"""Terms of what we share and show: data, breaches, records, publication, name, values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spinney.agreements.engine.purposes import PURPOSES
from spinney.agreements.engine.terms.parts import ITEM, Kind, TermFault, Value, asks
from spinney.agreements.engine.terms.saying import all_named, counted, listed, lower

LAWFUL_BASES = (
    ("not_personal", "No personal data"),
    ("consent", "Consent"),
    ("contract", "A contract with the person"),
    ("legal_obligation", "A duty in law"),
    ("vital_interests", "Saving a life"),
    ("public_task", "A public task"),
    ("legitimate_interests", "Legitimate interests"),
)
SPECIAL = (
    ("none", "None: it tells nothing of health, beliefs and the like"),
    ("explicit_consent", "Explicit consent"),
    ("care", "Health or social care"),
    ("employment", "Employment and social security law"),
    ("vital_interests", "Saving a life"),
    ("public_interest", "Substantial public interest"),
    ("not_for_profit", "Members of a not-for-profit body"),
)
GIVERS = (("parties", "Each of us"), ("named", "Only those we name"))
RECIPIENTS = (
    ("parties", "All of us"),
    ("runners", "All of us, and those that run the cluster"),
    ("lead_body", "The lead body"),
    ("host", "The host"),
    ("named", "Only those we name"),
)


@dataclass(frozen=True)
class DataItem(Value):
    """One purpose for which some data are shared, by whom, with whom, how long."""

    purpose: str = asks("For what purpose?", Kind.CHOICE, choices=PURPOSES)
    fields: tuple[str, ...] = asks("Which data?", Kind.FIELDS)
    givers: str = asks("Who shares them?", Kind.CHOICE, choices=GIVERS, default="parties")
    given_by: tuple[str, ...] = asks(
        "Which organisations share them?", Kind.ORGANISATIONS, only_if=("givers", ("named",))
    )
    recipients: str = asks("With whom?", Kind.CHOICE, choices=RECIPIENTS, default="parties")
    given_to: tuple[str, ...] = asks(
        "With which organisations?", Kind.ORGANISATIONS, only_if=("recipients", ("named",))
    )
    lawful_basis: str = asks("On what lawful basis?", Kind.CHOICE, choices=LAWFUL_BASES)
    special: str = asks(
        "On what condition for special data?", Kind.CHOICE, choices=SPECIAL, default="none",
        help="Special data tell of health, beliefs, origin and the like.",
    )  # fmt: skip
    retention_months: int = asks(
        "How long may they be kept?", Kind.NUMBER, least=1, most=240, unit="months"
    )
    contact: str = asks(
        "Whom to ask about it", Kind.TEXT, most=200, required=False,
        help="A post, like “the data protection lead of the host”. No name, no e-mail address.",
    )  # fmt: skip

    def check(self) -> None:
        if "@" in self.contact:
            told = "An agreement is no place for an e-mail address. Write the post instead."
            raise TermFault(told, {"contact": [told]})

    def sentence(self, names: Mapping[str, str], fields: Mapping[str, str]) -> str:
        """What is shared, in words."""
        givers = "each of us shares" if self.givers == "parties" else _givers(self.given_by, names)
        whom = {
            "parties": "all the others",
            "runners": "all the others and those that run the cluster",
            "lead_body": "the lead body",
            "host": "the host",
            "named": all_named(self.given_to, names),
        }[self.recipients]
        what = listed(
            fields.get(one, one.replace("_", " ").replace(".", ": ")) for one in self.fields
        )
        said = f"{self.word('purpose')}: {givers} {what} with {whom}."
        said += f" Lawful basis: {lower(dict(LAWFUL_BASES)[self.lawful_basis])}."
        if self.special != "none":
            said += f" Condition for special data: {lower(dict(SPECIAL)[self.special])}."
        said += f" It is kept for at most {counted(self.retention_months, 'month')}."
        return said + (f" Ask: {self.contact.rstrip('.')}." if self.contact else "")


def _givers(uids: tuple[str, ...], names: Mapping[str, str]) -> str:
    return f"{all_named(uids, names)} {'shares' if len(uids) == 1 else 'share'}"


@dataclass(frozen=True)
class DataShared(Value):
    """Which data are shared for what, with whom, how long."""

    items: tuple[DataItem, ...] = asks("What do we share?", Kind.RECORDS, of=DataItem, most=40)

    def lines(self, names: Mapping[str, str]) -> tuple[str, ...]:
        if not self.items:
            return ("We share no data with one another.",)
        items = (f"{ITEM}{one.sentence(names, names)}" for one in self.items)
        return ("This is what we share, and nothing else.", *items)


@dataclass(frozen=True)
class BreachNotice(Value):
    """How quickly we tell one another when data were lost or seen by somebody who should not."""

    hours: int = asks(
        "We tell one another within", Kind.NUMBER, least=1, most=72, unit="hours", default=24,
        help="The Information Commissioner must be told within 72 hours of a serious breach.",
    )  # fmt: skip
    tells: str = asks(
        "Who is told?", Kind.CHOICE, default="owner",
        choices=(
            ("owner", "Whose data they were"),
            ("lead_body", "The lead body"),
            ("everybody", "All of us"),
        ),
    )  # fmt: skip

    def words(self, names: Mapping[str, str]) -> str:
        whom = {"owner": "whose data they were", "lead_body": "the lead body"}.get(
            self.tells, "all of us"
        )
        return (
            "When data are lost, or seen by somebody who should not see them, we tell"
            f" {whom} within {counted(self.hours, 'hour')}."
        )


@dataclass(frozen=True)
class RecordsKept(Value):
    """How long we keep the papers of what we do together."""

    years: int = asks("We keep records for", Kind.NUMBER, least=1, most=50, unit="years", default=6)
    what: str = asks("Which records?", Kind.TEXT, most=300, required=False)

    def words(self, names: Mapping[str, str]) -> str:
        what = lower(self.what.rstrip(".")) or "the papers of what we do together"
        return f"We keep {what} for {counted(self.years, 'year')}, and then destroy them."


@dataclass(frozen=True)
class Publication(Value):
    """What we say in public about what we do together."""

    decides: str = asks(
        "Who must agree before something is published?", Kind.CHOICE, default="concerned",
        choices=(
            ("concerned", "Those it is about"),
            ("members", "The members, by our rule for decisions"),
            ("lead_body", "The lead body"),
            ("nobody", "Nobody"),
        ),
    )  # fmt: skip
    answer_days: int = asks(
        "How long have they to answer?", Kind.NUMBER, least=0, most=60, unit="days", default=10
    )
    credit: str = asks(
        "Who is named in what we publish?", Kind.TEXT, most=300, required=False,
        help="Like “All members and our funder, in order of the alphabet”.",
    )  # fmt: skip

    def words(self, names: Mapping[str, str]) -> str:
        said = {
            "concerned": "Before one of us publishes something about others, those it is about"
            " agree to it.",
            "members": "Before something is published about what we do together, the members agree"
            " to it.",
            "lead_body": "Before something is published about what we do together, the lead body"
            " agrees to it.",
            "nobody": "Each of us may publish what it likes about what we do together.",
        }[self.decides]
        if self.decides != "nobody" and self.answer_days:
            said += f" They have {counted(self.answer_days, 'day')} to answer."
            said += " If they do not, it may be published."
        return said + (f" We name: {self.credit.rstrip('.')}." if self.credit else "")


@dataclass(frozen=True)
class Branding(Value):
    """Under what name we work, and how we use each other's logos."""

    name: str = asks("What is our name together?", Kind.TEXT, most=120, required=False)
    logos: str = asks(
        "May we use each other’s logos?", Kind.CHOICE, default="ask",
        choices=(("ask", "If asked first"), ("freely", "Yes, freely"), ("no", "No")),
    )  # fmt: skip
    line: str = asks(
        "Which words must be there?", Kind.TEXT, most=300, required=False,
        help="Like “Paid for by …”.",
    )  # fmt: skip

    def words(self, names: Mapping[str, str]) -> str:
        said = f"Together we are called {self.name.rstrip('.')}. " if self.name else ""
        said += {
            "ask": "We ask before we use another one’s logo.",
            "freely": "We may use each other’s logos for what we do together.",
            "no": "We do not use each other’s logos.",
        }[self.logos]
        return said + (f" What we publish says: “{self.line}”." if self.line else "")


@dataclass(frozen=True)
class Values(Value):
    """What we hold to."""

    values: tuple[str, ...] = asks(
        "What do we hold to?", Kind.LINES, most=200,
        help="One to a line, like “We say openly what we can and cannot do”.",
    )  # fmt: skip

    def lines(self, names: Mapping[str, str]) -> tuple[str, ...]:
        if not self.values:
            return ("We have not written down what we hold to.",)
        return ("We hold to this.", *(f"{ITEM}{one.rstrip('.')}." for one in self.values))
