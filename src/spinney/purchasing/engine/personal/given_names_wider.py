"""Given names that came to the United Kingdom from the wider world. General knowledge, ours."""

from __future__ import annotations

SOUTH_ASIAN = """
    aadil aakash aarav aarti abhay abhishek adil aditi aditya adnan afsana afshan aftab afzal ahsan
    aisha ajay ajit akash akbar akhil akhtar akram aleena alia aliya alka alok alpa amar amarjit
    ambreen ameena amina aminah amir amit amita amjad amrit amrita amritpal anand ananya anil anila
    anis anish anisha anita anjali anjana anju ankit ankita ankur anoop anshul anu anuj anup
    anupama anuradha anusha aparna arif arjun arpita arsalan arshad arun aruna aruni arvind
    arvinder asad asha ashfaq ashish ashok ashraf ashwin asif asim aslam asma atif atul avinash
    avtar ayesha ayub azad azhar aziz azra babar babita bal balbir baldev baljinder baljit balraj
    balvinder balwinder bashir bhagwan bharat bharati bhavesh bhavika bhavin bhavini bhupinder
    bilal bilqis bina binita birender bushra chaminda chandra chandrika charanjit chetan chirag
    daljinder daljit darshan darshana davinder deepa deepak deepika deepti dev devinder dharmendra
    dharmesh dhaval dhruv dilip dilshad dilshan dinesh dipak dipti divya ehsan faisal faiza faizal
    farah fareed farhan farhana farida farooq farrukh farzana fatema fatima fauzia fazal feroz
    fozia gagandeep ganesh gargi gaurav gauri geeta ghazala ghulam girish gita gopal govind
    gurbaksh gurdeep gurdev gurdip gurjit gurmeet gurmit gurpal gurpreet gursharan gurvinder
    gurwinder habib habiba hafiz hafsa hameed hamid hamza hans hardeep hardip harinder harish
    harjinder harjit harkiran harleen harmesh harminder harpal harpreet harsh harsha harshad hasan
    haseeb hasina hassan heena hema hemant hemlata hetal himanshu hina hira hitesh humaira humayun
    husna ibrar iftikhar ijaz ikram imran imrana inayat inder inderjit indira indra iqbal iqra iram
    irfan irum ishaan ishaq ishrat ishtiaq ismail jabeen jagdeep jagdish jagjit jagtar jahangir jai
    jaideep jasbir jaspal jaspreet jasvinder jaswant jaswinder jatin jatinder javaid javed javeria
    jayant jayanti jayesh jayshree jeet jeevan jigna jignesh jitendra joginder juned jyoti jyotsna
    kabir kailash kajal kalpana kalpesh kalsoom kamal kamaljit kamini kamlesh kamran karamjit karan
    karanjit karthik kashif kasun kausar kaushik kavita kavitha ketan khadija khadijah khalid
    khalida khurram khushboo kiran kirit kirpal kishan kishor kishore komal kris krishna krishnan
    kulbir kuldeep kuldip kuljit kulvinder kulwant kulwinder kumar kunal lakhbir lakmali lakshmi
    lalita lata latif laxmi leela lubna madan madhav madhu madhuri madiha maheen mahendra mahesh
    mahmood mahmooda mahmud maira majid makhan malik malika mamta mandeep mandip mangal manish
    manisha manjeet manjinder manjit manju manjula manmohan manoj manpreet mansoor mansoora maqsood
    mariam maryam masood mayank mayur meena meenakshi meera mehboob mehmet mehmood mehul mehwish
    milan minal minesh misbah mita mitesh mithun mohamed mohammad mohammed mohan mohinder mohit
    mohsin moin moiz monika mubarak mubashir mudassar muhammad muhammed mujahid mukesh mukhtar
    mumtaz muneer munir munira murtaza murugan musa musarat mushtaq mustafa mustaq muzaffar nabeel
    nabeela nabil nadeem nadeesha nadia nadim naeem naeema nafisa nagina nagma naheed nahid naila
    naima najma nandini narendra naresh nargis narinder nasar naseem naseer nasim nasir nasreen
    nasrin navdeep naveed naveen navin navjot nawaz nayan nazia nazir nazish nazma neelam neelima
    neena neeraj neesha neeta neetu neha nidhi nighat nikhil nikita nilam nilesh nilofer nimal
    nimesh nimisha niraj niranjan nirmal nirmala nisha nishant nishat nita nitesh nitin noor noreen
    nosheen nusrat nuwan omar omer omkar osman padma palwinder pankaj param paramjit paresh
    parminder parmjit parul parveen parvez parvin parvinder pavan pawan perminder pinky pooja
    poonam prabha prabhjot pradeep pradip prakash pramod pranav prashant pratik pratima praveen
    pravin pravina preeti prem pritesh priti pritpal priya priyanka priyantha puja punam puneet
    purnima pushpa qadir qamar qasim quratulain raees rafiq raghav rahat rahila rahim rahul raj
    raja rajan rajat rajdeep rajeev rajendra rajesh raji rajinder rajiv rajni rajnish raju
    rajvinder rakesh rakhi ram raman ramandeep rameez ramesh ramila ramneek ramona ranbir rani
    ranjan ranjana ranjeet ranjit rashda rashid rashida rashmi ravi ravina ravinder ravindra
    rawinder raza raziya reena reeta rehan rehana rehman rekha renu renuka resham reshma riaz richa
    riffat rikesh rina rishi ritesh ritu riya riyaz rizwan rizwana robina rohan rohini rohit roma
    roopa roshan roshni rubab rubina rukhsana rukhsar rukshana rupa rupal rupesh rupinder ruwan
    saad saadia saba sabah sabeena sabiha sabir sabrina sachin sadaf sadia sadiq saeed saeeda
    safdar safia sagar sahar sahil saif saima saiqa saira sajid sajida sajjad sakina saleem saleha
    salim salima salma salman sameena sameer samina samir samira samreen sana sandeep sandhya
    sandip sangeeta sanja sanjana sanjay sanjeev sanjiv saqib sara sarabjit saraswati sardar
    sarfraz sarita sarla sarwar satbir sateesh satinder satish satnam satpal satvinder satwinder
    satya saurabh savita seema selvi senthil shabana shabbir shabina shabir shabnam shafiq shafqat
    shagufta shah shaheda shaheen shahid shahida shahin shahnaz shahzad shahzaib shaista shakeel
    shakeela shakil shakila shakir shakuntala shama shameem shamim shamima shamsa shankar shanta
    shanti sharan sharif sharmila shashi shazad shazia sheetal shefali shehnaz shehzad sheikh
    shilpa shireen shirin shiv shivani shoaib shobha shreya shruti shyam siddharth sidra simran
    simranjit sita sivakumar smita sneha sohaib sohail sonal sonali sonam subhash sudesh sudha
    sudhir suhail sujata sukhbir sukhdev sukhjinder sukhjit sukhpal sukhvinder sukhwinder sulaiman
    sultan sultana sumaira suman sumeet sumera sumita sumitra sunaina sundeep sunethra sunil sunita
    suraj surbhi surekha suresh surinder surjit surya sushil sushila sushma swaran swati syed syeda
    tabassum tahir tahira taimur tajinder talat talha talib tallat tanveer tanvir taranjit tariq
    tarlochan tarsem tasleem taslima tasneem taufiq tayyaba tehmina tejal tejinder tharindu thilini
    thiru trupti tulsi uma umair umar umer umesh urmila urvashi usha usman uzma vaishali varinder
    varsha varun vasant vasanti vasuki vibha vidya vijay vijaya vikas vikash vikram vikrant vimal
    vimla vina vinay vineet vinita vinod vipin vipul viral virender vishal vishnu vivek waheed
    waheeda wahid wajid waqar waqas waseem wasim yalini yaqub yash yashpal yasir yasmeen yogesh
    yousaf yousuf yunus yusuf zafar zaheer zaheera zahid zahida zahir zahra zaid zain zainab zakia
    zakir zara zareen zarina zeenat zeeshan zia zohra zubaida zubair zulekha zulfiqar zunaira
"""

