"""Which well-known supplier a name is, and what is bought there. Pure.

>>> known_in(("bt", "plc")), known_in(("hays", "farm"))
(('bt', 'telecoms', 0.95), None)
>>> known_in(("friends", "of", "barclays"))
('barclays', 'banking_cards', 0.5)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spinney.purchasing.engine.categories.known_names import ONLY
from spinney.purchasing.engine.categories.phrases import FORMS, plain, words_of

ONLY_SURE, MOSTLY_SURE, INSIDE_SURE = 0.95, 0.55, 0.5

MOSTLY: Mapping[str, str] = {
    "catering": """
        tesco; tesco stores; tesco store; tesco express; sainsbury; sainsburys; sainsbury s; j
        sainsbury; sainsburys supermarkets; asda; asda stores; morrisons; morrison; wm morrison; w
        m morrison; waitrose; ocado; co op; coop; co operative food; cooperative food; co op group;
        marks and spencer; marks spencer; m and s; m s simply food; m s; spar; londis; nisa;
        budgens; one stop; costcutter; booths; whole foods; holland and barrett; b and m; b m; bm
        stores; home bargains; poundland; poundstretcher; savers; farm shop; spar uk; premier
        stores; mccolls; bargain booze; majestic wine; hotel chocolat; thorntons; krispy kreme
    """,
    "other": """
        amazon; amazon co uk; amazon marketplace; amazon mktplc; amazon uk; amazon prime; amzn;
        amzn mktp; amznmktplace; amzn marketplace; amazonuk; amzn business; amznbusiness; amz;
        ebay; ebay co uk; etsy; paypal; pay pal; argos; argos ltd; argos business; john lewis;
        wilko; wilkinson; the range; next; next retail; primark; h and m; matalan; tk maxx; sports
        direct; decathlon; smyths; smyths toys; the entertainer; toys r us; boots; boots the
        chemist; superdrug; lloyds pharmacy; lloydspharmacy; lush; debenhams; house of fraser;
        tiger; flying tiger; clintons; card factory; moonpig; funky pigeon; funkypigeon;
        interflora; waterstones; blackwells; foyles; wordery; book depository; the book people;
        world of books; awesome books; abebooks; ticketmaster; see tickets; odeon; vue; cineworld;
        merlin; national trust; english heritage; gll; better leisure; everyone active; david
        lloyd; puregym; alibaba; aliexpress; wish com; shein; asos; gumtree; love2shop; love 2
        shop; highstreetvouchers; one4all; tesco gift cards; giftcards; sodexo vouchers; park
        retail
    """,
}
"""Who sells many kinds of things: what the file says itself overrules it easily."""

WHOLE_ONLY = words_of(
    """
        three next hays reed crown wave marsh aon corps nest sage stripe square tide wise zen gamma
        chess oyster bolt enterprise leon moo banner arco dreams tiger boots lush apple shell jet
        premier savers loom miro citation croner visa mint vue range sky ey pkf lv admiral penna
        prospectus indeed withers buffer notion doodle fathom dojo growth adt vps amey isg cef hss
        kier rac gll corona serco locality impact ups ricoh sharp brewers hanson marshalls covers
        crucial brother canon bulb drax engie kaplan clore oracle sap timpson mastercard mural
        figma hiscox direct spar tui oscr merlin sharpe ocs emmaus saba wish bam record oce tlt dwf
        ico eset avg yale arlo budget thrifty sixt avis park
    """
)
"""Known names that are also common words or surnames: only right where little else is said."""


def _listed(by_category: Mapping[str, str], sure: float) -> Iterator[tuple[str, tuple[str, float]]]:
    for category, names in by_category.items():
        for name in names.split(";"):
            if words := " ".join(plain(name)):
                yield words, (category, sure)


_KNOWN: Mapping[str, tuple[str, float]] = dict(
    (*_listed(MOSTLY, MOSTLY_SURE), *_listed(ONLY, ONLY_SURE))
)
_WHOLE_ONLY = frozenset(" ".join(plain(one)) for one in WHOLE_ONLY)
_LONGEST = max(name.count(" ") + 1 for name in _KNOWN)


def known_in(words: tuple[str, ...]) -> tuple[str, str, float] | None:
    """The known name in the plain words of a name, its category and how sure; None if none.

    The longest known name that it starts with counts; else one of several words inside; else one
    of one word inside, which is weak: a charity may be named after a bank's park.
    """
    for size in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            name = " ".join(words[start : start + size])
            if (found := _KNOWN.get(name)) and _stands(name, words, start, size):
                sure = found[1] if start == 0 or size > 1 else min(found[1], INSIDE_SURE)
                return name, found[0], sure
    return None


def _stands(name: str, words: tuple[str, ...], start: int, size: int) -> bool:
    if name in _WHOLE_ONLY:
        others = words[:start] + words[start + size :]
        return start == 0 and all(word in FORMS or word.isdigit() for word in others)
    return start == 0 or size > 1 or len(name) > 3
