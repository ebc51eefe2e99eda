"""Pairs of names as bank and card statements and ledgers spell them, and what must become of each.

Well-known names as everybody knows them; all others are invented. A line is a pair.
"""


def _pairs(text: str) -> list[tuple[str, str]]:
    return [tuple(line.split("|")) for line in text.strip().splitlines()]


ONE = _pairs("""
N Power|npower
NPOWER LTD REF 12345678|npower Business
E.ON|EON Energy
E.ON UK plc|EON
EDF|EDF Energy Ltd
SSE|Scottish and Southern Energy
Scottish Power|SCOTTISHPOWER LTD
British Gas|BRITISH GAS BUSINESS DD
Thames Water|THAMES WATER UTILITIES LTD
United Utilities|UNITED UTILITIES WATER LTD
BT|BT Group plc
B.T.|BT
B T|British Telecommunications plc
BT GROUP PLC DD REF LD12345678|British Telecom
O2 (UK) Ltd|O2
O2|Telefonica UK Ltd
EE|EE Limited
EE LTD|Everything Everywhere Ltd
VODAFONE LTD|Vodafone
VIRGIN MEDIA PYMTS|Virgin Media Ltd
TalkTalk Business|Talk Talk
ROYAL MAIL GROUP LTD|Royal Mail
ROYALMAIL|Royal Mail
Post Office Counters|Post Office Ltd
POST OFFICE COUNTER 0123|Post Office Ltd
Parcelforce|PARCEL FORCE WORLDWIDE
DHL|DHL Express (UK) Ltd
HMRC|HM Revenue & Customs
H M REVENUE & CUSTOMS|HMRC NDDS
HMRC CUMBERNAULD|HM Revenue and Customs
DVLA VEHICLE TAX|DVLA
D.V.L.A.|Driver and Vehicle Licensing Agency
ICO|Information Commissioner's Office
COMPANIESHOUSE|Companies House
TfL|Transport for London
TFL TRAVEL CH|TFL.GOV.UK/CP
TV LICENCE|TV Licensing
TV LICENSING MBP|TV Licensing DD
PRS FOR MUSIC LTD|Performing Right Society Ltd
NatWest|National Westminster Bank plc
NAT WEST BANK|NatWest
RBS|The Royal Bank of Scotland plc
HSBC|HSBC UK Bank plc
BARCLAYS BANK PLC|Barclays
Lloyds|LLOYDS BANK PLC
Tesco Stores 6001|Tesco Stores 2234
TESCO STORES 6001 LEEDS GB|Tesco Stores Ltd
TESCO STORE 3342|TESCO EXPRESS 5567
TESCO PFS 4411|Tesco
J Sainsbury plc|Sainsbury's Supermarkets Ltd
SAINSBURYS S/MKTS 0876|Sainsbury's
ASDA STORES LTD|ASDA SUPERSTORE 4512
WM MORRISONS STORE|Wm Morrison Supermarkets plc
MORRISONS STORE 217|Morrisons
ALDI STORES LTD|ALDI 412 776
LIDL GB LEEDS|Lidl Great Britain Ltd
WAITROSE 412|Waitrose
M&S|Marks & Spencer
M & S SIMPLY FOOD|Marks and Spencer plc
MARKS&SPENCER PLC|M&S
B&Q|B & Q PLC
B&Q 1234 LEEDS|B and Q
SCREWFIX DIRECT|Screwfix
TOOLSTATION LTD|TOOL STATION
WICKES BUILDING SUPPLIES|Wickes
TRAVIS PERKINS TRADING CO LTD|Travis Perkins
WHSmith|W H Smith
W.H. SMITH|WH SMITH PLC
ARGOS LTD|ARGOS RETAIL GROUP
JOHN LEWIS PLC|John Lewis
BOOTS 0667|Boots the Chemists Ltd
CURRYS ONLINE|Currys PC World
Poundland Ltd|POUNDLAND 1187
AMZN Mktp UK|AMAZON.CO.UK
AMZN Mktp UK*2H4KL91B4|Amazon EU Sarl
AMZNMKTPLACE AMAZON.CO.UK|Amazon
AMAZON.CO.UK*AB12C3D4E|AMZN Mktp UK
AMAZON* 204-1234567-1234567|Amazon EU Sarl
PAYPAL *KELBRIX CAFE|Kelbrix Cafe Ltd
SQ *KELBRIX CAFE|Kelbrix Cafe
SumUp *Kelbrix Cafe|KELBRIX CAFE
CRV*SQ *KELBRIX CAFE|Kelbrix Cafe
ZETTLE_*KELBRIX CAFE|Kelbrix Cafe
iZ *Kelbrix Cafe|Kelbrix Cafe
CRV*TESCO STORES 2811|Tesco
GOOGLE *ADS1234567890|Google Ireland Ltd
UBER *TRIP HELP.UBER.COM|Uber
MICROSOFT*OFFICE 365|Microsoft Ireland Operations Ltd
ADOBE *CREATIVE CLOUD|Adobe Systems Software Ireland Ltd
ZOOM.US 888-799-9666|Zoom Video Communications Inc
DD KELBRIX CLEANING|Kelbrix Cleaning Ltd
KELBRIX CLEANING DD|Kelbrix Cleaning
DIRECT DEBIT TO KELBRIX CLEANING REF 00123456|Kelbrix Cleaning
D/D KELBRIX CLEANING|Kelbrix Cleaning
CARD PAYMENT TO KELBRIX CAFE ON 03 MAR 2024|Kelbrix Cafe
KELBRIX CAFE 12MAR24|Kelbrix Cafe
KELBRIX CAFE ON 12/03/24|Kelbrix Cafe
KELBRIX CAFE CD 4417|Kelbrix Cafe
KELBRIX CAFE XX4417|Kelbrix Cafe
KELBRIX CAFE REF: MARCH MEETING|Kelbrix Cafe
KELBRIX CAFE MANDATE NO 0041|Kelbrix Cafe
KELBRIX CAFE GBP 12.50|Kelbrix Cafe
KELBRIX CAFE 0113 496 0123|Kelbrix Cafe
KELBRIX CAFE VIA APPLE PAY|Kelbrix Cafe
Kelbrix Cafe )))|Kelbrix Cafe
www.kelbrix.co.uk|Kelbrix
Ash Lane Ltd t/a Kelbrix|Kelbrix
Kelbrix (UK) Ltd|Kelbrix Ltd
Kelbrix & Co|Kelbrix & Co Ltd
Kelbrix and Co. Limited|KELBRIX & CO LTD
Dunmore Bros|Dunmore Brothers Ltd
Kelbrix Electl Ltd|Kelbrix Electrical Ltd
St. Aldwyn Catering|Saint Aldwyn Catering
THE KELBRIX GROUP|Kelbrix Group Ltd
Kelbrix Cafe Ltd 4471930|Kelbrix Cafe Ltd
Kelbrix Stores 31|Kelbrix Stores 12
VarnholtFoods|Varnholt Foods
Varn Holt Foods|Varnholt Foods
S.T.K. Taxis|STK Taxis
S T K Taxis|STK TAXIS LTD
BARNSLEY MBC|Barnsley Metropolitan Borough Council
Kirklees Metropolitan Council|Kirklees Metropolitan Council DD
Ecclesiastical|ECCLESIASTICAL INSURANCE OFFICE PLC
ZURICH MUNICIPAL|Zurich Insurance plc
AVIVA INSURANCE LTD|Aviva
PWC|PricewaterhouseCoopers LLP
TRAINLINE.COM|Trainline
PREMIER INN 44019001|Premier Inn Hotels Ltd
BIFFA WASTE SERVICES LTD|Biffa
SURVEY MONKEY|SurveyMonkey
Booking.com|BOOKING.COM HOTEL
COSTA COFFEE 43011234|Costa Ltd
GREGGS PLC 1234|Greggs
MCDONALDS 512|McDonald's Restaurants Ltd
IKEA LTD LEEDS|Ikea
SPECSAVERS 0123|Specsavers
PAYPAL *KELBRIXCAFE|Kelbrix Cafe
KELBRIX CAFE LS1 4AB|Kelbrix Cafe
Kelbrix Cafe - Invoice 1234|Kelbrix Cafe
KELBRIX CAFE INV 4417|Kelbrix Cafe
KELBRIX CAFE INVOICE NO 4417|Kelbrix Cafe
KELBRIX CAFE A/C 4417|Kelbrix Cafe
KELBRIX CAFE ACCOUNT NO 12345|Kelbrix Cafe
PYMT KELBRIX CAFE|Kelbrix Cafe
BGC KELBRIX CAFE|Kelbrix Cafe
STO KELBRIX CAFE|Kelbrix Cafe
KELBRIX CAFE BACS|Kelbrix Cafe
KELBRIX CAFE LTD LONDON GB|Kelbrix Cafe Ltd
KELBRIX-CAFE|Kelbrix Cafe
KELBRIX CAFE LIMITED (UK)|Kelbrix Cafe
KELBRIX CAFE MAR24|Kelbrix Cafe
KELBRIX CAFE MARCH 2024|Kelbrix Cafe
KELBRIX CAFE 03/24|Kelbrix Cafe
KELBRIX CAFE W/E 12/03|Kelbrix Cafe
KELBRIX CAFE CONTACTLESS|Kelbrix Cafe
POS 4417 KELBRIX CAFE|Kelbrix Cafe
CARD 4417 KELBRIX CAFE|Kelbrix Cafe
DDR KELBRIX CAFE|Kelbrix Cafe
LIDL 1234 LEEDS|Lidl
THE CO-OP BANK|Co-operative Bank plc
TESCO STORES-6001|Tesco
TESCO-STORES 6001|Tesco
SAINSBURY'S S/MKT|Sainsburys
SAINSBURY'S SUPERMARKETS LTD|J SAINSBURYS PLC
MORRISON'S|Wm Morrison Supermarkets Plc
ASDA HOME SHOPPING|Asda
BOOTS UK LTD 1234|Boots
WHSMITH TRAVEL|WHSmith
HMRC PAYE/NIC|HMRC
HMRC VAT|HMRC
EDF ENERGY PLC DD|EDF
EON UK PLC|E.ON
British Gas Trading Ltd|British Gas
SCOTTISHPOWER|Scottish Power Energy Retail Ltd
SSE PLC|SSE
VODAFONE LIMITED|Vodafone Ltd
O2 UK LTD|O2
THREE.CO.UK|Three
EE & T-MOBILE|EE
BT BUSINESS DD|BT
BRITISH TELECOM PLC|BT
BT PLC|British Telecommunications
RAC MOTORING|RAC
THE AA LTD|AA
TFL.GOV.UK|Transport for London
DVLA|DVLA Swansea
ROYAL MAIL|Royal Mail Group Ltd
BARCLAYS|Barclays Bank UK PLC
HSBC BANK PLC|HSBC
NATIONWIDE B/S|Nationwide Building Society
SANTANDER UK PLC|Santander
RBS|Royal Bank of Scotland
CALDERDALE METROPOLITAN BOROUGH COUNCIL|Calderdale MBC
L B OF HACKNEY|London Borough of Hackney
""")
"""One supplier, and nobody need be asked."""


