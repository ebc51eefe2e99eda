"""Names under which well-known suppliers of the United Kingdom are generally known.

Facts that anybody knows who lives here, of companies and public bodies: the name over the door, the
short name that people say, the registered name on an invoice, the form that a card statement has.
Written down from general knowledge, with no set of data, register or list to copy from; of people
and of small firms there are none. A line is one supplier. The first name is what all are read as,
or what it is the initials of. After "~" stands a name that others may have too, or a company beside
it: it is thought the same for now, and a person is asked. Words of other companies of one house
("Tesco Bank") have their own line, so that the house does not draw them in. A line that is set in
goes on with the one before.
"""

from typing import Final

KNOWN: Final = """
British Gas = British Gas Business = British Gas Trading = British Gas Lite = British Gas Services =
  ~Centrica = ~BG Business
npower = n power = npower Business = npower Business Solutions = RWE npower = npower Yorkshire =
  npower Northern
EON = E.ON = E ON = E.ON Energy = E.ON UK = E.ON Energy Solutions = ~E.ON Next = ~E.ON Next Energy
EDF Energy = EDF = EDF Energy Customers = EDF Energy 1 = EDF Energy Customer Field Services =
  ~Electricite de France
SSE = SSE Energy Solutions = SSE Energy Supply = SSE Airtricity = Scottish and Southern Energy =
  Scottish & Southern = Scottish Southern Energy = ~Southern Electric = ~SSE Energy Services
ScottishPower = Scottish Power = Scottish Power Energy Retail = SP Energy Retail =
  ~SP Energy Networks
OVO Energy = OVO = OVO Electricity = OVO Gas
Octopus Energy = Octopus Energy Business = ~Octopus
Shell Energy = Shell Energy Retail = Shell Energy UK
TotalEnergies Gas & Power = Total Gas & Power = TotalEnergies Gas and Power = TotalEnergies
Crown Gas & Power = Crown Gas and Power = Crown Oil Gas and Power
Thames Water = Thames Water Utilities = ~TWUL
Severn Trent Water = Severn Trent = ~STW
United Utilities = United Utilities Water = ~UU
Yorkshire Water = Yorkshire Water Services = ~YWS
Anglian Water = Anglian Water Services = ~AWS Anglian
Northumbrian Water = Northumbrian Water Ltd = ~NWL
South West Water = South West Water Ltd = ~SWW
Welsh Water = Dwr Cymru = Dwr Cymru Welsh Water = Dwr Cymru Cyfyngedig = ~DCWW
Water Plus = Waterplus
Castle Water = Castlewater
Business Stream = Scottish Water Business Stream
BT = British Telecom = British Telecommunications = BT Group = BT Business = BT Business Direct =
  BT Plc Bills = BT Payment Services = ~BT Telephone = ~BT Internet = ~BT Broadband =
  ~BT Global Services
Openreach = BT Openreach
BT Sport = BT Sport Pub
EE = EE Limited = Everything Everywhere = EE & T Mobile = ~EE Mobile = ~T Mobile
O2 = O2 UK = Telefonica UK = Telefonica O2 = Telefonica O2 UK = O2 Telefonica = ~Virgin Media O2
Hutchison 3G = Hutchison 3G UK = H3G = ~Three = ~3 = ~3 UK = ~Three Mobile = ~3 Mobile = ~3G UK =
  ~Three UK = ~3 Business = ~Three Business
Vodafone = Vodafone UK = Vodafone Ltd = Vodafone Corporate = ~Vodafone Business = ~Vodafone Retail
Virgin Media = Virgin Media Business = Virgin Media Payments = Virgin Media Pymts =
  Virgin Mda Pymts = ~Virgin Mobile
TalkTalk = Talk Talk = TalkTalk Business = Talktalk Communications = TalkTalk Telecom =
  ~Talk Talk Group
Sky UK = Sky = Sky Digital = Sky Subscribers Services = British Sky Broadcasting = ~Sky Business =
  ~BSkyB
Plusnet = Plus Net
giffgaff = Giff Gaff
Daisy Communications = ~Daisy = ~Daisy Telecoms
Royal Mail = Royal Mail Group = Royal Mail Wholesale = Royalmail = ~RMG
Post Office = Post Office Counters = Post Office Ltd = The Post Office = Post Office Counter =
  ~POCL = ~P O Counters = ~Post Off Counters
Parcelforce = Parcel Force = Parcelforce Worldwide = Parcel Force Worldwide
DHL = DHL Express = DHL International = ~DHL Parcel = ~DHL Supply Chain
DPD = DPD Local = DPDgroup = DPD Group = ~Dynamic Parcel Distribution
UPS = United Parcel Service = UPS Ltd
FedEx = Fed Ex = Federal Express = FedEx Express
Evri = ~Hermes Parcelnet = ~Hermes
TNT = TNT Express = TNT UK
HMRC = HM Revenue & Customs = HM Revenue and Customs = H M Revenue & Customs = HMRC Cumbernauld =
  HMRC Shipley = HMRC PAYE = HMRC NDDS = HMRC VAT = HMRC E VAT DDs = HMRC Paye NIC Cumbernauld =
  Her Majestys Revenue and Customs = His Majestys Revenue and Customs = ~Inland Revenue =
  ~HM Customs & Excise = ~Revenue & Customs = HMRC PAYE NIC = HM Revenue and Customs PAYE =
  HM Revenue and Customs VAT = HMRC Accounts Office = HMRC Corporation Tax
DVLA = Driver and Vehicle Licensing Agency = Driver & Vehicle Licensing Agency = DVLA Vehicle Tax =
  DVLA Swansea = ~DVLA Vehicle
DVSA = Driver and Vehicle Standards Agency = Driver & Vehicle Standards Agency
ICO = Information Commissioners Office = The Information Commissioner's Office =
  Information Commissioner
Companies House = Companieshouse = ~Registrar of Companies
Charity Commission = The Charity Commission = Charity Commission for England and Wales
TfL = Transport for London = TfL Travel Charge = TfL Travel CH = TfL Gov UK CP = TfL CP =
  ~TfL Congestion Charge
Disclosure and Barring Service = ~DBS
DWP = Department for Work and Pensions = Dept for Work & Pensions =
  Department of Work and Pensions
HMCTS = HM Courts & Tribunals Service = HM Courts and Tribunals Service = ~HM Courts Service
HMLR = HM Land Registry = Land Registry = H M Land Registry
Health and Safety Executive = ~HSE
CQC = Care Quality Commission = The Care Quality Commission
Ofsted = Office for Standards in Education
TV Licensing = TV Licence = TV Licencing = TV Licensing MBP = TV License = TVL =
  ~Television Licensing = ~BBC TV Licensing = ~BBC TV Licence
BBC = British Broadcasting Corporation = ~BBC Studios
PRS for Music = Performing Right Society = ~PRS
Phonographic Performance = ~PPL
PPL PRS = PPLPRS = PPL PRS United for Music
NEST Pensions = National Employment Savings Trust = ~NEST = ~NEST IT
The Pensions Trust = TPT Retirement Solutions = Pensions Trust = ~TPT
Peoples Pension = The People's Pension = B&CE The Peoples Pension = ~B&CE = ~B & C E
Nationwide = Nationwide Building Society = Nationwide BS
NatWest = Nat West = National Westminster Bank = Natwest Bank = National Westminster = NWB
RBS = Royal Bank of Scotland = The Royal Bank of Scotland = RBS Group
HSBC = HSBC Bank = HSBC UK Bank = HSBC UK = ~Midland Bank
Barclays = Barclays Bank = Barclays Bank UK = ~Barclays Business
Barclaycard = Barclay Card = Barclaycard Commercial = Barclaycard Payment Acceptance =
  ~Barclaycard Merchant Services
Lloyds Bank = Lloyds = Lloyds TSB = ~Lloyds Banking Group = Lloyds TSB Bank
Santander = Santander UK = ~Banco Santander
Co-operative Bank = The Co-operative Bank = Coop Bank = Co-op Bank = Cooperative Bank
CAF Bank = Cafbank
Charities Aid Foundation = ~CAF
Unity Trust Bank = ~Unity Trust = ~Unity Bank
Metro Bank = Metrobank
Tesco = Tesco Stores = Tesco Store = Tesco Express = Tesco Extra = Tesco Superstore = Tesco Metro =
  Tesco PFS = Tesco Pay at Pump = Tesco Petrol = Tesco Com = Tesco Groceries = Tesco Stores Ltd =
  ~Tesco Online
Tesco Bank = Tesco Personal Finance
Tesco Mobile = Tesco Mobile Ltd
Sainsbury's = J Sainsbury = Sainsburys Supermarkets = ~Sainsbury = Sainsbury's Supermarkets Ltd =
  JS Online Grocery = Sainsburys S Mkts = Sainsburys SMkts = Sainsburys Smkt = Sainsburys Local =
  Sainsburys Petrol = Sainsburys Superstore = Sainsburys Store = J Sainsburys
Sainsburys Bank = Sainsbury's Bank
Asda = Asda Stores = Asda Superstore = Asda Supermarket = Asda Store = Asda Petrol =
  Asda Groceries = Asda Com = ~Asda Group = Asda Home Shopping
Morrisons = Wm Morrison Supermarkets = Wm Morrison = Morrison Supermarkets = WM Morrisons =
  Wm Morrisons Store = Morrisons Store = Morrisons Petrol = W M Morrison = WM Morrison Supermarket =
  William Morrison Supermarkets = ~Morrison
Aldi = Aldi Stores = Aldi Store
Lidl = Lidl GB = Lidl Great Britain = Lidl UK
Waitrose = Waitrose & Partners = Waitrose Com = Waitrose Ltd
Iceland Foods = ~Iceland = Iceland Frozen Foods
Co-operative Group = Co-op = The Co-operative Group = Co-op Group = Coop = ~The Co-operative =
  ~Co-operative Food = ~Co-op Food = ~Coop Group Food = ~Coop Food
Co-op Energy = Cooperative Energy
Marks & Spencer = M&S = M & S = Marks and Spencer = Marks Spencer = Marks & Spencers =
  M&S Simply Food = Marks & Spencer Simply Food = ~M&S Food
M&S Bank = Marks & Spencer Bank = Marks & Spencer Financial Services
Booker Wholesale = Booker Cash & Carry = ~Booker = ~Booker Group
Makro = Makro Self Service Wholesalers
Bidfood = Bidvest Foodservice = Bid Food = Bfs Group = ~Bidvest
Brakes = Brake Bros = Brakes Group = Brake Brothers = ~Brakes Foodservice
Costco = Costco Wholesale
B&Q = B & Q = B and Q = B Q = B&Q Warehouse = B&Q Ltd = B & Q Plc
Screwfix = Screwfix Direct = Screw Fix = Screwfix Com
Toolstation = Tool Station
Wickes = Wickes Building Supplies = Wickes Extra
Homebase = Homebase Ltd = HHGL
Travis Perkins = Travis Perkins Trading = Travis Perkins Trading Company = ~TP Trading
Jewson = Jewsons = Jewson Ltd
Howdens = Howdens Joinery = Howden Joinery
IKEA = IKEA Ltd = Ikea Limited
WHSmith = W H Smith = WH Smith = WH Smiths = W.H. Smith = WHSmith High Street = WHSmith Retail =
  W H Smith Retail = WHSmith Travel = ~WHS
Argos = Argos Retail Group = Argos Ltd = Argos Online = Argos Direct = Argos Store = Argos Stores =
  ~Argos Distributors
John Lewis = John Lewis Partnership = John Lewis Plc = John Lewis & Partners = JohnLewis =
  ~John Lewis Com
Boots = Boots the Chemist = Boots the Chemists = Boots UK = ~Boots Opticians = ~Boots Retail
Superdrug = Superdrug Stores
Wilko = Wilko Retail = ~Wilkinson = ~Wilkinsons
Poundland = Pound Land
B&M = B & M = B&M Bargains = B & M Retail = B&M Retail = B&M Stores = B & M Homestore
Currys = Currys PC World = Currys Online = PC World Business = DSG Retail = Currys Group =
  ~Dixons Retail = ~PC World = ~Curry
Halfords = Halfords Ltd = Halfords Store
Hobbycraft = Hobby Craft = Hobbycraft Trading
Decathlon = Decathlon UK
Sports Direct = Sportsdirect = SportsDirect Com = ~Sports Direct Com Retail
Primark = Primark Stores
Next Retail = ~Next = ~Next Directory = ~Next Online
Amazon = AMZN = AMZN Mktp = AMZN Mktp UK = AMZNMktplace = AMZNMktplace Amazon =
  AMZN Mktplace Amazon = AMZN Mktplace = AMZ Mktp = AMZ Mktplace = AMZN Marketplace =
  Amazon Marketplace = Amazon Mktplace = Amazon Mktplc = Amazon Mktpl = Amazon Mktplace Pmts =
  Amazon EU = Amazon EU Sarl = Amazon.co.uk = Amazon UK = Amazon UK Marketplace = Amazon Com =
  Amazon Retail = Amazon Svcs = Amazon UK Services = Amazon Services Europe = Amazon Business =
  Amazon Business EU = Amazon Co UK = Amazon EU Sarl UK Branch = ~AMZ = ~Amazon Prime =
  ~AMZN Prime = ~Prime Video = ~Amazon Digital = ~AMZNPrime = ~AMZN Digital = ~Amazon Payments
Amazon Web Services = AWS = Amazon Web Services EMEA = AWS EMEA
eBay = Ebay Commerce = eBay UK = ~eBay Marketplaces = Ebay O
PayPal = Paypal Europe = Paypal Payment = ~Paypal Credit
Google = Google Ireland = Google Ads = Google Adwords = Google Gsuite = Google Workspace =
  ~Google Cloud = ~Google Cloud EMEA = ~Google Payment = ~Google UK
Microsoft = Microsoft Ireland Operations = Microsoft Ireland = Microsoft Ltd = Msft =
  Microsoft 365 = Microsoft Office 365 = Microsft = ~Msbill Info = ~MSBILL
Apple = Apple Com Bill = Apple Distribution International = Apple Retail UK = ~Apple Store =
  ~Itunes = ~Apple Itunes
Adobe = Adobe Systems = Adobe Systems Software Ireland = Adobe Creative Cloud = Adobe Acropro Subs =
  Adobe Inc
Zoom = Zoom Video Communications = Zoom US = Zoom Us 888
Dropbox = Dropbox International = Drop Box
Mailchimp = Mail Chimp = Intuit Mailchimp = ~Rocket Science Group
Intuit = Intuit Quickbooks = Quickbooks = Intuit UK = Intuit Ltd
Xero = Xero UK = Xero Ltd
Sage = Sage UK = Sage Software = Sage UK Ltd = ~Sage Pay = ~Sage Global Services
Facebook = Facebook Ireland = Facebk = Facebk Ads = ~Meta Platforms = ~Meta Platforms Ireland =
  ~Facebook Ads
Eventbrite = Event Brite
SurveyMonkey = Survey Monkey = Momentive Europe = ~Surveymonkey Europe
Canva = Canva Pty
GoDaddy = Go Daddy = GoDaddy Com = Godaddy Com Europe
123 Reg = 123Reg = 123 Reg Co UK
Fasthosts = Fast Hosts = Fasthosts Internet
IONOS = 1&1 Ionos = Ionos Cloud = ~1&1 = ~1 and 1 = ~1 & 1 Internet
Viking Direct = Viking Payments = Viking Office Products = ~Viking = ~Office Depot = ~Raja Viking
Lyreco = Lyreco UK
Staples = Staples UK
Ryman = Rymans = Ryman Stationery = Ryman Ltd
Vistaprint = Vista Print = VistaPrint BV = ~Cimpress
Moo = Moo Print
Canon = Canon UK
Ricoh = Ricoh UK
Konica Minolta = Konica Minolta Business Solutions
Xerox = Xerox UK = ~Xerox Finance
Rentokil Initial = ~Rentokil = ~Initial Washroom = ~Initial Washroom Hygiene = ~Initial
PHS = PHS Group = Personnel Hygiene Services = PHS Washrooms
Cannon Hygiene = ~Cannon
Biffa = Biffa Waste Services = Biffa Waste = ~Biffa Environmental
Veolia = Veolia Environmental Services = Veolia ES = Veolia ES UK = ~Veolia Water
SUEZ = Suez Recycling & Recovery = Suez Recycling and Recovery UK = ~Sita UK = ~Sita
Grundon = Grundon Waste Management
Chubb = Chubb Fire & Security = Chubb Fire = ~Chubb Insurance
ADT = ADT Fire & Security = ADT Fire and Security
RAC = RAC Motoring Services = ~Royal Automobile Club = ~RAC Breakdown = RAC Motoring
Automobile Association = ~AA = ~AA Breakdown = ~AA Membership =
  ~Automobile Association Developments = ~AA Media
RNLI = Royal National Lifeboat Institution
RSPCA = Royal Society for the Prevention of Cruelty to Animals
NSPCC = National Society for the Prevention of Cruelty to Children
NCVO = National Council for Voluntary Organisations
NHBC = National House Building Council
St John Ambulance = St Johns Ambulance = Saint John Ambulance
British Red Cross = British Red Cross Society = ~Red Cross
National Trust = The National Trust = ~NT
ACAS = Advisory Conciliation and Arbitration Service
CIPD = Chartered Institute of Personnel and Development
ICAEW = Institute of Chartered Accountants in England and Wales
KPMG = KPMG UK
PwC = PricewaterhouseCoopers = Price Waterhouse Coopers = Pricewaterhouse Coopers
EY = Ernst & Young = Ernst and Young
BDO = BDO Stoy Hayward
Trainline = The Trainline = Trainline Com = Thetrainline = Thetrainline Com = Train Line
LNER = London North Eastern Railway
GWR = Great Western Railway = ~First Great Western
SWR = South Western Railway
Avanti West Coast = ~Avanti = ~West Coast Trains
TransPennine Express = Trans Pennine Express = TPE
Network Rail = Network Rail Infrastructure
National Express = National Express Coaches
Uber = Uber Trip = Uber BV = Uber Trip Help Uber = Uber London = Uber Help = ~Uber for Business
Uber Eats = UberEats = Uber Eats Help Uber = UBR Eats
Just Eat = Justeat = Just Eat Com
Deliveroo = Roofoods
Enterprise Rent-A-Car = Enterprise Rent A Car = ~Enterprise = Enterprise Rentacar
Premier Inn = Premierinn = Premier Inn Hotels = ~Whitbread = ~Whitbread Group
Travelodge = Travel Lodge = Travelodge Hotels
Booking.com = Bookingcom = Booking.com Hotel = Hotel at Booking.com
Airbnb = Air BNB = Airbnb Payments
BP = BP Oil = BP Connect = ~British Petroleum = ~BP Express = ~BP Fuel
Esso = Esso Petroleum = ~Esso Tesco
Shell = Shell UK = Shell UK Oil = Shell Oil
Allstar = Allstar Business Solutions = All Star Business Solutions = Allstar Fuel Card
Costa = Costa Coffee = Costa Ltd
Starbucks = Starbucks Coffee = Starbucks Coffee Company
Greggs = Greggs Bakery = Greggs PLC = Greggs the Bakers
Pret A Manger = Pret
McDonald's = McDonalds Restaurants = McDonalds Restaurant = ~Mcdonald
KFC = Kentucky Fried Chicken
Domino's Pizza = Dominos = Dominos Pizza = Domino Pizza
Zurich = Zurich Insurance = Zurich Municipal = Zurich Insurance Company = ~Zurich Assurance
Aviva = Aviva Insurance = Aviva Insurance UK = ~Norwich Union = ~Aviva Life = ~Aviva Pensions
AXA = AXA Insurance = AXA Insurance UK = ~AXA PPP = ~AXA Health
Royal & Sun Alliance = ~RSA = Royal and Sun Alliance = Royal Sun Alliance =
  Royal & Sun Alliance Insurance = ~RSA Insurance Group
Ecclesiastical Insurance = Ecclesiastical Insurance Office = Ecclesiastical = EIO
Hiscox = Hiscox Insurance = Hiscox Insurance Company = ~Hiscox Underwriting
NFU Mutual = National Farmers Union Mutual = NFU Mutual Insurance Society
Bupa = British United Provident Association = ~Bupa Dental = ~Bupa Health
Legal & General = L&G = Legal and General = L & G = ~Legal & General Assurance
Scottish Widows = ~Scot Widows
Royal London = Royal London Mutual = Royal London Mutual Insurance Society = ~Royal London Group
Standard Life = Standard Life Assurance = ~Abrdn
Canada Life = Canada Life Ltd
WorldPay = World Pay = Worldpay UK = WorldPay AP = FIS Worldpay
GoCardless = Go Cardless = GC GoCardless
SumUp = SumUp Payments = Sum Up
Squareup = Squareup Europe = Squareup International = ~Square
Zettle = iZettle = PayPal Zettle = I Zettle
Stripe = Stripe Payments = Stripe Payments UK = Stripe Payments Europe
Pitney Bowes = Pitney Bowes Purchase Power = ~Purchase Power
Neopost = Quadient = Neopost UK = Quadient UK = Neopost Ltd
Elis = Elis UK = ~Berendsen
Johnsons Workwear = Johnsons Apparelmaster = Johnson Apparelmaster
Hays Specialist Recruitment = Hays Recruitment = ~Hays = ~Hays Personnel = ~Hays PLC
Reed Specialist Recruitment = Reed Employment = ~Reed = ~Reed Online
Indeed = Indeed Ireland Operations = Indeed Jobs = Indeed UK
Guardian News & Media = Guardian News and Media = Guardian Media = ~The Guardian = ~Guardian Jobs
CharityJob = Charity Job
Civica = Civica UK
Capita Business Services = ~Capita = ~Capita Group
Access UK = ~Access Group
Blackbaud = Blackbaud Europe
Softcat = Soft Cat
CCLA = CCLA Investment Management
Unison = Unison Trade Union
GMB = GMB Union = ~GMB Trade Union
Big Lottery Fund = National Lottery Community Fund = The National Lottery Community Fund =
  ~BIG Lottery = ~TNLCF
NHS England = National Health Service England = ~NHSE
NHS Property Services = NHSPS = NHS Property Service
NHS Supply Chain = ~NHSSC
UKRI = UK Research and Innovation
Skills for Care = Skillsforcare
Cadent = Cadent Gas
National Grid = National Grid Electricity
UK Power Networks = UKPN
Northern Powergrid = Northern Power Grid
Calor Gas = Calor = Calorgas
Flogas = Flo Gas = Flogas Britain
City Plumbing = City Plumbing Supplies = ~City Plumbing Supplies Holdings
Wolseley = Wolseley UK = Plumb Center = ~Plumb Centre = ~Wolseley Group
Plumbase = Plum Base
City Electrical Factors = ~CEF
Edmundson Electrical = ~Edmundson = ~Edmundsons
Rexel = Rexel UK
RS Components = ~RS
Speedy Hire = Speedy Hire Centres = Speedy Asset Services = Speedy Services = ~Speedy
HSS Hire = HSS Hire Service = HSS Hire Service Group = ~HSS = HSS Tool Hire
Brandon Hire = Brandon Hire Station = Brandon Tool Hire
Arco = Arco Ltd
YPO = Yorkshire Purchasing Organisation
ESPO = Eastern Shires Purchasing Organisation
TTS = TTS Group
Findel Education = ~Findel = ~Hope Education
Baker Ross = Bakerross
Timpson = Timpsons = Timpson Ltd
Specsavers = Specsavers Optical = ~Specsavers Opticians
Vision Express = Visionexpress
Kwik Fit = Kwikfit = Kwik Fit GB
NCP = National Car Parks
RingGo = Ring Go
PayByPhone = Pay By Phone
JustPark = Just Park
Dart Charge = Dartcharge
"""


def known_lines() -> list[str]:
    """A line for each supplier: its names, with "=" between them."""
    return KNOWN.replace("\n  ", " ").strip().splitlines()
