"""Who may do what with results: what a survey shows, and to whom; and when."""

from __future__ import annotations

from collections.abc import Iterable

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.diagnostics.models import Publication, Survey
from spinney.diagnostics.policies.surveys import check_sees_names, runs, sees_names
from spinney.diagnostics.states import AskedState, Mode, SurveyState, TextState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
TAKES_PART = RUNS_IT | {Role.MEMBER}
TASK_LINK = frozenset({Role.GUEST})

MAY: dict[str, frozenset[Role]] = {
    "results": TAKES_PART,
    "compared_results": TAKES_PART,
    "read_results": TASK_LINK,
    "named_results": RUNS_IT,
    "organisation_answers": RUNS_IT,
    "set_upgrade": RUNS_IT,
    "publish_results": RUNS_IT,
    "withdraw_results": RUNS_IT,
    "texts": RUNS_IT,
    "clear_text": RUNS_IT,
    "withhold_text": RUNS_IT,
    "reread_text": RUNS_IT,
    "suggest_themes": RUNS_IT,
    "fragility": RUNS_IT,
}


# Who ------------------------------------------------------------------------------------------


def publishes(survey: Survey, by: Actor) -> bool:
    """Whether an actor may publish what came of a survey. Whoever looks at a publication before
    everybody does could compare it with one a day later: so that is for those alone who may see
    the answers themselves; where nobody may, for those who run it, who then see it first when
    everybody does.
    """
    if survey.mode == Mode.DETACHED:
        return runs(by, survey.scope)
    return sees_names(survey, by)


def check_publishes(survey: Survey, by: Actor) -> None:
    """Raise NotAllowed, saying why, to whoever may not publish the survey's results."""
    if not publishes(survey, by):
        check_sees_names(survey, by)
        raise NotAllowed("The results of this survey are published by those who run it.")


def check_reads_words(survey: Survey, by: Actor) -> None:
    """Raise NotAllowed to whoever may not read what organisations wrote, as they wrote it."""
    if survey.mode == Mode.DETACHED:
        if not runs(by, survey.scope):
            raise NotAllowed("What was written is read first by those who run this survey.")
        return
    check_sees_names(survey, by)


def sees_names_of_group(survey: Survey, by: Actor, asked: bool) -> bool:
    """Whether an actor sees the answers that their organisations agreed to show to the group with
    their names: in a cluster its facilitators and members, in a programme its managers and those
    asked. The programme of a cluster was not promised them.
    """
    if survey.mode != Mode.GROUP:
        return False
    if sees_names(survey, by) or asked:
        return True
    return bool(survey.cluster_id) and by.has(Role.MEMBER, survey.scope)


# When -----------------------------------------------------------------------------------------


def check_words_can_be_read(survey: Survey) -> None:
    """Raise WrongState while words could still come in where nobody can tell who said what: which
    are new would tell who has just answered.
    """
    if survey.mode == Mode.DETACHED and survey.state != SurveyState.CLOSED:
        raise WrongState(
            "Nobody can tell who said what in this survey. What was written can be read once it is"
            " closed, so that nobody sees which words came last."
        )


def check_can_publish(survey: Survey) -> None:
    """Raise WrongState for a survey that has not been opened, or that may not be published yet."""
    if survey.state == SurveyState.DRAFT:
        raise WrongState("This survey has not been opened yet, so there is nothing to publish.")
    if survey.mode == Mode.DETACHED and survey.state != SurveyState.CLOSED:
        raise WrongState(
            "Nobody can tell who said what in this survey. It is published once, after it has"
            " closed."
        )


def check_enough(survey: Survey, answered: int) -> None:
    """Raise WrongState while fewer have answered than anything may be shown of."""
    least = max(3, survey.minimum)
    if answered < least:
        raise WrongState(
            f"At least {least} organisations have to have answered before anything is shown."
            + ("" if survey.mode == Mode.DETACHED else f" So far {answered} have.")
        )
    if survey.mode == Mode.DETACHED:
        _check_enough_by_link(survey, least)


def _check_enough_by_link(survey: Survey, least: int) -> None:
    """Raise WrongState while fewer than that answered by their own link beside sheets that came on
    paper: whoever keyed those in knows them, and could take them from the totals.
    """
    by_link = survey.asked.filter(state=AskedState.SENT).count()
    if 0 < by_link < least:
        raise WrongState(
            f"Beside the sheets that came on paper, at least {least} organisations have to have"
            " answered by their own links. Whoever keyed the paper in could work out the rest."
        )


def check_same_sheets(survey: Survey, *, published: bool, same: bool) -> None:
    """Raise WrongState when answers came to a detached survey after it was published: they cannot
    be told from those that were shown, so what is new could be worked out.
    """
    if survey.mode == Mode.DETACHED and published and not same:
        raise WrongState(
            "Answers came in after this was published. Nobody can tell them from the others, so"
            " new figures would show what was added. Ask again in a new survey instead."
        )


def check_says_something(*, anything: bool, needed: int | None, elsewhere: bool = False) -> None:
    """Raise WrongState when a publication would show nothing that was not shown before."""
    if anything:
        return
    if needed:
        raise WrongState(
            f"At least {needed} more new or changed answers are needed before new figures can be"
            " shown. With fewer, somebody could work out what was added."
        )
    if elsewhere:
        raise WrongState(
            "Nothing new could be shown. Another survey asked the same of some of these"
            " organisations, and its results were published: comparing the two could give an"
            " answer away."
        )
    raise WrongState("Nothing new could be shown. What was published stays as it is.")


def check_is_published(publication: Publication) -> None:
    """Raise WrongState for results that were withdrawn."""
    if publication.withdrawn_at is not None:
        raise WrongState("These results were withdrawn already.")


def check_text_is(state: str, wanted: Iterable[str]) -> None:
    """Raise WrongState unless a text stands as it has to."""
    if state not in wanted:
        raise WrongState(f"These words are “{TextState(state).label.lower()}” already.")


def check_words_to_show(shown: str, said: str) -> None:
    """Raise BadInput for words to show that are empty, or longer than what was written."""
    if not shown.strip():
        told = "Write the words to show, or keep them back."
        raise BadInput(told, {"shown": [told]})
    if len(shown) > 2 * len(said) + 200:
        told = "This is much longer than what was written. Show their words, not others."
        raise BadInput(told, {"shown": [told]})
