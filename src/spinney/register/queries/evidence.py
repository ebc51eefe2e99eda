"""Evidence: what an organisation holds, how it stands today, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import may
from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.components.words import EMPTY, day, days_away, money
from spinney.register import policies
from spinney.register.models import Evidence, EvidenceFile, Organisation
from spinney.register.models.evidence import EvidenceKind
from spinney.register.policies.evidence import EvidenceFacts
from spinney.register.queries.evidence_kinds import about
from spinney.register.queries.wanted import Wanted, seen_by, wanted_of
from spinney.register.states import EvidenceState

SOON_DAYS = 60

LABELS = {
    "kind": "What it is",
    "title": "Title",
    "issuer": "Given by",
    "reference": "Number",
    "issued_on": "From",
    "expires_on": "Until",
    "cover_pence": "Amount covered",
    "note": "Note",
}


def facts_of(evidence: Evidence) -> EvidenceFacts:
    """What a piece of evidence says."""
    return EvidenceFacts(**{name: getattr(evidence, name) for name in LABELS})


def in_words(facts: EvidenceFacts) -> dict[str, str]:
    """What a piece of evidence says, label by label, as pages and the record tell it."""
    kinds = dict(EvidenceKind.choices)
    said = {
        "kind": kinds.get(facts.kind, facts.kind),
        "issued_on": day(facts.issued_on),
        "expires_on": day(facts.expires_on),
        "cover_pence": money(facts.cover_pence),
    }
    return {label: said.get(name, getattr(facts, name)) for name, label in LABELS.items()}


class Standing(StrEnum):
    """How a piece of evidence stands on a day."""

    IN_DATE = "in date"
    NO_END = "no end date"
    SOON = "ends soon"
    NOT_YET = "not begun"
    ENDED = "ended"


_TONES = {
    Standing.IN_DATE: Tone.GO,
    Standing.NO_END: Tone.GO,
    Standing.SOON: Tone.WAITS,
    Standing.NOT_YET: Tone.PLAIN,
    Standing.ENDED: Tone.LATE,
}


def standing(evidence: Evidence, today: date) -> Standing:
    """How a held piece of evidence stands on a day; on its last day it is still in date."""
    if evidence.issued_on > today:
        return Standing.NOT_YET
    if evidence.expires_on is None:
        return Standing.NO_END
    if evidence.expires_on < today:
        return Standing.ENDED
    soon = evidence.expires_on <= today + timedelta(days=SOON_DAYS)
    return Standing.SOON if soon else Standing.IN_DATE


def status(evidence: Evidence, today: date) -> Status:
    """The standing in words, with its tone: "Ends in 12 days", "Ended 3 March 2026"."""
    if evidence.state != EvidenceState.HELD:
        return Status(evidence.get_state_display(), Tone.QUIET)
    how = standing(evidence, today)
    words = {
        Standing.SOON: f"Ends {days_away(evidence.expires_on, today)}",
        Standing.ENDED: f"Ended {day(evidence.expires_on)}",
        Standing.NOT_YET: f"Begins {day(evidence.issued_on)}",
    }
    return Status(words.get(how, how.capitalize()), _TONES[how])


def visible_to(by: Actor, organisation_id: int) -> QuerySet[Evidence]:
    """All evidence of an organisation, for whoever may see it; the newest first."""
    scope = organisation_scope(organisation_id)
    if not may(policies.MAY, "list_evidence", by=by, scope=scope):
        return Evidence.objects.none()
    return Evidence.objects.filter(organisation_id=organisation_id).order_by(
        "kind", "-issued_on", "-pk"
    )


def evidence_held(by: Actor, organisation_id: int) -> QuerySet[Evidence]:
    """What an organisation holds now, for whoever may see it; kind by kind."""
    return visible_to(by, organisation_id).filter(state=EvidenceState.HELD)


def is_held(evidence: Evidence) -> bool:
    """Whether a piece is held: neither withdrawn nor replaced."""
    return evidence.state == EvidenceState.HELD


def facts_in_words(evidence: Evidence) -> dict[str, str]:
    """What a piece of evidence says, in the words of its kind; what it does not say is left out."""
    labels = about(evidence.kind)
    named = {
        "What it is": "What it is",
        "Title": labels.title,
        "Given by": labels.issuer,
        "Number": labels.reference,
        "From": labels.issued,
        "Until": labels.expires,
        "Amount covered": labels.cover,
        "Note": "Note",
    }
    said = in_words(facts_of(evidence)).items()
    return {
        named[label]: value for label, value in said if named[label] and value not in ("", EMPTY)
    }


def found_for(by: Actor, organisation_id: int, evidence_id: int) -> Evidence:
    """One piece of evidence for whoever may see it. Raises NotFound."""
    rows = visible_to(by, organisation_id).select_related("organisation", "replaced_by")
    found = rows.filter(pk=evidence_id).first()
    if found is None:
        raise NotFound("There is no such piece of evidence.")
    return found


def file_for(by: Actor, organisation_id: int, file_uid: object) -> EvidenceFile:
    """One file of an organisation's evidence for whoever may see it. Raises NotFound."""
    rows = EvidenceFile.objects.filter(
        evidence__in=visible_to(by, organisation_id).order_by().values("pk"), uid=file_uid
    )
    found = rows.select_related("evidence__organisation").first()
    if found is None:
        raise NotFound("There is no such file.")
    return found