ARABIC_TURKISH_PERSIAN = """
    abbas abdalla abdallah abdel abdelkader abdi abdifatah abdihakim abdirahman abdirashid abdiwali
    abdul abdulaziz abdulkadir abdullah abdullahi abdulqadir abdulrahman abdur abu adeel adel adham
    afaf ahmad ahmed ahmet aida akif ala alaa ali alireza aliyah alp amal aman amani ameer amer
    amin amine amirah ammar amr anas anwar arash ardalan arezoo asma asmaa asmahan atefeh atiyah
    awad aya ayaan ayan ayat aydin ayfer aylin ayman aynur ayse aysel aysha ayten azadeh azam badr
    baha bahar bahman bahram bana banafsheh basel basma bassam batoul behnaz behrouz berfin berna
    beyza bulent burak burcu caner cansu cem cemal cemile cengiz ceren dalal dalia dana dania
    darius daryoush deniz derya didem dilan dilek dina diyar duaa dunia ebru ebtisam ecem eda efe
    ehab ela elham elif elnaz emel emin emine emir emrah emre ercan erdal erdem erdogan erhan erkan
    erol ersin esin esma esra evren eylem ezgi fadi fadia fadwa fahad fahd fairouz fariba farid
    farideh faris farouk farshad farzad farzaneh fatemeh faten fathi fathia fatih fatma fatme
    fatoumata fereshteh ferhat feyza fidan fikret filiz firas fouad fuad furkan gamal ghada ghaith
    ghassan golnaz gul gulay gulcan gulsen gulsum hacer haci hadi hadia hafsah haidar haifa hajar
    hakan hakim hala halil halima halime hamdi hamed hamideh hana hanaa hanadi hanan hande hani
    hania hanif haris harun hashim hasibe hatem hatice hayat haydar haytham hazem heba hend hesham
    hiba hicham hikmet hind hisham hodan hossam hossein huda hulya husam husein huseyin husniye
    hussain hussein ibrahim idil idris ihab ihsan ikraan ilhan ilkay ilyas imad iman imane inas
    inga irem isam islam ismael ismet isra israa israfil issa izzet jaber jalal jalila jamaal jamal
    jameel jamila jamilah jasim jawad jehan jihad jihan jinan joumana kader kadir kadriye kaltum
    kamal kamel kamil karim karima kaveh kawther kazem kemal kenan kerem khadra khaled khalil
    khawla khayri khosrow kiarash kubra ladan laila laith lale lamia lamis latifa layla leila leyla
    lina louai loubna lubna lutfi maha mahdi maher mahin mahir mahmoud mahsa mai mais majd majed
    majeda malak malek manal manar manouchehr maram marwa marwan maryam masoud masoumeh maysa mazen
    medina mehdi mehran mehrdad mehrnaz melek meltem meral meriem mert mervat merve meryem metin
    mevlut milad mina mirac mitra mohsen mojgan mojtaba mona monir mortaza morteza mouna mounir
    muna munaf munther murad murat muserref mustafe mustapha muthana muzaffer nabila nada nader
    nadir naglaa nagwa nahla naif najat naji najib najla najlaa najwa narges nasra nasrallah nasser
    nasteho nawal nazan nazanin nazli necati neda nejat nermin nesrin nihal nihat nilgun nilufar
    nimo nisreen niyazi nour noura nouri nuray nurcan nuri nuriye nurten oguz okan omid onur orhan
    osama othman ozan ozcan ozge ozgur ozlem parisa parvaneh payam pelin pinar pouya qais qassim
    rabab rabia rabih raed raghad raghda rahima rahma rahmah ramadan rami ramin ramiz ramzi rana
    randa rania raouf rasha rashad rasheed rasoul rauf rawan reem reham reyhan reza rezvan rida
    rima roksana roya ruken rukia rukiya rula saad saadet sabri sadik saed safa safaa safak safiya
    sahand sahra said saida salah salahuddin salam saleh salwa samah saman samaneh samar sameh sami
    samia samiha samir samiya samuel sanaa sarvenaz saud sawsan seda sedat sedef selcuk selim selin
    selma sema semra senem serap serdar serhat serkan sermin sevda sevgi sevil sevim seyed seyhan
    seyma shaban shadi shahab shahla shahram shaima shams shatha sherif sherine shima shirin shukri
    sibel siham sinan soheil soheila soma songul soraya souad suad suha suheir suleiman suleyman
    sumaya sumayya sundus susan taha tahereh tahmina tamer taner tarek tarik tayfun tayyip thamer
    tolga tulay tulin turgut turkan ufuk ugur umit ummu umut vahid volkan wael wafa wafaa waleed
    walid wassim widad wisam yahya yakup yaman yara yasar yasemin yaser yasin yassin yilmaz younes
    younis yousif youssef yunis yusra zahraa zakaria zakariya zaki zehra zeinab zeki zekiye zerrin
    zeynep ziad zina ziya zohreh zuhair zuhal
"""

