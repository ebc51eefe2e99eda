"""Who may do what with evaluation reports; and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.web.components.words import day, listed
from spinney.evaluation.bridge.agreeing import LEAD, MEMBERS, NOBODY, Agreeing, Rule
from spinney.evaluation.models import Report
from spinney.evaluation.states import NEXT, ReportState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUNS_IT | {Role.MEMBER}

MAY: dict[str, frozenset[Role]] = {
    "reports": INSIDE,
    "report": INSIDE,
    "start_report": RUNS_IT,
    "edit_report": RUNS_IT,
    "remove_report": RUNS_IT,
    "restore_report": RUNS_IT,
    "add_report_section": RUNS_IT,
    "write_report_section": RUNS_IT,
    "move_report_section": RUNS_IT,
    "remove_report_section": RUNS_IT,
    "restore_report_section": RUNS_IT,
    "add_report_picture": RUNS_IT,
    "report_picture": INSIDE,
    "remove_report_picture": RUNS_IT,
    "restore_report_picture": RUNS_IT,
    "finish_report": RUNS_IT,
    "reopen_report": RUNS_IT,
    "report_pdf": INSIDE,
    "report_word": INSIDE,
    "ask_to_publish": RUNS_IT,
    "agree_to_publish": frozenset({Role.MEMBER, Role.GUEST}),
    "refuse_to_publish": frozenset({Role.MEMBER, Role.GUEST}),
    "publish_report": RUNS_IT,
    "take_down_report": INSIDE,
}
"""In a programme, facilitator and member are roles of its clusters' people: they read its finished
reports, and only its manager writes them (`check_writes`).
"""

LONGEST_TITLE, LONGEST_WORDS, LONGEST_SAYS, LONGEST_WHY = 200, 60_000, 300, 300
MOST_SECTIONS, MOST_PICTURES, MOST_VERSIONS = 60, 60, 30
MOST_DAYS = 366 * 12


def writes(by: Actor, report: Report) -> bool:
    """Whether somebody writes a report: of a cluster those who run it, of a programme its manager.
    She sees it while it is being written.
    """
    if by.is_system:
        return True
    held = by.roles_in(report.scope)
    wanted = RUNS_IT if report.cluster_id else {Role.PROGRAMME_MANAGER}
    return bool(held & wanted)


def check_writes(by: Actor, report: Report) -> None:
    """Raise NotAllowed to whoever only reads a report."""
    if not writes(by, report):
        raise NotAllowed("That is for the programme’s manager.")


def check_draft(report: Report) -> None:
    """Raise WrongState unless a report is being written."""
    if report.removed_at is not None:
        raise WrongState("This report was removed. Bring it back first.")
    if report.state != ReportState.DRAFT:
        raise WrongState("This report is finished. Take it up again before you change it.")


def check_there(report: Report) -> None:
    """Raise WrongState for a report that was removed."""
    if report.removed_at is not None:
        raise WrongState("This report was removed. Bring it back first.")


def check_becomes(report: Report, state: ReportState) -> None:
    """Raise WrongState unless a report may move to a state."""
    check_there(report)
    if state not in NEXT["report"][ReportState(report.state)]:
        raise WrongState(f"“{report.title}” is “{report.get_state_display().lower()}”.")


def check_about(title: str, first: date, last: date) -> str:
    """A title as it is kept. Raises BadInput for a title or a time that cannot be."""
    title = " ".join(title.split())
    told: dict[str, list[str]] = {}
    if not title:
        told["title"] = ["Say what the report is called."]
    elif len(title) > LONGEST_TITLE:
        told["title"] = [f"Make it shorter: there is room for {LONGEST_TITLE} letters."]
    if last < first:
        told["last_day"] = ["It cannot end before it begins."]
    elif (last - first).days > MOST_DAYS:
        told["last_day"] = ["A report tells of 12 years at the most."]
    _raise(told)
    return title


def check_section(title: str, words: str) -> tuple[str, str]:
    """A heading and its words as they are kept. Raises BadInput for what cannot stand there."""
    title = " ".join(title.split())
    told: dict[str, list[str]] = {}
    if not title:
        told["title"] = ["Say what the section is called."]
    elif len(title) > LONGEST_TITLE:
        told["title"] = [f"Make it shorter: there is room for {LONGEST_TITLE} letters."]
    if len(words) > LONGEST_WORDS:
        told["words"] = [f"A section has room for {LONGEST_WORDS:,} letters. Make two of it."]
    _raise(told)
    return title, words.replace("\r\n", "\n").strip()


def check_says(says: str) -> str:
    """What a picture shows, as it is kept. Raises BadInput without it."""
    says = " ".join(says.split())
    if not says:
        _raise({"says": ["Say what the picture shows, for those who do not see it."]})
    if len(says) > LONGEST_SAYS:
        _raise({"says": [f"Make it shorter: there is room for {LONGEST_SAYS} letters."]})
    return says


def check_why(why: str) -> str:
    """A reason as it is kept. Raises BadInput without one."""
    why = " ".join(why.split())
    if not why:
        _raise({"why": ["Say why, in a few words."]})
    if len(why) > LONGEST_WHY:
        _raise({"why": [f"Make it shorter: there is room for {LONGEST_WHY} letters."]})
    return why


def check_no_faults(faults: Mapping[str, list[str]]) -> None:
    """Raise WrongState when a report names figures that there are not; `faults` are words by
    section.
    """
    if faults:
        where = listed(f"“{title}”" for title in faults)
        first = next(iter(faults.values()))[0]
        raise WrongState(f"Something is to be mended in {where} first. {first}")


def check_can_ask(report: Report, rule: Rule) -> None:
    """Raise WrongState unless members are to be asked whether a report may be published."""
    check_there(report)
    if report.state == ReportState.DRAFT:
        raise WrongState("Finish the report first, so that everybody agrees to the same words.")
    if rule.rule == NOBODY:
        raise WrongState("Your terms ask nobody: you can publish it now.")
    if rule.rule == MEMBERS:
        raise WrongState(
            "Your terms ask the members to decide. Put it to a ballot, and publish it with the"
            " decision."
        )


def check_answers(agreeing: Agreeing | None, uid: str, name: str, number: int) -> Agreeing:
    """Who was asked, for an organisation that answers. Raises WrongState or NotAllowed when it was
    not asked about this version.
    """
    if agreeing is None or agreeing.asked_on is None or agreeing.number != number:
        raise WrongState("Nobody is asked about this report now.")
    if uid not in agreeing.rule.needed:
        raise NotAllowed(f"{name} was not asked about this report.")
    return agreeing


def check_agreed(agreeing: Agreeing, today: date) -> None:
    """Raise WrongState, with who is missing, unless a report may be published today."""
    if agreeing.is_agreed(today):
        return
    if agreeing.rule.rule == MEMBERS:
        raise WrongState("The members decide this. Choose the decision by which they did.")
    if agreeing.refused():
        raise WrongState(f"{listed(agreeing.refused())} said no, so it stays here.")
    if agreeing.asked_on is None:
        who = "the lead body" if agreeing.rule.rule == LEAD else "each member"
        raise WrongState(f"Ask {who} first whether it may be published.")
    last = agreeing.last_day()
    until = f" They have until {day(last)}." if last else ""
    raise WrongState(f"{listed(agreeing.silent())} did not answer yet.{until}")


def _raise(told: dict[str, list[str]]) -> None:
    if told:
        raise BadInput(next(iter(told.values()))[0], told)
