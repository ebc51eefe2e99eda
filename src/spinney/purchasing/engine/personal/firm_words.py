"""Words that only organisations and trades have in their names. General knowledge, ours.

None is a common surname: "Baker", "Hall" and "Park" are not here, and stand in PLACE_WORDS if they
tell an organisation where they come last ("Ash Hall").
"""

from __future__ import annotations

from spinney.purchasing.engine.categories.name_words import NAME_WORDS
from spinney.purchasing.engine.categories.phrases import words_of
from spinney.purchasing.engine.personal.given_names import GIVEN, SOFT_GIVEN
from spinney.purchasing.engine.personal.surnames import SURNAMES

LEGAL_FORMS = words_of(
    """
    ltd limited plc llp lp cic cio scio inc incorporated corp corporation gmbh bv nv sarl srl
    aps kft sro zoo pty llc pllc co company companies cyf ccc cbc ltdt ltda limite limi lim
    unltd unlimited limted limitd limied lmited
    """
)
"""Legal forms, with the ways in which they are cut short or mistyped."""

_WORDS = """
    aa abbeyfield aberdeen academies academy acc accommodation account accountants accounts
    acquisitions action activities activity admin administrators adoption adult adults advanced
    advertising advice advisory advocacy aerial afc africa african age aged agencies agency agents
    aggregates agricultural aid air airport alarms alliance allotment allotments alms almshouse
    almshouses alternative aluminium amateur ambulance amenity america american analytics ancient
    angels anglican animal animals annual antiques apartments app appeal appliance appliances apps
    aquatics arcade archaeological archaeology archery architects architectural architecture
    archive archives area arena armed arms army art artisan artist artists arts ashram asia asian
    asphalt asset assets assist assistance assisted assoc associated associates association
    associations assurance asylum athletic athletics atlantic attractions auction auctioneers
    auctions audio audit autism autistic auto automotive autoparts autos aviation avionics award
    awards awareness babies baby bacs bailiff bais bakeries bakery ballet balloons band bands
    bangladesh bank banking banks baptist bar barber barbering barbers barnet barnsley barrister
    barristers bars basilica basket bath bathrooms bay bc bearings beauty bed beds beer beginnings
    beis belfast benefit benefits benevolent bequest bequests bereavement beth bethel bhavan bid
    bike bikes bingo biological birmingham bistro black blackburn blind blinds block blooms board
    boat boats boatyard body boilers bolton bookmakers books bookshop borough botanical
    bournemouth boutique bowling bowls boxing boys bradford brand branding brands brass brent
    brewery brewing bricks bridal bridge brigade brighton bristol britain british broadband
    broadcasting brokers bros brothers brownies brows bt build builders building buildings bureau
    burial burnley bury bus buses business businesses buying cab cabs cadet cadets cafe calderdale
    cambridge cambridgeshire camden campaign campaigns campus cancer canine canoe canterbury
    cantina capital car caravan caravans cardiac cardiff cards care careers carelink carers cargo
    caring carlisle carpentry carpet carpets cars cash casting castings caterers catering
    cathedral catholic cattle cc ccg celebration celtic cements cemetery center central centre
    centres century ceramics certification chamber chambers championship chandlery channel chapel
    charitable charities charity chartered chauffeur chauffeurs chemicals chemist chemists
    cheshire chess chester chief child childcare childminder childminders childminding children
    childrens china chinese chiropody chiropractic choice choir choral chq christ christian
    christians churches cinema cinemas circle circus cities citizen citizens civic civil class
    classes classic classical classics clean cleaner cleaners cleaning clear clerk clerks clinic
    clinical clinics clothing cloud club clubs co-op co.uk coach coaches coaching coal coast
    coastal coffee collections collective college colleges colour com combined comedy comfort
    comics commerce commercial commission committee common commons communication communications
    communities community companion complete components composites computer computers computing
    concept concepts concert concerts concrete confectionery conference conferences congregation
    congregational connect connected connection connections conservation conservative
    conservatoire conservatory consortium constabulary constituency construction constructions
    consulate consult consultancy consultant consultants consulting consumer contact container
    containers contemporary continental contract contracting contractors contracts control
    controls convent convention cooling coop cooperation cooperative copiers core cornwall
    corporate correctional cosmetics costumes cottage cottages council councils counselling
    counsellors country county courier couriers courses court courts covenant coventry cover craft
    crafts cranes crates creations creative credit cricket criminal crisis croft crown croydon
    cruises cubs cuisine cultural culture cumbria curtains custom customer customs cuts cvs cyber
    cycles cycling dairies dairy dance darlington data database day daycare dc deaf deanery debt
    decor decorating decorator decorators deli deliveries delivery dementia democratic dental
    dentist dentists department depot derby derbyshire design designers designs destination
    detention developers developing development developments devon diabetes diagnostics digital
    diocesan diocese direct directors directory disabilities disability disabled disaster discos
    discount discounts discovery display displays disposal distribution distributors district
    diverse diversity diving division dj doctors dog dogs domestic domiciliary donations doncaster
    doors dorset double drainage drains drama dream dreams dredging dress dressing driving drug
    drugs drycleaners drycleaning dundee durham dvla dwp dyslexia ealing early earth east eastern
    eco ecology economic economy edf edinburgh edition education educational ee effects eight
    elderly electric electrical electricals electrician electricians electronic electronics
    elevators elite embassy embroidery emergency employment emporium empowerment endeavour
    endowment energy enfield enforcement engineered engineering engineers england english
    enterprise enterprises enterrprises entertainers entertainment entertainments environment
    environmental epilepsy equality equestrian equine equipment equities equity escape essential
    essentials essex estate estates ethnic eu europe european evangelical event events exchange
    exclusive executive exeter exhibition exhibitions expert experts exploration explorers export
    express extension extra eyecare fabrication fabrications fabricator fabrics facilities faculty
    fair fairs families family fancy fare farm farms fashion fashions fast fasteners fc federation
    fellowship fencing ferry festival fibre field fields fifth film films finance financial fine
    fire fireplaces fireworks first fish fisheries fishing fishmongers fitness fitters fitting
    fittings five fixings flats fleet flight floor flooring floors florals florist floristry
    florists flying food foods foot football footwear force forces forensic forest forestry forge
    form formation forum forward fostering foundation foundations four framers frames framework
    framing france franchise fraternity freedom freehold freight french fresh friary friend
    friends fruit fuel fuels fund funders funding fundraising funds funeral funerals furnishers
    furnishing furnishings furniture fusion future futures galerie galleries gallery games gaming
    garage garages garden gardener gardening gardens gas gastro gate gateshead gateway gb
    genealogy general generation german germany gift gifts girls glasgow glass glazing global
    globe gloucester gloucestershire go golf goods gospel gourmet government gps grain grammar
    grand grange granite graphic graphics greater greek green greengrocers greenwich greetings
    grid grill grocers grocery grooming ground grounds group groups grove growers growth guarantee
    guard guards guest guidance guides guiding guild guitar gurdwara guys gym gymnastics habitat
    hackney hair hairboutique hairdressers hairdressing halifax hampers hampshire handling
    handmade handy handyman harbour hardware haringey harrogate harrow hartlepool haulage haven
    havering headquarters heads healing health healthcare healthwatch healthy hearing heart hearts
    heat heating heights help helping helpline herbal heritage hertfordshire high higher highways
    hill hillingdon hills hindu hire historic historical history hmrc hockey holding holdings
    holiday holidays holistic holy home home-start homecare homecrafts homeless homelessness homes
    homestart honda horizons horse horses horticultural horticulture hospice hospital hospitality
    hospitals hostel hotel hotels hounslow hour house household houses housing hq hub huddersfield
    hull humanitarian humber hydraulics hygiene ice idea ideas identity illustration illustrations
    image images imaging immigration impact imperial implants import improvement improvements
    inclusion inclusive income indemnity independent india indian indoor industrial industries
    industry infant infants inflatables info information infrastructure initiative initiatives
    injury ink inn innovation innovations innovative inns insight insights inspection inspirations
    inspire inspired installation installations installers institute institution instruments
    insulation insurance integrated integration intelligence intensive interactive interest
    interior interiors international internet interpreters interpreting investigations investment
    investments investors ipswich ireland irish iron ironing ironmongers islamic island islands
    islington it italian italy jamaat jamia japan jazz jewellers jewellery jewels jewish jobs
    joiner joiners joinery joint journal journey judo junction junior juniors justice karaoke
    karate kebab kebabs keepers kennels kensington key keys kickboxing kids kindergarten kinship
    kirk kirklees kitchen kitchens knitting knitwear kollel korea korean lab label labels
    laboratories laboratory labour labs ladies lambeth lancashire landmark lands landscape
    landscapers landscapes landscaping language languages laser lashes laundry lawnmowers lawyers
    leader leaders leadership league learn learners learning lease leaseholders leasing leather
    leeds legacy legal legends leicester leicestershire leisure letting lettings lewisham liaison
    libraries library licensing life lifeboat lifestyle lifestyles lift lifting lifts light
    lighting lights lime lincolnshire line lines link links lions liquid liquidation listening
    literacy literary literature litho live liverpool livery lives living llc loan loans local
    locality locksmith locksmiths locums lodge lodges lodging lodgings logic logistics london loss
    lottery lounge ltd luncheon luton luxury machine machinery machines madrasah madrassah
    magazine magazines magic magician maintenance makers making male man management manchester
    mandir manor manufacturers manufacturing map maps marathon marina marine maritime market
    marketing markets marquee marquees marriage martial masjid masonic masonry massage masters
    materials maternity matters mbc meals meat mechanical media mediation medic medical medicals
    medicine medicines mediterranean meeting meetings members membership memorial memory men
    mencap mens menswear mental mentoring merchandise merchandising merchant merchants merseyside
    merton metal metals method methodist metro metropolitan mgt microscopy microwave middle
    middlesbrough midland midlands midwifery migrant migrants military milton mind mindful
    mindfulness mineral minerals mini minibus minicabs mining ministries ministry minster mission
    missionary missions mobile mobility model modelling models modern moment monastery montessori
    mosque mot mother mothers motor motorcycle motorcycles motoring motors mouldings mountain
    mountaineering movement movers moving mowers multi multicultural multimedia municipal muscular
    museum museums music musical musicians muslim mutual nails nation national nations natural
    nature naval navy neighbourhood neighbours net netball network networking networks neuro
    newcastle newham newsagent newsagents newspaper newspapers nfu nhs nhsft ni night nightclub
    nomads norfolk north northampton northamptonshire northeast northern northumberland northwest
    norwegian norwich notary nottingham nottinghamshire nuclear number nurseries nursery nursing
    nutrition oasis observatory occupational ocean off offender offenders office offices official
    oil old older oldham oncology one online open opera operations ophthalmic optical opticals
    optician opticians option options orchestra orchestral orders org organic organics
    organisation organisations organization oriental orthodox orthopaedic osteopath osteopathic
    osteopathy outdoor outdoors outfitters outlet outreach outsource outsourcing over overseas
    owners oxfam oxford oxfordshire pack packaging packing paediatric pain paint painters painting
    paints pakistan palace pallets palliative pantry paper parade paralegal parcel parents parish
    parking parkinsons parliament parliamentary partner partners partnership partnerships parts
    party passenger pastoral pastors pastures patient patients pavilion paving payments payroll
    pct peace pension pensioners pensions people peoples perception performance performing
    personnel pest pet peterborough petroleum pets pharma pharmaceutical pharmaceuticals
    pharmacies pharmacy philharmonic phoenix phone phones photo photographer photographers
    photographic photography photos physical physio physiotherapist physiotherapy piano picnic
    pics picture pictures pilates pilgrim pipe pipework pitch pizza place placements places plan
    planet planning plans plant plaster plasterer plasterers plastering plastic plastics play
    players playgrounds playgroup playing playschool plc plumber plumbers plumbing plus plymouth
    pneumatics podiatry pods poetry point police policy polish political poly ponies pony pool
    pools poor poors popular port portraits portsmouth post postal pottery poultry poverty
    practice practitioner practitioners pre-school precision pregnancy premier premises premium
    premiumplus preparatory presbyterian preschool prescription preservation press prestige
    prevention primary prime print printer printers printing prints prison prisoners private prize
    prizes pro probation process processing procurement produce producers product production
    productions products professional professionals programme project projects promotion
    promotions properties property prospect prospects protect protection proteins provident
    provision pru psychiatric psychological psychologist psychology psychotherapy pta pub public
    publications publicity publishers publishing pubs pump pumps puppet puppets purchasing pure
    quakers quality quarries quarry quest quick quilters rac race racing radio radiology radios
    raf rail railway railways rainbows ramblers rambling range rape rapid rascals rbl real realty
    recording recordings records recovery recreation recreational recruit recruiting recruitment
    recycling red redbridge redcar refrigeration refuge refugee refugees refurbishment
    regeneration regimental region regional regions registered registers registration registry
    rehab rehabilitation relate relations relief religious remedial removal removals renewable
    renewables rent rental rentals repair repairs repertory representative representatives rescue
    research reserve residence residences residential residents resort resource resources
    resourcing respiratory respite response rest restaurant restaurants restoration restorations
    results retail retirement retreat retreats revenue revenues rfc richmond riders riding rigging
    rights river riverside rlfc rnib rnid rnli road roads robotics rochdale rock roman romanian
    roofer roofers roofing room rooms ropes rotary rotherham rowing royal rspb rspca rubber rugby
    run runners running rural russian sabha safari safe safeguarding safer safety sailing sales
    salford salon salvage salvation samaj samaritans sanctuary sands sandwich sandwiches sarnies
    satellite saturday savers savings scaffold scaffolders scaffolding scenic scheme schemes
    scholarship school schools science sciences scientific scotland scottish scout scouting scouts
    scrap screen screenprint screens sculpture sea seafood search seasons second secondary
    secretarial secure securities security seeds select self seminars senior sensory series serv
    servants service services servicing session settlement seven sewing sexual shed sheds sheet
    sheffield sheltered ship shipping ships shoes shoot shooting shop shopmobility shopping shops
    show showers shows shropshire shul sight sign signage signs sikh silver singers singing sister
    sisters site sites sixth skating ski skiing skill skills skin skip skips sky slough smart
    smoke snooker snow soccer social societies society soft software sol solar soldiers sole
    solicitor solicitors solution solutions somali somerset sound sounds south southampton
    southern southwark spa space spaces spanish spare spares special specialised specialist
    specialists specialty speech spinal spirit spiritual sport sporting sports spot spring square
    squash sse stables staff staffing stage stages stairlifts stalls standard standards star start
    station stationers stationery stations statue steam steel step steps sterling stiftung
    stockport stockton stoke stonemason stones storage store stores stories strategic strategies
    strategy stream street streets stroke structural structures student students studies studio
    studios style styles stylist sub subsea success suffering suffolk suicide suite suites summer
    sun sunday sunderland supermarket supermarkets suppliers supplies supply support supported
    supporters supporting surf surfacing surgeries surgery surgical surplus surrey survey
    surveyors surveys survival survivors sussex sustainability sustainable sustrans sutton swansea
    swim swimming swindon symphony synagogue syndrome synergy system systems tabernacle table
    tackle tailored tailoring tailors talent talking talmud tameside tandoori tank tarmac tattoo
    tattooist taverna tax taxation taxi taxidermy taxis tea teach teachers teaching team teams
    tech technic technical technics technologies technology teen teenage tees teesside telecom
    telecommunications telecoms telephone television temple tenant tenants tender tennis tents
    territorial test testing textile textiles tfl thai theatre theatres theatrical therapeutic
    therapies therapist therapists therapy third three ticket tickets tile tiler tilers tiles
    tiling timber time timepieces times tobacco tobacconist today together tool tools topsoil
    torah torch total tots touch tour touring tourism tourist tours tower towers town townscape
    townswomens toy toys track trade traders trades trading traditional traffic trafford trail
    trailers trails train trainers training trains transfer transit transition translation
    translations translators transport transportation trattoria trauma travel travellers treatment
    trees triathlon tribe tribunal trinity trophies trophy tropical truck trucking trucks trust
    trustee trustees trusts truth tuition turbine turbines turf turfs turkish tutor tutoring
    tutors twentieth twin twinning two tyne tyneside typing tyre tyres uk ultimate under
    underfloor underground uniform uniforms union unions unique unit unitarian united units unity
    universal universities university upholsterers upholstery urban us usa utc utilities utility
    valley valuation value valuers valves van vans vapes vault vegan vegetarian vehicle vehicles
    vending ventilation venture ventures venue vet veteran veterans veterinary vets viaduct
    vicarage victim victims victorian video videography videos view views vihara villa village
    villages villas vine vineyard vintage vinyl violence vision visions visit visiting visitor
    visitors visual vocational voice voices voluntary volunteer volunteering volunteers wakefield
    wales walking walks wandsworth war warehouse warehousing wargames warmth warriors warwickshire
    wash waste watch watches water waterfront waterproofing waters watersports waterways wave way
    wealth wear weather web website websites wedding weddings weekly weight welcome weld welder
    welding welfare well wellbeing wellness welsh west western westminster wheel wheels whisky
    wholesale wholesalers wholesome wi widows wigan wild wildlife wiltshire wind window windows
    windscreens wine wines wing wings wire wireless wirral wise wolverhampton women womens
    womenswear woodcraft wooden woodland woodlands woodwork woodworking wool worcestershire work
    workers workforce working works workshop workshops workspace workwear world worldwide worship
    wrestling writers writing www wythenshawe yacht yard year years yeshiva yeshivas ymca yoga
    yorks yorkshire youth youths ysgol ywca zone zoo zoological
"""

PLACE_WORDS = words_of(
    """
    abbey arms avenue bank banks bell bolton bridge castle chambers chapel church close cottage
    court crescent croft cross dene drive east farm field fields garden gardens gate grange green
    grove hall head heath hill house inn kent lane law lea leas lodge manor meadow meadows mill
    mills mount north park place priory rise road south spring springs square stores street sutton
    terrace tower towers view villa villas well wells west wharf wood woods
    """
)
"""Words that come last in the name of a place: surnames too, so they tell less."""

TRADE_WORDS = (
    frozenset(word for phrase in NAME_WORDS for word in phrase if len(word) > 2)
    | {word + "s" for phrase in NAME_WORDS for word in phrase if len(word) > 2}
    | frozenset(_WORDS.split())
) - (SURNAMES | GIVEN | SOFT_GIVEN | PLACE_WORDS) | {"charity", "trust"}
