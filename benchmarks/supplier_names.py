"""Suppliers' names as payments files write them: generated, seeded, with the truth.

    python benchmarks/supplier_names.py --names 200000 --suppliers 40000 --seed 7 --out names.csv

Every name is distinct. Suppliers share words on purpose: "Hartley Heating" and "Hartley Heating
Services" are two, and so are "Smith & Jones" of two trades. Kinds of noise: slips of the keyboard
(one, now and then two), short forms (common ones and vowels left out), legal forms written, left
out or changed, places and branches behind the name, cutting at a width, account codes and payment
words, "t/a", initials, words in another order, words left out, capitals, signs and spaces.

The words are drawn from lists of this file only, and three in ten stems are made of syllables: what
the engine knows of short forms and places is not what this file knows.
"""

import argparse
import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


def _words(text: str) -> list[str]:
    return text.split()


SURNAMES = _words(
    """Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans
    Walker White Roberts Green Hall Wood Jackson Clarke Hughes Edwards Khan Lewis Harris
    Turner Cooper Hill Ward Morris Moore Clark Lee King Baker Harrison Morgan Allen James
    Scott Phillips Watson Davis Parker Price Bennett Young Griffiths Mitchell Kelly Cook
    Carter Richardson Bailey Collins Bell Shaw Murphy Miller Cox Marshall Ahmed Hussain
    Simpson Webb Begum Ellis Rogers Chapman Hunt Singh Butler Palmer Mills Barnes Fisher
    Stevens Dixon Lloyd Ali Hartley Ashworth Greenwood Sutcliffe Crossley Barraclough
    Hepworth Illingworth Ogden Pickles Fairhurst Entwistle Kershaw Schofield Whitaker Haigh
    Armitage Beaumont Sykes Dyson Brook Lumb Tordoff Naylor Firth Holroyd Midgley Thwaite
    Thackray Waddington Yates Zaman Oyelaran Nowak Kowalski Osei Mensah"""
)
TRADES = _words(
    """Plumbing Heating Electrical Builders Joinery Roofing Cleaning Catering Transport Haulage
    Motors Engineering Landscapes Flooring Printing Signs Security Scaffolding Groundworks
    Fencing Glazing Decorating Removals Tyres Coaches Taxis Nurseries Solicitors Accountants
    Architects Surveyors Opticians Pharmacy Dental Veterinary Insurance Recruitment Training
    Software Computers Telecoms Networks Energy Utilities Furniture Stationery Packaging
    Foods Bakery Butchers Florists Interiors Kitchens Bathrooms Windows Drainage Paving
    Demolition Waste Recycling Pest Fire Alarms Lighting Sound Events Media Design Marketing
    Research Legal Payroll Audit Lettings Homecare Physiotherapy Counselling Childcare
    Playgroup Refrigeration Ventilation Asbestos Lifts Fleet Hire Tools Timber Steel Paint
    Textiles Uniforms Laundry"""
)
TAILS = _words(
    """Services Solutions Group Associates Partnership Consultants Contractors Supplies Systems
    Management Maintenance Products Centre Company Brothers Holdings International
    Developments Installations Enterprises Specialists Direct Consultancy"""
)
QUALITIES = _words(
    """Northern Southern Premier Advanced National United Royal British General Modern First Crown
    Phoenix Apex Summit Pinnacle Sterling Regent Castle Abbey Priory Central Pennine Calder
    Aire Swift Prime Star Blue Red Golden Silver Oak Elm Rose Falcon Eagle Lion Beacon Atlas
    Titan Delta Alpha Omega Orion Zenith Horizon Heritage Capital Metro City County Global
    Euro Anglo Trident Vanguard Pioneer Compass Anchor Bridge Haven Harbour Meridian
    Sovereign"""
)
CAUSES = _words(
    """Women Carers Families Children Youth Community Disability Homeless Refugee Mental Health
    Advice Housing Arts Heritage Sports Wildlife Hospice Dementia Autism Veterans Food"""
)
BODIES = _words("Trust Association Project Foundation Society Forum Network Aid Action Support")
TOWNS = _words(
    """Leeds Bradford Halifax Huddersfield Wakefield York Hull Sheffield Doncaster Barnsley
    Rotherham Manchester Bolton Bury Oldham Rochdale Stockport Salford Wigan Liverpool
    Preston Blackburn Burnley Lancaster Carlisle Kendal Durham Newcastle Sunderland
    Middlesbrough Darlington Nottingham Derby Leicester Lincoln Birmingham Coventry
    Wolverhampton Walsall Dudley Stoke Stafford Shrewsbury Telford Worcester Hereford
    Gloucester Bristol Bath Swindon Exeter Plymouth Truro Taunton Dorchester Poole
    Bournemouth Southampton Portsmouth Winchester Reading Oxford Slough Luton Bedford
    Cambridge Norwich Ipswich Colchester Chelmsford Southend London Croydon Bromley Ealing
    Harrow Enfield Barnet Guildford Woking Brighton Hastings Dover Maidstone Canterbury
    Cardiff Swansea Newport Wrexham Glasgow Edinburgh Dundee Aberdeen Perth Inverness
    Belfast Derry Armagh Todmorden Keighley Skipton Otley Ilkley Harrogate Ripon Selby Goole
    Batley Dewsbury Pudsey Morley Brighouse Elland"""
)
SYLLABLES = _words(
    "ka lo mi ver ten dra zen qu or ax el ti no ba ri sto len vi ra do mon fer pla su"
)
ENDS = _words("ix on ex ia us tec ora ent yx ova an eum al is ett ard")
FORMS = (("Ltd", 40), ("Limited", 30), ("", 12), ("PLC", 4), ("LLP", 5), ("CIC", 3), ("Co Ltd", 6))
WRITTEN_FORMS = {
    "Ltd": ("Ltd", "Limited", "LTD.", "Ltd.", "", "L.T.D", "Limted"),
    "Limited": ("Limited", "Ltd", "", "LIMITED", "Ltd."),
    "": ("", "", "", "Ltd"),
    "PLC": ("PLC", "plc", "P.L.C.", "", "Plc"),
    "LLP": ("LLP", "L.L.P.", "", "llp"),
    "CIC": ("CIC", "C.I.C.", "Community Interest Company", ""),
    "Co Ltd": ("Co Ltd", "Co. Ltd", "Company Limited", "Co", "Company Ltd", ""),
}
SHORT: dict[str, tuple[str, ...]] = {
    "Services": ("Serv", "Servs", "Svcs", "Services"),
    "Solutions": ("Sol", "Solns", "Solution"),
    "Group": ("Grp", "Gp"),
    "Associates": ("Assoc", "Assocs"),
    "Management": ("Mgmt", "Man", "Mgt"),
    "Engineering": ("Eng", "Engrg", "Engr"),
    "Electrical": ("Elec", "Elect"),
    "Company": ("Co", "Coy"),
    "Brothers": ("Bros",),
    "International": ("Intl", "Int", "Internat"),
    "Association": ("Assoc", "Assn", "Assocn"),
    "Community": ("Comm", "Cmty"),
    "Consultants": ("Cons", "Consult"),
    "Contractors": ("Contr", "Cont"),
    "Centre": ("Ctr", "Cntr"),
    "Installations": ("Inst", "Install"),
    "Maintenance": ("Maint",),
    "Developments": ("Dev", "Devs"),
    "Partnership": ("Pship", "Ptnrshp"),
    "Transport": ("Trans", "Tpt"),
    "Training": ("Trg", "Train"),
    "Foundation": ("Fdn", "Fndtn"),
    "Society": ("Soc",),
    "Systems": ("Sys", "Systs"),
    "Supplies": ("Supp", "Sups"),
    "National": ("Natl", "Nat"),
    "Holdings": ("Hldgs", "Hold"),
}  # fmt: skip
PAYMENT = ("DD", "BACS", "CARD PAYMENT TO", "FP", "SO", "PAYPAL *", "POS", "INV", "A/C", "REF")


