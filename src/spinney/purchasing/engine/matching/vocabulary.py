"""What payments files write around and inside suppliers' names: facts of the field.

Short forms, places of the United Kingdom, the words of banks and ledgers. General knowledge, not of
any one set of data; what the data itself teaches is `lexicon`'s business. All entries are written
as `reading` leaves words (lower case, singular).
"""

from typing import Final

from spinney.base.kernel.name_words import ABBREVIATIONS, SMALL_WORDS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEGAL: Final[dict[str, str]] = {
    "ltd": "limited", "limited": "limited", "lmtd": "limited", "limite": "limited",
    "limted": "limited", "limitd": "limited", "ltdd": "limited", "cyf": "limited",
    "cyfyngedig": "limited", "clg": "limited", "plc": "plc", "llp": "llp", "cic": "cic",
    "cbc": "cic", "cio": "cio", "scio": "cio", "inc": "inc", "incorporated": "inc",
    "gmbh": "gmbh", "bv": "bv", "llc": "llc", "lp": "lp", "sarl": "sarl", "nv": "nv", "ag": "ag",
    "aktiengesellschaft": "ag", "sa": "sa", "kg": "kg", "ab": "ab", "oy": "oy", "srl": "srl",
    "spa": "spa", "corp": "corporation", "corporation": "corporation",
}  # fmt: skip
"""One word that says what a body is in law -> its kind."""

LEGAL_PHRASES: Final[dict[tuple[str, ...], str]] = {
    ("public", "limited", "company"): "plc",
    ("limited", "liability", "partnership"): "llp",
    ("community", "interest", "company"): "cic",
    ("charitable", "incorporated", "organisation"): "cio",
    ("limited", "by", "guarantee"): "limited",
    ("company", "limited"): "limited",
    ("co", "limited"): "limited",
    ("company", "ltd"): "limited",
    ("co", "ltd"): "limited",
    ("naamloze", "vennootschap"): "nv",
    ("naamlooze", "vennootschap"): "nv",
    ("besloten", "vennootschap"): "bv",
    ("n", "v"): "nv",
    ("b", "v"): "bv",
    ("p", "l", "c"): "plc",
    ("l", "t", "d"): "limited",
    ("l", "l", "p"): "llp",
    ("c", "i", "c"): "cic",
}

SHORT: Final[dict[str, str]] = ABBREVIATIONS | {
    "accts": "account", "acct": "account", "acctnts": "accountant", "advert": "advertising",
    "agcy": "agency", "arch": "architect", "assocs": "associate", "auth": "authority",
    "bld": "building", "bldrs": "builder", "bldr": "builder", "bus": "business",
    "cncil": "council", "coy": "company", "co": "company", "consl": "consultant",
    "constr": "construction", "constn": "construction", "contr": "contractor",
    "contrs": "contractor", "devs": "development", "devt": "development", "distr": "distributor",
    "elec": "electrical", "elect": "electrical", "eng": "engineering", "engrg": "engineering",
    "engr": "engineer", "engrs": "engineer", "ent": "enterprise", "ents": "enterprise",
    "equip": "equipment", "eqpt": "equipment", "fin": "finance", "finl": "financial",
    "furn": "furniture", "gp": "group", "hldg": "holding", "hldgs": "holding",
    "htg": "heating", "ind": "industry", "inds": "industry", "info": "information",
    "ins": "insurance", "install": "installation", "installn": "installation",
    "int": "international", "internat": "international", "invest": "investment",
    "labs": "laboratory", "lab": "laboratory", "maint": "maintenance", "man": "management",
    "manu": "manufacturing", "manuf": "manufacturing", "mfg": "manufacturing", "mkt": "market",
    "mktg": "marketing", "mtrs": "motor", "partn": "partnership", "pship": "partnership",
    "ptnrs": "partner", "pharm": "pharmacy", "plmg": "plumbing", "prods": "product",
    "prod": "product", "prop": "property", "props": "property", "publ": "publishing",
    "refrig": "refrigeration", "sec": "security", "sol": "solution", "soln": "solution",
    "solns": "solution", "solrs": "solicitor", "spec": "specialist", "sply": "supply",
    "supp": "supply", "supps": "supply", "sys": "system", "syst": "system", "systs": "system",
    "tech": "technology", "techs": "technology", "technol": "technology", "tel": "telephone",
    "trans": "transport", "tpt": "transport", "transp": "transport", "trg": "training",
    "trng": "training", "vet": "veterinary", "vets": "veterinary", "whse": "warehouse",
    "yrs": "year", "gen": "general", "grnd": "ground", "insp": "inspection", "lndscp": "landscape",
    "ctre": "centre", "cnt": "centre", "cty": "county", "resid": "residential", "svs": "service",
    "srvs": "service", "srv": "service", "servcs": "service", "cntr": "centre", "n": "and",
}  # fmt: skip
"""A short form -> its word, where the trade knows one meaning; others are met by `likeness`."""