ONE_OR_ASKED = _pairs("""
Three|Hutchison 3G UK Ltd
3 MOBILE|Hutchison 3G
AA|Automobile Association
THE AA|Automobile Association Developments Ltd
RAC|RAC Motoring Services
RAC BREAKDOWN|RAC
NEST|NEST Pensions
PPL|Phonographic Performance Ltd
CAF|Charities Aid Foundation
RSA|Royal & Sun Alliance
DBS|Disclosure and Barring Service
HSE|Health and Safety Executive
Next|Next Retail Ltd
Amazon Prime|Amazon EU Sarl
GOOGLE CLOUD EMEA|Google Ireland Ltd
META PLATFORMS IRELAND|Facebook Ireland Ltd
Norwich Union|Aviva
Centrica|British Gas
The Guardian|Guardian News & Media Ltd
Leeds CC|Leeds City Council
Leeds Council|Leeds City Council
LB Camden|London Borough of Camden
Camden Council|London Borough of Camden
CAMDEN LBC|LB OF CAMDEN
Barnsley Council|Barnsley MBC
City of Bradford MDC|Bradford Council
City of York Council|York CC
Kent CC|Kent County Council
NATIONAL WESTMINST|NatWest
BRITISH TELECOMMUN|BT
Kelbrix 2211|Kelbrix 2234
Kelbrix 0031|Kelbrix
Kelbrix Foods #2211|Kelbrix Foods
Smith & Jones (Leeds) Ltd|Smith & Jones (Hull) Ltd
Smith & Jones (Leeds) Ltd|Smith & Jones Ltd
Smith & Jones Leeds Ltd|Smith & Jones Hull Ltd
Kelbrix Foods Leeds|Kelbrix Foods Derby
Hermes|Evri
Rentokil|Rentokil Initial plc
KELBRIX CAFE LEEDS GBR|Kelbrix Cafe
PAYPAL *KELBRIXCA|Kelbrix Cafe
KELBRIX CAFE, LEEDS LS1 4AB|Kelbrix Cafe
KELBRIX CAFE LONDON GB|Kelbrix Cafe
KELBRIX CAFE 44|Kelbrix Cafe
THE KELBRIX CAFE COMPANY LTD|Kelbrix Cafe Co
Messrs Kelbrix & Dunmore|Kelbrix & Dunmore
Kelbrix & Dunmore LLP|Kelbrix and Dunmore Solicitors
VISA KELBRIX CAFE|Kelbrix Cafe
4417 12MAR24 KELBRIX CAFE LEEDS GB|Kelbrix Cafe
KELBRIX CAFE FIRST PAYMENT|Kelbrix Cafe
KELBRIX CAFE SUPPLIES|Kelbrix Cafe
NON-STERLING KELBRIX CAFE EUR 12.50 @ 1.15|Kelbrix Cafe
RETURNED DD KELBRIX CAFE|Kelbrix Cafe
AMAZON PRIME*AB12C3|Amazon
CO-OP GROUP FOOD 070311|Co-op
CO-OPERATIVE FOOD|The Co-operative Group
W H SMITH LEEDS STATION|WHSmith
POST OFFICE LIMITED - COUNTERS|Post Office
HMRC - ACCOUNTS OFFICE|HMRC
INLAND REVENUE|HMRC
HM REVENUE AND CUSTOMS - PAYE|HMRC
E.ON NEXT|E.ON
BRITISH GAS (BUSINESS)|British Gas
3 BUSINESS|Three
TV LICENSING|BBC TV Licence
AA MEDIA|AA
DVLA-AB12CDE|DVLA
LLOYDS BANK CARDNET|Lloyds Bank
LEEDS CITY COUNCIL|Leeds C.C.
MANCHESTER C C|Manchester City Council
Birmingham City Council|BIRMINGHAM CITY COUNCIL - REVENUES
North Yorks CC|North Yorkshire County Council
Calderdale MBC|Calderdale Council
Royal Borough of Kensington and Chelsea|RBKC
LB Hackney|Hackney Council
SumUp  *Kelbrix Cafe Le|Kelbrix Cafe
Kelbrix Cafe (formerly Dunmore Tea Rooms)|Dunmore Tea Rooms
""")
"""One supplier for now or a question; never silently two."""


