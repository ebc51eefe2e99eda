"""News of grants, and how it is told. Amounts are told to those who see the cluster's money."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER, Role.TREASURER})

#: A grant was approved, with its instalments. Gives: grant, by, now.
grant_approved = Signal()
#: An application was declined. Gives: grant, by, now.
grant_declined = Signal()
#: An instalment was released. Gives: instalment, by, now.
instalment_released = Signal()
#: The cluster said that an instalment came in. Gives: instalment, by, now.
instalment_received = Signal()
#: A change to a grant was agreed. Gives: change, by, now.
grant_change_agreed = Signal()
#: A grant was closed, its statement signed off. Gives: grant, by, now.
grant_closed = Signal()


def _told(words: str) -> Sentence:
    return Sentence(words, INSIDE)


TOLD: dict[str, Sentence] = {
    "money.draft_grant": _told("An application was begun: “{title}”."),
    "money.edit_grant": _told("The application “{title}” was changed."),
    "money.apply_for_grant": _told("The cluster applied for {asked}: “{title}”."),
    "money.withdraw_grant": _told("The application “{title}” was taken back."),
    "money.take_up_grant": _told("The application “{title}” was taken up again."),
    "money.ask_about_grant": _told("The programme asked about “{title}”: {question}"),
    "money.answer_about_grant": _told("The cluster answered about “{title}”: {answer}"),
    "money.send_back_grant": _told("The programme asked for changes to “{title}”: {reasons}"),
    "money.approve_grant": _told("A grant of {awarded} was approved: “{title}”."),
    "money.decline_grant": _told("The application “{title}” was declined: {reasons}"),
    "money.plan_instalment": Sentence(
        "Instalment {number} of “{title}” was planned anew. {dropped} Why: {why}",
        INSIDE,
        without=("dropped", "Instalment {number} of “{title}” was planned anew."),
    ),
    "money.meet_condition": _told("A condition of “{title}” is met: {words} (shown by {shown_by})"),
    "money.ask_release": _told(
        "The release of instalment {number} of “{title}” was asked for: {amount}."
    ),
    "money.stop_release": _told("Instalment {number} of “{title}” is not released yet after all."),
    "money.release_instalment": _told("Instalment {number} of “{title}” was released: {amount}."),
    "money.receive_instalment": _told("Instalment {number} of “{title}” came in: {amount}."),
    "money.unrelease_instalment": _told(
        "The release of instalment {number} of “{title}” was taken back: {why}"
    ),
    "money.unreceive_instalment": _told(
        "Instalment {number} of “{title}” did not come in after all: {why}"
    ),
    "money.ask_grant_change": _told("A change to “{title}” was asked for: {what}. {reason}"),
    "money.withdraw_grant_change": _told("A change to “{title}” was taken back: {what}."),
    "money.answer_grant_change": _told("The change to “{title}” was {outcome}: {what}. {answer}"),
    "money.ask_grant_report": _told("A report on “{title}” is asked for: {report}."),
    "money.send_grant_report": _told("A report on “{title}” was sent: {report}."),
    "money.answer_grant_report": _told("The report “{report}” on “{title}” was {outcome}."),
    "money.sign_grant_statement": _told("The statement at the end of “{title}” was signed off."),
    "money.close_grant": _told("The grant “{title}” was closed."),
    "money.import_grants": _told("{count} grants made elsewhere were read from a file."),
    "money.set_grant_scheme": Sentence(
        "The programme’s rules for grants were set.", frozenset({Role.PROGRAMME_MANAGER})
    ),
}
