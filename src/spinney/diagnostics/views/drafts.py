"""The editor of a draft: its sections and questions, step by step, until it is published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Scope
from spinney.base.kernel.errors import NotFound
from spinney.base.web import told
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.diagnostics import policies
from spinney.diagnostics.actions import drafts as actions
from spinney.diagnostics.actions import instruments
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.engine import editing
from spinney.diagnostics.engine.comparing import compare
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.engine.describing import described, differences, summary_of
from spinney.diagnostics.engine.soundness import Fault, faults
from spinney.diagnostics.forms.instruments import (
    DescribeForm,
    PublishForm,
    SectionForm,
    SectionNameForm,
)
from spinney.diagnostics.models import Version
from spinney.diagnostics.queries import instruments as read
from spinney.diagnostics.views.instruments import address, around, number_in
from spinney.diagnostics.views.places import Place, place_of

EDITOR = "Draft"


def draft_in(
    request: SpinneyRequest, place: Scope, instrument_id: int
) -> tuple[Place, Version, Definition]:
    """The draft that an address names, with its place and what it asks so far."""
    where = place_of(request, place)
    draft = read.draft_for(request.actor, place, instrument_id)
    return where, draft, definition_of(draft)


def undo_of(place: Scope, draft: Version) -> str:
    """Where the change after which a draft is in this version is taken back."""
    return f"{address(place, draft.instrument, 'undo-change')}?version={draft.version}"


def editor(place: Scope, draft: Version) -> str:
    """The address of a draft's editor."""
    return address(place, draft.instrument, "edit-draft")


def task(where: Place, draft: Version, title: str, **more: Any) -> dict[str, Any]:
    """What a page of the editor with one form is given."""
    way = ((EDITOR, editor(where.scope, draft)), (title, ""))
    return {"draft": draft, **around(where, draft.instrument, *way), **more}


def change(
    request: SpinneyRequest,
    draft: Version,
    form: Any,
    made: Callable[[], tuple[Definition, str]],
) -> Version | None:
    """Do what a form of the editor says, unless something stands in the way. When somebody else
    changed the draft meanwhile, she is told, and saves again on top of it.
    """

    def deed() -> Version:
        definition, what = made()
        return actions.change_draft(
            draft=draft,
            definition=definition,
            what=what,
            version=form.cleaned_data["version"],
            by=request.actor,
            now=now(),
        )

    done = attempt(request, form, deed)
    if done is None:
        renew_version(form, draft.version)
    return done


def by_key(found: tuple[Fault, ...]) -> Mapping[str, list[str]]:
    """Faults by where they are: the key of a section, a question or a list."""
    sorted_: dict[str, list[str]] = {}
    for one in found:
        sorted_.setdefault(one.key, []).append(one.words)
    return sorted_


