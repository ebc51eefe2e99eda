"""The register of decisions, declared once for page and spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Q
from django.urls import reverse

from spinney.base.web.components.parts import Link
from spinney.base.web.tables import Band, BandFilter, ChoiceFilter, Column, Empty, Table
from spinney.decisions.bridge.facts import Facts, Said, facts_of
from spinney.decisions.models import Decision
from spinney.decisions.queries.book_list import in_motion_of
from spinney.decisions.states import DecisionState
from spinney.decisions.views.decision_frames import decision_status, decision_url


def decisions_table(cluster_id: int, today: date, *, may_note: bool) -> Table:
    """The decisions of a cluster, the newest first."""
    note = Link("Note a decision", reverse("decisions:note-decision", args=[cluster_id]))
    return Table(
        name="decisions",
        caption="Decisions",
        noun="decision",
        default_order="-number",
        columns=[
            Column("number", "Number", kind="number", order_by="number"),
            Column("title", "Decision", link=decision_url, order_by="title", note=_outcome),
            Column("decided_on", "Decided on", kind="date", order_by=("decided_on", "number")),
            Column("how", "How", order_by="how"),
            Column(
                "state", "State", kind="status", order_by="state",
                value=lambda one: decision_status(one, today),
            ),
            Column("review_on", "Look again by", kind="date", order_by="review_on"),
            *_in_files(),
        ],
        filters=[
            ChoiceFilter("state", "State", labels=dict(DecisionState.choices)),
            BandFilter("review", "Review", [_due(today)]),
            ChoiceFilter("how", "How it was decided"),
            ChoiceFilter("year", "Year"),
        ],
        search=["words"],
        search_label="Search the decisions",
        search_hint="Any words: of the question, the result, a reason, a name.",
        empty=Empty(
            "No decisions yet",
            "What a ballot comes to is entered here by itself. What you decided at a meeting, or"
            " before you came here, you can note."
            if may_note
            else "What a ballot comes to is entered here by itself, and so is what is decided at"
            " meetings.",
            note if may_note else None,
        ),
    )  # fmt: skip


def _due(today: date) -> Band:
    due = Q(review_on__lte=today, state=DecisionState.STANDS)
    return Band("due", "Due to be looked at again", condition=due)


def _outcome(decision: Decision) -> str:
    return facts_of(decision).outcome


def _said(rows: tuple[Said, ...]) -> str:
    return "; ".join(one.in_words() for one in rows)


def _reading(read: Callable[[Facts], object]) -> Callable[[Decision], object]:
    return lambda decision: read(facts_of(decision))


#: What a spreadsheet has besides the page: the whole entry.
WHOLE: tuple[tuple[str, str, Callable[[Facts], object]], ...] = (
    ("question", "Question", lambda facts: facts.question),
    ("outcome", "Result", lambda facts: facts.outcome),
    ("figures", "Figures", lambda facts: "; ".join(f"{k}: {v}" for k, v in facts.figures)),
    ("rule", "Rule", lambda facts: " ".join(facts.rule)),
    (
        "clauses", "Where the rule comes from",
        lambda facts: "; ".join(
            f"{one.title}, clause {one.clause}" if one.clause else one.title
            for one in facts.sources
        ),
    ),
    ("electorate", "Who was asked", lambda facts: "; ".join(a.name for a in facts.electorate)),
    ("reasons", "Why", lambda facts: facts.reasons or _said(facts.said_for)),
    ("dissent", "Dissent", lambda facts: facts.dissent_words or _said(facts.dissent)),
    ("decided_by", "Decided by", lambda facts: facts.decided_by),
    ("given_by", "Given by", lambda facts: facts.given_by),
    ("meeting", "Meeting", lambda facts: facts.meeting),
)  # fmt: skip


def _in_files() -> list[Column]:
    told = [
        Column(key, label, kind="prose", value=_reading(read), only="file")
        for key, label, read in WHOLE
    ]
    return [
        *told,
        Column("motion", "Put in motion", kind="prose", value=_in_motion, only="file"),
        Column("digest", "Mark of the entry (SHA-256)", only="file"),
    ]


def _in_motion(decision: Decision) -> str:
    told = [one.words for one in in_motion_of(decision)]
    return "; ".join([*told, *(one.what for one in decision.actions.all())])
