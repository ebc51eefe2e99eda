"""What is bought from each name, for the member whose names they are; and putting it right."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import Band, BandFilter, ChoiceFilter
from spinney.base.web.tables import Act, Empty, Table
from spinney.base.web.told import say
from spinney.purchasing import policies
from spinney.purchasing.actions import categories as actions
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.forms.categories import NONE, CategoryForm
from spinney.purchasing.models import SpendName
from spinney.purchasing.queries import names as read
from spinney.purchasing.views.choosing import (
    address,
    category_sent,
    deed_url,
    keys_sent,
    list_url,
    sure_filter,
    undo_category,
    undo_url,
)
from spinney.purchasing.views.upload_frames import around_spending
from spinney.register.api import Organisation

WHAT = "What we buy"
MOST_SHOWN = 10
"""Names that are listed when several are put right; of more only the number is told."""

NAMES = Table(
    name="name-categories",
    caption="What is bought from each name, the doubtful first",
    noun="name",
    default_order="sure",
    columns=[
        Column("written", "Name", order_by="written"),
        Column(
            "category", "What you buy there", order_by="category",
            value=lambda name: read.category_title(name.category),
        ),
        Column("why", "Why", kind="prose", value=read.why_category),
        Column(
            "sure", "How sure", order_by=("category_sure", "less"),
            value=lambda name: read.how_sure(name.category_sure),
        ),
        Column("lines", "Payments", kind="number", order_by="lines"),
        Column("pence", "Paid", kind="money", order_by="pence"),
    ],
    filters=[
        sure_filter("category_sure"),
        BandFilter(
            "said", "Who says so",
            [
                Band("us", "One of you", ~read.BY_RULE),
                Band("rule", "Found by rule", read.BY_RULE),
            ],
        ),
        ChoiceFilter(
            "category", "What you buy there", met=True,
            labels={one.key: one.title for one in CATEGORIES.values()},
        ),
    ],
    search=["written"],
    empty=Empty("No names yet", "Give in a file of payments, and its names come here."),
)  # fmt: skip


@guard(policies, "name_categories", scope="organisation")
@require_safe
def name_categories(request: SpinneyRequest, organisation_id: int) -> HttpResponseBase:
    """What is bought from each name of the member's own, why, and how sure that is."""
    organisation = read.organisation_for(request.actor, organisation_id, "name_categories")
    rows = read.counted(request.actor, organisation_id, "name_categories")
    acts = [
        Act("Say what you buy", deed_url(request, "correct_name_category", organisation_id)),
        Act("Take back what was said", deed_url(request, "take_back_correction", organisation_id)),
    ]
    listing = NAMES.listing(request, rows, acts=acts, file_name="What we buy")
    if (file := listing.export()) is not None:
        return file
    context = {
        "listing": listing,
        "tree": CATEGORIES.values(),
        **around_spending(organisation, (WHAT, "")),
    }
    return render(request, "purchasing/name_categories.html", context)


@guard(policies, "correct_name_category", scope="organisation")
def correct_name_category(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Say what is bought from the chosen names. The list sends which; this page asks what."""
    verb = "correct_name_category"
    organisation = read.organisation_for(request.actor, organisation_id, verb)
    names = read.chosen(request.actor, organisation_id, verb, keys_sent(request))
    back = list_url(request, "name_categories", organisation_id)
    if not names:
        say(request, "Choose one name or more, then say what you buy there.")
        return redirect(back)
    form = CategoryForm(request.POST if "category" in request.POST else None)
    before = list(names)
    undo = _undo(organisation_id, before)
    done = None
    if form.is_bound:
        done = attempt(
            request,
            form,
            lambda: actions.correct_name_category(
                organisation=organisation, names=names, category=form.cleaned_data["category"],
                by=request.actor, now=now(),
            ),
        )  # fmt: skip
    if done:
        title = read.category_title(form.cleaned_data["category"])
        say(request, f"{counted(done, 'name is', 'names are')} “{title}” now.", undo_url=undo)
        return redirect(back)
    return render(request, "purchasing/correct_name_category.html", {
        "form": form,
        "names": names[:MOST_SHOWN],
        "more": max(len(names) - MOST_SHOWN, 0),
        "keys": [name.pk for name in names],
        "deed": "Keep it",
        "tree": CATEGORIES.values(),
        **_frame(organisation, "Say what you buy"),
        "back_url": back,
    })  # fmt: skip


def _undo(organisation_id: int, names: Iterable[SpendName]) -> str:
    """Where this is undone: what the member had said before comes back."""
    said = [f"{name.pk}:{name.category}" for name in names if name.category_by]
    return undo_url("take_back_correction", organisation_id, names, was=said)


@guard(policies, "take_back_correction", scope="organisation")
@require_POST
def take_back_correction(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Let the chosen names be judged by rule again, or as the member had said before."""
    verb = "take_back_correction"
    organisation = read.organisation_for(request.actor, organisation_id, verb)
    names = read.chosen(request.actor, organisation_id, verb, keys_sent(request))
    was = dict(one.split(":", 1) for one in request.GET.getlist("was") if ":" in one)
    with transaction.atomic():
        done = actions.take_back_correction(
            organisation=organisation, names=names, by=request.actor, now=now()
        )
        for category in sorted(set(was.values())):
            again = [name for name in names if was.get(str(name.pk)) == category]
            if again:
                actions.correct_name_category(
                    organisation=organisation, names=again, category=category,
                    by=request.actor, now=now(),
                )  # fmt: skip
    if done:
        say(request, f"What was said of {counted(done, 'name')} is taken back.")
    else:
        say(request, "Nothing had been said of these names, so nothing changed.")
    return redirect(list_url(request, "name_categories", organisation_id))


@guard(policies, "correct_line_category", scope="organisation")
def correct_line_category(
    request: SpinneyRequest, organisation_id: int, line_id: int
) -> HttpResponse:
    """Say what one payment was for."""
    line = read.line_for(request.actor, organisation_id, line_id)
    own = f"As its name: {read.category_title(line.name.category)}"
    was = line.category
    form = CategoryForm(
        category_sent(request), none=own, label="What was this payment for?",
        initial={"category": was or NONE},
    )  # fmt: skip
    done = attempt(
        request, form,
        lambda: actions.correct_line_category(
            line=line, category=form.cleaned_data["category"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    back = f"{address('spend_lines', organisation_id)}?name={line.name_id}"
    if done is not None:
        title = read.category_title(done.category or done.name.category)
        say(request, f"This payment is “{title}” now.", undo_url=undo_category(request, was))
        return redirect(back)
    context = {"form": form, "line": line, "deed": "Keep it", "back_url": back}
    frame = _frame(line.organisation, "What a payment was for")
    return render(request, "purchasing/correct_line_category.html", frame | context)


def _frame(organisation: Organisation, title: str) -> dict[str, object]:
    url = address("name_categories", organisation.pk)
    return around_spending(organisation, (WHAT, url), (title, ""))
