"""Who may do what with grants; and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.web.components.words import money
from spinney.money.bridge.schemes import ConditionText, SchemeText
from spinney.money.models import (
    Entry,
    Grant,
    GrantChange,
    GrantReport,
    GrantScheme,
    Instalment,
    InstalmentCondition,
)
from spinney.money.states import (
    NEXT,
    ChangeState,
    GrantState,
    InstalmentState,
    ReportState,
)

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
CLUSTER = frozenset({Role.FACILITATOR, Role.TREASURER})
"""Who speaks for the cluster to its funder: never the programme manager, who stands across."""
APPLIES = CLUSTER | RUNS_IT
INSIDE = APPLIES | {Role.MEMBER}
FUNDER = frozenset({Role.PROGRAMME_MANAGER})

MAY: dict[str, frozenset[Role]] = {
    "grants": INSIDE,
    "grant": INSIDE,
    "grant_statement": INSIDE,
    "draft_grant": APPLIES,
    "edit_grant": APPLIES,
    "apply_for_grant": APPLIES,
    "withdraw_grant": APPLIES,
    "take_up_grant": APPLIES,
    "ask_about_grant": FUNDER,
    "answer_about_grant": CLUSTER,
    "send_back_grant": FUNDER,
    "approve_grant": FUNDER,
    "decline_grant": FUNDER,
    "plan_instalment": FUNDER,
    "meet_condition": FUNDER,
    "ask_release": RUNS_IT,
    "stop_release": RUNS_IT,
    "release_instalment": FUNDER,
    "unrelease_instalment": FUNDER,
    "receive_instalment": CLUSTER,
    "unreceive_instalment": CLUSTER,
    "ask_grant_change": CLUSTER,
    "withdraw_grant_change": CLUSTER,
    "answer_grant_change": FUNDER,
    "ask_grant_report": FUNDER,
    "send_grant_report": CLUSTER,
    "answer_grant_report": FUNDER,
    "remind_of_grant_report": frozenset(),
    "sign_grant_statement": CLUSTER,
    "close_grant": FUNDER,
    "import_grants": APPLIES,
    "programme_grants": FUNDER,
    "set_grant_scheme": FUNDER,
    "export_grants": FUNDER,
}

MOST_PENCE = 10**12
OPEN = frozenset({GrantState.DRAFT, GrantState.TO_CHANGE})
"""While the cluster writes."""


@dataclass(frozen=True)
class GrantText:
    """An application as it is typed. Amounts in pence; `holder_id` receives the money."""

    title: str
    asked_pence: int
    description: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    holder_id: int | None = None

    def fields(self) -> dict[str, Any]:
        """The values of the fields of a `Grant`."""
        return {
            **vars(self),
            "title": " ".join(self.title.split()),
            "description": self.description.replace("\r\n", "\n").strip(),
        }


@dataclass(frozen=True)
class ChangeText:
    """A change that is asked for: new dates; new days and amounts (in pence) of instalments, by
    their numbers; a new budget.
    """

    kind: str
    reason: str
    starts_on: date | None = None
    ends_on: date | None = None
    days: dict[int, date] = field(default_factory=dict)
    amounts: dict[int, int] = field(default_factory=dict)
    budget_id: int | None = None


def _refuse(problems: dict[str, list[str]]) -> None:
    if problems:
        raise BadInput(" ".join(one for told in problems.values() for one in told), problems)


def check_text(text: GrantText) -> None:
    """Raise BadInput for what cannot be applied for."""
    problems: dict[str, list[str]] = {}
    if not text.title.strip():
        problems["title"] = ["Say what the grant is for, in a few words."]
    if not 0 < text.asked_pence <= MOST_PENCE:
        problems["asked_pence"] = ["Ask for more than nothing."]
    if text.starts_on and text.ends_on and text.ends_on < text.starts_on:
        problems["ends_on"] = ["The last day has to come after the first."]
    _refuse(problems)


def check_asked(pence: int, limit: int, already: int) -> None:
    """Raise BadInput for asking for more than a programme still has for a cluster: its `limit` for
    each, less what it awarded to this one `already`.
    """
    left = limit - already
    if pence <= left:
        return
    has = f"Your programme has {money(limit)} for each cluster"
    if left <= 0:
        told = f"{has}, and awarded all of it to yours. There is nothing left to ask for."
    elif already:
        told = f"{has}, and awarded {money(already)} to yours. Ask for {money(left)} at the most."
    else:
        told = f"{has}. Ask for that at the most."
    raise _field("asked_pence", told)


def check_scheme(text: SchemeText) -> None:
    """Raise BadInput for rules that cannot be kept."""
    problems: dict[str, list[str]] = {}
    percents = [percent for percent, _ in text.instalments]
    if not percents or min(percents) < 1 or sum(percents) != 100:
        problems["percents"] = [
            f"The instalments have to add up to 100%. These add up to {sum(percents)}%."
        ]
    if text.apply_by and text.spend_by and text.spend_by < text.apply_by:
        problems["spend_by"] = ["The money cannot be spent before it is applied for."]
    _refuse(problems)


def check_conditions(conditions: Iterable[ConditionText]) -> None:
    """Raise BadInput for a condition that could never be met or says nothing."""
    kinds = InstalmentCondition.ConditionKind
    for one in conditions:
        if one.kind not in kinds.values:
            raise BadInput("There is no such kind of condition.")
        if one.kind == kinds.SPENT and not (one.value.isdigit() and 0 < int(one.value) <= 100):
            raise _field("spent", "Write how much must be spent, from 1 to 100 percent.")
        if one.kind == kinds.REPORT and not (one.value.isdigit() and int(one.value) > 0):
            raise _field("report", "Say which report, by its number.")
        if one.kind == kinds.AGREEMENT and not one.value:
            raise _field("agreement", "Say which kind of agreement must be signed.")
        if one.kind == kinds.WORDS and not one.words.strip():
            raise _field("words", "Say what must be so.")


def _field(name: str, told: str) -> BadInput:
    return BadInput(told, {name: [told]})


def check_becomes(grant: Grant, state: GrantState) -> None:
    """Raise WrongState unless a grant may come to a state."""
    check_made_here(grant)
    if state not in NEXT["grant"][grant.state]:
        words = grant.get_state_display().lower()
        raise WrongState(f"This grant stands at “{words}”, so that cannot be done now.")


def check_made_here(grant: Grant) -> None:
    """Raise WrongState for a grant that was read from a published file."""
    if grant.from_file:
        raise WrongState(
            "This grant was made elsewhere and read from a file. It is decided and paid there."
        )


def check_is(grant: Grant, *states: GrantState) -> None:
    """Raise WrongState unless a grant stands in one of these states."""
    check_made_here(grant)
    if grant.state not in states:
        words = grant.get_state_display().lower()
        raise WrongState(f"This grant stands at “{words}”, so that cannot be done now.")


def check_can_apply(grant: Grant, scheme: GrantScheme, today: date) -> None:
    """Raise WrongState when the day is past or what must go along is not there."""
    check_becomes(grant, GrantState.APPLIED)
    if scheme.apply_by and today > scheme.apply_by and grant.state == GrantState.DRAFT:
        raise WrongState("The last day to apply is past. Ask the programme manager.")
    if grant.holder_id is None:
        raise WrongState("Say first which organisation receives the money for the cluster.")


def check_somebody_else(by: Actor, who: str, deed: str) -> None:
    """Raise WrongState for the same person twice, where two must stand behind it."""
    if who and by.label == who:
        raise WrongState(f"You {deed} yourself, so somebody else has to do this.")


def check_two_stand(instalment: Instalment, by: Actor) -> None:
    """Raise WrongState unless somebody else asked for a release, and dropped no condition of it."""
    if not instalment.asked_by:
        cause = (
            "Less is asked for it, or it is more money, than was planned"
            if instalment.eased_by
            else "This is above the programme’s limit"
        )
        raise WrongState(
            f"{cause}, so two people stand behind it. Somebody has to ask for the release first;"
            " then somebody else releases it."
        )
    check_somebody_else(by, instalment.asked_by, "asked for this release")
    check_somebody_else(
        by, instalment.eased_by, "planned this instalment with less asked, or more money,"
    )


def check_award(pence: int, grant: Grant, limit: int | None) -> None:
    """Raise BadInput for an amount that cannot be awarded: nothing, more than was asked, more than
    the programme has for a cluster (`limit`; None or 0: no such limit).
    """
    if pence <= 0:
        raise _field("awarded_pence", "Award more than nothing, or decline it.")
    if pence > grant.asked_pence:
        raise _field("awarded_pence", "That is more than they asked for.")
    if limit and pence > limit:
        raise _field("awarded_pence", "That is more than the programme has for each cluster.")


def check_words(words: str, name: str, told: str) -> str:
    """The words, trimmed. Raises BadInput, for the field, when there are none."""
    kept = words.replace("\r\n", "\n").strip()
    if not kept:
        raise _field(name, told)
    return kept


def check_instalment_becomes(instalment: Instalment, state: InstalmentState) -> None:
    """Raise WrongState unless an instalment may come to a state."""
    if state not in NEXT["instalment"][instalment.state]:
        raise WrongState(f"Instalment {instalment.number} is {_said(instalment)} already.")


def _said(instalment: Instalment) -> str:
    return str(instalment.get_state_display()).lower()


def check_can_unrelease(instalment: Instalment, others: Iterable[Instalment]) -> None:
    """Raise WrongState unless an instalment was released, did not come in, and is the last one."""
    if instalment.state == InstalmentState.RECEIVED:
        raise WrongState(
            f"Instalment {instalment.number} came in. If it did not, the cluster says so first; if"
            " it is to be paid back, the cluster writes that in its ledger."
        )
    if instalment.state != InstalmentState.RELEASED:
        raise WrongState(f"Instalment {instalment.number} is not released.")
    paid = (InstalmentState.RELEASED, InstalmentState.RECEIVED)
    later = [one for one in others if one.number > instalment.number and one.state in paid]
    if later:
        raise WrongState(
            f"Instalment {later[0].number} was released after it. Take that one back first."
        )


def check_planned(instalment: Instalment) -> None:
    """Raise WrongState for an instalment of which the release was asked or done."""
    if instalment.state != InstalmentState.PLANNED:
        raise WrongState(f"Instalment {instalment.number} is {_said(instalment)} already.")


def check_instalment(pence: int) -> None:
    """Raise BadInput for an instalment of nothing, or of more than can be."""
    if not 0 < pence <= MOST_PENCE:
        raise _field("pence", "An instalment is more than nothing.")


def check_received_on(instalment: Instalment, day: date, today: date) -> None:
    """Raise BadInput for a day before the release, or one to come."""
    if day > today:
        raise _field("received_on", "That day is still to come.")
    if instalment.released_on and day < instalment.released_on:
        raise _field("received_on", "It cannot come in before it was released.")


def check_sum(instalments: Sequence[Instalment], awarded: int) -> None:
    """Raise BadInput when instalments come to more than the award."""
    total = sum(
        one.pence for one in instalments if one.state != InstalmentState.CANCELLED
    )  # fmt: skip
    if total > awarded:
        raise _field("pence", "The instalments would come to more than the grant.")


def check_change(text: ChangeText) -> None:
    """Raise BadInput for a change that changes nothing."""
    kinds = GrantChange.ChangeKind
    check_words(text.reason, "reason", "Say why.")
    if text.kind == kinds.BUDGET and text.budget_id is None:
        raise _field("budget", "Choose the version of the budget that you ask for.")
    if text.kind == kinds.TIMETABLE:
        _check_new_dates(text)
    if text.kind == kinds.INSTALMENTS:
        _check_new_instalments(text)


def _check_new_dates(text: ChangeText) -> None:
    if text.starts_on is None and text.ends_on is None:
        raise _field("ends_on", "Write the new first or last day.")
    if text.starts_on and text.ends_on and text.ends_on < text.starts_on:
        raise _field("ends_on", "The last day has to come after the first.")


def _check_new_instalments(text: ChangeText) -> None:
    if not text.days and not text.amounts:
        raise BadInput("Write at least one new day or amount for an instalment.")
    for number, pence in text.amounts.items():
        if not 0 < pence <= MOST_PENCE:
            raise _field(f"pence_{number}", "An instalment is more than nothing.")


def check_new_sum(old: int, new: int, awarded: int) -> None:
    """Raise BadInput when instalments would come to more than the award (pence)."""
    if new > max(old, awarded):
        raise BadInput(
            f"With that the instalments would come to {money(new)}, more than the grant of"
            f" {money(awarded)}. Make another one smaller by as much."
        )


def check_change_open(change: GrantChange) -> None:
    """Raise WrongState for a change that was answered or taken back."""
    if change.state != ChangeState.ASKED:
        raise WrongState("This change is answered already.")


def check_report_becomes(report: GrantReport, state: ReportState) -> None:
    """Raise WrongState unless a report may come to a state."""
    if state not in NEXT["grant_report"][report.state]:
        words = report.get_state_display().lower()
        raise WrongState(f"This report stands at “{words}” already.")


def check_can_close(grant: Grant, figures: dict[str, Any]) -> None:
    """Raise WrongState unless the cluster signed off the statement as the ledger has it now."""
    if not grant.statement:
        raise WrongState("The cluster has to sign off the statement first.")
    if any(grant.statement.get(name) != value for name, value in figures.items()):
        raise WrongState(
            "The ledger has changed since the statement was signed off. Ask the cluster to look at"
            " it again and sign it off."
        )
    if figures["due"]:
        raise WrongState("An instalment that was released has not come in yet.")


def check_no_instalment(entry: Entry) -> None:
    """Raise WrongState for an entry that an instalment stands on."""
    if Instalment.objects.filter(Q(release_entry=entry) | Q(received_entry=entry)).exists():
        raise WrongState(
            "This entry follows from an instalment of a grant. It cannot be taken back by itself:"
            " take back on the page of the grant that it was released or came in."
        )