@dataclass(frozen=True)
class Supplier:
    """What a supplier is really called, and its number."""

    words: tuple[str, ...]
    form: str
    number: str
    trading: tuple[str, ...]


def generate(names: int, suppliers: int, seed: int) -> Iterator[tuple[str, int, str]]:
    """`names` distinct names of `suppliers` suppliers: (name, supplier, its company number)."""
    chance = random.Random(seed)
    every = [_supplier(chance, number) for number in range(suppliers)]
    _make_distinct(every, chance)
    seen: set[str] = set()
    for at, size in enumerate(_sizes(names, suppliers, chance)):
        made = 0
        for _attempt in range(size * 12):
            if made == size:
                break
            text = _written(every[at], chance)
            if text not in seen:
                seen.add(text)
                made += 1
                yield text, at, every[at].number


def _sizes(names: int, suppliers: int, chance: random.Random) -> list[int]:
    raw = [min(190.0, chance.paretovariate(1.25)) for _ in range(suppliers)]
    scale = (names - suppliers) / sum(raw)
    return [1 + round(size * scale) for size in raw]


def _supplier(chance: random.Random, number: int) -> Supplier:
    form = chance.choices([one for one, _ in FORMS], [many for _, many in FORMS])[0]
    trading = (_invented(chance), chance.choice(TRADES)) if chance.random() < 0.06 else ()
    return Supplier(_words(chance), form, f"{1_000_000 + number * 7:08d}", trading)