@guard(policies, "start_draft", scope="place")
@require_POST
def start_draft(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """Begin a new draft from what is published."""
    found = read.own_instrument(request.actor, place, instrument_id)
    draft = actions.start_draft(instrument=found, by=request.actor, now=now())
    told.say(request, "A new draft is begun. What is published stays as it is meanwhile.")
    return redirect(editor(place, draft))


@guard(policies, "edit_draft", scope="place")
@require_safe
def edit_draft(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """The editor: every section and question, what is wrong with it, and how long it takes."""
    where, draft, definition = draft_in(request, place, instrument_id)
    found = faults(definition)
    wrong = by_key(found)
    lists = {one.choices: one.key for one in definition.questions() if one.choices}
    for name, key in lists.items():
        if name in wrong:
            wrong.setdefault(key, []).extend(wrong[name])  # type: ignore[attr-defined]
    known = {one.key for one in definition.questions()} | {s.key for s in definition.sections}
    sections = [
        (one, wrong.get(one.key, []), [(q, wrong.get(q.key, [])) for q in one.questions])
        for one in described(definition)
    ]
    context = {
        "draft": draft,
        "undo_url": undo_of(place, draft),
        "definition": definition,
        "sections": sections,
        "n_faults": len(found),
        "general": [one.words for one in found if one.key not in known and one.key not in lists],
        "first": not draft.instrument.versions.exclude(pk=draft.pk).exists(),
        **around(where, draft.instrument, (EDITOR, "")),
    }
    return render(request, "diagnostics/edit_draft.html", context)


@guard(policies, "describe_draft", scope="place")
def describe_draft(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """Change what the questions are called, are for, rest on and are about."""
    where, draft, definition = draft_in(request, place, instrument_id)
    start = {**DescribeForm.initial_of(definition), "version": draft.version}
    form = DescribeForm(posted(request), initial=start)
    done = change(
        request, draft, form, lambda: (form.changed(definition), "changed the title or the areas")
    )
    if done:
        return redirect(editor(place, draft))
    context = task(where, draft, "Title and areas", form=form, deed="Save")
    return render(request, "diagnostics/describe_draft.html", context)


@guard(policies, "add_section", scope="place")
def add_section(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """Add a section at the end."""
    where, draft, definition = draft_in(request, place, instrument_id)
    form = SectionNameForm(posted(request))

    def made() -> tuple[Definition, str]:
        title = form.cleaned_data["title"]
        return editing.add_section(definition, title), f"added the section “{title}”"

    done = change(request, draft, form, made)
    if done:
        added = definition_of(done).sections[-1].key
        told.say(request, "The section is added. Add its first question.")
        kept = reverse("diagnostics:add-draft-question", args=[place, instrument_id, added])
        return redirect(kept)
    context = task(where, draft, "Add a section", form=form, deed="Add the section")
    return render(request, "diagnostics/add_section.html", context)


@guard(policies, "edit_section", scope="place")
def edit_section(
    request: SpinneyRequest, place: Scope, instrument_id: int, key: str
) -> HttpResponse:
    """Change how a section is asked."""
    where, draft, definition = draft_in(request, place, instrument_id)
    section = section_in(definition, key)
    form = SectionForm(posted(request), definition=definition, section=section)
    form.initial["version"] = draft.version
    done = change(
        request,
        draft,
        form,
        lambda: (
            editing.put_section(definition, form.changed()),
            f"changed the section “{section.title}”",
        ),
    )
    if done:
        return redirect(f"{editor(place, draft)}#s-{key}")
    context = task(where, draft, section.title, form=form, deed="Save", section=section)
    return render(request, "diagnostics/edit_section.html", context)


def section_in(definition: Definition, key: str) -> Any:
    """The section of a key. Raises NotFound."""
    try:
        return editing.section(definition, key)
    except KeyError:
        raise NotFound("This section is not in the draft any more.") from None


type Arrange = Callable[[Definition, str], Definition]

ARRANGE: Mapping[str, tuple[Arrange, str]] = {
    "up": (lambda d, key: editing.move_question(d, key, -1), "moved “{}” up"),
    "down": (lambda d, key: editing.move_question(d, key, 1), "moved “{}” down"),
    "remove": (editing.remove_question, "removed “{}”"),
    "section-up": (lambda d, key: editing.move_section(d, key, -1), "moved “{}” up"),
    "section-down": (lambda d, key: editing.move_section(d, key, 1), "moved “{}” down"),
    "section-remove": (editing.remove_section, "removed the section “{}”"),
}


@guard(policies, "arrange_draft", scope="place")
@require_POST
def arrange_draft(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """Move a question or section up or down, or remove it."""
    _, draft, definition = draft_in(request, place, instrument_id)
    deed = next((name for name in ARRANGE if name in request.POST), "")
    key = request.POST.get(deed, "")
    titles = {one.key: one.title for one in definition.sections}
    titles |= {one.key: one.label or one.key for one in definition.questions()}
    if not deed or key not in titles:
        raise NotFound("This is not in the draft any more.")
    arrange, words = ARRANGE[deed]
    what = words.format(titles[key])
    left = editing.speaks_of(definition, key) if deed == "remove" else []
    done = actions.change_draft(
        draft=draft, definition=arrange(definition, key), what=what, by=request.actor, now=now()
    )
    also = f" It was spoken of in: {'; '.join(left[:3])}. Mend that next." if left else ""
    told.say(request, f"{what[:1].upper()}{what[1:]}.{also}", undo_url=undo_of(place, done))
    anchor = ("s-" if deed.startswith("section") else "q-") + key
    return redirect(f"{editor(place, draft)}{'' if 'remove' in deed else f'#{anchor}'}")


@guard(policies, "undo_change", scope="place")
@require_POST
def undo_change(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """Take the last change back."""
    draft = read.draft_for(request.actor, place, instrument_id)
    done = actions.undo_change(draft=draft, version=number_in(request), by=request.actor, now=now())
    again = undo_of(place, done)
    told.say(request, "The last change is taken back.", undo_url=again, undo_label="Do it again")
    return redirect(editor(place, draft))


@guard(policies, "publish_draft", scope="place")
def publish_draft(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """Check what changed, then let surveys ask it from now on."""
    where, draft, definition = draft_in(request, place, instrument_id)
    earlier = read.before(draft)
    changed = differences(compare(definition_of(earlier), definition)) if earlier else ()
    start = {"what_changed": summary_of(changed), "version": draft.version}
    form = PublishForm(posted(request), first=earlier is None, initial=start)
    done = attempt(
        request,
        form,
        lambda: actions.publish_draft(
            draft=draft,
            what_changed=form.cleaned_data["what_changed"],
            version=form.cleaned_data["version"],
            by=request.actor,
            now=now(),
        ),
    )
    if done:
        told.say(request, f"Version {done.number} is published. Surveys can ask it now.")
        return redirect(address(place, draft.instrument))
    renew_version(form, draft.version)
    context = task(
        where, draft, "Publish", form=form, deed="Publish", earlier=earlier,
        differences=changed, faults=faults(definition), definition=definition,
    )  # fmt: skip
    return render(request, "diagnostics/publish_draft.html", context)


@guard(policies, "discard_draft", scope="place")
def discard_draft(request: SpinneyRequest, place: Scope, instrument_id: int) -> HttpResponse:
    """Throw the draft away; what will be gone is said first."""
    where, draft, definition = draft_in(request, place, instrument_id)
    title = draft.instrument.title
    if request.method == "POST":
        gone = actions.discard_draft(draft=draft, by=request.actor, now=now())
        told.say(request, f"The draft of “{title}” is thrown away.")
        if gone:
            return redirect("diagnostics:instruments", place)
        return redirect(address(place, draft.instrument))
    context = task(
        where, draft, "Throw away", deed="Throw the draft away",
        earlier=read.before(draft), count=sum(1 for _ in definition.questions()),
    )  # fmt: skip
    return render(request, "diagnostics/discard_draft.html", context)


@guard(policies, "bring_back_draft", scope="place")
@require_POST
def bring_back_draft(request: SpinneyRequest, place: Scope, discarded_id: int) -> HttpResponse:
    """A draft that was thrown away is there again."""
    found = read.thrown_away_for(request.actor, place, discarded_id)
    made = instruments.bring_back_draft(discarded=found, by=request.actor, now=now())
    told.say(request, f"The draft of “{made.instrument.title}” is back.")
    return redirect(address(place, made.instrument, "edit-draft"))