ONLY_WITHIN: Final = frozenset({"n"})
"""Short forms that open no name: "Fish n Chips", and "N Power"."""

GENERIC: Final = _words(
    """company group holding uk gb england international europe european global online direct plc
    britain british enterprise head office account department dept branch accounts hq national
    customer sale service charity registered"""
)
"""Words that come and go in one supplier's name; missing, they say little."""

LEDGER: Final = _words(
    """dd ddr bacs chaps fp fps sto bgc visa mastercard maestro contactless paypal sumup izettle
    zettle worldpay stripe pos inv invoice ref reference pymt pmt payment paymt card purchase
    purch txn debit credit direct-debit chq cheque www http https com org net ltdcouk couk co-uk so
    a/c ac acc gbp"""
)
"""What banks and ledgers write beside a name. Taken off the ends only, so that "Card Factory" and
"Direct Debit Bureau" keep theirs when nothing else is left."""

ALSO_NAMES: Final = frozenset(
    {"card", "purchase", "credit", "direct", "invoice", "site", "reference", "visa", "payment"}
)
"""Words of `LEDGER` that open real names too: "Card Factory". Alone in front they are kept."""

BRANCH_MARKS: Final = frozenset(
    {"branch", "store", "depot", "site", "unit", "outlet", "shop", "dept", "department", "no"}
)
"""Before a number: which of a supplier's places. "Unit 7" is one too."""

BRANCHES: Final = frozenset({"stores", "superstore", "supermarket", "supermarkets"})
"""Before a number as well, and a word of the name at the same time: "Varnholt Stores 31"."""

FEDERATED: Final = _words(
    """mind relate samaritan ymca ywca scope cvs emmaus homestart age citizen cab healthwatch
    groundwork shopmobility mencap crossroad carer rotary scout guide church parish school academy
    college university hospital hospice nhs council wi pta surgery headway voluntary volunteer u3a
    rspca dial"""
)
"""Words of names whose places are bodies of their own: Mind in one town is not Mind in another."""

BESIDE_FEDERATED: Final = _words(
    """advice action aid care concern centre association community friend league support women
    independent living district county city north south east west mid"""
)
"""Words that names of federations share with the names of their places: "Citizens Advice South
Warwickshire", "Crossroads Care East Kent".
"""

LOCAL_KINDS: Final = _words(
    "borough citizen church chapel parish hospice surgery police constabulary rescue pcc"
)
"""What is of one place whatever else its name says: two of one name in two places are two bodies,
as St John's Church in one town and in another are.
"""

NAMED_KINDS: Final = _words(
    """school academy college primary infant junior nursery preschool playgroup hospital infirmary
    hall mosque temple synagogue abbey cathedral minster priory vicarage cemetery crematorium
    fellowship pta foodbank museum library park theatre pharmacy clinic practice
    dental"""
)
"""What is of one place where all of its name is of `NAMESAKES`: there is a Victoria Hospital in
many towns, and a St Mary's School. With a name of their own they may be one body's: asked, not
parted.
"""

NAMESAKES: Final = _words(
    """st saint all holy christ trinity lady our heart sacred good shepherd cross emmanuel spirit
    immaculate conception assumption ascension annunciation resurrection redeemer saviour angel
    mary john peter paul andrew james luke mark matthew thomas michael george joseph stephen philip
    simon jude bartholomew barnabas nicholas martin margaret anne ann catherine helen hilda cuthbert
    oswald wilfrid edmund edward alban chad giles leonard lawrence francis clare theresa teresa
    bernadette patrick david bede aidan columba ninian mungo augustine benedict dominic anthony
    gabriel magdalen baptist evangelist elizabeth agnes cecilia winifred thoma jame nichola
    victoria albert royal queen king prince princess alexandra william charle diamond jubilee
    coronation memorial general district cottage community village town central high grammar green
    hill grove riverside lodge grange manor oak meadow lea wood field bridge mill road street lane
    north south east west upper lower great little new old rc ce catholic methodist baptist united
    reformed free evangelical gospel first voluntary controlled aided war welfare room
    acorn sunshine rainbow bright star tiny kid child children family health medical care"""
)
"""Words that hundreds of bodies are called by and none is known by: saints, kings, what grows."""

