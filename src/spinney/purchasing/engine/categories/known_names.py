"""Suppliers that are well known in the United Kingdom, and what charities buy from them.

General knowledge, ours to keep up; no list was taken from anywhere. A name is known by the words
that it starts with or holds, in lower case and without punctuation: "bt" for "BT GROUP PLC". Who
sells many kinds of things is in `known`.
"""

from __future__ import annotations

from collections.abc import Mapping

ONLY: Mapping[str, str] = {
    "insurance": """
        zurich; zurich municipal; zurich insurance; ansvar; ecclesiastical; ecclesiastical
        insurance; aviva; axa; axa insurance; axa ppp; rsa; royal sun alliance; hiscox; markel;
        allianz; nfu mutual; direct line; admiral; churchill insurance; lv; ageas; chubb european;
        qbe; aig; unity insurance; unity insurance services; access insurance; access underwriting;
        case insurance; keegan pennykid; bluefin; marsh; aon; gallagher; arthur j gallagher; willis
        towers watson; howden insurance; towergate; stubbs parkin; tennyson insurance; methodist
        insurance; congregational and general; morton michel; simply business; hastings direct;
        esure; lloyds of london; travelers insurance; covea; nig insurance; rsa group; bupa
        insurance; medicash; simplyhealth; westfield health; policy bee; policybee; premium credit;
        close brothers premium; municipal mutual insurance; maven underwriters; bhib; community
        first insurance; sutton winson; endsleigh; wessex group
    """,
    "banking_cards": """
        barclays; barclaycard; barclays bank; hsbc; lloyds bank; natwest; national westminster;
        santander; caf bank; cafbank; unity trust bank; unity trust; triodos; triodos bank; co
        operative bank; cooperative bank; coop bank; the co operative bank; metro bank; starling;
        starling bank; monzo; tide; revolut; virgin money; clydesdale bank; yorkshire bank; bank of
        scotland; royal bank of scotland; rbs; tsb; nationwide building society; handelsbanken;
        charity bank; allied irish bank; aib; bank of ireland; danske bank; ulster bank; worldpay;
        sumup; sum up; zettle; izettle; stripe; gocardless; go cardless; elavon; global payments;
        dojo; paymentsense; takepayments; first data; american express; amex; equals money; soldo;
        pleo; prepaid financial services; wise payments; transferwise; western union; bottomline;
        bankline; paypoint; adyen; sagepay; opayo; square up; loomis; shawbrook; aldermore;
        cambridge and counties; social investment business; key fund; mastercard; visa europe;
        bottomline technologies; modulr; cashplus; cynergy bank; ccla
    """,
    "legal": """
        bates wells; bates wells braithwaite; russell cooke; stone king; anthony collins; wrigleys;
        farrer and co; withers; irwin mitchell; slater and gordon; leigh day; dac beachcroft; dwf;
        eversheds; eversheds sutherland; pinsent masons; addleshaw goddard; weightmans; hill
        dickinson; trowers and hamlins; browne jacobson; devonshires; capsticks; bevan brittan;
        mills and reeve; geldards; blake morgan; womble bond dickinson; bond dickinson; freeths;
        shoosmiths; gowling wlg; clifford chance; linklaters; allen and overy; freshfields;
        slaughter and may; cms cameron mckenna; dentons; dla piper; ashurst; burges salmon; tlt;
        veale wasbrough vizards; sharpe pritchard; winckworth sherwood; bwb; hempsons; foot anstey;
        thrings; shepherd and wedderburn; brodies; burness paull; harper macleod; anderson
        strathern; morton fraser; hm courts and tribunals; hmcts; land registry; hm land registry;
        companies house; information commissioners office; information commissioner; ico data
        protection; lawworks; law society; legal aid agency
    """,
    "audit_accountancy": """
        pwc; pricewaterhousecoopers; price waterhouse coopers; kpmg; deloitte; ernst and young;
        ernst young; ey; bdo; grant thornton; mazars; forvis mazars; crowe; crowe uk; rsm; rsm uk;
        haysmacintyre; hays macintyre; sayer vincent; buzzacott; moore kingston smith; kingston
        smith; azets; wylie and bisset; larking gowen; pkf; pkf littlejohn; uhy hacker young;
        saffery; saffery champness; scott moncrieff; beever and struthers; slade and cooper;
        community accounting; community accountancy; mha macintyre hudson; macintyre hudson; bishop
        fleming; price bailey; knox cropper; godfrey wilson; goldwins; third sector accountancy;
        francis clark; armstrong watson; duncan and toplis; albert goodman; johnston carmichael;
        chiene and tait; charity finance group; taxassist; tax assist; duncan sheard glass; anglian
        community accounting
    """,
    "energy": """
        british gas; british gas business; bg business; edf; edf energy; e on; eon; eon next; e on
        next; npower; npower business; scottish power; scottishpower; sse; sse energy; southern
        electric; swalec; octopus energy; octopus energy for business; opus energy; haven power;
        drax; gazprom; gazprom energy; sefe energy; total gas and power; totalenergies; total
        energies; corona energy; corona gas; crown gas and power; crown gas; ecotricity; good
        energy; green energy uk; utility warehouse; ovo; ovo energy; bulb; bulb energy; utilita;
        shell energy; contract natural gas; cng ltd; d energi; dual energy; ecova; engie; smartest
        energy; smartestenergy; valda energy; yu energy; yu group; pozitive energy; united gas and
        power; regent gas; bristol energy; robin hood energy; airtricity; power ni; firmus energy;
        electric ireland; calor; calor gas; flogas; avantigas; certas energy; watson fuels; rix
        petroleum; ngn northern gas; northern powergrid; western power distribution; uk power
        networks; electricity north west; sp energy networks; scottish hydro; cadent; cadent gas;
        sgn; wales and west utilities; laser energy; inspired energy; utility aid; evolve energy;
        brook green supply; team energy; power direct; energy assets; stark energy; siemens
        metering; imserv; bryt energy
    """,
    "water": """
        thames water; severn trent; severn trent water; anglian water; yorkshire water; united
        utilities; united utilities water; south west water; southern water; wessex water;
        northumbrian water; welsh water; dwr cymru; affinity water; south east water; bristol
        water; portsmouth water; south staffs water; cambridge water; essex and suffolk water;
        scottish water; northern ireland water; ni water; castle water; business stream; scottish
        water business stream; water plus; waterplus; wave utilities; anglian water business;
        everflow; everflow water; clear business water; source for business; pennon water; pennon
        water services; first business water; water2business; water 2 business; ses water; ses
        business water; smarta water; sutton and east surrey water; olympos water; advanced demand
        side; clearwater; brightwater services; wave water
    """,
    "telecoms": """
        bt; british telecom; british telecommunications; bt group; bt business; bt payment
        services; btnet; openreach; plusnet; ee; ee limited; everything everywhere; vodafone; o2;
        o2 uk; telefonica; telefonica o2; virgin media; virgin media business; vmo2; three;
        hutchison 3g; three mobile; talktalk; talk talk; talktalk business; sky business; kcom;
        gamma; gamma telecom; daisy communications; daisy telecoms; chess telecom; chess ict; xln;
        xln telecom; onecom; zen; zen internet; andrews and arnold; ringcentral; ring central; 8x8;
        vonage; dialpad; voipfone; bonline; giffgaff; giff gaff; lebara; lycamobile; tesco mobile;
        id mobile; smarty; voxi; lyca mobile; carphone warehouse; updata; colt technology;
        exponential e; focus group telecoms; opal telecom; hyperoptic; cityfibre; community fibre;
        gigaclear; b4rn; starlink; utility warehouse telecom; 1p mobile; sipgate; mitel; avaya;
        maintel; aerial telecom; convergence group; cable and wireless; orange pcs; t mobile; ee t
        mobile; ee orange; phone coop; phone co op; the phone co op; british telecoms; focus 4 u;
        focus4u; swcomms; freedom communications
    """,
    "it_support": """
        godaddy; go daddy; 123 reg; 123reg; fasthosts; ionos; 1and1; 1 and 1 internet; siteground;
        krystal hosting; heart internet; tsohost; uk2; wp engine; bluehost; namecheap; nominet;
        cloudflare; amazon web services; aws; aws emea; digitalocean; digital ocean; rackspace;
        ovh; mythic beasts; squarespace; wix; wix com; weebly; wordpress; automattic; capita it;
        computacenter; softcat; charity it; qlic it; qlic; lasa; superhighways; class networks;
        smartdesc; sector it; agilisys; civica; northgate; unit4; fujitsu; dxc; cgi it; atos; ibm;
        hpe; ricoh it; probrand; torchbox; raspberry frog; netcentric help; mhost; hostgator;
        hetzner; upwork; fiverr; drupal; manifesto digital; iteracy
    """,
    "hardware": """
        dell; dell corporation; lenovo; hewlett packard; hp inc; hp store; apple store; apple com
        uk; apple online; currys; currys pc world; pc world; pc world business; dixons; maplin;
        scan computers; overclockers; ebuyer; ebuyer uk; misco; insight direct; dabs; dabs com;
        cdw; bechtle; ccl computers; box co uk; laptops direct; laptopsdirect; novatech; stone
        computers; stone group; viglen; rm education; european electronique; centerprise; logitech;
        epson; brother uk; canon uk store; western digital; crucial; kingston technology; asus;
        acer; samsung electronics; tier 1 asset; it schools africa; computer recyclers; richer
        sounds; jessops; wex photo; park cameras
    """,
    "software": """
        microsoft; microsoft 365; microsoft office; msft; ms office; adobe; adobe systems; google
        workspace; google gsuite; google storage; google cloud; dropbox; zoom; zoom us; zoom video;
        vimeo; slack; slack technologies; mailchimp; mail chimp; intuit; quickbooks; xero; xero uk;
        sage; sage uk; sage software; sage global; freeagent; kashflow; clearbooks; salesforce;
        blackbaud; donorfy; beacon crm; access group; advanced business software; iris software;
        canva; eventbrite; survey monkey; surveymonkey; typeform; trello; asana; monday com; notion
        labs; atlassian; github; gitlab; hootsuite; buffer; sprout social; lastpass; 1password;
        agilebits; bitdefender; sophos; norton; mcafee; avg; eset; kaspersky; malwarebytes;
        docusign; docu sign; hellosign; calendly; doodle; miro; mural; figma; invision; grammarly;
        loom; openai; chatgpt; zapier; airtable; smartsheet; lamplight; lamplight database; views
        substance; charitylog; dizions; inform cpims; oasis insight; salesforce org; civicrm;
        civiplus; capsule crm; hubspot; mri software; advanced computer software; esri; esri uk;
        autodesk; filemaker; claris; oracle; sap; snap surveys; smart survey; smartsurvey; jotform;
        qualtrics; technology trust; tech trust; charity digital; charitydigital; tt exchange;
        phoenix software; trustmarque; bytes software; campaign monitor; dotdigital; dotmailer;
        constant contact; sendinblue; brevo; teamviewer; team viewer; logmein; citrix; evernote;
        todoist; spotify; apple itunes; itunes com; apple com bill; google play; prezi; mentimeter;
        slido; padlet; kahoot; expensify; dext; receipt bank; receiptbank; autoentry; approvalmax;
        hubdoc; fathom; gwi; browserstack; piktochart; beautiful ai
    """,
    "payroll_hr": """
        moorepay; adp; ceridian; dayforce; paycor; payescape; paycircle; brightpay; bright pay;
        thankq payroll; the payroll service; community payroll; liberata; breathe hr; breathehr;
        centurion management systems; people hr; bamboohr; bamboo hr; charlie hr; charliehr;
        citation; citation ltd; peninsula; peninsula business services; croner; ellis whittam;
        worknest; bright hr; brighthr; hr services partnership; avensure; roots hr; nest; nest
        pensions; nest corporation; the peoples pension; peoples pension; b and ce; now pensions;
        now pension; smart pension; the pensions trust; pensions trust; tpt retirement; tpt
        retirement solutions; aegon; scottish widows; standard life; royal london; legal and
        general; legal general; aviva pensions; friends life; universities superannuation; local
        government pension; pensions regulator; growth plan; tpt; the cushon; cushon; penfold;
        disclosure and barring; disclosure barring service; dbs checks; ucheck; u check; gbg online
        disclosures; atlantic data; disclosure scotland; access ni; due diligence checking; care
        check; cycle to work; cyclescheme; bhsf; health assured; employee assistance; acas; cipd;
        optum; heales medical; team prevent; occupational health; hsf health plan; sodexo benefits;
        edenred; kiddivouchers; computershare voucher; cooperative flexible benefits; perkbox;
        staffology; iris payroll; hmrc paye; paye nic; hmrc; hm revenue and customs; hm revenue
        customs; inland revenue; hmrc cumbernauld; hmrc accounts office; hmrc gov uk
    """,
    "recruitment": """
        reed; reed co uk; reed employment; hays; hays specialist recruitment; hays personnel;
        adecco; manpower; manpowergroup; randstad; office angels; brook street; kelly services;
        pertemps; blue arrow; michael page; page personnel; robert half; robert walters; harris
        hill; charityjob; charity job; charityjobs; third sector jobs; guardian jobs; jobs go
        public; jobsgopublic; indeed; indeed uk; totaljobs; total jobs; cv library; monster
        worldwide; linkedin recruiter; prospectus; prospectus ltd; tpp recruitment; tpp not for
        profit; eden brown; goodmoves; matrix scm; comensura; venn group; badenoch and clark;
        ambitious futures; gatenby sanderson; gatenbysanderson; saxton bampfylde; peridot partners;
        society jobs; env jobs; environmentjob; w4mp; escape the city; arts jobs; lg jobs;
        totalprofessional; tempest resourcing; veredus; penna; tmp worldwide; sellick partnership;
        morgan hunt; allen lane; nonexecutive directors; hoggett bowers
    """,
    "training": """
        directory of social change; dsc training; ncvo training; institute of fundraising training;
        open university; the open university; udemy; coursera; skillshare; linkedin learning; lynda
        com; futurelearn; high speed training; virtual college; flick learning; educare; ihasco; me
        learning; care skillsbase; skills for care; city and guilds; edexcel; pearson education;
        ocr examinations; workers educational association; wea; st john ambulance training; red
        cross training; national college; institute of leadership; chartered management institute;
        qa ltd; learning tree; kaplan; bpp; in kind direct training; mental health first aid
        england; mhfa england; action learning associates; school for social entrepreneurs; clore;
        cass business school; on purpose; ntar; nspcc learning; safeguarding association
    """,
    "stationery_print": """
        viking; viking direct; viking office; office depot; staples; ryman; lyreco; banner; banner
        business; office team; officeteam; euroffice; paperstone; ukofficedirect; uk office direct;
        cartridge save; cartridge people; cartridgepeople; internet ink; stinkyink; stinky ink;
        toner giant; vistaprint; vista print; moo; moo com; moo print; instantprint; instant print;
        solopress; saxoprint; printed com; banana print; bananaprint; flyeralarm; helloprint;
        tradeprint; onlineprinters; minuteman press; kall kwik; prontaprint; snappy snaps; mail
        boxes etc; print express; ricoh; ricoh uk; konica minolta; xerox; xerox finance; canon uk;
        kyocera; kyocera document; sharp business systems; toshiba tec; utax; lexmark; danwood;
        apogee; apogee corporation; annodata; corona corporate; oce; develop uk; olivetti uk;
        siemens financial services; grenke; grenke leasing; bnp paribas leasing; bnp paribas lease;
        de lage landen; lombard technology; societe generale equipment; etic finance; photobox;
        snapfish; bonusprint; the works stores; paperchase; whsmith; w h smith; wh smith; rymans;
        cewe; findel education; tts group; ypo; yorkshire purchasing; yorkshire purchasing
        organisation; espo; kcs; consortium education; consortium education supplies; gompels; hope
        education; hobbycraft; baker ross; cass art; hunt office; commercial ltd; complete office
        solutions; badgemaster; fellowes; leitz; niceday; rexel office
    """,
    "postage": """
        royal mail; royal mail group; royalmail; post office; post office ltd; post office counter;
        parcelforce; parcel force; parcelforce worldwide; dhl; dhl express; dpd; dpd uk; hermes;
        evri; myhermes; ups; united parcel service; fedex; tnt; tnt uk; yodel; city link; interlink
        express; uk mail; ukmail; whistl; collect plus; parcel2go; parcel 2 go; interparcel;
        parcelmonkey; citysprint; city sprint; addison lee courier; pitney bowes; neopost;
        quadient; francotyp; francotyp postalia; frama; fp mailing; mailcoms; mailing room; stamps
        direct; purolator; apc overnight; tuffnells; inpost; docmail; cfh docmail; imail;
        click2mail; secured mail; dx network; document exchange; an post
    """,
    "travel": """
        trainline; the trainline; thetrainline; thetrainline com; raileasy; red spotted hanky;
        mytrainticket; national rail; network rail; lner; avanti; avanti west coast; virgin trains;
        virgin trains east coast; cross country trains; crosscountry trains; northern rail;
        northern trains; transpennine; transpennine express; tpexpress; scotrail; gwr; great
        western railway; first great western; south western railway; south west trains;
        southeastern; southern railway; southern rail; thameslink; govia; great northern; greater
        anglia; c2c; chiltern railways; east midlands railway; east midlands trains; emr; west
        midlands trains; london northwestern; merseyrail; tfw rail; arriva; arriva trains;
        stagecoach; first bus; first group; firstgroup; go ahead; national express; megabus;
        flixbus; oyster; transport for london; tfl travel; tfl; tfl gov uk; tfl travel charge; tfl
        ccharge; translink; lothian buses; transdev; nexus; metrolink; uber; uber trip; uber bv;
        bolt; bolt eu; addison lee; freenow; gett; free now; mytaxi; streetcars; ola uk; zipcar;
        enterprise car club; enterprise rent a car; enterprise; hertz; avis; europcar; sixt;
        thrifty; budget rent a car; salford van hire; northgate vehicle hire; arval; lex autolease;
        alphabet gb; leaseplan; zenith vehicle; motability; ald automotive; kwik fit; kwikfit;
        halfords; halfords autocentre; national tyres; ats euromaster; f1 autocentres; rac; rac
        motoring; aa breakdown; automobile association; the aa; green flag; dvla; dvla vehicle tax;
        dart charge; ncp; ncp ltd; national car parks; ringgo; ring go; paybyphone; pay by phone;
        justpark; just park; q park; qpark; apcoa; parkmobile; euro car parks; saba parking;
        mipermit; premier inn; travelodge; holiday inn; holiday inn express; ibis; ibis styles;
        novotel; mercure; hilton; doubletree; radisson; jurys inn; leonardo hotel; best western;
        britannia hotels; park plaza; accor; marriott; crowne plaza; malmaison; hotel du vin; ymca
        accommodation; yha; yha england; youth hostels; booking com; bookingcom; expedia; hotels
        com; lastminute com; trivago; airbnb; late rooms; laterooms; easyjet; ryanair; british
        airways; jet2; flybe; loganair; klm; lufthansa; aer lingus; virgin atlantic; eurostar; le
        shuttle; eurotunnel; stena line; p and o ferries; caledonian macbrayne; calmac; tui; thomas
        cook; travel republic; shell uk; bp fuel; esso; texaco; jet petrol; moto services;
        roadchef; welcome break; extra msa; allstar; allstar business; allstar business solutions;
        fuel genie; fuelgenie; keyfuels; uk fuels; fuelcard; right fuelcard; the fuelcard; bp oil;
        bp connect; shell service station; mfg; eurogarages; euro garages; click travel; capita
        travel; corporate travel management; key travel; redfern travel; agiito; london midland;
        hull trains; grand central rail; heathrow express; stansted express; gatwick express;
        brompton bike; evans cycles; cycle hub; chargepoint; pod point; bp pulse; gridserve;
        ionity; instavolt; osprey charging
    """,
    "catering": """
        greggs; pret; pret a manger; costa; costa coffee; starbucks; caffe nero; mcdonalds;
        mcdonald s; burger king; kfc; subway; nandos; nando s; pizza hut; dominos; domino s;
        dominos pizza; papa johns; pizza express; pizzaexpress; zizzi; prezzo; wagamama; leon;
        itsu; eat ltd; wetherspoon; jd wetherspoon; wetherspoons; toby carvery; harvester; just
        eat; just eat co uk; deliveroo; uber eats; ubereats; brakes; brake bros; brakes bros; brake
        brothers; bidfood; bidvest foodservice; 3663; 3663 first for foodservice; booker; booker
        cash and carry; costco; makro; bestway; jj foodservice; sysco; country choice; dbc
        foodservice; turner price; caterforce; philip dennis foodservice; fareshare; fare share;
        the felix project; city harvest; neighbourly; cooks and partners; sodexo; compass group;
        compass contract services; chartwells; elior; aramark; iss facility services catering;
        harrison catering; baxterstorey; bartlett mitchell; caterlink; nespresso; lavazza; selecta;
        water coolers direct; eden springs; waterlogic; culligan; angel springs; milk and more;
        cafedirect; suma wholefoods; essential trading; nisbets; nisbets com; nisbets plc; alliance
        disposables; abel and cole; riverford; iceland; iceland foods; lidl; lidl gb; lidl uk;
        aldi; aldi stores; farmfoods; heron foods; fulton foods; greencore; bookers
    """,
    "premises": """
        regus; wework; we work; workspace group; bizspace; ethical property; ethical property
        company; the ethical property company; impact hub; foundry spaces; spaces works; locality;
        ucit; savills; knight frank; jones lang lasalle; jll; cushman and wakefield; cbre;
        colliers; colliers international; gerald eve; lambert smith hampton; gva grimley; avison
        young; bruton knowles; rentokil; rentokil initial; rentokil pest control; initial washroom;
        initial washroom hygiene; initial washroom solutions; phs; phs group; personnel hygiene
        services; cannon hygiene; citron hygiene; cathedral hygiene; ocs group; mitie cleaning;
        atalian servest; churchill contract services; molly maid; minster cleaning; jani king;
        greenzone cleaning; berendsen; johnsons workwear; elis uk; bunzl cleaning; bunzl; arco;
        jangro; ikea; ikea ltd; dunelm; dunelm mill; furniture at work; office furniture online;
        jmart; emmaus; british heart foundation furniture; furniture village; dfs; silentnight;
        safestore; big yellow; big yellow self storage; shurgard; access self storage; lok n store;
        storage king; iron mountain; restore plc; restore datashred; shred it; shred station;
        shredall; bens for beds; dreams ltd; dreams plc; premier estates; sdl property; first port;
        firstport
    """,
    "maintenance": """
        screwfix; screwfix direct; toolstation; tool station; wickes; b and q; b q; bandq;
        homebase; travis perkins; jewson; jewsons; buildbase; build base; selco; city plumbing;
        plumb center; plumbase; wolseley; wolseley uk; graham plumbers; edmundson electrical;
        edmundson; city electrical factors; rexel; cef; yesss electrical; newey and eyre; eyre and
        elliston; denmans; rs components; farnell; howdens; howden joinery; magnet kitchens; topps
        tiles; dulux; dulux decorator centre; dulux decorator; johnstones; johnstone s paint;
        johnstones decorating; crown decorating; crown paints; brewers decorator; brewers
        decorators; leyland sdm; farrow and ball; floors 2 go; carpetright; tapi carpets; united
        carpets; robert dyas; hss hire; hss; speedy hire; speedy asset services; brandon hire;
        brandon hire station; jewson tool hire; a plant; sunbelt rentals; nationwide platforms; afi
        uplift; otis; otis ltd; kone; kone plc; schindler; thyssenkrupp elevator; tk elevator;
        orona; stannah; stannah lift services; stannah lifts; pickerings; pickerings lifts; jackson
        lift; dorma; dormakaba; assa abloy; record uk; geze; british gas homecare; british gas
        services; homeserve; dyno rod; dynorod; dyno; lanes for drains; metro rod; metrorod; drain
        doctor; worcester bosch; vaillant; baxi; ideal boilers; mears; mears group; kier; kier
        services; mitie; mitie property; engie services; mears limited; lovell; wates; willmott
        dixon; morgan sindall; galliford try; balfour beatty; bam construct; isg; interserve; amey;
        carillion; fm conway; f m conway; laing o rourke; sir robert mcalpine; idverde; ground
        control; glendale; glendale grounds; green thumb; greenthumb; pinnacle fm; anglian windows;
        everest windows; safestyle; lookers of construct; hilti; marshalls; tarmac; hanson;
        aggregate industries; cemex; ibstock; ridgeons; mkm; mkm building supplies; huws gray; lbs
        builders merchants; covers timber; howarth timber; arnold laver; james latham; cromwell
        tools; machine mart; axminster
    """,
    "security": """
        chubb; chubb fire; chubb fire and security; adt; adt fire and security; verisure; yale;
        banham; banham security; secom; kings security; kings secure; securitas; g4s; g4s secure;
        corps security; corps; mitie security; amberon; timpson; timpsons; keyholding company;
        bidvest noonan; prosegur; lodge security; sts security; southern monitoring; custodian
        monitoring; hikvision; ring com; arlo; churches fire; churches fire security; fire
        protection online; firesafe; london fire solutions; walker fire; britannia fire; jactone;
        johnson controls; tyco; tyco fire; siemens fire; honeywell security; gent by honeywell;
        kidde; firetecnics; safelincs; safe lincs; icts uk; ward security; keytracker; paxton
        access; stanley security; tunstall; tunstall healthcare; peoplesafe; lone worker; skyguard;
        orbis protect; vps; vps uk; clearway; ad hoc property; camelot europe; lockit safe; tindall
        security; eclipse security; sia licence; security industry authority
    """,
    "fundraising": """
        justgiving; just giving; justgiving com; enthuse; charity checkout; virgin money giving;
        localgiving; local giving; give as you live; easyfundraising; golden giving; crowdfunder;
        gofundme; wonderful org; donr; national funding scheme; donate platform; jg us; tiltify;
        kindlink; benevity; caf donate; goodbox; good box; gwd; payaz; tapsimple; givestar; givewp;
        many minds fundraising; the lottery office; gamble aware; sterling lotteries; sterling
        management centre; unity lottery; starvale; fundraising regulator; fundraising preference
        service; chartered institute of fundraising; institute of fundraising; funds online;
        grantfinder; grant finder; grants online; funding central; idox funding; open 4 community;
        trustfunding; gtx; facebook; facebk; meta platforms; facebook ireland; fb me ads; google
        ads; google adwords; adwords; google ireland; twitter; twitter online ads; x corp ads;
        linkedin; linkedin ireland; linkedin ads; tiktok; tiktok ads; snap inc; pinterest ads; bing
        ads; microsoft advertising; clear channel; jcdecaux; global outdoor; exterion; primesight;
        bauer media; reach plc; newsquest; johnston press; national world; jpimedia; archant; ocean
        outdoor; mediacom; manning gottlieb; cision; gorkana; vuelio; meltwater; pr newswire; ross
        promotional; 4imprint; 4 imprint; national pen; pens warehouse; whitehouse consultancy;
        gallowglass; pell and bales; ethicall; hope fundraising; whistl fundraising; wren
        fundraising; engage interactive; eventim fundraising; discover adventure; ultra challenge;
        great run; great run company; virgin london marathon; london marathon; london marathon
        events; skyline parachuting; charity challenge; action challenge; dragon boat events;
        mailbox marketing
    """,
    "utilities_other": """
        biffa; biffa waste; biffa waste services; veolia; veolia es; suez; suez recycling; sita;
        sita uk; viridor; fcc environment; grundon; first mile; firstmile; serco waste; bywaters;
        paper round; cory environmental; countrystyle recycling; shorts group; stericycle; srcl;
        initial medical; phs waste; phs wastekit; select environmental; businesswaste; business
        waste; waste managed; wastecare; forge recycling; yorwaste; ward recycling; powerday;
        british heart waste; hippobag; hippo waste; hippowaste; j and b recycling; premier waste;
        cheaper waste; tv licensing; tv licence; tvlicensing; enovert; reconomy
    """,
    "grants_subcontracts": """""",
    "other": """
        charity commission; oscr; ncvo; scvo; wcva; nicva; acevo; nacvs; navca; national
        association for voluntary; cbi; prs for music; ppl prs; performing right society; ppl;
        mplc; filmbank; motion picture licensing; copyright licensing agency; nla media; getty
        images; istock; shutterstock; iconfinder; adobe stock; netflix
    """,
}
