"""How often one address may ask at the doors that need no sign-in.

Each worker counts by itself, in memory, and only now and then lays its count into the cache that
all workers share, under a key of its own; what an address asked is the sum. So a request costs
nothing extra, no count is lost between workers, and a flood of reading never becomes a flood of
writing (as with the limits of allauth and Ninja, which write at each request). The price is that
somebody may get a few more than the limit. Windows are of one minute by the clock.
"""

from __future__ import annotations

import ipaddress
import math
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

WINDOW = 60.0
PLACES = 64
"""Workers that can count side by side; `spinney serve` starts no more."""
SHARED_AFTER = 20
"""A worker shares its count after each twentieth of the limit."""
TOLD = "That was too often. Wait {seconds} seconds, then go on."


@dataclass
class Count:
    """What one worker knows of one address in this minute."""

    own: int = 0
    others: int = 0
    unshared: int = 0


@dataclass
class Door:
    """Addresses below `path`, of which one visitor may ask `setting` times a minute (0: no limit).

    `costs` says how much an answered request counts.
    """

    path: str
    setting: str
    costs: Callable[[HttpRequest, HttpResponse], int]
    window: int = -1
    counts: dict[str, Count] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def limit(self) -> int:
        return int(getattr(settings, self.setting))

    def is_closed_to(self, visitor: str, now: float) -> bool:
        """Whether this visitor has asked as often as she may in this minute."""
        with self.lock:
            count = self._counts(now).get(visitor)
            return count is not None and count.own + count.others >= self.limit

    def add(self, visitor: str, cost: int, now: float) -> None:
        """Count what was answered; share it with the other workers when it is time."""
        with self.lock:
            count = self._counts(now).setdefault(visitor, Count())
            count.own += cost
            count.unshared += cost
            is_due = count.unshared >= max(1, self.limit // SHARED_AFTER)
            if is_due:
                count.unshared = 0
        if is_due:
            self._share(visitor, count)

    def forget(self) -> None:
        """Begin anew."""
        with self.lock:
            self.counts.clear()

    def _counts(self, now: float) -> dict[str, Count]:
        if (window := int(now // WINDOW)) != self.window:
            self.window = window
            self.counts.clear()
        return self.counts

    def _share(self, visitor: str, count: Count) -> None:
        start, mine = f"open:{self.path}:{visitor}:{self.window}:", os.getpid() % PLACES
        known = cache.get_many([f"{start}{place}" for place in range(PLACES) if place != mine])
        count.others = sum(known.values())
        cache.set(f"{start}{mine}", count.own, 2 * WINDOW)


def _each(request: HttpRequest, response: HttpResponse) -> int:
    """Requests count as one; what a view says of its work (`response.cost`) counts more."""
    return int(getattr(response, "cost", 1))


def _unknown_tokens(request: HttpRequest, response: HttpResponse) -> int:
    return int(response.status_code == HTTPStatus.UNAUTHORIZED)


def _unknown_links(request: HttpRequest, response: HttpResponse) -> int:
    return int(response.status_code == HTTPStatus.NOT_FOUND)


def _sent(request: HttpRequest, response: HttpResponse) -> int:
    return int(request.method == "POST")


DOORS = (
    Door("/api/reconciliation", "MOST_RECONCILED", _each),
    Door("/api/hsds", "MOST_READ", _each),
    Door("/api/v1/", "MOST_GUESSES", _unknown_tokens),
    Door("/do/", "MOST_GUESSES", _unknown_links),
    Door("/mail/", "MOST_GUESSES", _unknown_links),
    Door("/verify-document/", "MOST_GUESSES", _sent),
)


class OpenDoors:
    """Answers 429, with when to come again, to whoever asks too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        door = next((one for one in DOORS if request.path.startswith(one.path)), None)
        if door is None or not door.limit:
            return self.get_response(request)
        visitor = visitor_of(request)
        if door.is_closed_to(visitor, now := time.time()):
            return _too_often(request, math.ceil(WINDOW - now % WINDOW))
        response = self.get_response(request)
        if cost := door.costs(request, response):
            door.add(visitor, cost, time.time())
        return response


def visitor_of(request: HttpRequest) -> str:
    """The address that asks. What `X-Forwarded-For` says counts only as far as servers of ours
    wrote it (SPINNEY_PROXIES). An IPv6 visitor is her network: she has addresses without number.
    """
    text = str(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and told[-1]:
        text = told[-min(proxies, len(told))]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text[:60]
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)


def _too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    message = TOLD.format(seconds=seconds)
    if request.path.startswith("/api/"):
        body = {"error": {"message": message, "fields": {}}}
        response: HttpResponse = JsonResponse(body, status=429)
        response["Access-Control-Allow-Origin"] = "*"
    else:
        response = render(request, "errors/429.html", {"message": message}, status=429)
    response["Retry-After"] = str(seconds)
    return response