BODIES: Final = _words(
    """charity trust foundation fund society association partnership community council church club
    centre house home hall hospital hospice school academy college nursery surgery practice hotel
    garden project child hand"""
)
"""Words for what a body is: one of them is not several, "Sunfield Home" not "Sunfield Homes"."""

SUBSIDIARY: Final = _words(
    """trading enterprise retail trustee property pension lottery shop venture student finance
    commercial farm"""
)
"""A word that makes another company of a name: a charity's shops are not the charity."""

PLACES: Final = _words(
    """aberdeen aberystwyth accrington aldershot altrincham andover antrim armagh ashford ashton
    aylesbury ayr ballymena banbury bangor barking barnet barnsley barnstaple barrow basildon
    basingstoke bath batley bedford belfast berkshire berwick beverley bexley birkenhead birmingham
    blackburn blackpool bodmin bognor bolton bootle boston bournemouth bracknell bradford brent
    brentwood bridgend bridgwater brighouse brighton bristol bromley burnley burton bury buxton
    calderdale camberley cambridge cambridgeshire camden cannock canterbury cardiff carlisle
    carmarthen castleford chatham chelmsford cheltenham chepstow cheshire chester chesterfield
    chichester chippenham chorley cleveland clitheroe colchester congleton corby cornwall coventry
    craigavon crawley crewe croydon cumbria darlington dartford daventry derby derbyshire derry
    devon dewsbury doncaster dorchester dorking dorset dover dudley dumfries dundee dunfermline
    durham ealing eastbourne eastleigh edinburgh elgin ely enfield epsom essex exeter falkirk
    fareham farnborough farnham fleetwood folkestone gateshead glasgow glossop gloucester
    gloucestershire godalming goole grantham gravesend greenock greenwich grimsby guildford hackney
    halesowen halifax halton hamilton hammersmith hampshire haringey harlow harrogate harrow
    hartlepool harwich hastings hatfield havant hereford herefordshire hertford hertfordshire hexham
    heywood hinckley hitchin horsham hounslow hove huddersfield hull huntingdon hyde ilford ilkeston
    ilkley inverness ipswich islington keighley kendal kensington kent kettering kidderminster
    kilmarnock kingston kirkcaldy kirklees knowsley lambeth lancashire lancaster leamington leeds
    leicester leicestershire leigh letchworth lewes lewisham lichfield lincoln lincolnshire lisburn
    livingston liverpool llandudno llanelli london londonderry loughborough lowestoft luton
    macclesfield maidenhead maidstone malvern manchester mansfield margate marlow matlock merthyr
    merton middlesbrough middlesex middleton milton morecambe morley motherwell neath newark newbury
    newcastle newham newport newquay newry norfolk northallerton northampton northamptonshire
    northumberland northwich norwich nottingham nottinghamshire nuneaton oldham omagh ormskirk
    ossett oswestry otley oxford oxfordshire paisley penrith penzance perth peterborough plymouth
    pontefract pontypridd poole portsmouth prescot preston pudsey ramsgate rawtenstall reading
    redbridge redcar redditch redhill redruth reigate rhyl richmond ripley ripon rochdale rochester
    romford rossendale rotherham rugby runcorn rutland salford salisbury sandwell scarborough
    scunthorpe selby sevenoaks sheffield shrewsbury shropshire sittingbourne skegness skelmersdale
    skipton sleaford slough solihull somerset southampton southend southport southwark stafford
    staffordshire stalybridge stamford stevenage stirling stockport stockton stoke stourbridge
    stratford stroud suffolk sunderland surrey sussex sutton swansea swindon tameside tamworth
    taunton teesside telford thanet thurrock tiverton todmorden tonbridge torbay torquay tottenham
    trafford trowbridge truro twickenham tyneside uxbridge wakefield wallasey wallsend walsall
    walthamstow wandsworth warrington warwick warwickshire watford wellingborough welwyn wembley
    westminster weymouth whitby whitehaven widnes wigan wiltshire winchester windsor wirral wisbech
    woking wokingham wolverhampton woolwich worcester worcestershire workington worksop worthing
    wrexham yeovil york yorkshire scotland wales ireland ni midland"""
)
"""Towns, boroughs and counties: behind a name they say which branch. The data teaches others."""

SMALL: Final = SMALL_WORDS - {"i", "a"}
"""Words that join others; a lone "a" is an initial more often than an article."""
