"""Words by which files say what a line was for. Pure.

Nominal accounts of bookkeeping programs, purposes of council payments files, names of merchant
categories; phrases as in `name_words`. General knowledge, ours to keep up.
"""

from __future__ import annotations

from spinney.purchasing.engine.categories.phrases import Phrases, phrases

FILE_WORDS: Phrases = phrases(
    (
        0.93,
        {
            "insurance": """
        insurance; insurances; insurance premium; premises insurance; employers liability; public
        liability; indemnity; liability insurance; motor insurance; assurance; broker fees
    """,
            "banking_cards": """
        bank charge; bank fee; bank fees; bank interest; interest paid; card charges; credit card
        charges; merchant fees; payment processing; transaction fees; financial charges; loan
        interest; bank and finance charges; bank; finance charges; cash advance; paypal fees;
        stripe fees; direct debit charges; card fees; interest payable; overdraft; financial
        institution; wire transfer; quasi cash; bank charges and interest
    """,
            "legal": """
        legal; legal fees; legal expenses; solicitors; legal advice; legal and professional;
        counsel fees; court fees; court costs; barristers; legal services; attorney; legal costs;
        land registry; compensation payments; legal services attorneys
    """,
            "audit_accountancy": """
        audit; accountancy; accountancy fees; audit fee; audit and accountancy; bookkeeping;
        accounting; independent examination; accountants fees; accounting auditing; tax advice;
        bookkeeping fees; independent examiner; accounts preparation
    """,
            "energy": """
        electricity; gas; energy; light power heating; light and heat; heat and light; light heat;
        lighting and heating; heating oil; fuel oil; oil; power; heat light and power; gas and
        electricity; light heat and power; utilities electric gas; biomass; oil heating; solid
        fuel; lpg; fuel dealers; light power heat; heating and lighting; electric; street lighting
        energy; electricity charges; gas charges; carbon reduction
    """,
            "water": """
        water; water rates; water charges; sewerage; water and sewerage; sewage; water metered;
        water services; water supply; water and sewage
    """,
            "telecoms": """
        telephone; telephones; telephone and internet; telecoms; telecommunications; mobile phone;
        mobilephone; telephony; voip; data links; mobile contracts; mobile phones; mobiles;
        broadband; internet; phone; calls; line rental; telephone rental; phones; telecom; voice
        and data; data lines; phone and internet; sim; telephone calls; telecommunication services;
        telecom service; telecommunication equipment; cable satellite; landline; internet access;
        communications lines; telephone lines; wifi; mobile; telephones and internet
    """,
            "it_support": """
        it support; it services; ict support; website; web hosting; hosting; computer maintenance;
        it consultancy; it costs; it; ict; computer repair; it maintenance; domain name; domain; it
        contract; computer network; data processing; computer programming; web design; website
        costs; website development; it managed service; computer costs; computer expenses; it and
        website; website maintenance; ict services; comms and computing; manage it services;
        database support; computer services; ict costs; computer network information services;
        systems support; information technology; it recharges
    """,
            "hardware": """
        computer equipment; computer hardware; hardware it; it equipment; laptops; laptop;
        computers; ict equipment; it hardware; tablets; ipad; printers hardware; monitor; server;
        computer purchase; purchase of computers; electronics stores; electronic sales; computers
        peripheral; ict hardware; office it equipment; projector; audio visual equipment; computer
        peripherals; equipment it; new computers; headset; webcam
    """,
            "software": """
        software; software licences; software licence; computer software; licences software; it
        software and consumables; software subscriptions; it software; subscriptions software;
        saas; app subscription; online subscription; cloud services; database licence; digital
        goods; software maintenance; ict software; software licenses; software license; office 365;
        antivirus; database
    """,
            "payroll_hr": """
        payroll; payroll bureau; payroll fees; payroll costs; payroll service; human resources; hr;
        hr advice; pension; pensions; employer pension; pensions costs; employers ni; paye;
        national insurance; superannuation; dbs; dbs checks; crb checks; occupational health;
        employee benefits; staff welfare; hr costs; hr support; employers pension; staff pension;
        health insurance staff; eap; employee assistance; childcare vouchers; apprenticeship levy;
        national insurance contributions; salary; salaries; wages; tax payments; redundancy; long
        service
    """,
            "premises": """
        rent; rents; rent and service charge; rent payable; service charge; service charges; room
        hire; venue hire; hire of rooms; hall hire; hire of premises; venue costs; cleaning;
        cleaning materials; cleaning and hygiene; office cleaning; window cleaning; laundry;
        premises; premises costs; accommodation costs; office rent; cleaning services; cleaning
        costs; furniture; furniture and fittings; fixtures and fittings; hygiene; hygiene services;
        facilities management; storage; premises hire; office costs rent; cleaning contract;
        property management; pest control; sanitary; furnishings; property costs; leases property;
        licence fee premises; soft furnishings; home furnishings; exterminating; janitorial; office
        furniture; toilet rolls; premises expenses; lease of premises; rent premises; rental of
        premises; real estate agents; rentals; facilities; cleaning and maintenance; building
        rental; accommodation hire; hire of hall; conference room hire; property rental; property
        rents; hotelroom cleaning; furniture equip; laundries; laundry services; dry cleaners;
        carpet upholstery cleaning; commercial furniture; floor covering stores; catering and
        cleaning premises; unitary charge; household appliance stores; household appliance;
        caretaking; cleaning supplies; cleaning products; meeting room hire; room bookings; floor
        coverings
    """,
            "maintenance": """
        repairs; repairs and maintenance; repair; maintenance; repairs and renewals; building
        maintenance; building repairs; building works; building work; property maintenance;
        property repairs; maintenance contract; servicing; boiler; lift maintenance; grounds
        maintenance; garden; gardening; decorating; decoration; electrical repairs; heating
        maintenance; plumbing; renewals; equipment maintenance; refurbishment; minor works; planned
        maintenance; reactive maintenance; planned repairs; construction; construction works;
        building materials; materials; tools; hire of plant; alterations; adaptations; hardware
        stores; hardware equipment; lumber build supply; home supply warehouse; glass paint
        wallpaper; industrial supplies; plumbing heating equip; electrical parts; equipment
        repairs; repairs to equipment; repair services; contractor repairs; lawn garden;
        landscaping; grounds; grounds upkeep; asbestos; legionella; equipment servicing; pat
        testing; works and building; building works contractors; asset maintenance; drainage;
        electrical repairs and maint; repairs and maint; maint; mech and elec; paint; carpentry;
        general contractors; electrical contractors; works; tools and equipment; equipment hire;
        hire of equipment; plant and equipment; plant hire; contractors; external contractors; main
        contractor; boiler servicing; electrical work; painting and decorating; window repairs;
        building material; lumber; surveys; architects; architectural; tree works; horticultural;
        nurseries lawn; trees; gardens and grounds; compliance works; unplanned maintenance;
        heating repairs; other works; improvements to property; improvement works; direct charges
        contractors
    """,
            "security": """
        security; alarm; alarms; security costs; security services; fire safety; fire
        extinguishers; fire equipment; cctv; locks; fire alarm; burglar alarm; security contract;
        intruder alarm; keyholding; fire alarms; security and alarms; fire precautions; security
        systems; guard services; security equipment; key cutting; keyholding and security;
        protective security; fire protection; security guards
    """,
            "travel": """
        travel; travelling; travel expenses; travel and subsistence; staff travel; mileage; motor
        expenses; motor vehicle expenses; vehicle; vehicles; fuel; petrol; diesel; fuel and oil;
        car hire; vehicle hire; van hire; hire of vehicles; hire of transport; minibus; parking;
        car parking; taxi; taxis; rail; rail fares; train; train travel; fares; accommodation and
        travel; hotel; hotels; hotel accommodation; subsistence; overnight accommodation; travel
        national; travel international; vehicle running costs; vehicle repairs; vehicle
        maintenance; coach hire; transport; transport costs; volunteer travel; client travel;
        transport hire; contract hire; lodging; passenger railways; home to school; school
        transport; passenger transport; transport services; staff taxis; taxicabs; limousines;
        airlines; air travel; automobile rental; service stations; automated fuel dispensers;
        parking lots; auto parking; tolls; bus lines; commuter; travel agencies; vehicle leasing;
        vehicle lease; lodging hotels; tyres; auto parts; car rental; bicycle; auto service; auto
        repair; petroleum; automotive; tires; road tax; mot; bus passes; public transport; car
        allowance; vehicle insurance; derv; motor fuel; bed and breakfast; bed and breakfast acc;
        motor; toll bridge; hire of vehicles plant; hire of coaches; motorcycle; car park; auto
        parking lots garages; coach; fleet; lease cars
    """,
            "stationery_print": """
        stationery; printing; printing postage and stationery; printing and stationery; printing
        and photocopying; photocopying; photocopier; print; office supplies; stationery and
        printing; office stationery; copying; copier; paper; printer ink; toner; office
        consumables; office costs; office expenses; office equipment; quick copy; reprographics;
        print and stationery; postage printing and stationery; printing stationery; office
        sundries; print costs; office supply; stationery stores; printing costs; photocopier lease;
        photocopier rental; photocopying charges; leaflets; printed matter; equipment leasing;
        printing copying; stationery office; office running costs; printer cartridges; external
        printing; materials printing; print and design; photocopy
    """,
            "postage": """
        postage; post; postage and carriage; courier; couriers; carriage; freight; postage and
        courier; postal; mailing; postage freight and courier; franking; franking machine; postal
        services; courier services; delivery; postages; mail; direct mail postage; stamps; post and
        packaging; delivery charges; postal charges; parcels; motor freight
    """,
            "training": """
        training; staff training; training costs; training and development; courses; course fees;
        conference; conferences; conference fees; seminars; staff development; volunteer training;
        learning and development; education; tuition; qualifications; cpd; trustee training; e
        learning; colleges; vocational schools; training courses; educational services; conferences
        and seminars; first aid training; schools educational; university; exam fees; examination
        fees; professional development; workshop; workshops; tuition fees; training and
        conferences; external training; apprenticeship training; schools; supervision training;
        staff conferences
    """,
            "catering": """
        catering; refreshments; food; hospitality; meals; food and drink; food and refreshments;
        food provisions; entertainment; lunches; entertaining; tea and coffee; restaurants; eating
        places; fast food; grocery; grocery stores; groceries; bakeries; caterers; bars; drinking
        places; canteen; catering supplies; food costs; food stores; subsistence meals; food bank
        purchases; food purchases; catering costs; provisions food; misc food; kitchen supplies;
        beverages; volunteer lunches; convenience stores; food parcels; vending; drink; cafe; water
        cooler; supermarkets; confectionery; milk; hospitality and catering; drinking; package
        stores
    """,
            "recruitment": """
        recruitment; recruitment advertising; recruitment costs; staff recruitment; agency staff;
        agency fees; temporary staff; agency; recruitment agency; job advertising; job adverts;
        agency costs; agency workers; staff advertising; employment agencies; temp staff;
        recruitment fees; agency temps; staff agency; agency staff costs; agency staff provision;
        supply teachers; advertising for staff; payts to agencies; interim staff; recruitment
        expenses; relief staff agency; agency supply; temporary workers; advertising recruitment;
        advertising staff
    """,
            "fundraising": """
        fundraising; fundraising costs; fundraising fees; donation platform; appeal; advertising;
        advertising and marketing; marketing; publicity; promotion; public relations; fundraising
        events; advertising services; marketing and publicity; pr; promotional; social media;
        media; communications; event costs; events; event management; design; design fees; graphic
        design; artwork; advertisements; advertising and publicity; website advertising; cost of
        fundraising; cost of raising funds; fundraiser fees; lottery; merchandise; advertising and
        promotion; photography; video production; publications; event; advertising space; marketing
        materials; photographic; costs of generating funds; brochures; campaign; publicity and
        promotion; digital marketing; fundraising materials; outreach and publicity; advertising
        general
    """,
            "utilities_other": """
        refuse; waste; waste disposal; rates; business rates; recycling; trade waste; utilities;
        council tax; refuse collection; waste collection; rates and water; general rates; national
        non domestic rates; nndr; clinical waste; skip; tv licence; waste management; rubbish;
        utilities electric gas water; rubbish removal; skip hire; confidential waste; waste
        removal; utility; public utilities; sanitation services; trade refuse; tipping charges;
        utility costs; disposal; waste contract
    """,
            "grants_subcontracts": """
        grant; grants; grants payable; grants paid; grants awarded; grants made; grants to
        organisations; grants to external organisations; partner payments; partner costs;
        subcontract; subcontractor; subcontractors; sub contractors; subcontracting; delivery
        partner; delivery partners; donations paid; donations; grants to partners; charitable
        donations; payments to partners; project partners; donations made; donation; grant
        payments; payments to subcontractors; grants and donations; payments to sub contractors;
        voluntary organisations; third party payments; residential care; home care; homecare;
        personal care; day opportunities; day services; temporary accommodation; supported
        accommodation; services for carers; short breaks; advocacy; payments to voluntary
        organisations; nursing; independent placements; respite; foster; fostering; placements;
        direct payments; payments to voluntary; social care; day care; contributions; capital
        grants; affiliation grants; partnership payments; project delivery partner; charitable
        social service organizations; charitable organisations; commissioned services; care home;
        residential; supported living; precepts; private provider; private contractors care;
        nursery education; child care services; childcare; independent living; religious
        organizations; civic social; pmnts privt provider; resid care home; home helps; payments
        for services; charity payments; improvement grants; voluntary sector; supporting people;
        care packages; contracted services partners; onward grants; small grants; restricted grants
        out
    """,
            "other": """
        subscription; subscriptions; membership; memberships; subscriptions and memberships;
        affiliation; membership fees; professional fees; consultancy; consulting; consultancy fees;
        professional fees and consultancy; sundries; sundry; miscellaneous; general expenses;
        other; books; publications purchased; equipment; depreciation; suspense; uncategorised;
        petty cash; volunteer expenses; project costs; activities; sessional workers; sessional
        staff; governance; trustee expenses; research; evaluation; translation; interpreting;
        interpreters; translating; signers; resources; toys; clothing; gifts; uniform; vouchers;
        protective clothing; medical; counselling supervision; fines; taxes; refunds; ask my
        accountant; direct costs; project expenses; consumables; miscellaneous costs; misc
        speciality retail; miscellaneous retail; misc retail; general merchandise; discount stores;
        department stores; direct marketing; membership organizations; government services;
        business services; sporting goods; activity costs; consultants; professional services;
        fees; consultant; personal needs of client; activities and trips; evaluation costs;
        management consulting; dues; licences; other expenses; art materials; arts and crafts;
        craft materials; entrance fees; amusement; recreation; tourist attractions; general running
        costs; other costs; contingency; purchases; cost of sales; cost of goods sold; other
        supplies and services; supplies and services; client expenses; beneficiary expenses; client
        costs; service user expenses; amusement rec serv; book stores; drug stores; pharmacies;
        mens and womens clothing; clothing stores; variety stores; medical services; veterinary;
        florists; gift card; hobby toy; video game; pet shops; laboratories; sports recreation
    """,
        },
    ),
    soft="""
        contractors; external contractors; maint; food provisions; advocacy; oil; power; materials;
        tools; works; equipment hire; hire of equipment; plant and equipment; it; oils; gas; water;
        facilities; contributions; agency; agency fees; paper; post; mail; delivery;
        communications; media; design; events; event; campaign; fees; equipment; other; sundries;
        sundry; miscellaneous; general expenses; professional fees; resources; activities; project
        costs; direct costs; project expenses; consumables; misc retail; general merchandise;
        discount stores; department stores; direct marketing; business services; professional
        services; purchases; cost of sales; other expenses; other costs; education; schools;
        university; accommodation costs; rentals; utilities; utility; residential; nursing; mobile;
        internet; appeal; workshop; transport; contract hire; third party payments; payments for
        services; salary; salaries; wages; paint; garden; surveys; data processing; hardware
        stores; misc speciality retail; miscellaneous retail; miscellaneous costs; variety stores;
        supplies and services; other supplies and services; consultants; consultancy; consultancy
        fees; consulting; consultant; government services; pr; agency costs; works and building;
        electronics stores; electronic sales; household appliance; household appliance stores;
        compensation payments; tax payments; office costs; office expenses; database; disposal;
        donation; donations; storage; digital goods; eap; monitor; server; grounds; repair; fuel;
        bank; subsistence; hospitality; social media; publications; printers hardware; research;
        bars; hotel; fares; design fees; entertainment; food stores
    """,
    soft_sure=0.66,
)
"""What a file says of a line: account names, purposes, merchant categories."""
