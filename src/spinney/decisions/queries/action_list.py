"""Who does what by when, as somebody may see it. Every read begins here."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.decisions.models import ActionItem
from spinney.decisions.queries.book import INSIDE
from spinney.decisions.states import ActionState
from spinney.register import api as register

FOR_ALL = "Those who run the cluster"


def visible_to(by: Actor) -> QuerySet[ActionItem]:
    """What was undertaken in the clusters that somebody runs or belongs to."""
    rows = ActionItem.objects.all()
    if not by.is_system:
        rows = rows.filter(cluster__in=by.ids_of("cluster", *INSIDE))
    person = NullIf(F("person__name"), Value(""))
    rows = rows.annotate(who=Coalesce("organisation__name", person, Value(FOR_ALL)))
    return rows.select_related("cluster", "organisation", "person", "meeting", "decision")


def actions_of(by: Actor, cluster_id: int) -> QuerySet[ActionItem]:
    """The list of a cluster, soonest first; what has no day last."""
    rows = visible_to(by).filter(cluster=cluster_id)
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def get_action(by: Actor, cluster_id: int, pk: int) -> ActionItem:
    """One thing on the list. Raises NotFound when there is none that the actor may see."""
    found = actions_of(by, cluster_id).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is nothing of that kind on this list.")
    return found


def mine(by: Actor) -> Q:
    """What somebody undertook herself, or her organisation did."""
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    hers = Q(person=by.person_id) if by.person_id is not None else Q(pk__in=[])
    return hers | Q(organisation__in=own)


def late_on(today: date) -> Q:
    """What should have been done before a day."""
    return Q(state=ActionState.OPEN, due_on__lt=today)


def to_remind(today: date, days_before: int) -> list[ActionItem]:
    """What is due within some days and nobody was reminded of; what is late since the last
    reminder.
    """
    soon = date.fromordinal(today.toordinal() + days_before)
    rows = ActionItem.objects.filter(state=ActionState.OPEN, due_on__lte=soon)
    overdue = Q(due_on__lt=today, reminded_on__lte=F("due_on"))
    found = rows.filter(Q(reminded_on=None) | overdue)
    return list(found.select_related("cluster", "organisation", "person").order_by("pk"))


def who_can_do(cluster: clusters.Cluster) -> list[register.Organisation]:
    """The organisations that can undertake something: all that belong, by name. Three queries."""
    ids = [one.organisation_id for one in clusters.belongs(cluster)]
    return list(register.Organisation.objects.filter(pk__in=ids).order_by("name", "pk"))


def people_of(cluster: clusters.Cluster, on: date) -> list[Person]:
    """Those who represent an organisation that belongs to the cluster. Four queries."""
    ids = [one.organisation_id for one in clusters.belongs(cluster, on)]
    return [one.person for one in register.representatives_of(ids, on)]


def for_calendar(by: Actor, cluster_id: int) -> QuerySet[ActionItem]:
    """What goes into somebody's calendar: what is hers or her organisation's, open or done; for
    those who run the cluster all of it.
    """
    rows = actions_of(by, cluster_id).exclude(state=ActionState.DROPPED)
    runs = by.roles_in(cluster_scope(cluster_id)) & {Role.FACILITATOR, Role.PROGRAMME_MANAGER}
    return rows if runs or by.is_system else rows.filter(mine(by))
