"""Where each thing that is still open in a draft is mended."""

from __future__ import annotations

from collections.abc import Iterable

from spinney.agreements.models import Agreement
from spinney.agreements.queries.draft_page import Gap, GapKind
from spinney.agreements.queries.questions import Step
from spinney.agreements.views.around import agreement_url
from spinney.base.web.components.parts import Link


def step_url(agreement: Agreement, step: Step, *, back: bool = False) -> str:
    """The page of a question; `back` leads from it to the draft, not on to the next question."""
    verb = "answer_term" if step.is_term else "answer_question"
    return agreement_url(agreement, verb, step.key) + ("?from=draft" if back else "")


def shown_gaps(agreement: Agreement, gaps: Iterable[Gap]) -> list[Link]:
    """What is open in words, each with where it is mended."""
    return [Link(one.words, _place(agreement, one)) for one in gaps]


def _place(agreement: Agreement, gap: Gap) -> str:
    match gap.kind:
        case GapKind.TERM:
            return f"{agreement_url(agreement, 'answer_term', gap.key)}?from=draft"
        case GapKind.ANSWER:
            return f"{agreement_url(agreement, 'answer_question', gap.key)}?from=draft"
        case GapKind.PARTIES:
            return agreement_url(agreement, "set_parties")
        case GapKind.TITLE:
            return agreement_url(agreement, "rename_agreement")
    if gap.clause:
        return agreement_url(agreement, "edit_clause", gap.clause)
    return agreement_url(agreement, "add_clause")