ASKED_OR_APART = _pairs("""
Tesco Bank|Tesco Stores
Tesco Bank|Tesco
Tesco Mobile|TESCO STORES 2281
Sainsbury's Bank|Sainsbury's
M&S Bank|M&S
BT Sport|BT Group plc
Amazon Web Services|Amazon EU Sarl
Co-operative Bank|Co-operative Group
Co-op Energy|Co-op
Barclaycard|Barclays
CAF Bank|Charities Aid Foundation
Virgin Media|Virgin Trains
St Mary's Primary School|St Mary's Primary School Leeds
Victoria Hospital|Victoria Hospital Kirkcaldy
St John's Church Hall|St John's Church Hall, Wigan
Kelbrix Academy Leeds|Kelbrix Academy Derby
Kelbrix Nursery Leeds|Kelbrix Nursery Derby
Kelbrix Pharmacy Leeds|Kelbrix Pharmacy Derby
St Mary's CE Primary School, Otley|St Mary's CE Primary School, Wetherby
Leeds City Council|Leeds City Council Pension Fund
National Trust|National Trust for Scotland
Smith & Jones (Leeds) Ltd|Smith & Jones (Hull) Ltd
Royal Bank of Scotland|Bank of Scotland
Lloyds Pharmacy|Lloyds Bank
EE|E & E Catering
Next Steps Counselling|Next
Boots|Boot & Shoe Repairs
Shell|Shell Energy
Sage|Sage Catering
TNT|FedEx
Kelbrix Ltd t/a Dunmore|Dunmore Ltd
Kelbrix Gas Ltd t/a Dunmore|Dunmore Supply Ltd t/a Kelbrix
Kelbrix for All|All Kelbrix
Health at Kelbrix|Health Kelbrix
Action on Kelbrix Loss|Kelbrix Loss Action
Kelbrix in Action|Action for Kelbrix
Kelbrix Charity|Kelbrix Charities
Kelbrix Children's Home|Kelbrix Children's Homes
Kelbrix Foundation|Kelbrix Fund
A Helping Hand|Armley Helping Hand
Kelbrix Hospice|Kelbrix Hospice Lottery Ltd
Kelbrix Hospice|Kelbrix Hospice Shops Ltd
Leeds City Council|LCC
Lancashire County Council|LCC
Wakefield MDC|WMDC
Calderdale Council|CMBC
London Borough of Hackney|LBH
""")
"""Other companies, or nobody can know: never silently one."""


