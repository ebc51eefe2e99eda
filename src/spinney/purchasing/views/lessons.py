"""What a member taught about categories: seen, changed, taken back; and taught by its own words."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Act, Empty, Table
from spinney.base.web.told import say
from spinney.purchasing import policies
from spinney.purchasing.actions import lessons as actions
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.forms.categories import CategoryForm, OwnWordsForm
from spinney.purchasing.models import CategoryLesson
from spinney.purchasing.queries import lessons as read
from spinney.purchasing.queries.names import category_title, organisation_for
from spinney.purchasing.views.categories import WHAT
from spinney.purchasing.views.choosing import address, deed_url, keys_sent
from spinney.purchasing.views.upload_frames import around_spending, spending_url
from spinney.register.api import Organisation

TAUGHT = "What you taught"
NONE_YET = Empty(
    "Nothing taught yet",
    "Say what you buy from a name, or what certain words in your files mean, and it comes here.",
)


def _change(lesson: CategoryLesson) -> str:
    return spending_url(lesson.organisation_id or 0, "change_lesson", lesson.pk)


LESSONS = Table(
    name="taught",
    caption="What you taught about your spending, the latest first",
    noun="thing taught",
    nouns="things taught",
    default_order="-given",
    columns=[
        Column("key", "What it is about", order_by="key", value=lambda one: f"“{one.key}”"),
        Column("kind", "It is", order_by="kind", value=lambda one: read.KINDS.get(one.kind, "")),
        Column(
            "category", "What you buy there", order_by="category", link=_change,
            value=lambda one: category_title(one.category),
        ),
        Column("given", "Since", kind="date", order_by="given_at", value=lambda one: one.given_at),
    ],
    filters=[
        ChoiceFilter("kind", "It is", labels=read.KINDS),
        ChoiceFilter(
            "category", "What you buy there", met=True,
            labels={one.key: one.title for one in CATEGORIES.values()},
        ),
    ],
    search=["key"],
    empty=NONE_YET,
)  # fmt: skip


@guard(policies, "category_lessons", scope="organisation")
@require_safe
def category_lessons(request: SpinneyRequest, organisation_id: int) -> HttpResponseBase:
    """All that the member's own people taught."""
    organisation = organisation_for(request.actor, organisation_id, "category_lessons")
    rows = read.visible_to(request.actor, organisation_id)
    acts = [Act("Take it back", deed_url(request, "forget_lessons", organisation_id))]
    listing = LESSONS.listing(request, rows, acts=acts, file_name=TAUGHT)
    if (file := listing.export()) is not None:
        return file
    context = {"listing": listing, **_frame(organisation)}
    return render(request, "purchasing/category_lessons.html", context)


@guard(policies, "teach_own_words", scope="organisation")
def teach_own_words(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Say what certain words in the member's own files mean."""
    organisation = organisation_for(request.actor, organisation_id, "teach_own_words")
    words = read.offered_words(request.actor, organisation_id)
    form = OwnWordsForm(posted(request), words=words)
    changed = attempt(
        request,
        form,
        lambda: actions.teach_own_words(
            organisation=organisation, words=form.cleaned_data["words"],
            category=form.cleaned_data["category"], by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if changed is not None:
        title = category_title(form.cleaned_data["category"])
        followed = f"{counted(changed, 'name')} changed." if changed else "No name changed by it."
        say(request, f"These words mean “{title}” now. {followed}")
        return redirect(address("category_lessons", organisation_id))
    context = {
        "form": form, "deed": "Keep it", "has_words": bool(words), "tree": CATEGORIES.values(),
        **_frame(organisation, "Teach by words"),
    }  # fmt: skip
    return render(request, "purchasing/teach_own_words.html", context)


@guard(policies, "change_lesson", scope="organisation")
def change_lesson(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Say something else of what was taught."""
    organisation = organisation_for(request.actor, organisation_id, "change_lesson")
    lesson = read.lesson_for(request.actor, organisation_id, pk)
    form = CategoryForm(posted(request), initial={"category": lesson.category})
    done = attempt(
        request,
        form,
        lambda: actions.change_lesson(
            organisation=organisation, lesson=lesson, category=form.cleaned_data["category"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, f"“{done.key}” means “{category_title(done.category)}” now.")
        return redirect(address("category_lessons", organisation_id))
    context = {
        "form": form, "lesson": lesson, "deed": "Keep it", "tree": CATEGORIES.values(),
        "is_words": lesson.kind != "name", **_frame(organisation, "Change it"),
    }  # fmt: skip
    return render(request, "purchasing/change_lesson.html", context)


@guard(policies, "forget_lessons", scope="organisation")
@require_POST
def forget_lessons(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Take back what the chosen rows taught."""
    organisation = organisation_for(request.actor, organisation_id, "forget_lessons")
    lessons = read.chosen(request.actor, organisation_id, keys_sent(request))
    done = actions.forget_lessons(
        organisation=organisation, lessons=lessons, by=request.actor, now=now()
    )
    if done:
        say(request, f"{counted(done, 'thing')} taught taken back. The names are judged by rule.")
    else:
        say(request, "Choose one or more, then take it back.")
    return redirect(address("category_lessons", organisation_id))


def _frame(organisation: Organisation, title: str = "") -> dict[str, object]:
    what = (WHAT, address("name_categories", organisation.pk))
    taught = (TAUGHT, address("category_lessons", organisation.pk) if title else "")
    more = [(title, "")] if title else []
    frame = around_spending(organisation, what, taught, *more)
    return frame | {"back_url": taught[1] or what[1]}
