"""`/do/SECRET/`: the one door for task links. Rooms name the view that serves each verb.

No cookie is needed or set: the secret in the address is the whole authority, so a form posted
here needs no CSRF token, and the page tells browsers to send the address to nobody. A GET (a mail
scanner's, a preview's) only shows; nothing is done but by POST.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localtime, now
from django.views.decorators.csrf import csrf_exempt

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.access.names import name_of, scope_of
from spinney.base.kernel.actors import Scope
from spinney.base.kernel.errors import LinkEnded, NotFound
from spinney.base.post.models import Message
from spinney.base.web.guard import SpinneyRequest, public
from spinney.base.web.links import forward, new_link

LinkView = Callable[[SpinneyRequest, TaskLink, str], HttpResponseBase]
Stands = Callable[[TaskLink], bool]


@dataclass(frozen=True)
class Door:
    """The view that serves a verb's links, whether its task still stands, and where to say no."""

    view: LinkView
    stands: Stands
    say_no: str


_doors: dict[str, Door] = {}


def _always(link: TaskLink) -> bool:
    return True


def task_link(
    verb: str, *, stands: Stands = _always, say_no: str = ""
) -> Callable[[LinkView], LinkView]:
    """Name a view as the one that serves links for a verb: view(request, link, step).

    `stands(link)` says whether the task still waits, so that somebody whose link's time ran out is
    offered a new one. `say_no` is the step of the view at which one declines ("no": /do/…/no/).
    The steps "forward" and "new-link" are this door's own.
    """

    def decorate(view: LinkView) -> LinkView:
        if verb in _doors:
            raise LookupError(f"Two views serve links for {verb}.")
        _doors[verb] = Door(view, stands, say_no)
        return view

    return decorate


def linked_verbs() -> frozenset[str]:
    """Every verb that a task link can be issued for."""
    return frozenset(_doors)


@dataclass(frozen=True)
class Task:
    """What the page of a task link says round the task itself."""

    link: TaskLink
    organisation: str
    place: str
    minutes: int
    ends: str
    asker: str
    forward_url: str
    say_no_url: str

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be done (not so on the page that says that it is done)."""
        return self.link.used_at is None and self.link.revoked_at is None


@public("the secret in the address is the authority, for one verb on one subject")
@csrf_exempt
def do(request: SpinneyRequest, secret: str, step: str = "") -> HttpResponseBase:
    """Serve the page of a task link, as the guest that the link makes of its holder."""
    link = links.look_up(secret)
    door = _doors.get(link.verb)
    if door is None:
        raise NotFound("This link is for something this site no longer does.")
    _as_guest(request, link, secret)
    try:
        links.open_up(link, now=now())
    except LinkEnded as end:
        return _ended(request, link, door, step, str(end))
    # Read only when a page shows it: what is saved as somebody types has no page.
    request.task = SimpleLazyObject(lambda: _task(request, link, door))  # type: ignore[attr-defined]
    if step == "forward" and _task(request, link, door).forward_url:
        return forward(request, link)
    if step in ("forward", "new-link"):
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    return door.view(request, link, step)


def _as_guest(request: SpinneyRequest, link: TaskLink, secret: str) -> None:
    """Whoever else is signed in here: on this page there is only the link's holder."""
    request.actor = links.actor_of(link)
    request.acting_choices = []
    request.task_path = f"/do/{secret}/"


def _task(request: SpinneyRequest, link: TaskLink, door: Door) -> Task:
    if request.method == "POST":
        # The deed may have ended the link since it was read: the page after it offers no more.
        link.refresh_from_db(fields=["used_at", "revoked_at"])
    letter = _letter(link)
    organisation = (
        name_of(Scope("organisation", link.organisation_id)) if link.organisation_id else ""
    )
    can_forward = link.may_forward and letter is not None
    return Task(
        link=link,
        organisation=organisation,
        place=name_of(scope_of(link.scope)) or (letter.place if letter else ""),
        minutes=link.minutes,
        ends=f"{localtime(link.expires_at):%-d %B %Y}",
        asker=letter.reply_to if letter else "",
        forward_url=f"{request.task_path}forward/" if can_forward else "",
        say_no_url=f"{request.task_path}{door.say_no}/" if door.say_no else "",
    )


def _letter(link: TaskLink) -> Message | None:
    return Message.objects.filter(link=link).order_by("-made_at").first()


def _ended(
    request: HttpRequest, link: TaskLink, door: Door, step: str, reason: str
) -> HttpResponse:
    """Why the link ended and, while its task still stands, a new one to the same address."""
    only_late = link.used_at is None and link.revoked_at is None
    may_renew = only_late and bool(link.email) and door.stands(link) and _letter(link) is not None
    if may_renew and step == "new-link" and request.method == "POST":
        return new_link(request, link)
    context = {"reason": reason, "may_renew": may_renew, "link": link}
    return render(request, "do/ended.html", context, status=LinkEnded.status)
