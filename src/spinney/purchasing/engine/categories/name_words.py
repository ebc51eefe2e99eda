"""Words in the names of firms that tell what they sell ("Ash & Elm Solicitors"). Pure.

A phrase counts where its words stand side by side; the longer is heard before the shorter ("water
coolers" before "water"). Words are heard with and without a plural "s". What is in `soft` tells
less, because all sorts of firms call themselves so. General knowledge, ours to keep up.
"""

from __future__ import annotations

from spinney.purchasing.engine.categories.phrases import Phrases, phrases

NAME_WORDS: Phrases = phrases(
    (
        0.9,
        {
            "insurance": """
        insurance; insurances; assurance; insurance broker; underwriting; underwriter
    """,
            "banking_cards": """
        bank; bank plc; building society; credit union; card services; merchant services
    """,
            "legal": """
        solicitor; law firm; law llp; law; legal; barrister; chambers; notary; lawyers; qc; kc;
        county court; crown court; magistrates; tribunal; legal services
    """,
            "audit_accountancy": """
        accountant; accountancy; accounting; auditor; bookkeeper; bookkeeping; chartered
        accountant; tax advisers; book keeping
    """,
            "energy": """
        energy; electricity; gas supply; power and gas; gas and power; gas and electric; fuel oil;
        heating oil; fuels; solar; renewables; biomass; wood pellet; energy supply; electric supply
    """,
            "water": """
        water services; water utilities; water retail; water company; waterworks
    """,
            "telecoms": """
        telecom; telecommunication; telephony; broadband; mobile phone; fibre broadband; voip;
        telephone; internet services; comms; phones; communications network
    """,
            "it_support": """
        it support; it services; it solutions; ict services; computer services; web design; web
        hosting; hosting; website; computer repair; systems support; networks; cyber security;
        cyber; tech support; digital agency; computing; information technology; it consultancy;
        ict; it ltd; it limited; computer solutions; it
    """,
            "hardware": """
        computers; computer supplies; laptops; it hardware; audio visual; audiovisual; av hire;
        computer warehouse
    """,
            "software": "software; saas; database; app ltd; cloud software",
            "payroll_hr": """
        payroll; pension; pensions; human resources; hr; hr consultancy; occupational health; hr
        solutions; hr services; employee benefits; superannuation; employment law advice;
        counselling service; dbs; criminal records
    """,
            "premises": """
        cleaning; cleaner; janitorial; window cleaner; window cleaning; carpet cleaning;
        properties; property management; estates; lettings; estate agent; landlord; property;
        office furniture; furniture; serviced offices; business centre; hygiene; washroom; pest
        control; village hall; community centre rent; self storage; storage; facilities management;
        cleaners; housekeeping; laundry; blinds; interiors; surveyors; chartered surveyor; land and
        property; room hire; business park; conference centre; commercial property; investments
        property; shredding; beds
    """,
            "maintenance": """
        plumbing; plumber; plumbers; heating; electrical; electrician; electricals; builder;
        builders; building contractors; building services; building; roofing; roofer; joinery;
        joiner; carpentry; carpenter; glazing; glass; windows; decorators; decorator; painting;
        flooring; carpets; drainage; drains; boiler; lift services; lifts; elevators; scaffolding;
        construction; contractors; landscapes; landscaping; landscape; gardening; gardens; garden
        services; grounds maintenance; tree surgeon; tree services; tree care; arboriculture;
        arborists; timber; tool hire; plant hire; hire centre; paving; fencing; ironmongers;
        hardware store; property maintenance; maintenance; refurbishment; air conditioning;
        refrigeration; ventilation; plasterers; plastering; tiling; tiles; doors; kitchens;
        bathrooms; asbestos; damp proofing; insulation; stonemasons; merchants builders;
        groundworks; civil engineering; architect; architects; structural engineer; engineering;
        repairs; handyman; renovations; property services; shopfitters; signs; signage; scaffold;
        demolition; surfacing; mechanical services; fabrications; blacksmiths; playgrounds; play
        equipment
    """,
            "security": """
        security; alarm; alarms; alarm systems; locksmith; locksmiths; locks; cctv; guarding; fire
        protection; fire safety; fire and security; extinguisher; fire extinguishers; access
        control; surveillance; fire systems; lock and safe; fire alarm; keyholding
    """,
            "travel": """
        travel; taxi; taxis; cars; private hire; minicab; cabs; coaches; coach hire; coach;
        minibus; buses; bus; train; trains; rail; railway; railways; airline; airways; airport;
        hotel; hotels; inn; guest house; guesthouse; hostel; bed and breakfast; b and b;
        aparthotel; lodge hotel; car hire; van hire; car rental; vehicle hire; vehicle rental;
        motors; motor; garage; garages; autos; tyres; tyre; mot centre; service station; filling
        station; petrol; petrol station; fuel station; car park; car parks; parking; ferries;
        cruises; tours; motorcycles; cycles; cycle; bikes; autocentre; car sales; vehicle;
        vehicles; leasing vehicles; parkway; autoparts; motor factors; ccharge; travel agents;
        transport; haulage; fleet; truck; trucks; auto
    """,
            "stationery_print": """
        stationery; stationers; stationer; office supplies; office products; print; printers;
        printing; printer; print services; litho; copiers; photocopiers; copier; reprographics;
        ink; toner; paper; envelopes; office equipment; office machines; copy shop; digital print;
        design and print; print and design; business supplies; labels; lithographic; press ltd;
        educational supplies
    """,
            "postage": """
        courier; couriers; postal; mailing; parcel; parcels; postage; mail services; direct mail;
        mailing house; logistics; post office; despatch
    """,
            "training": """
        training; first aid training; learning; education; college; university; courses; tuition;
        academy training; elearning; e learning; skills; conference; conferences; school; schools;
        academy; institute of training; tutors; tutoring; coaching; qualifications; examinations;
        teaching; seminars; workshops
    """,
            "catering": """
        catering; caterer; caterers; cafe; caff; coffee; restaurant; bakery; bakers; baker;
        butcher; butchers; sandwich; sandwiches; pizza; pizzeria; kitchen catering; food; foods;
        foodservice; food service; takeaway; buffet; fish and chips; deli; delicatessen; vending;
        tea room; tea rooms; tearooms; bistro; grill; brewery; wines; wine; bar; pub; water
        coolers; water cooler; dairy; dairies; fruit and veg; greengrocers; cash and carry;
        supermarket; groceries; grocers; confectionery; cakes; cake; ice cream; diner; kebab;
        chicken; curry; tandoori; noodle; sushi; burger; burgers; bagel; patisserie; chocolates;
        canteen; fruiterers; fisheries; spice; eatery; coffee shop; mini market; off licence;
        newsagents; convenience store; food stores
    """,
            "recruitment": """
        recruitment; recruiting; resourcing; employment agency; staffing; personnel; executive
        search; jobs; headhunters; temps; nursing agency; employment services; employment bureau;
        supply teachers; locums
    """,
            "fundraising": """
        fundraising; fund raising; donations platform; lottery; raffle; advertising; marketing;
        public relations; pr agency; publicity; media; promotions; promotional; communications;
        branding; outdoor media; creative agency; newspapers; gazette; radio; magazine;
        telemarketing; merchandise; banners; photography; photographer; photographers; video;
        videos; film; films; design; graphics; productions; creative; publishing; broadcasting;
        events; event
    """,
            "utilities_other": """
        waste; recycling; skip hire; skips; refuse; waste management; waste disposal; business
        rates; council tax; waste services; environmental services; clinical waste; district
        heating; waste solutions; recycle; scrap
    """,
            "grants_subcontracts": """
        charity; charitable trust; foundation; community trust; cvs; voluntary action; voluntary
        service; citizens advice; age uk; age concern; mind; samaritans; ymca; ywca; barnardos;
        mencap; rnib; scope; shelter; carers trust; carers centre; homestart; home start; community
        association; community centre; community group; nhs; nhs trust; healthcare trust; childrens
        society; refugee council; women's aid; womens aid; council for voluntary; church; parish;
        mosque; synagogue; gurdwara; temple; scouts; scout group; guides; hospice; housing
        association; care home; nursing home; home care; homecare; day nursery; fostering; foster
        care; residential care; domiciliary; rest home; supported living; care services; care ltd;
        healthcare; home support; care agency; nursing care; care limited; nursery; playgroup; pre
        school; preschool; housing; homes; community interest; cic; cio; social enterprise; youth
        club; youth centre; advocacy; community; salvation army; red cross; st john ambulance;
        credit foundation; museum; theatre; trust; tenants association; residents association;
        counselling; childcare; surgery; medical centre; medical practice; pharmacy; care;
        charities; kindergarten; day centre; wellbeing; ambulance; football club; rugby club;
        cricket club; rowing club; boxing club; support services
    """,
            "other": """
        borough council; london borough; royal borough; county council; city council; district
        council; parish council; town council; council; mbc; mdc; metropolitan; government;
        department for; police; constabulary; revenue; vet; veterinary; florist; florists; flowers;
        toys; sports; consultants; consulting; consultancy; research; survey; translation;
        interpreters; interpreting; membership; subscription; gym; cinema; uniforms; workwear;
        clothing; shoes; jewellers; gifts; books; bookshop; medical supplies; opticians; dental;
        dentist; funeral; funeral directors; equipment hire; marquee; toy; associates; leisure
    """,
        },
    ),
    soft="""
        healthcare; energy; networks; building; properties; property; estates; storage; investments
        property; housing; homes; care; trust; community; school; schools; college; university;
        academy; education; learning; skills; institute of training; coaching; training school;
        engineering; contractors; transport; motor; auto; bar; food; design; media; events; event;
        communications; productions; creative; publishing; it; ict; mind; scope; shelter; guides;
        nhs; associates; consultants; consulting; consultancy; research; council; glass; windows;
        paper; press ltd; film; films; charity; foundation; interiors; motors; fleet; logistics;
        church; parish; repairs; gardens; doors; kitchens; furniture; bank; law; legal; surgery;
        spice; chicken; personnel; jobs; cars; rail; cycle; inn; digital agency; workshops;
        surveyors; environmental services; communications network; leisure; marketing; wellbeing;
        print; press; institute; water services; theatre; museum; sports; nursery; support
        services; police; books; bed; beds; chambers; pub; architect; architects; conference;
        power; vehicles; vehicle; computing; systems support; comms; heating; painting; lottery;
        solar; hotel; equipment hire; counselling; promotions
    """,
    soft_sure=0.62,
)