def earlier(evidence: Evidence) -> list[Evidence]:
    """The pieces that this one replaced, one after the other, newest first."""
    found: list[Evidence] = []
    level = list(evidence.replaces.order_by("-pk"))
    while level:
        found += level
        level = list(Evidence.objects.filter(replaced_by__in=level).order_by("-pk"))
    return found


MISSING = Status("Missing", Tone.LATE)
NOT_ADDED = Status("Not added yet", Tone.PLAIN)


@dataclass(frozen=True)
class Line:
    """One line of what an organisation can show: a piece that it holds, or a kind that is missing;
    who asks for that kind, and who sees the piece.
    """

    kind: str
    label: str
    status: Status
    evidence: Evidence | None = None
    wanted_by: tuple[Wanted, ...] = ()
    seen_by: tuple[Link, ...] = ()
    files: int = 0

    @property
    def asked_for(self) -> list[str]:
        """ "The Spinney (not older than 18 months)"."""
        return [f"{w.who} ({w.what})" if w.what else w.who for w in self.wanted_by]


def lines(organisation: Organisation, by: Actor, today: date) -> list[Line]:
    """What an organisation holds; what is asked of it and missing; what is usual and not added
    yet. Kind by kind, what runs out first on top.
    """
    held = list(
        visible_to(by, organisation.pk)
        .filter(state=EvidenceState.HELD)
        .annotate(number_of_files=Count("files", filter=Q(files__removed_at=None)))
    )
    wanted: dict[str, list[Wanted]] = {}
    for one in wanted_of(organisation.pk):
        wanted.setdefault(one.kind, []).append(one)
    seen = seen_by([evidence.pk for evidence in held])
    found = []
    for kind, label in EvidenceKind.choices:
        for_kind = tuple(wanted.get(kind, ()))
        pieces = sorted(
            (e for e in held if e.kind == kind), key=lambda e: (e.expires_on or date.max, e.pk)
        )
        found += [
            Line(
                kind,
                str(e),
                status(e, today),
                e,
                for_kind,
                tuple(seen[e.pk]),
                e.number_of_files,
            )
            for e in pieces
        ]
        if not pieces and (for_kind or _is_usual(kind, organisation)):
            lacks = (
                Status("Missing", Tone.LATE) if for_kind else Status("Not added yet", Tone.PLAIN)
            )
            found.append(Line(kind, str(label), lacks, None, for_kind))
    return found


def _is_usual(kind: str, organisation: Organisation) -> bool:
    if kind == EvidenceKind.EMPLOYERS_LIABILITY:
        return bool(organisation.staff or organisation.full_time_staff)
    return about(kind).is_usual


def ending_by(organisation_ids: list[int], last: date) -> QuerySet[Evidence]:
    """Held evidence that ends by a day (or has ended) and has no newer one waiting."""
    return Evidence.objects.filter(
        organisation_id__in=organisation_ids,
        state=EvidenceState.HELD,
        replaced_by=None,
        expires_on__lte=last,
    ).order_by("expires_on", "pk")
