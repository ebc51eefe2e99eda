"""Meetings as somebody may see them. Every read begins here."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.base.record.record import subject_of
from spinney.decisions.models import AgendaItem, Meeting, MeetingPaper, Presence
from spinney.decisions.models.meetings import USUAL_LENGTH
from spinney.decisions.states import CAME, MeetingState

RUNS_IT = (Role.FACILITATOR, Role.PROGRAMME_MANAGER)
BELONGS = (Role.MEMBER, Role.VOTER, Role.OBSERVER)


def visible_to(by: Actor) -> QuerySet[Meeting]:
    """Those who run a cluster see all its meetings; its members and observers those that were
    called. What was thrown away before it was called, nobody else needs to see.
    """
    if by.is_system:
        return Meeting.objects.all()
    runs = Q(cluster__in=by.ids_of("cluster", *RUNS_IT))
    called = Q(called_at__isnull=False) | Q(state=MeetingState.HELD)
    return Meeting.objects.filter(runs | Q(cluster__in=by.ids_of("cluster", *BELONGS)) & called)


def get_meeting(by: Actor, cluster_id: int, pk: int) -> Meeting:
    """One meeting of a cluster. Raises NotFound when there is none that the actor may see."""
    found = visible_to(by).filter(cluster=cluster_id, pk=pk)
    meeting = found.select_related("cluster__programme", "minutes", "poll").first()
    if meeting is None:
        raise NotFound("There is no such meeting here.")
    return meeting


def get_item(meeting: Meeting, pk: int) -> AgendaItem:
    """One item of a meeting's agenda. Raises NotFound."""
    item = meeting.items.filter(pk=pk).select_related("ballot").first()
    if item is None:
        raise NotFound("There is no such item on this agenda.")
    item.meeting = meeting
    return item


def get_paper(meeting: Meeting, pk: int) -> MeetingPaper:
    """One paper of a meeting. Raises NotFound."""
    paper = meeting.papers.filter(pk=pk).first()
    if paper is None:
        raise NotFound("There is no such paper here.")
    paper.meeting = meeting
    return paper


def meeting_by_link(by: Actor, verb: str) -> Meeting:
    """The meeting that the actor holds a link to. Raises NotFound."""
    subject = by.pass_.subject if by.pass_ and by.pass_.verb == verb else ""
    number = subject.rpartition(":")[2]
    rows = Meeting.objects.select_related("cluster__programme", "minutes")
    found = rows.filter(pk=int(number)).first() if number.isdecimal() else None
    if found is None or subject_of(found) != subject:
        raise NotFound("There is no such meeting any more.")
    return found


def meetings_of(by: Actor, cluster_id: int, now: datetime) -> QuerySet[Meeting]:
    """The meetings of a cluster: those to come first, the soonest first; then those that were, the
    latest first. Each with `place_in_list`, `n_came`, `n_said`, `n_coming` and `n_invited`.
    """
    past = Q(state=MeetingState.HELD) | Q(starts_at__lt=now - USUAL_LENGTH)
    return (
        visible_to(by)
        .filter(cluster=cluster_id)
        .exclude(state=MeetingState.CANCELLED, called_at=None)
        .select_related("cluster", "minutes")
        .annotate(
            is_past=Case(When(past, then=Value(1)), default=Value(0), output_field=IntegerField()),
            n_invited=Count("presences", distinct=True),
            n_came=Count("presences", filter=Q(presences__how__in=CAME), distinct=True),
            n_said=Count("presences", filter=~Q(presences__expected=""), distinct=True),
            n_coming=Count("presences", filter=Q(presences__expected__in=CAME), distinct=True),
        )
    )


def next_first(rows: QuerySet[Meeting]) -> list[Meeting]:
    """Those to come first, the soonest on top, without a day at their end; then the past, the
    latest on top. Each with `agenda_words`, the titles of its items, to be searched. Two queries.
    """
    far = datetime.max.replace(tzinfo=UTC)
    found = list(rows.prefetch_related("items"))
    for one in found:
        titles = (item.title for item in one.items.all())
        one.agenda_words = " ".join(titles)  # type: ignore[attr-defined]
    ahead = sorted(
        (one for one in found if not one.is_past),  # type: ignore[attr-defined]
        key=lambda one: (one.starts_at or far, one.pk),
    )
    past = sorted(
        (one for one in found if one.is_past),  # type: ignore[attr-defined]
        key=lambda one: (one.starts_at or far, one.pk),
        reverse=True,
    )
    return ahead + past


def put_away(by: Actor, cluster_id: int) -> list[Meeting]:
    """Plans that were thrown away before anybody was told, the latest first."""
    rows = visible_to(by).filter(
        cluster=cluster_id, state=MeetingState.CANCELLED, called_at=None
    )  # fmt: skip
    return list(rows.order_by("-pk")[:10])


def for_calendar(by: Actor, cluster_id: int) -> QuerySet[Meeting]:
    """What a calendar shows: whatever was called, what is cancelled marked as such."""
    rows = visible_to(by).filter(cluster=cluster_id, starts_at__isnull=False)
    rows = rows.exclude(called_at=None, opened_at=None)
    return rows.select_related("cluster").prefetch_related("items").order_by("starts_at", "pk")


def with_agenda(by: Actor, meeting: Meeting) -> list[Meeting]:
    """Other meetings of the cluster that have an agenda, the latest first."""
    rows = visible_to(by).filter(cluster=meeting.cluster_id, items__isnull=False)
    rows = rows.exclude(pk=meeting.pk).distinct()
    return list(rows.order_by("-starts_at", "-pk")[:20])


def still_called(cluster_id: int, now: datetime) -> list[Meeting]:
    """The meetings of a cluster that are called and still to come, whoever asks."""
    rows = Meeting.objects.filter(
        cluster=cluster_id, state=MeetingState.CALLED, starts_at__gt=now
    )  # fmt: skip
    return list(rows.select_related("cluster"))


def presences_of(meeting: Meeting) -> list[Presence]:
    """Everybody who is invited, by name; members before those who only watch. One query."""
    rows = list(meeting.presences.select_related("organisation", "person"))
    return sorted(rows, key=lambda one: (not one.in_quorum, one.organisation.name.casefold()))


def own_presence(meeting: Meeting, by: Actor) -> Presence | None:
    """What is known of the organisation that the actor acts for."""
    found = meeting.presences.filter(organisation=by.organisation_id or 0)
    return found.select_related("organisation").first()


def is_over(meeting: Meeting, now: datetime) -> bool:
    """Whether its time has passed, begun or not."""
    return meeting.until is not None and now >= meeting.until


def came(presence: Presence) -> bool:
    """Whether an organisation was there, in whatever way."""
    return presence.how in CAME
