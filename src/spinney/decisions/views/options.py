"""Options of a ballot while it is written, and the files that go with them."""

from __future__ import annotations

from pathlib import PurePath

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.errors import NotFound
from spinney.base.web import uploads
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.words import file_size
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.decisions import policies
from spinney.decisions.actions import options as actions
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.forms.options import CandidateForm, OptionFileForm, OptionForm, form_for
from spinney.decisions.models import Ballot, Option, OptionFile
from spinney.decisions.queries.ballot_page import candidates
from spinney.decisions.views.around import around_ballot, ballot_in, ballot_url
from spinney.decisions.views.writing import draft_in


def option_of(ballot: Ballot, option_id: int) -> Option:
    """The option of an address. Raises NotFound."""
    found = ballot.options.select_related("organisation").filter(pk=option_id).first()
    if found is None:
        raise NotFound("There is no such option here. It may have been taken out.")
    found.ballot = ballot
    return found


def _words(ballot: Ballot) -> str:
    """What an option of a ballot is called."""
    way = WAYS[ballot.way]
    if way.elects:
        return "candidate"
    return "time" if way.key == "times" else "option"


def _form(request: SpinneyRequest, ballot: Ballot, option: Option | None = None) -> OptionForm:
    kind = form_for(ballot)
    if kind is CandidateForm:
        return CandidateForm(
            posted(request), ballot=ballot, option=option,
            organisations=candidates(ballot.cluster, localdate()),
        )  # fmt: skip
    return kind(posted(request), ballot=ballot, option=option)


@guard(policies, "add_option", scope="cluster")
def add_option(request: SpinneyRequest, cluster_id: int, ballot_id: int) -> HttpResponse:
    """Add an option; another one follows if she likes."""
    ballot = draft_in(request, cluster_id, ballot_id)
    what = _words(ballot)
    form = _form(request, ballot)
    made = attempt(
        request, form,
        lambda: actions.add_option(ballot=ballot, text=form.text(), by=request.actor, now=now()),
    )  # fmt: skip
    if made is not None:
        say(request, f"“{made.title}” is added.")
        another = "another" in request.POST
        return redirect(ballot_url(ballot, "add_option") if another else ballot_url(ballot))
    title = f"Add {'an' if what == 'option' else 'a'} {what}"
    context = {
        "form": form, "deed": "Add it", "title": title, "what": what,
        **around_ballot(ballot, (title, "")),
    }  # fmt: skip
    return render(request, "decisions/add_option.html", context)