AFRICAN_AND_CARIBBEAN = """
    abayomi abeba abebe abena abidemi abigael abimbola abiodun abiola abisola abosede achieng ada
    adaeze adaku adama adamu addo adebayo adebola adebowale adeola adeolu adesola adetokunbo
    adetola adetutu adewale adewunmi adeyemi adeyinka adjoa adunni adwoa afia afolabi afua
    agnieszkaa agyeman aisha aissata aissatou ajibola akeem akin akinola akosua akua akwasi akyaa
    alemayehu alemu alhaji alhassan alieu aliou aliyu almaz ama amadi amadou amanuel amara
    amarachi aminata amma anthonia anuoluwapo araba asante asmait asmeret aster atinuke awa ayo
    ayobami ayodeji ayodele ayokunle ayoola azeez babajide babatunde bakary balogun bamidele
    bankole beatrice bekele benedicta benjie berhane bethelhem binta bintou biodun birhan birhanu
    bisi blessing boakye bolaji bolanle boubacar bukola busayo busisiwe chanda chiamaka chibueze
    chibuike chibuzo chidi chidiebere chidimma chidinma chido chidozie chiedza chiemeka chigozie
    chijioke chika chike chima chimezie chinedu chinelo chineye chinonso chinwe chinyere chioma
    chipo chisom chizoba chuka chukwudi chukwuemeka chukwuma cletus coumba dagmawit damilola
    daniela dawit dayo debesay deborah delroy demba desiree desta dieudonne djibril doudou dwayne
    ebele ebenezer ebere ebrima ebun efe efosa efua ejike ekaette ekene ekow ekua elikem elom
    emeka emem eniola enitan enoch ephraim ermias errol eseosa esi esther eunice ewurama eyob
    ezekiel ezinne fadumo faith fanta farai faridah fasil fatimata fatmata fatou fatoumatta femi
    fikirte filmon fisayo florence folake folasade folorunsho foluke funke funmi funmilayo
    garfield gatluak gbemisola gbenga genet getachew gifty girma glenroy godfrey goitom haben
    habtamu haile hailu hamadi hamidou hawa helina hodan hyacinth ibironke ibukun idowu idrissa
    ifeanyi ifeoma ifunanya ijeoma ike ikechukwu ikenna isatou isioma iyabo jabulani jahmal
    jainaba jamal jariatu jelili jeneba jermaine jide joko jokotade jumoke kadiatu kagiso kalkidan
    kamari kayode kehinde keisha kelechi kemar kemi kerfala kerron khadidiatou khady kibrom kidane
    kidist kingsley kodjo kofi kojo kokou komlan kudirat kudzai kunle kwabena kwadwo kwaku kwame
    kwasi kweku kwesi lamar lamin lanre lansana latisha latoya lemlem lerato leroy letay lindiwe
    lwazi makeda mamadi mamadou mame mamoudou manyara mariama mariatou marieme marva mbali mebrat
    mekdes mengistu merlene meron mesfin mihret millicent miriro modou modupe mohamud monique
    moussa mulu mulugeta musu mwangi mwende nahom nana natalee natnael ndeye ndidi ndubuisi neema
    ngozi nhlanhla njeri njideka nkechi nkem nkiru nnamdi nneka nnenna noluthando nomsa nomvula
    nonso nontobeko nosa nozipho ntombi nyambura nyasha nyesha oba obi obinna obioma ogechi
    okechukwu okoro ola olabisi oladele oladipo olajide olajumoke olakunle olalekan olamide
    olanrewaju olasunkanmi olayinka olu olubunmi olufemi olufunke olufunmilayo olugbenga olukayode
    olumide olumuyiwa olusegun oluseun olusola oluwadamilola oluwafemi oluwaseun oluwaseyi
    oluwatobi oluwatosin oluyemisi omobolanle omolara omolola omotayo omowunmi onome onyeka
    onyekachi oreoluwa orode orville oumar oumou ousman ousmane oyinkan patience paulette paulina
    philomena precious prosper rahel rashawn rebecca rekiya rita robel rotimi rudo rukayat ruramai
    ruvimbo sadiya saidou saihou salamatu samba samrawit sanni sarjo segun selam selamawit semhar
    senait seun seyi seynabou shade shadrach shanice shaniqua shantel sharlene sheku sherifat
    sherise shola sibongile sibusiso sifiso siphiwe siphokazi sizwe soji sola solomon sukai
    sulaimon sunday suwaibou tadesse tafadzwa taiwo takudzwa tamika tanimola tanisha tapiwa tariro
    tatenda tavares tawanda tayo teddy tekle tella temi temitayo temitope tendai tenzin tesfaye
    thabo thandeka thandi thandiwe themba thembi thulani thuli tichaona tigist tinashe titi
    titilayo tobi tochukwu tolu tolulope tomi tope tosin toyin trevor tsehay tsion tunde tunji
    tyreece tyrell uche uchechukwu uchenna udo ugochi ugochukwu ugonna uju ukamaka unoma uzoma
    uzor verna wambui wangari wanjiru wilhemina winsome winta wole wondimu xolani yaa yacine
    yanique yared yaw yemi yemisi yetunde yewande yinka yohannes yonas yordanos yusupha zandile
    zanele zebib zewditu zinash zodwa zubairu
"""

