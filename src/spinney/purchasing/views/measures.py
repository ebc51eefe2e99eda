"""What makes a member's spending comparable: said by hand, or taken over from its own answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from spinney.base.kernel.errors import BadInput
from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted, day, number
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.purchasing import policies
from spinney.purchasing.actions import measures as actions
from spinney.purchasing.actions.measures import Measured
from spinney.purchasing.forms.uploads import MEASURES, MeasuresForm
from spinney.purchasing.models import Measure
from spinney.purchasing.queries import measures as read
from spinney.purchasing.queries.uploads import organisation_for
from spinney.purchasing.views.upload_frames import around_spending, spending_url
from spinney.register.api import Organisation

USE = "use"
"""In the address of a press on "Use it": the measure that is taken over."""


def where_from(held: Measure) -> str:
    """Where a measure comes from, in words."""
    if held.source == "survey" and held.said_in:
        return f"Your answer of {day(held.on_day)} to “{held.said_in}”"
    return f"On {day(held.on_day)}"


def how_many(value: Decimal) -> str:
    """A measure's value as it is read.

    >>> how_many(Decimal("1400.00")), how_many(Decimal("12.50"))
    ('1,400', '12.5')
    """
    return number(int(value) if value == int(value) else float(value))


@dataclass(frozen=True)
class Offer:
    """What the member's own answers say of a measure; `url` is where it is taken over."""

    words: str
    asked: tuple[str, ...]
    url: str


@guard(policies, "set_measures", scope="organisation")
def set_measures(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Say what makes the member's spending comparable."""
    organisation = organisation_for(request.actor, organisation_id, "set_measures")
    held = read.measures_of(organisation_id)
    said = read.said_in_surveys(request.actor, organisation_id)
    if request.method == "POST" and USE in request.GET:
        return _take_over(request, organisation, held, said)
    form = MeasuresForm(posted(request), offered=_offered(organisation, held))
    done = attempt(
        request,
        form,
        lambda: actions.set_measures(
            organisation=organisation, measures=form.said(), by=request.actor, now=now()
        ),
    )
    if done is not None:
        say(request, f"Saved: {counted(len(done), 'number')} to compare by.")
        return redirect(spending_url(organisation_id))
    context = {
        "form": form, "deed": "Save", "minutes": 2,
        "offers": [_offer(organisation_id, one) for one in said.values() if _is_new(one, held)],
        **around_spending(organisation, ("Numbers to compare by", "")),
    }  # fmt: skip
    return render(request, "purchasing/set_measures.html", context)


def _take_over(
    request: SpinneyRequest, organisation: Organisation, held: Mapping[str, Measure],
    said: Mapping[str, read.Proposal],
) -> HttpResponse:  # fmt: skip
    """Put what the member answered itself in the place of what is held; the rest stays."""
    found = said.get(request.GET[USE])
    if found is None:
        raise BadInput("Your answers do not say that number any more. Write it yourself.")
    taken = Measured(found.value, "survey", found.said_in, found.on_day)
    measures = {kind: _measured(one) for kind, one in held.items()} | {found.measure: taken}
    actions.set_measures(organisation=organisation, measures=measures, by=request.actor, now=now())
    say(request, f"Taken over: {_counted(found)}.")
    return redirect(spending_url(organisation.pk, "set_measures"))


def _offered(organisation: Organisation, held: Mapping[str, Measure]) -> dict[str, Measured]:
    """What is held, and where nothing is held what the profile says."""
    found = {kind: _measured(one) for kind, one in held.items()}
    staff = read.said_in_profile(organisation)
    if "employees" not in found and staff:
        found["employees"] = Measured(staff, "profile")
    return found


def _measured(held: Measure) -> Measured:
    return Measured(held.value.normalize(), held.source, held.said_in, held.on_day)


def _is_new(one: read.Proposal, held: Mapping[str, Measure]) -> bool:
    there = held.get(one.measure)
    return there is None or there.value != one.value


def _offer(organisation_id: int, one: read.Proposal) -> Offer:
    words = f"Your answers of {day(one.on_day)} to “{one.said_in}” say: {_counted(one)}."
    url = f"{spending_url(organisation_id, 'set_measures')}?{USE}={one.measure}"
    return Offer(words, one.asked, url)


def _counted(one: read.Proposal) -> str:
    label, _ = MEASURES[one.measure]
    return f"{how_many(one.value)} {label[0].lower()}{label[1:]}"
