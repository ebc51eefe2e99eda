"""Given names as people in the United Kingdom have them, of many origins. General knowledge, ours.

GIVEN tell a person well. SOFT_GIVEN are given names that are as often something else (a month, a
flower, a place, a brand): they tell a person only with more said, a known surname or a title.
"""

from __future__ import annotations

from spinney.purchasing.engine.personal import given_names_wider as wider

BRITISH_AND_IRISH = """
    aaliyah aaron abbie abby abigail ada adam adele adrian adrianna agatha agnes aidan aiden
    aileen ailsa aimee aine ainsley aisling aislinn alan alana alanna alannah alasdair alastair
    albert alec aleisha alex alexander alexandra alexia alexis alf alfie alfred alice alicia alisa
    alisha alison alissa alistair allan allison alma aloysius alun alwyn alyce alysha alyson
    alyssa amalia amanda amber amelia amelie amy anastasia andrea andrew andy aneurin angela
    angelina angharad angie angus anita ann anna annabel annabelle annalise anne annemarie annette
    annie annika annmarie anthea anthony antoinette antonia antony aoife arabella archibald archie
    aria ariana ariane arlene arlo arnold arthur arwel ashlee ashleigh audrey aurora ava avril
    awen ayla bailey barbara barnaby barney barrie barry bartholomew basil beatrice beatrix becky
    belinda bella ben benedict benjamin benji bernadette bernard bernice bert bertha bertram beryl
    bessie beth bethan bethania bethany betsy betty beverley beverly bhavna bianca biddy bill
    blanche blodwen bob bobbie bobby bonnie brad braden brayden brenda brendan brian brianna
    bridget brodie brogan bronagh bronte bronwen bronwyn bruce bryan bryn bryony caitlin caitriona
    cal caleb callie callum calum calvin cameron camila camilla candice cara caragh carissa carl
    carla carlton carly carmel carol carole carolina caroline carolyn caron carrie carwyn
    cassandra cassidy cassie cathal catharine catherine cathy catriona cayden cecil cecilia cecily
    celia ceri cerys chanel chantal chantelle charlene charles charli charlie charmaine chelsey
    cheryl chloe chris chrissie christa christabel christina christine christopher christy cian
    ciara ciaran claire clara clare clarence clarice clarissa clarke-ann claudia clayton clement
    clementine cleo clifford clive clodagh cody colette colin colleen connie connor conor
    constance cora coral coralie cordelia corey corinne cormac courtney craig cressida crispin
    cynthia cyril dafydd daisy damian damien damon dan dana daniel daniella danielle danny daphne
    dara darby darcey darcy daren darian darragh darrell darren darryl darwin dave david davina
    dayna debbie deborah debra declan dee deirdre delia delilah delyth demi denis denise dennis
    derek dermot derrick desmond destiny diana diane dianne dilwyn dilys dinah dixie dolly dominic
    dominica dominique don donal donald donna donovan dora doreen doris dorothea dorothy doug
    dougal douglas duncan dylan eamon eamonn ebony eddie edgar edie edith edmund edna edward edwin
    eileen eilidh eimear eira eirian eirlys elaine eleanor elena eleri elgan elin eliot elisa
    elisabeth elise elisha eliza elizabeth ella ellen ellery ellie ellie-mae elliot elliott ellis
    elma eloise elsa elsie elspeth eluned elwyn emer emilia emily emlyn emma emmanuel emmeline
    emmie emrys emyr enid eoghan eoin eric erica erika erin ernest ernie erroll esmay esme esmee
    esther ethan ethel etta euan eugene eugenie eunice eva evan evangeline evelyn evie ewan ewen
    ezra faith fay felicity felix fergal fergus fern ffion finbar finlay finley finn finola fiona
    fionn fionnuala florrie flynn fran frances francesca francine francis frank frankie fraser
    fred freda freddie frederica frederick freya gabriel gabriella gabrielle gail gareth garry
    gary gavin gaynor gemma gene geoff geoffrey george georgette georgie georgina gerald geraldine
    gerard gerry gethin gianna gideon gilbert giles gill gillian gina ginny giselle gladys glenda
    glenn glenys glynis gordon grace graeme graham grainne grant gregory greta gretchen gretel
    griff gruffydd guinevere gus gwen gwenda gwendolen gwendoline gwendolyn gwilym gwyn gwyneth
    gwynne hallie hamish hannah hans harlow harold harper harriet harriett harriette harry harvey
    hattie hayden hayley hazel heather hector heidi helen helena henrietta henry herbert hermione
    hilary hilda hollie holly honor hope horace howell hubert hugh hugo humphrey huw hywel iain
    ian idris ieuan ifan imelda imogen ina indi india indiana ingrid iona ione irene iris irvine
    isaac isabel isabella isabelle isadora isaiah isla isobel issac ivan ivana ivor ivy iwan izzy
    jacinta jack jackie jackson jacob jacqueline jacqui jade jaden jaida jaiden jake james jamie
    jamison jan jana jane janet janette janice janine janis jared jarred jarrod jarvis jasmin
    jasmine jason jasper jaxon jay jayden jaylen jayne jean jeanette jeannette jeannie jeannine
    jeff jeffrey jemima jemma jen jenna jenni jennie jennifer jenny jeremia jeremiah jeremy
    jermaine jerome jerrold jess jesse jessica jessie jill jillian jim jimmy jo joan joann joanna
    joanne jocelyn jodie jody joe joel joely johanna john johnathan johnny jon jonah jonathan
    jonathon joni jonny jordan jorja joseph josephina josephine josh joshua josiah josie joslyn
    joy joyce juanita jude judith judy julia julian juliana julianne julie juliet juliette julius
    justin justina justine kacey kaela kai kaitlyn kaleb kaleigh kalisha kandice kane kara karen
    karin karl karla karly karyn kasey kassandra kate katharine katherine kathleen kathryn kathy
    katie katrina katy katya kay kaye kayla kayleigh kayley keeley keely keira keiran keiron keith
    kelcie kellie kelly kelsey kelvin ken kendra kenneth kenny keri kerr kerri kerrie kerry kerys
    kevin keziah kian kiera kieran kierra kim kimberlee kimberley kimberly kirra kirstie kirstin
    kirsty kit kitty kody kourtney kris kristen kristian kristina kristine kristy krystal kurt
    kyle kylie kyra lachlan lachlann laila lainey lana lani lara larissa larry latisha laura
    lauren laurence lauretta laurie lavinia lawrence layton leah leanne lee leigh leila len lena
    lennox lenny leo leon leona leonard leonie leroy lesley leslie leticia lewis lexi lexie liam
    liana libby lil lilian liliana lilith lilli lillian lillie lilly lily lin linda lindsay
    lindsey linette lionel lisa lisbeth liz liza lizzie llewellyn llinos lloyd logan lois lola
    lorcan loretta lorna lorne lorraine lottie lou louis louisa louise lowri luca lucas lucia
    lucian lucie lucille lucinda lucy luke luna lyall lydia lyle lyn lynda lyndsay lyndsey lynette
    lynn lynne lynsey lyra mabel mackenzie maddie maddison madeleine madeline madge madison mae
    maeve magnus mairead mairi maisie maisy makayla malachi malachy malcolm malia mallory mandy
    marc marcella marcia marcus margaret margery margot maria mariah marian marianne marie mariel
    marilyn marion marisa marissa marjorie marlene marlon marnie marsha martha martin martina
    martine martyn marvin mary maryam mason mathew mathilda matilda matt matthew maud maude
    maureen maurice mavis maxine maxwell maya mckenzie meg megan mel melanie melina melinda
    melissa melody melvin melvyn meredith meriel merle mervyn mia micah michael michaela michele
    michelle mick mickey mikaela mikayla mike mildred miles millicent millie milly mimi mina
    minnie minty mirabel miranda miriam misty moira mollie molly mona monet monica montana
    montgomery morag morgan morwenna moya muriel murray myfanwy myla myles myra myrtle nadine
    nancy naoise naomi natalia natalie natasha nate nathalie nathan nathaniel neal ned neil nell
    nellie nerissa nerys nesta nevaeh neve neville niall niamh nichola nicholas nicholl nick nicky
    nicola nicole nigel nikki nikolas nina noa noah noel noelle nora norah noreen norma norman
    norris odette olive oliver olivia ollie olwen olwyn olympia omar oonagh ophelia orla orlaith
    orson oscar osian oswald owain owen paddy paige pam pamela pandora pascal pat patience
    patricia patrick patsy patti paul paula paulette pauline paulo pearse peggy penelope penny
    percival percy perpetua perry pete peter petra phebe phil philip philippa phillip phillipa
    phoebe phyllis pia pip pippa polly poppy portia posy priscilla prudence queenie quentin quincy
    quinn rachael rachel rafael rafe raj raja ralph ramona randolph raphael ravi ray raymond
    rayner reagan rebecca reece reg regan reggie reginald reilly rena rene reuben rex rhea rhett
    rhian rhianna rhiannon rhoda rhona rhonda rhys rhys-jones rianna richard rick ricki ricky
    riley rita riva rob robbie robert roberta robin robyn rod roddy roderick rodney roger rohan
    roisin roland rolf roma roman romilly romy ron ronald ronan ronnie rory ros rosa rosaleen
    rosalie rosalind rosaline rosamund rosanna rosanne roseanne rosemarie rosemary rosetta rosie
    rosina roslyn ross rowan rowena roxanne roy ruairi ruari rubin ruby rudolph rufus rupert russ
    russell ruth ryan rylan sabrina sadie saffron saffy sally salvador sam samantha samara sammy
    samson samuel sandra sandy saoirse sara sarah sarina sasha saskia saul savannah saxon scarlett
    scott seamus sean sebastian selena selina selma serena seth shae shana shane shania shannon
    shari sharlene sharon shaun shauna shawn shaye shayla sheena sheila shelagh shelley sheridan
    sherri sheryl shiloh shirley shona sian sidney siegfried sienna sierra simon simone sinead
    siobhan sion siwan skye skyla sofia solomon sonia sonja sonny sonya sophia sophie sophy sorcha
    spencer stacey stacie stacy stan stanley stefan stefanie stella steph stephan stephanie
    stephen steve steven stewart stu stuart sue suki summer-rose susan susanna susannah susanne
    susie suzanna suzanne suzie suzy sybil sydney sylvester sylvia sylvie tabby tabitha tahlia
    tahnee talia taliah talitha tallulah tamara tammy tamsin taneisha tania tanya tara tarryn
    tasha tatiana tayla taylah taylor teagan ted teddy teegan tegan terence teresa teri terrance
    terry tess tessa thalia thelma theo theodora theodore theresa therese thomas thomasina tia
    tiahna tiarna tierney tiffany tilda tilly tim timmy timothy tina tobias tobie toby todd tom
    tommy toni tonia tony tori tracey tracy travis trevor tricia trina trish trisha tristan
    tristram trixie troy trudie trudy trystan tudor tullia tyler tyne tyra tyrone tyson una ursula
    val valentina valerie vanessa vanna vaughan vera verity vernon veronica vic vicki vickie vicky
    victor vikki vince vincent viola violet virgil vivian vivien vivienne wallace walter wanda
    wayne wendy wesley wilbert wilbur wilf wilfred wilfrid wilhelmina will willa william willis
    willow wilma winifred winnie winston woody wyn xander xanthe xavier yasmin yasmine yolanda
    yvette yvie yvonne zac zach zachariah zachary zack zahra zaine zak zali zander zane zara
    zavier zelda zena zillah zoe zoey zola
"""