EUROPEAN = """
    ada adalbert adela adriana aferdita agata agim agnieszka agron albin aldona aleksandar
    aleksander aleksandr aleksandra aleksandrs aleksei alessandra alessandro alessia alexandros
    alexandru alexei alina aliona alojzy ambra ana anastasios anatolie anatoly andreas andreea
    andrei andrej andreja andres andris andrius andriy andrzej aneta anete angelika angelo angelos
    ania aniela anja anke anneke annelies annelise annika antanas antoine anton antonella antoni
    antonina antonio antonis apostolos arben ardit arjan arkadiusz arkady armando arnaldo arnaud
    artan artem artur arturas arturo arturs asen asta astrid athanasios audrius aurel aurelia
    aurelie ausra axel barbora bartek bartlomiej bartosz bashkim beata beate beatriz begona
    benedikt benoit bernd besa besnik bettina birgit bjorn blazej blerim blerta bogdan bogna
    bogumila boguslaw bohdan boleslaw boris borislav borja borys bozena brigitte bronislaw bruna
    bruno camille carlo carlos carlotta carmen carmine carolina cecile celine cesar cezary chiara
    christel christiane christos claudio claudiu clemence clotilde concetta constantin corina
    cornelia cornelius costas cristian cristiana cristina cristobal czeslaw dagmar dagmara daina
    dainius daiva dalia damiano damir danica daniele daniil danijela danuta daria darius dariusz
    dasha davide davor davorka debora delphine denes denisa desislava detlef diego dieter dimitar
    dimitra dimitri dimitrios dimitris dmitri dmitry dmytro dominik dominika donata donatas dora
    dorin dorina dorota dragan dragana dragos drazen drita dusan dzintra edita edmond edmundas
    eduard eduardo edyta egidijus egle ekaterina elad eleftheria elena eleni eleonora eliana elio
    elira elisabetta elke elvis elzbieta emanuela emanuele emil emiliano emilio endrit enrico
    enrique enzo erik ernesto ernst erzsebet esteban estelle estera eugen eugeniusz eva evelina
    evgeni evgenia ewa ewelina fabian fabien fabio fabiola fabrice fabrizio fatbardha fatmir fatos
    federica federico felicja feliks fernanda fernando ferran filip filippo filomena florian florin
    flutura franca francisco franciszek franck franco francois francoise frans franz frederic
    fredrik friedrich gabor gabriela gabriele gabriella gaetano genoveva georges georgi georgios
    gerardo gerda gergely gerhard germana gerrit gertrud gheorghe gianluca gianni giedre ginevra
    gintaras giorgia giorgio giovanna giovanni giulia giuliana giulio giuseppe giuseppina gjergj
    goran gordana gosia grazia graziella grazyna grigore grzegorz guglielmo guido guillaume
    guillermo gunnar gunter gustav gustavo gyorgy halina hanna hanne hannelore hans harald heike
    heinrich heinz helga helge helmut hendrik henk henri henrik henryk herman hermann hristo hubert
    ignacio ignacy ihor ilaria ildiko ilie ilir ilona ilze imre inese inga inge ingeborg ingo
    ingrida inna ioan ioana ioanna ioannis ion ionel ionela ionut ireneusz irina irma iryna isabela
    isidora istvan iulia iulian iva ivana ivaylo ivo iwona izabela jaak jacek jacques jadwiga jakob
    jakub jana janina janis janusz jari jaroslav jaroslaw javier jelena jens jeroen jerzy jessika
    jesus jetmir jeton jindrich jiri jirina joachim joanna joao joaquin jochen joerg johan johann
    johannes jolanta jonas joost jordi jorge jose josef jozef jozsef juan juergen jukka jules
    juliusz juraj jurate jurek jurgen jurgis jurgita justas justyna jutta kaisa kajetan kamil
    kamila kamilla karel karina karolina karoline karsten kasia katalin katarina katarzyna katerina
    kateryna kathrin katja katrin kazimieras kazimierz kestutis kinga kirill kirsten klaudia klaus
    klavs konrad konstantin konstantina konstantinos kornelia kosta kristaps kristiana kristine
    kristof krisztian krisztina krystian krystyna krzysztof ksenia kujtim lajos larisa lars lasse
    laszlo laura laurent leanid lech leif leila lena lennart leokadia leopold leszek lidia liliana
    liliya linas lino liridon liudmila livia livio ljiljana lorenz lorenzo luan luc luca luciana
    luciano lucjan lucyna ludek ludmila ludovic ludwik luigi luigia luis luiz lukas lukasz lulzim
    lyubov lyudmila maarten maciej magda magdalena maja malgorzata manfred manuel manuela marcel
    marcelo marcin marco marek margareta margarida margarita margherita margit margot mari marianna
    mariano marija marijke marina marino mario mariola marios maris marisol marita marius mariusz
    mariya marja marko markus marlena marlies marta marten martijn martyna marzena massimo mateo
    mateus mateusz mathias mathieu matias matteo matthias matthieu maurizio mauro maxime meelis
    melania merja michail michal michalina michel michele mieczyslaw miguel mihaela mihai mihail
    mihaly mika mikael mikhail miklos mikolaj milan milena milica milos miloslav mimoza mindaugas
    mirela mirjana mirjeta miroslav miroslava miroslaw mladen monika monique mykola nadezhda nadja
    natalija nataliya natalya natascha nele nella nemanja nenad nevena nico nicola nicolae nicolas
    nicoleta nicolo nikola nikolai nikolaos nikolay nikolina nikos nils ninel noemi norbert nuno
    oana octavian ognjen oksana olaf olav ole oleg oleh oleksandr oleksandra oleksiy olga olgierd
    olha olivier ondrej orsolya oskar ovidiu pablo palina panagiotis panayiotis paola paolo
    paraskevi pascale patricija patricio patrik patrizia patrycja patryk pavel pavla pavle pavlina
    pavlo pawel pedro penka per petar petr petra petros petru philippe piero pierre pieter pietro
    pilar piotr plamen predrag przemyslaw radek radka radoslav radoslaw radu raffaele raffaella
    raimondas raimonds rainer raluca ramon ramunas raquel rasa rasmus raul razvan reinhard
    remigiusz renata renate renato rene riccardo rimantas rita ritva roberto rocio rodica rodrigo
    roland romain roman romana romuald romualda ruben ruediger rui ruta ryszard sabina sabine
    salvatore samuele sander sandor sanna santiago santo sara sasa saulius sebastiano selma serge
    sergei sergey sergio serhii shpresa sibylle siegrid sigita sigrid silke silvana silvia silviu
    simona slavko slawomir snezana sofia sofie solveig sonja soren spyridon spyros stanislav
    stanislava stanislaw stavros stefania stefano stefanos stelian stephane stephanos stig stojan
    sven svetlana svitlana sylvain sylvaine sylvie sylwia szymon tadeusz tamar tamas tanja tatjana
    tatyana teodor teodora teofil teresina theodora theodoros thierry thijs thorsten tiago tiberiu
    tihana timo tiziana tomas tomasz tommaso tonje torsten tytus uldis ulf ulla ulrich ulrike
    urszula urte uta uwe vaclav vadim vaida valbona valdas valentin valentyna valeria valerio
    valeriu valery valon vasil vasile vasiliki vasilis vasyl veaceslav vera veronika vesna vicente
    victoriya viktor viktoria viktoriya vilma vincenzo violeta violetta virgilijus virginie vitalie
    vitalijs vitaly vito vittoria vittorio vjosa vlad vladimir vladislav vladislava vojtech
    volodymyr vytautas waclaw waldemar waleria wanda werner wieslaw wieslawa wiktor wiktoria
    wilhelm willem wincenty wioletta witold wladyslaw wlodzimierz wojciech wolfgang xavier xhevdet
    yana yannick yannis yaroslav yelena yevgeny yordan yulia yuliia yuri yuriy yves zaneta zbigniew
    zbynek zdenek zdravka zdzislaw zeljko zenon zita zlatko zofia zoltan zoran zsofia zsolt
    zsuzsanna zuzana zuzanna zydrunas zygmunt
"""

