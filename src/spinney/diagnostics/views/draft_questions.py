"""One question of a draft: added, or changed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from spinney.base.kernel.actors import Scope
from spinney.base.kernel.errors import NotFound
from spinney.base.web import told
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.diagnostics import policies
from spinney.diagnostics.engine import editing
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.engine.soundness import faults
from spinney.diagnostics.forms.draft_questions import QuestionForm, empty_question
from spinney.diagnostics.models import Version
from spinney.diagnostics.views.drafts import (
    by_key,
    change,
    draft_in,
    editor,
    section_in,
    task,
    undo_of,
)


def _put(form: QuestionForm, section: str, key: str, after: str) -> tuple[Definition, str]:
    definition, question = form.changed()
    what = f"{'changed' if key else 'added'} “{question.label or key}”"
    return editing.put_question(definition, section, question, key, after=after), what


def _say(request: SpinneyRequest, place: Scope, draft: Version, words: str) -> None:
    told.say(request, words, undo_url=undo_of(place, draft))


@guard(policies, "add_draft_question", scope="place")
def add_draft_question(
    request: SpinneyRequest, place: Scope, instrument_id: int, key: str
) -> HttpResponse:
    """Add a question to a section, after the one that `after` names or at its end."""
    where, draft, definition = draft_in(request, place, instrument_id)
    section = section_in(definition, key)
    form = QuestionForm(posted(request), definition=definition, question=empty_question())
    form.initial["version"] = draft.version
    after = request.GET.get("after", "")
    done = change(request, draft, form, lambda: _put(form, key, "", after))
    if done:
        _say(request, place, draft, f"The question is added. It takes {_time(done)} so far.")
        if "another" in request.POST:
            again = reverse("diagnostics:add-draft-question", args=[place, instrument_id, key])
            return redirect(again)
        return redirect(f"{editor(place, draft)}#s-{key}")
    context = task(where, draft, "Add a question", form=form, section=section, is_new=True)
    return render(request, "diagnostics/draft_question.html", context)


def _time(draft: Version) -> str:
    return f"about {draft.minutes} minute{'' if draft.minutes == 1 else 's'}"


@guard(policies, "edit_draft_question", scope="place")
def edit_draft_question(
    request: SpinneyRequest, place: Scope, instrument_id: int, key: str
) -> HttpResponse:
    """Change a question."""
    where, draft, definition = draft_in(request, place, instrument_id)
    try:
        question, section = definition.question(key), definition.section_of(key)
    except KeyError:
        raise NotFound("This question is not in the draft any more.") from None
    form = QuestionForm(posted(request), definition=definition, question=question)
    form.initial["version"] = draft.version
    done = change(request, draft, form, lambda: _put(form, section.key, key, ""))
    if done:
        _say(request, place, draft, f"The question is changed. It takes {_time(done)} so far.")
        return redirect(f"{editor(place, draft)}#q-{key}")
    wrong = by_key(faults(definition))
    context = task(
        where, draft, "Change a question", form=form, section=section,
        faults=[*wrong.get(key, []), *wrong.get(question.choices, [])],
    )  # fmt: skip
    return render(request, "diagnostics/draft_question.html", context)
