"""Reading calls and what came back, by who asks."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Avg, Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from spinney.base.kernel.actors import Actor, Role
from spinney.clusters.bridge.standing import tiers_of
from spinney.clusters.models import Call, Cluster, Question, Response, Score, Tier
from spinney.clusters.states import ResponseState

RUNS_IT = (Role.FACILITATOR, Role.PROGRAMME_MANAGER)


def calls_visible_to(actor: Actor) -> QuerySet[Call]:
    """The calls of the clusters that the actor runs."""
    return Call.objects.filter(cluster_id__in=actor.ids_of("cluster", *RUNS_IT))


def responses_visible_to(actor: Actor) -> QuerySet[Response]:
    """The answers to calls of the clusters that the actor runs; a guest's own answer."""
    if actor.pass_ is not None and actor.pass_.subject.startswith("clusters.Response:"):
        return Response.objects.filter(pk=int(actor.pass_.subject.rsplit(":", 1)[1]))
    return Response.objects.filter(call__cluster_id__in=actor.ids_of("cluster", *RUNS_IT))


def with_progress(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Each call with `n_asked` (begun or asked), `n_sent` and `n_chosen`."""
    sent = ~Q(responses__state__in=[ResponseState.STARTED, ResponseState.WITHDRAWN])
    return calls.annotate(
        n_asked=Count("responses"),
        n_sent=Count("responses", filter=sent),
        n_chosen=Count("responses", filter=Q(responses__state=ResponseState.CHOSEN)),
    )


def scored(responses: QuerySet[Response]) -> QuerySet[Response]:
    """Each response with `points`: the mean over its assessors of the points each gave, and
    `n_assessors`. None where nobody has scored yet.
    """
    of_assessor = (
        Score.objects.filter(response=OuterRef("pk"))
        .order_by()
        .values("response")
        .annotate(mean=Sum("points") * 1.0 / Count("person", distinct=True))
        .values("mean")
    )
    return responses.annotate(
        points=Subquery(of_assessor), n_assessors=Count("scores__person", distinct=True)
    )


def counts_by_state(responses: QuerySet[Response]) -> dict[str, int]:
    """How many responses are in each state, for the filter's counts."""
    rows = responses.order_by().values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in rows}


@dataclass(frozen=True)
class QuestionScore:
    """One scored question of a response: its most points, the mean given, and the asker's own."""

    question: Question
    answer: str
    mean: float | None
    mine: Score | None


def score_sheet(response: Response, person_id: int | None) -> list[QuestionScore]:
    """Every question with its answer, the mean of the points given, and one assessor's own."""
    answers = {a.question_id: a.text for a in response.answers.all()}
    mine = {s.question_id: s for s in response.scores.filter(person_id=person_id or 0)}
    means = dict(
        response.scores.order_by()
        .values_list("question_id")
        .annotate(mean=Coalesce(Avg("points"), 0.0))
    )
    return [
        QuestionScore(q, answers.get(q.pk, ""), means.get(q.pk), mine.get(q.pk))
        for q in response.call.questions.all()
    ]


def next_to_score(call: Call, assessor: Actor) -> Response | None:
    """The next response that was sent and that the assessor has not scored; None when done."""
    sent = call.responses.filter(state__in=[ResponseState.SENT, ResponseState.SHORTLISTED])
    mine = Score.objects.filter(person_id=assessor.person_id or 0, response__call=call)
    unscored = sent.exclude(pk__in=mine.values("response_id"))
    return unscored.order_by("organisation_name").first()


def emails_of(call: Call) -> list[str]:
    """The addresses that were asked or have begun, in small letters."""
    return [email.lower() for email in call.responses.values_list("email", flat=True)]


def tiers_offered(cluster: Cluster) -> QuerySet[Tier]:
    """The tiers that a call may offer: those the cluster goes by."""
    return Tier.objects.filter(pk__in=[tier.pk for tier in tiers_of(cluster)]).order_by("position")


@dataclass(frozen=True)
class Chosen:
    """An organisation that was chosen in a call; without an id it is on no register."""

    name: str
    email: str
    person_name: str
    organisation_id: int | None


@dataclass(frozen=True)
class ChosenInCall:
    """A call, and who was chosen in it."""

    call_id: int
    title: str
    cluster_name: str
    chosen: tuple[Chosen, ...]


def chosen_of(calls: Q) -> list[ChosenInCall]:
    """The calls that pass and in which somebody was chosen, the newest first. Two queries."""
    rows = Response.objects.filter(state=ResponseState.CHOSEN).select_related("organisation")
    found = Call.objects.filter(calls).select_related("cluster").order_by("-closes_at", "-pk")
    chosen = Prefetch("responses", rows.order_by("organisation_name", "pk"), to_attr="the_chosen")
    return [
        ChosenInCall(
            call.pk,
            call.title,
            call.cluster.name,
            tuple(
                Chosen(
                    str(one.organisation or one.organisation_name),
                    one.email,
                    one.person_name,
                    one.organisation_id,
                )
                for one in call.the_chosen
            ),
        )
        for call in found.prefetch_related(chosen)
        if call.the_chosen
    ]