EAST_ASIAN_AND_OTHER = """
    aiko akiko akira alejandra alejandro alofa alvaro amihan anabela analyn ananda andreia anh
    ariel arlyn aroha avi avraham bao bayani beatriz benjie bich binh bruna caio cassia chaim
    chaya chayim chen chenglong chiu chun cintia claudinei consuelo corazon cuong daisuke dalisay
    dao denilson devorah diem dolores dov edilson eduarda efraim eitan eliezer elisangela eliyahu
    esperanza fabiana fatima feiga filipa frumi fuji gavriel giang gilberto gitty graciela
    guadalupe guo gustavo hadassah haruka hector helder hemi hershel hiroko hiroshi hoang hong hua
    huan hui huong huy hye hyun inacio ines isabel itai ivone jacinta jairo jejomar jeronimo jhun
    jia jian jiang jianhua jie jin jing jingyi joana jocelle joon josefa josefina josue juliana
    jun jung junko kaori kazuko kealoha keiko kenji khanh kiyoshi kumiko kwan kwok kyung lan
    leandro lei leib leonel liang lidia lien ligia lihua linh lourdes luciene lucilene lurdes
    luzviminda magali makoto malka marcia marcio marcos margarida maricel maricris mariela marilou
    maritess marivic marta masako mauricio mei meiling mele menachem mendel michiko mihye milagros
    min ming minh mirta miyuki mordechai moshe naftali nam naoko nelida nelson nga ngaire ngan
    ngoc nguyet nhung ning noa nuria olga osvaldo patricia paulo phuc phuong pilar pinchas qiang
    qing quang quyen rafaela ramiro renata ricardo rivka rivky rodel rogerio rommel rosalia
    rosalinda rosangela rosario ruel rui sachiko sakura sandro satoko satoshi seung severino shan
    shinji shlomo shmuel sholem shoshana shu shuang silvina sione soledad suki sunhee susana
    tadashi takashi takeshi tali tane tatiane telma teresita thanh thao thiago thu thuy ting toan
    tomoko toshiko tova trinh trung tuan tuyen tuyet tzvi valdir vania vinh vinicius virgilio
    vitor viviana wagner wai wei weiming wellington wen wiremu xia xiang xiao xiaohong xiaoli xin
    xiomara xiu xuan xue yaakov yael yan yanling yechiel yehuda yesenia yi yitzchak yitzchok yoel
    yoko yolanda yosef yoshiko youngmi yue yuen yuki yukiko yumi yun yuting zalman zev zhen zheng
    zhi zhong zvi
"""