@guard(policies, "edit_option", scope="cluster")
def edit_option(
    request: SpinneyRequest, cluster_id: int, ballot_id: int, option_id: int
) -> HttpResponse:
    """Change an option."""
    ballot = draft_in(request, cluster_id, ballot_id)
    option = option_of(ballot, option_id)
    form = _form(request, ballot, option)
    done = attempt(
        request, form,
        lambda: actions.edit_option(
            option=option, text=form.text(), read=form.cleaned_data["version"], by=request.actor,
            now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Saved.")
        return redirect(ballot_url(ballot))
    ballot.refresh_from_db(fields=["version"])
    renew_version(form, ballot.version)
    context = {
        "form": form, "deed": "Save", "option": option, "files": option.files.all(),
        "has_files": WAYS[ballot.way].key != "times",
        **around_ballot(ballot, (option.title, "")),
    }  # fmt: skip
    return render(request, "decisions/edit_option.html", context)


@guard(policies, "move_option", scope="cluster")
@require_POST
def move_option(
    request: SpinneyRequest, cluster_id: int, ballot_id: int, option_id: int
) -> HttpResponse:
    """One place up or down."""
    ballot = draft_in(request, cluster_id, ballot_id)
    option = option_of(ballot, option_id)
    up = request.POST.get("to") != "down"
    done = actions.move_option(option=option, up=up, by=request.actor, now=now())
    say(request, f"“{done.title}” is number {done.number}.")
    return redirect(f"{ballot_url(ballot)}#options")


@guard(policies, "remove_option", scope="cluster")
def remove_option(
    request: SpinneyRequest, cluster_id: int, ballot_id: int, option_id: int
) -> HttpResponse:
    """Take an option out of a draft; what goes with it is said first."""
    ballot = draft_in(request, cluster_id, ballot_id)
    option = option_of(ballot, option_id)
    if request.method == "POST":
        text = actions.remove_option(option=option, by=request.actor, now=now())
        say(request, f"“{text.title}” is taken out.")
        return redirect(f"{ballot_url(ballot)}#options")
    context = {
        "option": option, "files": option.files.count(), "deed": "Take it out",
        **around_ballot(ballot, (option.title, "")),
    }  # fmt: skip
    return render(request, "decisions/remove_option.html", context)


@guard(policies, "add_option_file", scope="cluster")
def add_option_file(
    request: SpinneyRequest, cluster_id: int, ballot_id: int, option_id: int
) -> HttpResponse:
    """Send a file that goes with an option."""
    ballot = draft_in(request, cluster_id, ballot_id)
    option = option_of(ballot, option_id)
    form = OptionFileForm(posted(request), request.FILES or None)
    kept = attempt(
        request, form,
        lambda: actions.add_option_file(
            option=option, file=form.cleaned_data["file"], by=request.actor, now=now()
        ),
    )  # fmt: skip
    if kept is not None:
        say(request, f"“{kept.name}” ({file_size(kept.size)}) goes with “{option.title}”.")
        return redirect(ballot_url(ballot, "edit_option", option.pk))
    context = {
        "form": form, "deed": "Send the file", "option": option, "multipart": True,
        **around_ballot(ballot, (option.title, "")),
    }  # fmt: skip
    return render(request, "decisions/add_option_file.html", context)


def _file(ballot: Ballot, option_id: int, file_id: int) -> OptionFile:
    found = OptionFile.objects.filter(option=option_of(ballot, option_id), pk=file_id).first()
    if found is None:
        raise NotFound("There is no such file here.")
    found.option.ballot = ballot
    return found


@guard(policies, "remove_option_file", scope="cluster")
@require_POST
def remove_option_file(
    request: SpinneyRequest, cluster_id: int, ballot_id: int, option_id: int, file_id: int
) -> HttpResponse:
    """Take a file away again."""
    ballot = draft_in(request, cluster_id, ballot_id)
    file = _file(ballot, option_id, file_id)
    actions.remove_option_file(file=file, by=request.actor, now=now())
    say(request, f"“{file.name}” is taken away.")
    return redirect(ballot_url(ballot, "edit_option", option_id))


@guard(policies, "option_file", scope="cluster")
@require_safe
def option_file(
    request: SpinneyRequest, cluster_id: int, ballot_id: int, option_id: int, file_id: int
) -> HttpResponseBase:
    """A file of an option, to be kept or read."""
    ballot = ballot_in(request, cluster_id, ballot_id)
    _file(ballot, option_id, file_id)
    return send_option_file(ballot, file_id)


def file_asked(step: str) -> int | None:
    """The file that a step of a voter's link asks for ("file-12"); None for other steps."""
    word, _, number = step.partition("-")
    return int(number) if word == "file" and number.isdecimal() else None


def send_option_file(ballot: Ballot, file_id: int) -> HttpResponseBase:
    """A file of one of a ballot's options, for somebody who may see the ballot. Raises NotFound."""
    file = OptionFile.objects.filter(option__ballot=ballot, pk=file_id).first()
    if file is None:
        raise NotFound("There is no such file here.")
    ending = PurePath(file.name).suffix.lstrip(".").lower()
    content_type = uploads.KINDS.get(ending, ("application/octet-stream", None))[0]
    return uploads.download(file.file, name=file.name, content_type=content_type)
