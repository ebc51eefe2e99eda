"""A small room with one form, in which things can go wrong; for tests of what is kept."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path

from spinney.base.access import policies
from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, WrongState
from spinney.base.web.fields import DatePartsField
from spinney.base.web.guard import guard, posted

HELD = {"version": 1, "name": "The Spinney", "place": "Bolton"}


class ClusterForm(forms.Form):
    """Every sort of field."""

    name = forms.CharField(label="Name")
    place = forms.CharField(label="Place", required=False)
    starts = DatePartsField(label="Starts", required=False)
    stage = forms.ChoiceField(
        label="Stage", choices=[("a", "Finding out"), ("b", "Focus")], widget=forms.RadioSelect
    )
    wants = forms.MultipleChoiceField(
        label="Wants",
        choices=[("x", "A bookkeeper"), ("y", "A van"), ("z", "A room")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="Agreed", required=False)
    logo = forms.FileField(label="Logo", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


@guard(policies, "see_account")
def edit(request):
    form = ClusterForm(posted(request), initial={**HELD, "agreed": True, "wants": ["x"]})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["name"] == "bad":
            raise BadInput("“bad” is not a name for a cluster.")
        if given["name"] == "late":
            raise WrongState("The Spinney has ended.")
        if given["version"] != HELD["version"]:
            raise ChangedMeanwhile(
                "Somebody else changed The Spinney.",
                {"name": ("The Spinney", HELD["name"]), "place": ("", "Bolton")},
            )
        HELD["name"] = given["name"]
        return redirect("/done/")
    return render(request, "web/page_task.html", {"form": form, "deed": "Save"})


@guard(policies, "see_account")
def search(request):
    class SearchForm(forms.Form):
        q = forms.CharField()

    context = {"form": SearchForm(initial={"q": "oak"}), "deed": "Find"}
    return render(request, "web/page_task.html", context)


@guard(policies, "see_account")
def done(request):
    return HttpResponse("Done.")


urlpatterns = [
    path("edit/", edit),
    path("search/", search),
    path("done/", done),
    path("", include("spinney.base.web.people_urls")),
    path("", include("spinney.base.web.urls")),
]
