"""In the demonstration only: every message that the site would have sent, with working links."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import urlize
from django.utils.safestring import mark_safe

from spinney.base.kernel.errors import NotFound
from spinney.base.post.delivery import full_text
from spinney.base.post.models import Message
from spinney.base.web.demo_chooser import only_in_the_demonstration
from spinney.base.web.guard import public

ON_A_PAGE = 50


@public("the demonstration belongs to everybody; elsewhere this is a 404")
@only_in_the_demonstration
def mailbox(request: HttpRequest) -> HttpResponse:
    """The messages, newest first, of everybody or to one address."""
    found = Message.objects.exclude(email="").order_by("-made_at", "-pk").defer("body")
    addresses = found.order_by("email").values_list("email", flat=True).distinct()
    chosen = request.GET.get("to", "")
    if chosen:
        found = found.filter(email=chosen)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"messages_page": page, "addresses": list(addresses), "chosen": chosen}
    return render(request, "home/mailbox.html", context)


@public("the demonstration belongs to everybody; elsewhere this is a 404")
@only_in_the_demonstration
def mailbox_message(request: HttpRequest, message_id: int) -> HttpResponse:
    """One message as its receiver would read it."""
    message = Message.objects.filter(pk=message_id).exclude(email="").first()
    if message is None:
        raise NotFound("There is no such message.")
    text = mark_safe(urlize(full_text(message), autoescape=True))  # noqa: S308 (escaped by urlize)
    return render(request, "home/mailbox_message.html", {"message": message, "text": text})