APART = _pairs("""
St Mary's Primary School Leeds|St Mary's Primary School Hull
St Mary's Primary School (Leeds)|St Mary's Primary School (Hull)
St Mary's RC Primary School, Bolton|St Mary's RC Primary School, Wigan
Victoria Hospital Blackpool|Victoria Hospital Kirkcaldy
Royal Infirmary Huddersfield|Royal Infirmary Bradford
St John's Church Hall, Bolton|St John's Church Hall, Wigan
St John's Church Hall (Bolton)|St John's Church Hall (Wigan)
St John's Church Hall - Bolton|St John's Church Hall - Wigan
Holy Trinity PCC Leeds|Holy Trinity PCC York
Memorial Hall, Selby|Memorial Hall, Ripon
The Village Hall Otley|The Village Hall Ilkley
Green Lane Surgery, Leeds|Green Lane Surgery, Bradford
Christ Church Harrogate|Christ Church Selby
All Saints Church Wakefield|All Saints Church Dewsbury
Sacred Heart RC Church Ilkley|Sacred Heart RC Church Hyde
Leeds Grammar School|Bradford Grammar School
Queen Elizabeth Hospital Birmingham|Queen Elizabeth Hospital Gateshead
King's Academy Reading|King's Academy Portsmouth
St George's Crypt Leeds|Crypt Kelbrix
Park Road Mosque Oldham|Park Road Mosque Rochdale
Central Library Halifax|Central Library Bolton
Little Acorns Nursery Leeds|Little Acorns Nursery Hull
Riverside Pharmacy Leeds|Riverside Pharmacy Derby
High Street Dental Practice Leeds|High Street Dental Practice Derby
Leeds City Council|Bradford City Council
Leeds CC|Kent CC
London Borough of Camden|London Borough of Barnet
Lincoln City Council|Lincolnshire County Council
Citizens Advice Leeds|Citizens Advice Hull
Citizens Advice South Warwickshire|Citizens Advice Liverpool
Age UK Gloucestershire|Age UK South Lakeland
Age Concern Cambridgeshire|Age UK Peterborough
Voluntary Action Barnsley|Voluntary Action Camden
Headway Bedford|Headway Essex
Crossroads Care Kent|Crossroads Care Cambridgeshire
St Catherine's Hospice|St Catherine's Hospice Lancashire
Leeds City Council|WMDC
Leeds City Council|LCF
Mind in Leeds|Mind in Bradford
Tesco Stores 6001|Asda Stores 6001
BT|BP
SSE|SSP
EE|E.ON
NatWest|Nationwide
HSBC|HSS Hire
O2|Octopus Energy
British Gas|British Council
British Telecommunications plc|British Red Cross
Royal Mail|Royal London
Post Office Ltd|Home Office
PAYPAL *KELBRIX CAFE|PAYPAL *DUNMORE CAFE
SQ *KELBRIX CAFE|SQ *KELBRIX BOOKS
SumUp *Ash Taxis|SumUp *Elm Taxis
CARD PAYMENT TO KELBRIX CAFE|CARD PAYMENT TO DUNMORE BOOKS
DD KELBRIX CLEANING|DD DUNMORE CLEANING
Kelbrix Studio 54|Kelbrix Studio 61
Costa Coffee|Costa Rica Holidays
Three|Three Counties Roofing
AA|AA Taxis
Team GB|Team Kelbrix
Reed|Reed & Dunmore Solicitors
Currys|Curry House
Argos|Argus Fire
Aldi|Audi
PwC|Peter Wainscott Cleaning
HMRC|Hope Manor Recovery Centre
TfL|Tanner Ford Lettings
Network Rail|National Rail Enquiries Kelbrix
""")
"""Two suppliers; never one, not even for now."""
