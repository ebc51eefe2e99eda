"""News this room publishes (higher rooms listen), and how its record is told; one file a noun.

Each noun has `TOLD` (a Sentence for each verb that others may read of) and its news. Every signal
is sent inside the transaction of the action that makes the news: what a listener writes is kept or
lost together with it. Mail and jobs that a listener starts wait for the commit by themselves.
"""

from spinney.base.record.timeline import Sentence
from spinney.register.events import duplicates, evidence, people, profiles

TOLD: dict[str, Sentence] = {
    **duplicates.TOLD,
    **evidence.TOLD,
    **people.TOLD,
    **profiles.TOLD,
}
