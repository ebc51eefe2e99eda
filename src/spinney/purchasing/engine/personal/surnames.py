"""Surnames that are common in the United Kingdom, of many origins. General knowledge, ours.

They make a person likelier where a given name is unknown or initials stand for it ("J Okafor").
"""

from __future__ import annotations

_COMMON = """
    abbott abdi abraham abrahams ackroyd acton adams adamson addison adebayo adeyemi agyemang
    ahmed ainsworth aitken akhtar alam alcock alder aldridge alexander ali allan allen allison
    almeida alston amin amos anand anderson andrews ansari anthony appiah appleby appleton archer
    armitage armstrong arnold arora arshad arthur asante ashby ashcroft ashley ashton ashworth
    aslam aspinall astley atherton atkins atkinson attwood austin avery aziz bailey bains baird
    baker balogun bamford banerjee banks bannister barber barclay barker barlow barnard barnes
    barnett baron barr barratt barrett barrow barry bartlett barton bass bassett bate bateman
    bates batten batty baxter beadle beale bean beard beattie beaumont beck beckett begbie begley
    begum bell bellamy benjamin benn bennett benson bentley berry best betts bevan bhatt bhatti
    bianchi biggs billings birch bird bishop bissett black blackburn blackman blackwell blair
    blake blakey bland blythe boardman boateng bolton bond booker boon boote booth boswell
    bottomley boulton bourne bowden bowen bower bowers bowes bowie bowles bowman boyce boyd boyle
    bracewell bradbury bradley bradshaw brady brain braithwaite bramley brandon bray brennan brett
    brewer briggs bright bristow broadbent broadhurst brookes brooks broughton brown browne
    browning bruce bryant bryce buchanan buck buckland buckley bull bullock bunce burgess burke
    burnett burns burrell burrows burt burton bush butcher butler butt butterworth byrne cahill
    cain cairns calder caldwell calvert cameron campbell cannon carey carney carpenter carr
    carroll carson carter cartwright carvalho casey cassidy castle chadwick chamberlain chambers
    chan chandler chaplin chapman charles charlton chatterjee chaudhary chaudhry chauhan cheetham
    chen cheng cheung child chilvers chohan chopra choudhury chowdhury christie chukwu chung
    church clark clarke clayton clegg clements clifford clough coates cochrane coe coffey cohen
    cole coleman coles collier collins collinson compton condon conlon connell connelly connolly
    connor conroy conway cook cooke coombes coombs cooper cope copeland corbett corcoran cornish
    cosgrove costa costello cotton coulson coulter coupland courtney cousins cowan coward cowell
    cowie cowley cowling cox coyle crabtree craig crane craven crawford crawley creasey crewe
    cripps croft crompton crook crosby cross crossley crouch crowe crowley crowther crump cullen
    cummings cummins cunningham curran currie curry curtis dale daley dalton daly daniel daniels
    darby darling davenport davey david davidson davie davies davis davison dawes dawson day
    deakin dean denham dennis denny dent denton derbyshire desai devine devlin devries dewhurst
    dhaliwal dhillon dias dick dickens dickinson dickson diggle dillon dimitrov dixon dlamini
    dobson docherty dodd dodds doherty dolan donaldson donnelly donoghue donohue donovan dooley
    doran dougan douglas dowling downes downing doyle drake draper drew driscoll drummond drury
    duckworth dudley duff duffy duggan duke dunbar duncan dunlop dunn dunne dunning durrant dutton
    dyer dyson eagle earl east eastwood eaton eccles eden edgar edge edmonds edmondson edwards
    egan eldridge elliott ellis ellison ellwood emerson emery emmett english entwistle essien
    evans evison eze fagan fairbairn fairclough fallon farah farmer farooq farrell farrow faulkner
    fawcett fearon feeney fellows fenn fenton ferguson fernandes fernandez fernando ferrari
    ferreira field fielding fields finch finlay finn firth fisher fitzgerald fitzpatrick
    fitzsimmons flanagan flannery fleming fletcher flint flood flower flowers flynn foley forbes
    ford forde foreman forrest forrester forster forsyth forsythe foster fowler fox frame francis
    franklin fraser freeman french frost fry fryer fuller gallagher galloway gamble gannon garcia
    gardiner gardner garland garner garnett garrett garside gashi gaskell gates geary george
    georgiev gibb gibbons gibbs gibson giddings gilbert gilchrist giles gill gillespie gilmour
    gittins glover goddard godfrey godwin gohil goldberg golding goldsmith goldstein gomez
    goncalves gonzalez gooch good goodall goode goodman goodwin gordon gore gorman gough gould
    grace grady graham grainger grant graves gray greaves green greene greenhalgh greenwood greer
    gregory gregson grewal grey grice griffin griffiths grimes grimshaw groves guest gunn gupta
    guy hadfield hadley hague haigh haines hale hales hall hamid hamilton hammond hampton hancock
    hand hanley hanna hannah hansen haq harding hardman hardy hargreaves harker harman harmer
    harper harrington harris harrison harrop hart hartley harvey harwood hasan haslam hassan
    hastings hatton hawes hawkes hawkins hawksworth haworth hay hayes haynes hayward heald healey
    healy heap heath heaton hebden hedges henderson hendry henry henshaw hepburn herbert heron
    hersi heslop hewitt heywood hibbert hickey hicks higgins higginson hill hilton hinchliffe
    hinds hirst hobbs hobson hodge hodges hodgkinson hodgson hodson hogan hogg holden holder
    holdsworth holland holliday hollingsworth hollis holloway holman holmes holt hood hooper hope
    hopkins hopkinson hopper horn hornby horne horner horsfall horton horvath hoskins hough
    houghton houston howard howarth howe howell howells howes howson hoxha hubbard huddleston
    hudson huggins hughes hull hulme humphrey humphreys humphries hunt hunter hurley hurst hussain
    hussein hutchings hutchins hutchinson hutchison hutton hyde hynes ibe ibrahim illingworth
    ingham ingram inman ionescu iqbal ireland irvine irving irwin islam israr ivanov ives jackman
    jackson jacobs jacques jalloh jama jamal james janjua jansen jarman jarrett jarvis javed
    jeffery jeffrey jeffries jenkins jenkinson jennings jephson jessop john johns johnson johnston
    johnstone jolly jones jordan joseph joshi joyce judd kaczmarek kamara kaminski kane kapoor
    kaur kavanagh kay kaye kean keane keating keegan keeling keen kellett kelly kemp kendall
    kennedy kenny kent kenyon keogh kerr kershaw khalid khalil khan khatun kidd kiernan kilpatrick
    kim king kinsella kirby kirk kirkham kirkpatrick kirkwood kitchen kitching knight knott
    knowles knox koroma kovacs kowalczyk kowalski krasniqi krawczyk kumar lacey laing laird lamb
    lambert lancaster lane lang langley langton larkin latham latif law lawler lawless lawlor
    lawrence laws lawson lawton laycock leach leadbetter leary leather leaver ledger lee leech
    lees legg leigh leonard leslie lester lever levy lewandowski lewis li liddell liddle lightfoot
    lilley lim lin lindley lindsay lister little liu livesey livingstone llewellyn lloyd lock
    locke lockett lockwood lodge logan lomas long longden lopes lopez lord love lovell lowe lucas
    lund lunn lynch lyon lyons mac macdonald macfarlane macgregor mack mackay mackenzie mackie
    mackintosh maclean macleod macmillan macpherson macrae madden maguire maher mahmood mahmud
    mahoney major malik mallinson malone maloney mann manning mansfield manson maqsood marks
    marriott marrs marsden marsh marshall marston martin martinez martins mason massey masters
    masterson mather mathews mathieson matthews maude maxwell may mayer mayes mayo mazur mccabe
    mccafferty mccall mccallum mccann mccarthy mccartney mcclelland mcclure mcconnell mccormack
    mccormick mccoy mccracken mccrea mcculloch mccullough mcdermott mcdonagh mcdonald mcdonnell
    mcdougall mcdowell mcewan mcfadden mcfarlane mcgee mcghee mcgill mcginley mcginty mcgowan
    mcgrath mcgregor mcguinness mcguire mchugh mcintosh mcintyre mckay mckee mckenna mckenzie
    mckeown mckinney mclaren mclaughlin mclean mcleod mcloughlin mcmahon mcmanus mcmillan mcnally
    mcnamara mcneil mcneill mcnulty mcpherson mcqueen mcrae mead meadows mehta mellor melville
    mendes mensah mercer meredith merritt metcalfe meyer miah middleton miles millar millard
    miller mills millward milne milner milton mirza mistry mitchell moffat moffatt mohamed
    mohammed mohamud molloy moloney monaghan monk montague monteiro montgomery moody moon mooney
    moore moorhouse moran moreira moreno moreton morgan morley moroney morrell morris morrison
    morrissey morrow mortimer morton moss mottram mountford moyle mughal muir mulholland mullen
    muller mulligan mullins mumford munday mundy munro murdoch murphy murray musa mwangi myatt
    myers nadeem nagy nair nash nasir naylor neal neale needham neil neill nelson nesbitt neville
    newby newell newman newton ng nguyen nichol nicholas nicholls nichols nicholson nicol
    nightingale nixon nkosi noble nolan noonan norman norris north northcott norton norwood novak
    novotny nowak nowicki nunn nuttall nwankwo nwosu oakes oakley obi ochieng oconnell oconnor
    odonnell odriscoll ogden ogunbiyi ogunleye ohara okafor okeeffe okeke okonkwo okoro okoye
    oladipo olawale oldfield oldham oleary oliveira oliver olsen omar oneill onions orchard
    oreilly orme ormerod orourke orr osborn osborne osei osman osmani osullivan otieno otoole owen
    owens owusu padgett page painter palfrey palmer pang papadopoulos pardoe parekh parfitt park
    parker parkes parkin parkinson parks parmar parnell parr parrott parry parsons partington
    partridge pascoe passmore patel paterson patil patrick patterson pattison paul paxton payne
    peacock peake pearce pearson peart peck peel pemberton pender penfold penney pennington pepper
    percival percy pereira perera perez perkins perrin perry peters peterson petrov pettit phelan
    philip philips phillips phipps pickard pickering pickles pierce pike pilkington pinder pinto
    piper pitt pitts plant platt plummer pollard pollock pool poole popa pope popescu popov porter
    postlethwaite potter potts poulton powell power powers prentice prescott preston prestwich
    price prince prior pritchard procter proctor prosser pryce pugh purcell purdy purnell purvis
    pye pyke quigley quinn quirk qureshi radcliffe radford rae rafferty rahman rai raja rajput
    ralph ram ramirez ramsay ramsden ramsey rana randall rankin raper rashid ratcliffe rathbone
    raven raw rawlings rawlinson rawson ray raymond rayner raza read reade reay redfern redmond
    redpath reece reed rees reeve reeves regan rehman reid reilly reynolds rhodes ribeiro rice
    rich richard richards richardson richmond rickards ricketts riddell rider ridley rigby riley
    rimmer ripley ritchie rix roach roache robb roberts robertson robins robinson robson roche
    rodgers rodrigues rodriguez roe rogers rogerson rooney roper rose ross rossi rostron rothwell
    round rourke rouse rowan rowe rowell rowland rowlands rowley roy royle rudd ruddock rush
    rushton russel russell russo rutherford rutter ryan ryder sadler saeed saleem salmon salt
    salter samuel samuels sanchez sanders sanderson sandhu sands sanford sanghera santos sargent
    saunders savage savill sawyer saxton sayer scanlon schmidt schneider schofield scholes schultz
    scott scully seal sellars sellers senior sesay seymour shackleton shafiq shah shahid shaikh
    shannon sharif sharma sharp sharpe sharples sharrock shaw shea shearer sheehan sheikh sheldon
    shelley shelton shenton shepherd sheppard sheridan sherlock sherman sherwood shields shipley
    shore short siddiqui sidhu silva silver simm simmonds simmons simms simon simons simpson sims
    sinclair singh singleton skelton skinner slack slade slater sloan small smart smith smyth
    smythe snell snow snowden soares solanki somers sousa souza spears speight spence spencer
    spicer spiers spooner squires stafford stainton stanley stanton stark starkey stead steadman
    steele stephen stephens stephenson stevens stevenson steward stewart stirling stock stocks
    stoddart stokes stone storey stott strachan street stringer strong stroud stuart sturgess
    styles suleman sullivan summers sumner surtees sutcliffe sutherland sutton svoboda swain swan
    swann sweeney swift swindells sykes symes symonds szabo szymanski tahir tait talbot tang
    tanner tate tattersall taylor taylor-jones teague tempest temple tennant terry thacker thomas
    thompson thorburn thorne thornhill thornley thornton thorpe thurston tierney timmins tindall
    tinsley titmuss tobin todd tomlinson tompkins toner tong torres toth townend townsend townsley
    tracey trainor tranter travers travis treacy tucker tuckwell tudor tully turley turnbull
    turner turpin tweddle twigg twomey tyler tyrrell tyson uche uddin ullah unsworth unwin upton
    usman vance vaughan vaughn venables verma vernon vickers victor vincent vine virdee vyas
    waddington wade wadsworth wagstaff waite wakefield walden wale wales walker wallace waller
    wallis walls walmsley walsh walter walters walton wang warburton ward warden wardle ware
    waring warner warren warrington warsame waterhouse waterman waters waterson watkin watkins
    watkinson watson watt watts waugh weatherall weaver webb webber weber webster weir welch wells
    welsh wentworth west weston whalley wharton wheatley wheeler whelan wheldon whitaker whitby
    white whitehead whitehouse whiteley whiteman whiteside whitfield whiting whitley whitlock
    whitmore whittaker whittington whittle whitworth whyte widdowson wiggins wilcox wild wilde
    wilding wilkes wilkie wilkins wilkinson willard willcock willetts williams williamson willis
    willoughby wills wilmot wilshaw wilson wilton winder winfield winn winstanley winston winter
    winterbottom winters wise wisniewski withers wojcik wolfe wong wood woodcock woodhead
    woodhouse woodley woodman woodruff woods woodward wooldridge woolley wootton worrall worsley
    worth worthington wozniak wray wren wright wyatt wylie wynn wynne yadav yang yardley yates
    yeates yeo yeoman yildiz yilmaz yip york youens younas young younis yousaf yu yusuf zafar
    zaman zhang zhao zhou zielinski zulu
"""

SURNAMES = frozenset(_COMMON.split())

SURNAME_STARTS = ("mc", "mac", "fitz", "ade", "olu", "oko", "nwa", "abdul")
_ENDINGS = """
    ski ska wicz czyk ova ovic escu enko chuk shvili opoulos idis akis oglu inder jeet preet ullah
    uddin kaite iene awy wala bhai swamy nathan moorthy singhe wardena
"""
SURNAME_ENDINGS = tuple(_ENDINGS.split())
"""How many surnames of the wider world begin and end."""
