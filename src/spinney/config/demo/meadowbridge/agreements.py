"""What Meadowbridge agreed: ground rules and a protocol in force, a statement of intent out for
signature, a memorandum that is being written and talked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from spinney.agreements.actions import comments, contacts, drafting, proposed_words, signing
from spinney.agreements.actions.clauses import ClauseText
from spinney.agreements.actions.contacts import ContactText
from spinney.agreements.bridge.signatures import Signer
from spinney.agreements.engine.terms import CATALOGUE, write
from spinney.agreements.engine.terms.deciding import DecisionRule, Meetings, Quorum
from spinney.agreements.engine.terms.lasting import Ends
from spinney.agreements.engine.terms.roles import LeadBody, Output, Outputs
from spinney.agreements.engine.terms.sharing import Branding, DataItem, DataShared, Values
from spinney.agreements.models import Signing, Version
from spinney.agreements.policies.signing import Choices
from spinney.config.demo.meadowbridge.members import Meadow
from spinney.config.demo.people import days_before

GROUND_RULES: dict[str, Any] = {
    "decision_rule": DecisionRule(rule="consensus", fallback="two_thirds", fallback_after_days=21),
    "quorum": Quorum(percent=None, at_least=4),
    "meetings": Meetings(every_months=1, chair="turns"),
    "branding": Branding(name="Meadowbridge together"),
}
SHARED = DataShared(
    (
        DataItem(
            purpose="working_together",
            fields=(
                "agreements.contact_name",
                "agreements.contact_post",
                "agreements.contact_about",
                "agreements.contact_email",
                "register.evidence_kinds",
                "register.evidence_dates",
            ),
            lawful_basis="legitimate_interests",
            retention_months=12,
            contact="the data protection lead of Mill Lane Community Centre",
        ),
    )
)
PROTOCOL_WORDS = {
    "what_people_gain": "Somebody who rings one of us is put through to the right person at another"
    " the same day.",
    "whose_data": "People who work or volunteer for one of us.",
    "risks_looked_at": "We have checked whether a data protection impact assessment is needed."
    " It is not, and we have written down why.",
}
VALUES = Values(("We tell one another early", "The smallest of us has the same say as the largest"))
STATEMENT_WORDS = {"next_step": "a shared human-resources officer, by the autumn"}
MEMORANDUM_WORDS = {
    "background": "Our survey in the spring showed that most of us need help with staff and pay.",
    "who_does_what": "One of us employs a shared human-resources officer; the others pay a share.",
}


def agree(meadow: Meadow, now: datetime) -> None:
    """From the rules of the second meeting to what is talked about today."""
    sign_ground_rules(meadow, now, GROUND_RULES)
    _protocol(meadow, now)
    _statement(meadow, now)
    _memorandum(meadow, now)


def _start(meadow: Meadow, wording: str, title: str, moment: datetime) -> Version:
    parties = [drafting.PartyLine(one) for one in meadow.organisations.values()]
    agreement = drafting.start_agreement(
        cluster=meadow.cluster, wording=wording, title=title, parties=parties,
        by=meadow.helper(moment), now=moment,
    )  # fmt: skip
    return agreement.versions.get()


def _state(
    meadow: Meadow, version: Version, keys: tuple[str, ...], own: Mapping[str, Any], now: datetime
) -> None:
    """State terms: as given, else what Spinney suggests."""
    by = meadow.helper(now)
    for key in keys:
        value = write(key, own.get(key, CATALOGUE[key].default))
        drafting.answer_term(version=version, key=key, value=value, by=by, now=now)


def _say(meadow: Meadow, version: Version, words: Mapping[str, str], now: datetime) -> None:
    for key, said in words.items():
        drafting.answer_question(
            version=version, key=key, words=said, by=meadow.helper(now), now=now
        )


def _put_out(meadow: Meadow, version: Version, message: str, moment: datetime) -> Signing:
    return signing.put_out(
        version=version, deadline=localdate(moment) + timedelta(days=21),
        choices=Choices(message=message), by=meadow.helper(moment), now=moment,
    )  # fmt: skip


def _sign(meadow: Meadow, out: Signing, organisation: str, moment: datetime) -> None:
    asked = out.asked.get(party__organisation__name=organisation)
    person = meadow.speakers[organisation]
    signer = Signer(str(person), identified_by="signed in with a code sent by e-mail")
    signing.sign(asked=asked, signer=signer, by=meadow.speaker(organisation, moment), now=moment)


def sign_ground_rules(meadow: Meadow, now: datetime, own: Mapping[str, Any]) -> None:
    """Ground rules, put out and signed by every member: with these terms of their own."""
    begun = days_before(now, 23)
    version = _start(meadow, "ground_rules", "Our ground rules", begun)
    keys = (
        "meetings", "meeting_notice", "decision_rule", "electorate", "quorum", "voting",
        "purchases", "publication", "branding", "joining", "leaving", "dispute_steps", "review",
    )  # fmt: skip
    _state(meadow, version, keys, own, begun)
    out = _put_out(meadow, version, "As we said at our second meeting.", days_before(now, 20))
    for place, organisation in enumerate(meadow.organisations):
        _sign(meadow, out, organisation, days_before(now, 19 - place))


def _protocol(meadow: Meadow, now: datetime) -> None:
    begun = days_before(now, 17)
    version = _start(meadow, "information_sharing", "Whom to ask, and what we hold", begun)
    keys = (
        "data_shared", "breach_notice", "accession", "leaving", "dispute_steps", "review", "ends",
        "signing_rule",
    )  # fmt: skip
    in_two_years = Ends(localdate(now) + timedelta(days=730))
    _state(meadow, version, keys, {"data_shared": SHARED, "ends": in_two_years}, begun)
    _say(meadow, version, PROTOCOL_WORDS, begun)
    out = _put_out(meadow, version, "So that we can reach one another.", days_before(now, 15))
    for place, organisation in enumerate(meadow.organisations):
        _sign(meadow, out, organisation, days_before(now, 14 - place))
        _give_contact(meadow, organisation, days_before(now, 8))


def _give_contact(meadow: Meadow, organisation: str, moment: datetime) -> None:
    person = meadow.speakers[organisation]
    contacts.add_contact(
        organisation=meadow.organisations[organisation],
        text=ContactText(str(person), "Manager", "Anything; I pass it on", person.email, ""),
        by=meadow.speaker(organisation, moment), now=moment,
    )  # fmt: skip


def _statement(meadow: Meadow, now: datetime) -> None:
    begun = days_before(now, 7)
    version = _start(meadow, "statement_of_intent", "What we mean to do together", begun)
    keys = (
        "values", "lead_body", "decision_rule", "electorate", "quorum", "meetings",
        "meeting_notice", "outputs", "publication", "branding", "joining", "leaving", "review",
    )  # fmt: skip
    lead = next(iter(meadow.organisations.values()))
    first = Output(str(lead.uid), "a draft of what a shared officer would do")
    own = GROUND_RULES | {
        "values": VALUES,
        "lead_body": LeadBody(str(lead.uid)),
        "outputs": Outputs((first,)),
    }
    _state(meadow, version, keys, own, begun)
    _say(meadow, version, STATEMENT_WORDS, begun)
    out = _put_out(meadow, version, "Our boards asked for one page.", days_before(now, 5))
    for place, organisation in enumerate(list(meadow.organisations)[1:4]):
        _sign(meadow, out, organisation, days_before(now, 4 - place))


def _memorandum(meadow: Meadow, now: datetime) -> None:
    begun = days_before(now, 6)
    version = _start(meadow, "memorandum", "A shared human-resources officer", begun)
    _state(meadow, version, ("decision_rule", "electorate", "quorum"), GROUND_RULES, begun)
    _say(meadow, version, MEMORANDUM_WORDS, begun)
    names = list(meadow.organisations)
    comments.add_comment(
        version=version, clause="money", text="What would our share be with two staff?",
        by=meadow.speaker(names[1], now), now=days_before(now, 3),
    )  # fmt: skip
    _propose(meadow, version, names[2], now)


def _propose(meadow: Meadow, version: Version, organisation: str, now: datetime) -> None:
    """One of them would like other words."""
    proposed_words.propose_words(
        version=version, clause="posts",
        words=ClauseText(
            "Staff we share",
            "{hosted_post}\n\nThe officer works for each of us in turn, and at least two days a"
            " month for the smallest.",
        ),
        why="We are the smallest, and would be served last.",
        by=meadow.speaker(organisation, now), now=days_before(now, 2),
    )  # fmt: skip