_SOFT = """
    abbey adrienne an angel april arena art ash ashley asia aspen atlas aura aurora austin autumn
    ava avon bal basil beau berry beryl blair blake blessing blue bo bolt bonnie brad bradford
    bradley brandon brent brett briar brook brooke brooklyn buddy burt cain camden carmen casey
    cedar ceres chance chandler charity chase chelsea chester christian ciel claude clay cliff
    clifton clio clover clyde coco cole constance coral cosmo cruz crystal cyrus da dahlia dale
    dallas damon dane daniels darling dawn dawson de dean delta denver derby destiny devon di
    diamond dick dillon dixie do drake drew duke dustin earl easter ebony echo eden elan electra
    eli elle elm ember emerald emery era eros essen essex eureka eve ever evergreen everton fanta
    favour fidelity fiesta finch finesse flo florence forest fortune fox franklin friday gaia gala
    gale garnet gem gemini genesis georgia gift gigi gilly ginger glen gloria glory golden
    goodness gracie gray grey griffin guy ha hadley hale hall halo hamilton happiness happy
    harmony haven hayes he heath henley hera hero ho honey honour howard hu hudson hunter ideal
    imago in indigo ira irving isis jackson jaguar java jazz jet jewel ji jo jock june juniper
    juno jupiter justice ka kaya keen kendal kendall kent kia kiki kingsley kirk koko la lacey
    lake lance lane le lena lennox lex li liberty lilac lincoln linden lindsey livingstone lo
    london long lotus love luna lux lyric ma mac mack madonna maestro magnolia magnum maia major
    mali malta mandarin maple mara margo marigold mark marlow mars marsh marshall marvellous
    matrix max maximus may medina melrose mercedes mercury mercy merlin merry mica midas milan
    milo milton mina mini mira miracle mo monday monty morris mother na nelson neo neon nero nest
    nico nike nile nisa no noble nola nova oakley octavia of olympia omega onyx opal orchid orion
    oyster pa pan pandora paris parker pascoe payton peace pearl persia peyton pi pierce piers
    pilot pixie pluto po portia preston primo prince princess promise prosper puma queen quest
    quorum radius rae rain ram raven reagan reed reef reese regent reid ri rio river rock rocky
    romana rome romeo rose rush rusty sa sage sal sapphire saturn scarlet scout se selby senna
    sera serenity shadow shay shelby shepherd sid sierra sirius sky skylar sloane so sol solar
    solo sonata spark spencer stafford star stella sterling stirling storm success summer sun
    sunday sunny sunshine ta terra testimony thor thorn tiara tiger titan to trent trinity truman
    tu tulip tully ty unity ursa vale valentine van vega venus verity vesta vi via vicky victoria
    victory vienna vigo virginia vista viva wade ward warren watson webb west wilder windsor
    winter wisdom wren wu xena ye yo york young yu zen zenith zeta
"""

SOFT_GIVEN = frozenset(_SOFT.split())
GIVEN = (
    frozenset(BRITISH_AND_IRISH.split())
    | frozenset(wider.SOUTH_ASIAN.split())
    | frozenset(wider.ARABIC_TURKISH_PERSIAN.split())
    | frozenset(wider.AFRICAN_AND_CARIBBEAN.split())
    | frozenset(wider.EUROPEAN.split())
    | frozenset(wider.EAST_ASIAN_AND_OTHER.split())
) - SOFT_GIVEN
