"""The fields of this room and of the rooms below it, declared (imported when the room starts).

Rooms above declare their own, through `api.declare_field`.
"""

from __future__ import annotations

from spinney.agreements.bridge.fields import About, Basis, Field, declare_field

CONTACT_NAME = "agreements.contact_name"
CONTACT_POST = "agreements.contact_post"
CONTACT_ABOUT = "agreements.contact_about"
CONTACT_EMAIL = "agreements.contact_email"
CONTACT_PHONE = "agreements.contact_phone"
EVIDENCE_KINDS = "register.evidence_kinds"
EVIDENCE_DATES = "register.evidence_dates"
EVIDENCE_COVER = "register.evidence_cover"
EVIDENCE_FILES = "register.evidence_files"

SIX_MONTHS, ONE_YEAR = 6, 12

ABOUT_PEOPLE = (
    (
        CONTACT_NAME,
        "Names of people to ask",
        "The name of whom to ask at the organisation, as it gives it itself.",
        SIX_MONTHS,
    ),
    (
        CONTACT_POST,
        "Posts of people to ask",
        "What that person does there (“Finance officer”).",
        SIX_MONTHS,
    ),
    (
        CONTACT_EMAIL,
        "E-mail addresses of people to ask",
        "The address at which that person wants to be written to.",
        SIX_MONTHS,
    ),
    (
        CONTACT_PHONE,
        "Telephone numbers of people to ask",
        "The number at which that person wants to be called.",
        SIX_MONTHS,
    ),
    (
        "register.role_names",
        "Names of people in roles",
        "Who represents, votes and signs for the organisation.",
        ONE_YEAR,
    ),
    (
        "clusters.attendance",
        "Who came to gatherings",
        "Which of its people came to which meeting of the cluster.",
        ONE_YEAR,
    ),
)

ABOUT_ORGANISATIONS = (
    (
        CONTACT_ABOUT,
        "Subjects of people to ask",
        "What each of them should be asked about, without names.",
    ),
    (
        EVIDENCE_KINDS,
        "Kinds of evidence held",
        "Kinds of insurance, policies, accounts and registrations that it holds.",
    ),
    (
        EVIDENCE_DATES,
        "Dates of evidence",
        "From when each piece is, and until when.",
    ),
    (
        EVIDENCE_COVER,
        "Amounts that insurance covers",
        "The most that each insurance pays.",
    ),
    (
        EVIDENCE_FILES,
        "Files of evidence",
        "Copies of certificates, policies and accounts.",
    ),
    (
        "register.income_band",
        "Income band",
        "In which band of yearly income it is; not the amount.",
    ),
    ("register.income", "Income and spending", "The amounts of its last accounts."),
    (
        "register.services",
        "Services",
        "What it offers, to whom and where, also what is not on a public page.",
    ),
    (
        "register.staff_numbers",
        "Numbers of staff and volunteers",
        "How many work there, paid and unpaid.",
    ),
    ("register.places", "Addresses", "Where it works from, also what is not on a list."),
    (
        "clusters.contribution",
        "Contribution to the cluster",
        "What it said that it brings when it joined.",
    ),
    (
        "diagnostics.needs_and_offers",
        "Needs and offers",
        "What it needs and what it can give, with its name.",
    ),
    (
        "diagnostics.own_findings",
        "Own answers in surveys",
        "What it answered, with its name. Results put together need no protocol.",
    ),
)

for _key, _title, _describes, _months in ABOUT_PEOPLE:
    declare_field(
        Field(
            _key,
            _key.partition(".")[0],
            _title,
            _describes,
            About.PERSON,
            basis=Basis.LEGITIMATE_INTERESTS,
            keep_months=_months,
        )
    )
for _key, _title, _describes in ABOUT_ORGANISATIONS:
    declare_field(Field(_key, _key.partition(".")[0], _title, _describes))
