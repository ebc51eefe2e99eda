"""What other surveys of the same place showed that asked the same questions: of which
organisations, never what they said. Read when results are published, or looked at before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from spinney.diagnostics.bridge.findings import Findings, reading_of
from spinney.diagnostics.bridge.sheets import opaque
from spinney.diagnostics.engine.disclosure.elsewhere import Elsewhere, Shape, There
from spinney.diagnostics.engine.disclosure.wire import ledger_from_json
from spinney.diagnostics.engine.results.reading import Coding
from spinney.diagnostics.models import Asked, Publication, Sheet, Survey
from spinney.diagnostics.states import AskedState, Mode

GIVEN_ANEW = timedelta(days=365)
"""So long after a survey closed, answers to another one are new: a follow-up years later is a
survey of its own. Before, whoever takes them as unchanged must learn nothing either.
"""
type Marks = frozenset[tuple[object, ...]]


def hold_neighbours(survey: Survey) -> None:
    """Hold the surveys of the same place until the transaction ends: of two that are published at
    once, the later must see what the earlier showed.
    """
    near = Survey.objects.filter(_near(survey)).order_by("pk")
    list(near.select_for_update(of=("self",)).values_list("pk", flat=True))


def elsewhere_of(findings: Findings) -> Elsewhere:
    """What other surveys showed of what this one asks, and of whom; what was withdrawn too: people
    have read it. At most five queries.

    A question is the same if it has the same words and kind, or the same key in one instrument or
    its copy; its figures are reckoned with if it has the same choices too.
    """
    survey = findings.survey
    same = {other: _same(other, findings) for other in _published_beside(survey)}
    same = {other: keys for other, keys in same.items() if keys}
    senders, owners = _senders([survey, *same]), _owners([survey, *same])
    shown = _shown(same, owners, senders) if same else {}
    mine = owners.get(survey.pk, {})
    return Elsewhere(shown, mine, senders.get(survey.pk, frozenset()))


def _shown(
    same: Mapping[Survey, Mapping[str, Mapping[str, bool]]],
    owners: Mapping[int, Mapping[str, str]],
    senders: Mapping[int, frozenset[str]],
) -> dict[str, frozenset[There]]:
    """Figures that other surveys showed, by the key of the question here."""
    keys_of = {other.pk: keys for other, keys in same.items()}
    found: dict[str, set[There]] = {}
    ledgers = Publication.objects.filter(survey__in=keys_of).values_list("survey_id", "ledger")
    for pk, ledger in ledgers:
        behind = Elsewhere({}, owners.get(pk, {}), senders.get(pk, frozenset()))
        for entry in ledger_from_json(ledger).shown if ledger else ():
            group = behind.group(entry.respondents)
            answers = behind.answers(entry.respondents) if group.is_sure else frozenset()
            for key in {entry.question, *entry.related}:
                for mine, alike in keys_of[pk].get(key, {}).items():
                    shape = Shape(entry.statistic, entry.levels, entry.option)
                    reckoned = alike and set(entry.related) <= {key}
                    told = shape if reckoned else None
                    one = There(str(pk), group, entry.low, entry.high, told, answers)
                    found.setdefault(mine, set()).add(one)
    return {key: frozenset(figures) for key, figures in found.items()}


def _near(survey: Survey) -> Q:
    """Surveys of the same cluster, of its programme, and of that programme's other clusters."""
    programme = survey.programme_id
    if survey.cluster is not None:
        programme = survey.cluster.programme_id
    near = Q(programme_id=programme) | Q(cluster__programme_id=programme) if programme else Q()
    return near | Q(cluster_id=survey.cluster_id) if survey.cluster_id else near


def _published_beside(survey: Survey) -> list[Survey]:
    """Other surveys near of which something was published, and that asked one of the same."""
    mine = Asked.objects.filter(survey=survey).values("organisation")
    published = Publication.objects.filter(survey=OuterRef("pk"))
    of_the_same = Asked.objects.filter(survey=OuterRef("pk"), organisation__in=mine)
    near = Survey.objects.filter(_near(survey), Exists(published), Exists(of_the_same))
    rows = near.exclude(pk=survey.pk).select_related("asks__instrument").order_by("pk")
    return [one for one in rows if _between(survey, one) < GIVEN_ANEW]


def _between(one: Survey, other: Survey) -> timedelta:
    """How long after the one was closed the other was opened, whichever came first."""
    begun = max((each.opens_at or each.made_at) for each in (one, other))
    return begun - min((each.closed_at or each.closes_at) for each in (one, other))


def _same(other: Survey, findings: Findings) -> dict[str, dict[str, bool]]:
    """The keys of another survey's questions, each with the keys of the same ones here, and whether
    these have the same choices.
    """
    here = findings.reading.codings
    asked = {key: _marks(findings.survey, coding) for key, coding in here.items()}
    found = {}
    for key, coding in reading_of(other).codings.items():
        marks = _marks(other, coding)
        mine = {one: _alike(here[one], coding) for one, own in asked.items() if own & marks}
        if mine:
            found[key] = mine
    return found


def _alike(one: Coding, other: Coding) -> bool:
    """Whether the levels or options of two questions mean the same."""
    return (one.labels, one.item.question.kind) == (other.labels, other.item.question.kind)


def _marks(survey: Survey, coding: Coding) -> Marks:
    """What a question is told by: one of these in common, and it counts as the same."""
    question, instrument = coding.asked, survey.asks.instrument
    words = " ".join(question.label.casefold().split())
    family = {instrument.pk, instrument.adapted_from_id} - {None}
    return frozenset({(words, question.kind), *((pk, question.key) for pk in family)})


def _owners(surveys: Iterable[Survey]) -> dict[int, dict[str, str]]:
    """By survey, the organisation behind the key of every sheet, taken back or not."""
    rows = Sheet.objects.filter(asked__survey__in=[one.pk for one in surveys])
    found: dict[int, dict[str, str]] = {}
    for uid, survey, organisation in rows.values_list(
        "uid", "asked__survey_id", "asked__organisation_id"
    ):
        found.setdefault(survey, {})[opaque(uid)] = str(organisation)
    return found


def _senders(surveys: Iterable[Survey]) -> dict[int, frozenset[str]]:
    """By survey in which nobody can tell who said what, the organisations that have sent."""
    detached = [one.pk for one in surveys if one.mode == Mode.DETACHED]
    if not detached:
        return {}
    rows = Asked.objects.filter(survey__in=detached, state=AskedState.SENT)
    found: dict[int, set[str]] = {}
    for survey, organisation in rows.values_list("survey_id", "organisation_id"):
        found.setdefault(survey, set()).add(str(organisation))
    return {survey: frozenset(them) for survey, them in found.items()}
