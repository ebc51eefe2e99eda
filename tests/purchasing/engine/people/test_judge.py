"""Who is a person and who is a supplier. All names are invented or known to everybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.purchasing.engine.people import Kind, judge
from spinney.purchasing.engine.personal import saying

PEOPLE = """
Mrs J Example
MR A N OTHER
Dr R Patel
Jane Okafor
JANE OKAFOR
Okafor, Jane
OKAFOR JANE
J Smith
J.A. Smith
SMITH J A MRS
Mr & Mrs Smith
Ann and Bob Ashworth
Agnieszka Kowalska
Mohammed Al-Hassan
Priya Sharma
Oluwaseun Adeyemi
Siobhan O'Neill
Nguyen Thi Linh
Fatima Begum
Mary-Ann Smythe-Jones
Jane Okafor Expenses
BACS JANE OKAFOR REF 1234
Jane Okafor (employee)
Timothy Straker KC
REDACTED PERSONAL DATA
Redacted Data
Name withheld
Private individual
Staff expenses
Wages
Volunteer expenses March
Foster carers payments
Direct payments
Miscellaneous payments
Brielle Nuttycombe
SO MISS T OYELARAN RENT
Carer payment Tanya Odell
Foster carer allowance
Service user 17 hardship
Siobhan ni Dhomhnaill
SIOBHAN NI DHOMHNAILL
Aoife Nic Dhiarmada
Caoimhe Ui Bhriain
Sinead O Connor
Sinead O'Connor rent
Eoghan Mac Suibhne
Client 23
Client A
client AB
Participant 12
Participant no. 12
Young person JT
YOUNG PERSON JT
YP 14
Family A12
FAMILY A12
Hardship fund - AB
Hardship fund
Bursary J.T.
Bursary JT
Stipend AB
Bursary - Tanya Odell
Stipend Tanya Odell
Carer allowance T Odell
Foster carer Smith
Payment Tanya Odell
Payment to Tanya Odell
Allowance Tanya Odell
Allowance for Tanya Odell
Expenses - T Oyelaran
Expenses for Tanya Odell
Expenses Okafor
Tanya Odell rent
Rent - Tanya Odell
Mr Smith rent
DR A BELL SERVICE CHARGE
Ms Odell deposit
Mrs Adebayo carer
SO MISS OYELARAN RENT
OYELARAN MISS T RENT
MISS T OYELARAN
Carer Tanya Odell
Tanya Odell (carer)
Service user hardship JT
Travel Service user 4
Dr Jane Okafor counselling
Hardship grant Client 7
Carer's allowance Tanya Odell
Service-user 17
S/O MR J SMITH RENT FLAT 2
Mx T Odell respite care
Kinship carer JT
Ms Jane Okafor Training
"""
SUPPLIERS = """
John Lewis
JOHN LEWIS PLC
Marks and Spencer
MARKS & SPENCER 4021
Smith & Sons Ltd
Smith & Jones Solicitors
Irwin Mitchell
Jane Okafor Limited
Jane Okafor t/a Okafor Interiors
Joe Bloggs Photography
Paul Ash Plumbing & Heating
Mr Clutch Autocentres
Dr Barnardo's Homes
Sue Ryder
St Mary's Church
Birmingham City Council
Grace Church
George Eliot Hospital
Francis House
Victoria Park
BT
TESCO STORES 3021
AMAZON.CO.UK*M12
PAYPAL *LARCHSTORE
Age UK
Pret a Manger
W H Smith
H M Courts Service
A D G Engineering
Young Devon
Co-op Bank
Hope C.I.C.
228528
Rowan Primary School
John Holford's Charity
Envirovent Thermatrol
Friends of Sarah's Garden
National Fostering Agency
Foster Care Solutions Ltd
The Wages Bureau Ltd
Redacted - commercial confidentiality
HMRC
Unity Trust Bank
Foster Carers Association Ltd
Foster Carers Association
Carers Trust
Carers UK
Carer NI
Service Users Forum
Miss Selfridge
Miss Selfridge Leeds
Dr Martens
Mr Kipling
Client Earth
ClientEarth
Family Action
Family Fund
Family Fund Trust
Family Mosaic
Young People First
Student Loans Company
Students Union
Shared Lives Plus
Dr Foster Intelligence
Mr Bagel
Dr P Patel & Partners
Dr A Patel Surgery
Rent Smart Wales
The Rent Service
Direct Payments Service
NI Water
Women's Aid NI
Age NI Enterprises
Action NI
Grant Thornton
Robert Half
Hays Travel
Concur Expenses
Global Payments
Worldpay
Family Carers Ireland
Patient UK
Child Poverty Action Group
Participant Media
Participate Projects
The Hardship Fund Trust
The Foster Care Link
Carer Support Wiltshire
Carers Support Centre
Young Persons Advisory Service
Student Support Services Ltd
Apple Mac Repairs
Mr Fish & Chips
Mrs Smith's Bakery
Resident Advisor
Tenant Participation Advisory Service
Family Lives
Voyage Care
Care UK
Fostering Network
Payment Systems Regulator
Global Payroll Services
Expense Reduction Analysts
Rentokil
Premier Foster Care
Capita Foster Care
Housing Benefit Service
Mr Muscle
Mr Men Nursery
Travel Lodge
Child Bereavement UK
Dr Oetker
Refund Home Services
Intern Avenue
Client Server Ltd
Student Beans
Student Minds
Carer Solutions
Service Master 24
Family First 24
Resident Association
ARC Adoption North East
WELFORD FAMILY HUB
Mrs Magooty C.I.C.
The Matthews Bursary Fund
"""


@pytest.mark.parametrize("name", PEOPLE.strip().splitlines())
def test_people_are_set_aside(name):
    verdict = judge(name)
    assert verdict.is_person, verdict
    assert saying.said(verdict.why, person=True)


@pytest.mark.parametrize("name", SUPPLIERS.strip().splitlines())
def test_suppliers_are_not(name):
    verdict = judge(name)
    assert not verdict.is_person, verdict
    assert saying.said(verdict.why)


@pytest.mark.parametrize(
    ("name", "words", "description", "kind"),
    [
        ("Jane Okafor", "Staff expenses", "", Kind.STAFF),
        ("Jane Okafor", "", "Mileage for May", Kind.STAFF),
        ("Jane Okafor", "Volunteer expenses", "", Kind.VOLUNTEER),
        ("Jane Okafor", "Trustee travel", "", Kind.VOLUNTEER),
        ("Jane Okafor", "Foster Carers Allowances", "", Kind.CARER),
        ("Jane Okafor", "Hardship grants", "", Kind.BENEFICIARY),
        ("Jane Okafor", "Payt to care clients", "", Kind.BENEFICIARY),
        ("Jane Okafor", "Sessional workers", "", Kind.TRADER),
        ("Jane Okafor", "", "", Kind.INDIVIDUAL),
        ("Timothy Straker KC", "Legal fees", "", Kind.TRADER),
        ("Carer payment Tanya Odell", "", "", Kind.CARER),
        ("Service user 17 hardship", "", "", Kind.BENEFICIARY),
        ("SO MISS T OYELARAN RENT", "", "", Kind.INDIVIDUAL),
    ],
)
def test_what_a_person_was_paid_as(name, words, description, kind):
    assert judge(name, words, description).kind == kind


@pytest.mark.parametrize("words", ["Staff travel", "Expenses", "Wages", "Volunteer expenses"])
def test_a_firm_under_staff_travel_stays_a_firm(words):
    for name in ("Trainline.com", "Premier Inn Leeds", "Larch Travel Ltd", "LARCH CABS"):
        assert not judge(name, words).is_person


def test_a_doubtful_name_is_set_aside_where_the_file_says_that_people_are_paid():
    name = "Zorvath Quill"
    assert not judge(name).is_person
    verdict = judge(name, "Bursaries")
    assert (verdict.kind, verdict.why.code) == (Kind.BENEFICIARY, "payment_words")


def test_a_company_s_number_settles_it():
    assert not judge("Jane Okafor", number="SC123456").is_person
    assert not judge("Jane Okafor", number="01234567").is_person
    assert judge("Jane Okafor", number="V-1234").is_person


texts = st.text(max_size=40)


@given(texts, texts, texts)
def test_any_text_gets_a_verdict_with_words(name, words, description):
    verdict = judge(name, words, description)
    assert 0.5 <= verdict.sure <= 1 or verdict.is_person
    assert saying.said(verdict.why, person=verdict.is_person)
    assert judge(name, words, description) == verdict


@given(
    st.sampled_from(["jane", "mohammed", "agnieszka", "priya", "kwame", "siobhan", "yusuf"]),
    st.sampled_from(["smith", "okafor", "kowalska", "ahmed", "o'neill", "mensah", "petrov"]),
    st.sampled_from(
        ["{g} {s}", "{s}, {g}", "{s} {g}", "Ms {g} {s}", "{g} {s} expenses", "{i} {s}", "Mx {s}"]
    ),
    st.booleans(),
)
def test_names_of_many_origins_in_every_order(given_name, surname, shape, loud):
    name = shape.format(g=given_name.title(), s=surname.title(), i=given_name[0].upper())
    assert judge(name.upper() if loud else name).is_person


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", min_size=1, max_size=30),
    st.sampled_from(["Ltd", "LIMITED", "plc", "LLP", "CIC", "C.I.C.", "CIO"]),
)
def test_a_legal_form_makes_a_supplier(name, form):
    assert not judge(f"Mrs {name} {form}").is_person
