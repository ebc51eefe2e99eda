"""The rules by which members come in and are set aside, as they hold for a cluster now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spinney.base.web.components.words import counted, day
from spinney.clusters.models import MembershipRules
from spinney.clusters.states import Decides

WHO_DECIDES = {
    Decides.MEMBERS: "The members decide, by your rule for decisions.",
    Decides.RUN: "Those who run the cluster decide.",
    Decides.LEAD_BODY: "The lead body decides.",
}


@dataclass(frozen=True)
class Decided:
    """Where and when something was decided by those who decide it; `decision` is the uid of an
    entry in the register of decisions, if it was chosen from there.
    """

    where: str = ""
    on: date | None = None
    decision: str = ""


NOT_SAID = Decided()


def decided_in_record(decided: Decided) -> dict[str, str]:
    """As an entry of the record has it: where and when, in words."""
    return {
        "decided": f"{decided.where}, {day(decided.on)}" if decided.on else decided.where,
        "decision": decided.decision,
    }


@dataclass(frozen=True)
class JoiningRule:
    """How an organisation comes in. As it stands here: what holds without an agreement."""

    decides: str = Decides.RUN
    trial_months: int | None = None
    sponsor: bool = False
    agreed_in: str = ""

    @property
    def at_once(self) -> bool:
        """Whether whoever is invited is in once it says yes: those who invite it decide."""
        return self.decides == Decides.RUN and not self.sponsor

    @property
    def words(self) -> str:
        """In sentences."""
        said = [WHO_DECIDES[Decides(self.decides)]]
        said += ["A member must propose it."] if self.sponsor else []
        if self.trial_months:
            said.append(f"Its first {counted(self.trial_months, 'month')} are a trial.")
        return " ".join(said)

    @property
    def words_to_others(self) -> str:
        """The same, to whoever is not in yet: the rule is not theirs."""
        said = [WHO_DECIDES[Decides(self.decides)].replace("your rule", "their rule")]
        said += ["A member must propose you."] if self.sponsor else []
        if self.trial_months:
            said.append(f"Your first {counted(self.trial_months, 'month')} are a trial.")
        return " ".join(said)


@dataclass(frozen=True)
class SuspensionRule:
    """How a member is set aside. As it stands here: what holds without an agreement. `reasons` are
    those agreed, each with its words; none: any good reason.
    """

    decides: str = Decides.MEMBERS
    reasons: tuple[tuple[str, str], ...] = ()
    answer_days: int = 14
    most_months: int = 6
    agreed_in: str = ""

    @property
    def words(self) -> str:
        """In sentences."""
        hears = (
            f"The member has {counted(self.answer_days, 'day')} to answer first."
            if self.answer_days
            else "The member need not be asked first."
        )
        lasts = f"It lasts at most {counted(self.most_months, 'month')}."
        return f"{WHO_DECIDES[Decides(self.decides)]} {hears} {lasts}"


def joining_rule(cluster_id: int) -> JoiningRule:
    """How organisations come into a cluster now. One query."""
    row = MembershipRules.objects.filter(cluster=cluster_id).exclude(joining_agreed_in="").first()
    if row is None:
        return JoiningRule()
    return JoiningRule(row.joining_decides, row.trial_months, row.sponsor, row.joining_agreed_in)


def suspension_rule(cluster_id: int) -> SuspensionRule:
    """How members of a cluster are set aside now. One query."""
    rows = MembershipRules.objects.filter(cluster=cluster_id).exclude(suspension_agreed_in="")
    row = rows.first()
    if row is None:
        return SuspensionRule()
    reasons = tuple((str(key), str(words)) for key, words in row.suspension_for)
    return SuspensionRule(
        row.suspension_decides, reasons, row.answer_days, row.most_months, row.suspension_agreed_in
    )
