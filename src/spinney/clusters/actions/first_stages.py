"""The stages that a new programme begins with: the five of Collaborate 2 (HACT, Sustaining
diversity through clustering, 2010, "How the project worked"). The manager changes them as she
likes before the programme starts.
"""

from __future__ import annotations

from dataclasses import dataclass

from spinney.clusters.engine.timetable import PlannedStage


@dataclass(frozen=True)
class FirstCondition:
    """A condition that a stage begins with."""

    text: str
    of_grant: bool = False


FIRST_STAGES: tuple[tuple[PlannedStage, tuple[FirstCondition, ...]], ...] = (
    (
        PlannedStage(
            "",
            "Information gathering and diagnostics",
            description="Members identify what they have in common and a first list of issues to"
            " look into further.",
        ),
        (FirstCondition("Every member has signed the ground rules", of_grant=True),),
    ),
    (
        PlannedStage(
            "",
            "Finding the focus",
            description="Further research and discussion, to find one or more issues that can be"
            " tackled and are of value to all members.",
        ),
        (),
    ),
    (
        PlannedStage(
            "",
            "Workplan and budget",
            description="The cluster draws up its workplan and budget and submits them for"
            " approval. The grant is released once they are approved.",
        ),
        (FirstCondition("The workplan and budget are approved", of_grant=True),),
    ),
    (
        PlannedStage(
            "", "Implementation", description="The cluster carries out its workplan with the grant."
        ),
        (),
    ),
    (
        PlannedStage(
            "",
            "Evaluation",
            description="Members take part in the shared-learning event and the follow-up survey.",
        ),
        (
            FirstCondition("Every member took part in the shared-learning event", of_grant=True),
            FirstCondition("Every member answered the follow-up survey", of_grant=True),
        ),
    ),
)
