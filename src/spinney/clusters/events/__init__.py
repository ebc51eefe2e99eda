"""News this room publishes, and how its record is told; one file a noun.

Each noun has `TOLD` (a Sentence for each verb that others may read of) and its news: a
`django.dispatch.Signal` named in the past tense, sent by the action, inside its transaction, with
the actor as `by` and the things that its comment names. Higher rooms listen; whoever wants to mail
or to start long work does it on commit.
"""

from spinney.base.record.timeline import Sentence
from spinney.clusters.events import (
    calls,
    clusters,
    days,
    documents,
    invitations,
    members,
    programmes,
    sharing,
    timetable,
)

TOLD: dict[str, Sentence] = {
    **calls.TOLD,
    **clusters.TOLD,
    **days.TOLD,
    **documents.TOLD,
    **invitations.TOLD,
    **members.TOLD,
    **programmes.TOLD,
    **sharing.TOLD,
    **timetable.TOLD,
}