def _words(chance: random.Random) -> tuple[str, ...]:
    pick, kind = chance.choice, chance.random()
    tail = (pick(TAILS),) if chance.random() < 0.45 else ()
    if kind < 0.30:
        return (pick(SURNAMES), pick(TRADES), *tail)
    if kind < 0.38:
        return (pick(SURNAMES), "&", pick([*SURNAMES, "Sons", "Son", "Daughters", "Co"]), *tail)
    if kind < 0.46:
        return (chance.choice("ABCDEFGHJKLMPRSTW"), pick(SURNAMES), pick(TRADES), *tail)
    if kind < 0.68:
        return (_invented(chance), *((pick(TRADES),) if chance.random() < 0.7 else ()), *tail)
    if kind < 0.82:
        return (pick(QUALITIES), pick(TRADES), *tail)
    if kind < 0.90:
        return (pick(TOWNS), pick(CAUSES), pick(BODIES))
    if kind < 0.94:
        return (pick(QUALITIES), pick(CAUSES), pick(BODIES))
    return (pick(TOWNS), pick(TRADES), *tail)


def _invented(chance: random.Random) -> str:
    parts = [chance.choice(SYLLABLES) for _ in range(chance.choice((1, 2, 2, 3)))]
    return ("".join(parts) + chance.choice(ENDS)).capitalize()


def _make_distinct(every: list[Supplier], chance: random.Random) -> None:
    """No two suppliers have the same words (in any order): nobody could tell them apart."""
    seen: set[frozenset[str]] = set()
    for at, one in enumerate(every):
        words = one.words
        while (key := frozenset(words)) in seen:
            more = chance.choice([_invented(chance), chance.choice(TRADES), chance.choice(TAILS)])
            words = (*_words(chance)[:2], more)
        seen.add(key)
        every[at] = Supplier(words, one.form, one.number, one.trading)


