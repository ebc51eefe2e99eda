"""What everybody would see if a survey's results were published now, for whoever publishes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import SpinneyError
from spinney.diagnostics.engine.disclosure.plan import PlannedCell
from spinney.diagnostics.engine.disclosure.rules import Cell, Reason
from spinney.diagnostics.models import Publication, Survey
from spinney.diagnostics.policies import results as rules
from spinney.diagnostics.queries.published import Named, agreed_keys, for_everybody, named_in
from spinney.diagnostics.queries.release import Planned, plan_for
from spinney.diagnostics.queries.texts import Words, cleared_in, words_in
from spinney.diagnostics.states import Mode, TextState


@dataclass(frozen=True)
class Preview:
    """What would be shown. Where nobody can tell who said what the figures are not here, only
    which there will be: whoever looked at them before and after an answer came in could tell that
    answer. `stands_in_the_way` says why it cannot be published now; "" when it can.
    `too_soon`: questions of which nothing new can be shown yet, with how many more new or changed
    answers it takes.
    """

    planned: Planned
    cells: tuple[Cell, ...]
    to_come: tuple[PlannedCell, ...]
    texts: tuple[Words, ...]
    waiting: int
    named: tuple[Named, ...]
    stands_in_the_way: str
    too_soon: tuple[tuple[str, int], ...] = ()

    @property
    def shown_questions(self) -> list[str]:
        """The questions of which something will be shown, where figures are not here yet."""
        instrument = self.planned.findings.instrument
        keys = dict.fromkeys(one.question for one in self.to_come if one.reason is None)
        return [instrument.question(key).label for key in keys]

    @property
    def withheld_questions(self) -> list[str]:
        """The questions of which nothing will be shown, where figures are not here yet."""
        instrument = self.planned.findings.instrument
        shown = {one.question for one in self.to_come if one.reason is None}
        keys = dict.fromkeys(
            one.question
            for one in self.to_come
            if one.question not in shown and one.reason is not Reason.NOT_SHOWN
        )
        return [instrument.question(key).label for key in keys]


def preview_for(actor: Actor, survey: Survey, breakdowns: Sequence[str] = ()) -> Preview:
    """The preview, for whoever publishes. Raises NotAllowed to anybody else."""
    rules.check_publishes(survey, actor)
    rules.check_can_publish(survey)
    planned = plan_for(survey, breakdowns)
    detached = survey.mode == Mode.DETACHED
    done = None if detached else planned.carried_out()
    words = words_in(planned.findings)
    return Preview(
        planned=planned,
        cells=tuple(for_everybody(done.cells)) if done else (),
        to_come=planned.plan.cells() if detached else (),
        texts=tuple(cleared_in(planned.findings)),
        waiting=sum(1 for one in words if one.state == TextState.WAITING),
        named=tuple(named_in(planned.findings, set(agreed_keys(planned.findings)))),
        stands_in_the_way=_in_the_way(planned),
        too_soon=_too_soon(planned, done.fresh_needed) if done else (),
    )


def _too_soon(planned: Planned, needed: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    instrument = planned.findings.instrument
    return tuple((instrument.question(key).label, count) for key, count in needed.items())


def _in_the_way(planned: Planned) -> str:
    survey = planned.findings.survey
    answered = len(planned.findings.sent)
    return _told(lambda: rules.check_enough(survey, answered)) or _told(
        lambda: check_same_sheets(planned)
    )


def check_same_sheets(planned: Planned) -> None:
    """Raise WrongState for a detached survey whose sheets are not those that were published:
    their keys tell, for all are written anew when one is added.
    """
    survey = planned.findings.survey
    shown = {one.owner for entry in planned.plan.ledger.shown for one in entry.respondents}
    now_there = {one.owner for one in planned.findings.respondents}
    last = Publication.objects.filter(survey=survey).order_by("-number").first()
    same = shown <= now_there and (last is None or last.tables["answered"] == len(now_there))
    rules.check_same_sheets(survey, published=last is not None, same=same)


def _told(check: Callable[[], None]) -> str:
    try:
        check()
    except SpinneyError as error:
        return str(error)
    return ""
