"""Letters about profiles: is what we say about you still right?"""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from spinney.base.access.links import Errand, in_days
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.outbox import ask
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.register.models import Organisation

DAYS = 30


def confirm_profile(organisation: Organisation, *, to: Person, by: Actor, now: datetime) -> None:
    """Ask a representative, by a link that needs no account, whether the profile is right."""
    letter = _confirm_profile(organisation)
    ends = in_days(now, DAYS)
    changes = {"by_when": localdate(ends), "good_until": ends, "about": subject_of(organisation)}
    errand = Errand(
        "register.confirm_profile",
        subject_of(organisation),
        organisation_scope(organisation.pk),
        minutes=2,
        may_forward=True,
    )
    ask(
        Letter(**{**vars(letter), **changes}),
        errand,
        to=to,
        by=by,
        now=now,
        expires_at=ends,
        organisation_id=organisation.pk,
    )


def _confirm_profile(organisation: Organisation) -> Letter:
    since = (
        f"You last said so on {day(organisation.confirmed_on)}."
        if organisation.confirmed_on
        else "Nobody has said so yet."
    )
    return Letter(
        kind="register.confirm_profile",
        scope=organisation_scope(organisation.pk or 0),
        place=organisation.name,
        asker="Spinney",
        headline=f"is what we say about {organisation.name} still right?",
        paragraphs=[
            f"{since} Others find you by your profile, and clusters count on its figures.",
            "If all is right, it is one click. If not, you can mend the figures there and then.",
        ],
        deed="Check",
        minutes=2,
        say_no="If you are the wrong person, hand the link on to a colleague from its page.",
    )


add_kind(
    Kind(
        "register.confirm_profile",
        "Whether your profile is still right",
        lambda: _confirm_profile(Organisation(name="Birch House")),
    )
)
