"""The lists of surveys and of those asked, declared once for page and spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.urls import reverse

from spinney.base.kernel.actors import Actor
from spinney.base.post.outbox import Delivery
from spinney.base.record.record import subject_of
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.tables import Band, BandFilter, ChoiceFilter, Column, Empty, Table
from spinney.diagnostics.models import Asked, Survey
from spinney.diagnostics.policies.surveys import sees_names
from spinney.diagnostics.queries.surveys import how_far, shown_state
from spinney.diagnostics.states import AskedState, Mode, SurveyState

SURVEY_TONES = {
    SurveyState.DRAFT: Tone.PLAIN,
    SurveyState.OPEN: Tone.WAITS,
    SurveyState.CLOSED: Tone.QUIET,
}
ASKED_TONES = {
    AskedState.ASKED: Tone.WAITS,
    AskedState.STARTED: Tone.WAITS,
    AskedState.SENT: Tone.GO,
    AskedState.DECLINED: Tone.QUIET,
    AskedState.WITHDRAWN: Tone.QUIET,
}


def survey_status(survey: Survey) -> Status:
    """Where a survey stands, as a tag."""
    return Status(survey.get_state_display(), SURVEY_TONES[SurveyState(survey.state)])


def survey_address(survey: Survey) -> str:
    return reverse("diagnostics:survey", args=[survey.scope, survey.pk])


def _sent(survey: Survey) -> str:
    return "" if survey.state == SurveyState.DRAFT else how_far(survey).sent_words


def surveys_table(*, runs: bool, opens: bool) -> Table:
    """The surveys of a place: for those who run them; for members; and, where none of them
    `opens`, for those who may know only that they are there.
    """
    columns = [
        Column(
            "title",
            "Survey",
            link=survey_address if opens else None,
            note=(lambda s: s.asks.instrument.title) if opens else None,
            order_by="title",
        ),
        Column("state", "State", kind="status", value=survey_status, order_by="state"),
    ]
    if opens:
        columns += [
            Column("closes_at", "Last day", kind="date", order_by="closes_at"),
            Column("mode", "Who sees what", value=lambda s: s.get_mode_display(), order_by="mode"),
            Column("n_asked", "Asked", kind="number", order_by="n_asked"),
            Column("sent", "Answered", value=_sent),
            Column(
                "instrument",
                "What is asked",
                value=lambda s: s.asks.instrument.title,
                only="file",
            ),
        ]
    words = "A survey asks organisations what they need and have, and says who will see what."
    states = [s for s in SurveyState if runs or s != SurveyState.DRAFT]
    return Table(
        name="surveys",
        caption="Surveys",
        noun="survey",
        default_order="-closes_at" if opens else "title",
        columns=columns,
        filters=[ChoiceFilter("state", "State", labels={s.value: s.label for s in states})],
        search=["title"],
        empty=Empty("No surveys yet", words),
    )


def asked_table(
    survey: Survey, actor: Actor, fared: Mapping[str, Delivery], *, on_paper: bool = False
) -> Table:
    """Who is asked, for those who run the survey. How far each is can be seen, sorted and filtered
    by those alone who may see names; in a detached survey by nobody.
    """
    shows = sees_names(survey, actor)

    def link(asked: Asked) -> str:
        return reverse("diagnostics:correct-address", args=[survey.scope, survey.pk, asked.pk])

    def letter(asked: Asked) -> str:
        found = fared.get(subject_of(asked))
        return found.sentence if found else ""

    columns = [
        Column(
            "organisation", "Organisation", order_by="organisation__name",
            link=None if on_paper else link,
        ),
        Column("person_name", "Person", order_by="person_name"),
        Column("email", "E-mail address", order_by="email"),
        Column(
            "state", "How far", kind="status", order_by="state" if shows else "",
            value=lambda a: asked_status(a, survey, actor),
        ),
        Column("letter", "The letter", value=letter),
    ]  # fmt: skip
    if shows and survey.mode == Mode.GROUP:
        columns.append(Column("agreed_at", "Agreed to be named", kind="date"))
    return Table(
        name="asked",
        caption="Who is asked",
        noun="organisation",
        default_order="organisation",
        columns=columns,
        filters=[_state_filter(shows)],
        search=["organisation__name", "person_name", "email"],
        search_label="Search those asked",
        empty=Empty("Nobody is asked yet", "Choose whom you want to ask."),
        per_page=2_000 if on_paper else 50,
    )


def _state_filter(shows: bool) -> ChoiceFilter | BandFilter:
    if shows:
        return ChoiceFilter("state", "How far", labels=dict(AskedState.choices))
    off = Q(state=AskedState.WITHDRAWN)
    bands = [Band("asked", "Asked", ~off), Band("off", str(AskedState.WITHDRAWN.label), off)]
    return BandFilter("state", "State", bands)


def asked_status(asked: Asked, survey: Survey, actor: Actor) -> Status:
    """How far one of those asked is, as a tag, as far as the actor may know."""
    if survey.state == SurveyState.DRAFT and asked.state == AskedState.ASKED:
        return Status("Will be asked", Tone.PLAIN)
    state = shown_state(asked, survey, actor)
    if sees_names(survey, actor) and getattr(asked, "differs", False):
        return Status("Two answers differ", Tone.WAITS)
    return Status(str(state.label), ASKED_TONES[state])