def _written(one: Supplier, chance: random.Random) -> str:
    words = [_short(word, chance) for word in one.words]
    if chance.random() < 0.012 and len(one.words) > 2:
        words = ["".join(word[0] for word in one.words if word[0].isalpha())]
    else:
        words = _moved(words, chance)
    if chance.random() < 0.28:
        words = _slip(words, chance)
    text = " ".join([*words, _pick(WRITTEN_FORMS[one.form], chance)]).strip()
    text = _beside(text, one, chance)
    text = _signs(text, chance)
    if chance.random() < 0.07:
        text = text[: chance.choice((18, 20, 22, 25, 30, 35))].strip()
    return chance.choice((str.upper, str.title, str, str, str.lower, str.upper))(text)


def _pick(options: tuple[str, ...], chance: random.Random) -> str:
    return options[0] if chance.random() < 0.35 else chance.choice(options)


def _short(word: str, chance: random.Random) -> str:
    if chance.random() > 0.14 or len(word) < 5:
        return word
    if word in SHORT:
        return chance.choice(SHORT[word])
    if chance.random() < 0.35:
        return word[0] + "".join(letter for letter in word[1:] if letter not in "aeiou")
    return word[: chance.choice((4, 5))] if chance.random() < 0.3 else word


def _moved(words: list[str], chance: random.Random) -> list[str]:
    draw = chance.random()
    if draw < 0.05 and len(words) > 1:
        return [*words[1:], words[0]]
    if draw < 0.09 and len(words) > 2:
        gone = chance.randrange(1, len(words))
        return words[:gone] + words[gone + 1 :]
    if draw < 0.11 and len(words) > 1:
        return [words[0] + words[1], *words[2:]]
    if draw < 0.13:
        return ["The", *words]
    return words


def _slip(words: list[str], chance: random.Random) -> list[str]:
    words = list(words)
    for _ in range(2 if chance.random() < 0.15 else 1):
        long = [at for at, word in enumerate(words) if len(word) > 3]
        if not long:
            break
        at = chance.choice(long)
        words[at] = _slipped(words[at], chance)
    return words


def _slipped(word: str, chance: random.Random) -> str:
    at, kind = chance.randrange(1, len(word)), chance.randrange(4)
    letter = chance.choice("abcdefghijklmnoprstuvwy")
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + letter + word[at:]
    if kind == 2:
        return word[:at] + letter + word[at + 1 :]
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def _beside(text: str, one: Supplier, chance: random.Random) -> str:
    draw = chance.random()
    town = chance.choice(TOWNS)
    if draw < 0.09:
        return text + chance.choice((f" {town}", f" ({town})", f" - {town}", f", {town}"))
    if draw < 0.11:
        return f"{text} {chance.choice(('Branch', 'Depot', 'Store'))} {chance.randrange(1, 900)}"
    if draw < 0.15:
        code = chance.choice((f"{chance.randrange(10**5, 10**7)}", f"A{chance.randrange(10**4)}"))
        return f"{code} {text}" if chance.random() < 0.3 else f"{text} {code}"
    if draw < 0.18:
        return f"{chance.choice(PAYMENT)} {text}"
    if draw < 0.21 and one.trading:
        return f"{text} t/a {' '.join(one.trading)}"
    if draw < 0.225 and one.trading:
        return " ".join(one.trading)
    return text


def _signs(text: str, chance: random.Random) -> str:
    draw = chance.random()
    if draw < 0.12:
        return text.replace("&", "and")
    if draw < 0.16:
        return text.replace(" ", "  ", 1)
    if draw < 0.22:
        return text.replace(" ", "-", 1)
    if draw < 0.26:
        return text.replace("&", "+").replace(" Ltd", ",Ltd")
    return text + "." if draw < 0.29 else text


def main() -> None:
    """Write `name,supplier,number` to --out."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--names", type=int, default=200_000)
    options.add_argument("--suppliers", type=int, default=40_000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--out", type=Path, required=True)
    chosen = options.parse_args()
    with chosen.out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("name", "supplier", "number"))
        writer.writerows(generate(chosen.names, chosen.suppliers, chosen.seed))


if __name__ == "__main__":
    main()
