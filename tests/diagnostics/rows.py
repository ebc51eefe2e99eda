"""One row in every table of the room that travels with a cluster, for tests of the whole file."""

from __future__ import annotations

from datetime import UTC, date, datetime

from spinney.diagnostics.models import (
    Asked,
    Grouping,
    Instrument,
    Item,
    Match,
    ModeChange,
    Outcome,
    Proposal,
    Publication,
    Round,
    StepDone,
    Support,
    SupportRequest,
    Survey,
    TakeUp,
    Theme,
    Upgrade,
    Version,
)
from tests.personas import Wood

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAY = date(2026, 3, 20)
BY = "person:1"


def fill_diagnostics(wood: Wood) -> None:
    """A survey of an own instrument, and what came of it."""
    cluster, birch = wood.cluster, wood.organisations["birch"]
    instrument = Instrument.objects.create(cluster=cluster, title="Our questions", made_at=NOON)
    version = Version.objects.create(
        instrument=instrument, number=1, definition={"key": "ours", "title": "Our questions"},
        digest="0" * 64, minutes=5, made_at=NOON,
    )  # fmt: skip
    survey = Survey.objects.create(
        cluster=cluster, asks=version, title="Who needs what", closes_at=NOON, made_at=NOON
    )
    ModeChange.objects.create(
        survey=survey, at=NOON, by=BY, from_mode="facilitator", to_mode="detached",
        from_minimum=3, to_minimum=4,
    )  # fmt: skip
    Asked.objects.create(survey=survey, organisation=birch, email="b@example.org", asked_at=NOON)
    Publication.objects.create(
        survey=survey, number=1, ledger={}, tables={}, published_at=NOON, published_by=BY
    )
    Upgrade.objects.create(survey=survey, key="backup", cost_pence=100, set_at=NOON, set_by=BY)
    about = {"cluster": cluster, "organisation": birch, "added_at": NOON, "added_by": BY}
    need, offer = (
        Item.objects.create(kind=kind, area="ict", title=kind, confirmed_at=NOON, **about)
        for kind in ("need", "offer")
    )
    Match.objects.create(need=need, offer=offer, state="in_touch", noted_at=NOON, noted_by=BY)
    theme = Theme.objects.create(cluster=cluster, title="ICT", added_at=NOON, added_by=BY)
    held = Round.objects.create(cluster=cluster, number=1, held_on=DAY, how="At the meeting")
    Outcome.objects.create(round=held, theme=theme, kept=False, reason="Too early")
    StepDone.objects.create(
        cluster=cluster, step="hopes-and-fears", done_on=DAY, noted_at=NOON, noted_by=BY
    )
    grouping = Grouping.objects.create(cluster=cluster, title="Pairs", made_at=NOON, made_by=BY)
    Proposal.objects.create(grouping=grouping, number=1, title="Best", result={}, made_at=NOON)
    support = Support.objects.create(
        cluster=cluster, provider=birch, kind="assistance", title="HR help", area="hr",
        added_at=NOON, checked_on=DAY,
    )  # fmt: skip
    TakeUp.objects.create(
        support=support, organisation=birch, began_on=DAY, noted_at=NOON, noted_by=BY
    )
    SupportRequest.objects.create(
        cluster=cluster, organisation=birch, area="hr", what="A handbook", asked_at=NOON,
        asked_by=BY,
    )  # fmt: skip
