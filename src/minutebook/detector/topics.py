"""What a message is about: the council's world, the rest of life, and the subjects of the guide."""

from minutebook.council.concerns import Subject
from minutebook.detector.rulebook import Rule, Sign


def settings() -> tuple[Rule, ...]:
    """Return the rules that tell council business from everything else."""
    return (
        Rule(
            Sign.COUNCIL, 1, 1,
            "council councillor councillors cllr cllrs parish precept clerk byelaw bylaw standing rfo ward chair vice",
            r"(?:parish|town|community|full|the|our|this|as a|extraordinary) council(?:'?s)?|council (?:meeting|business|money|policy|land|funds?|account|tax|website|office|laptop|phone|email)|councillors?|cllrs?|parish(?:ioners?)?|precept|(?:the |deputy |our )clerk(?:'?s)?|bye?-?laws?|standing orders?|rfo|vice.chair",
        ),
        Rule(
            Sign.PARISH, 1, 1,
            "allotment allotments cemetery churchyard burial memorial bus verge verges noticeboard play playground lengthsman streetlight street grit dog defib defibrillator highways neighbourhood section cil speed sid county district borough recreation rec footpath footpaths bridleway village planning licence licensing pavilion tender tenders contractor contractors audit auditor residents resident co coopt cooption co-opt committee working",
            r"allotments?|cemetery|churchyard|burial (?:ground|fees?)|war memorial|bus shelters?|(?:grass )?verges?|notice ?boards?|play (?:area|ground|equipment|park)|playground|lengthsman|street ?lights?|street ?lighting|grit bins?|dog (?:bins?|waste bins?|fouling|poo bins?)|defib(?:rillator)?s?|highways|neighbourhood plan|section 106|s106|cil(?: money)?|speed (?:sign|gun|watch|indicator|limit|bumps)s?|the sid|(?:county|district|borough) council(?:'?s)?|rec(?:reation)? ground|the rec|footpaths?|bridleways?|village (?:hall|green|sign|gates?|pond|shop|plan)|(?:for |on |a |the )planning(?! (?:to|on|a|my|our|the)\b)|planning (?:application|app|appeal|permission|officer|committee|objection|matter|reasons|grounds|inspector)s?|licensing (?:application|committee)|pavilion|tenders?|contractors?|(?:internal|external) audit(?:or)?|residents?|co-?opt(?:ion|ed|ee)?|(?:finance|planning|staffing|personnel|amenities|hall|events|open spaces) committee|working (?:group|party)",
        ),
        Rule(
            Sign.MATTER, 1, 1,
            "bench benches bin bins hedge hedges tree trees fence fencing gate gates path paths sign signs hall roof car surfacing resurfacing surface tarmac drain drains drainage ditch flagpole flag planters planter lights lamp lighting mower mowing strimming grass swings swing slide shelter bollard bollards goalposts repairs repair toilets pond wall works survey leaflet newsletter website banner clock christmas grants fete kerb parking camera cctv signage boiler heating hire shelters tables picnic barrier",
            r"bench(?:es)?|bins?|hedges?|trees?|fenc(?:e|es|ing)|gates?|paths?|signs?|signage|hall(?: roof| hire| floor)?|roof|car ?park|(?:re)?surfac(?:e|ing)|tarmac|drains?|drainage|ditch(?:es)?|flag ?poles?|flag|planters?|(?:christmas )?lights|lamp ?posts?|lighting|mowers?|mowing|strimming|grass ?cutting|the grass|swings?|slide|shelters?|bollards?|goal ?posts?|repairs?|toilets?|pond|walls?|works|survey|newsletter|website|banner|town clock|the clock|kerbs?|parking|cameras?|cctv|boiler|heating|picnic tables?|tables|barriers?|traffic calming",
        ),
        Rule(
            Sign.MATTER, 1, 1,
            "quote quotes quotation bid bids grant grants invoice invoices budget budgets reserves supplier suppliers installer lease tenancy insurer insurance funding applicant developer developers objection objections consultation scheme proposal supplier surveyor builder builders hirer hirers rent fees application appeal donation tenant tenants",
            r"quot(?:e|es|ation|ations)|bids?|grants?|invoices?|budgets?|reserves|suppliers?|installers?|lease|tenancy|insurers?|funding|applicants?|developers?|consultation|scheme|surveyors?|builders?|hirers?|applications?|donations?|tenants?",
        ),
        Rule(Sign.MONEY, 1, 1, "£ quid pounds grand hundred thousand 0 1 2 3 4 5 6 7 8 9 k", r"<money>"),
        Rule(
            Sign.SOCIAL, 1, 1,
            "pub pint pints beer wine drink drinks lunch dinner tea coffee cake cakes biscuits curry pizza breakfast bbq barbecue chips birthday party football rugby cricket match film movie cinema holiday wedding haircut kids baby mum dad wife husband girlfriend boyfriend darling babe love haha lol xx xxx marrow marrows raffle quiz cuppa chocolate mince sausage bacon roll rolls picnic netflix shopping gig concert each walk swim jog bike gym head owe owes lend lent borrow borrowed kitty whip collection ticket tickets nan grandson granddaughter grandchildren beers gin takeaway restaurant meal food eat supper scones jam knitting jumper quizzes scarecrow hat shirt tie dress costume fancy bake sandwiches ice",
            r"pub|pints?|beers?|wine|gin|drinks?|lunch|dinner|supper|tea|coffee|cuppa|cakes?|biscuits?|curry|pizza|breakfast|bbq|barbecue|birthday|part(?:y|ies)|football|rugby|cricket|film|movie|cinema|holidays?|wedding|hair ?cut|hairdo|kids?|baby|mum|dad|wife|husband|girlfriend|boyfriend|darling|babe|love (?:you|u|ya)|haha+|lol|x{2,}|marrows?|raffle|quiz|chocolates?|mince pies?|sausages?|bacon|bake ?off|sandwiches|netflix|shopping|gig|concert|nan|grand(?:son|daughter|children|kids)|takeaway|restaurant|meal|food|eat(?:ing)?|scones?|knitting|jumper|scarecrows?|shirt|dress(?:es)?|costumes?|fancy dress|ice cream|fish and chips|chips|each|walk|swim|jog|bike ride|gym|a head|owes?|lend|lent|borrow(?:ed)?|kitty|whip.?round|collection|tickets?",
        ),
        Rule(
            Sign.OWN, 1, 1,
            "our my",
            r"(?:our|my) (?:own |new |old |front |back |spare |kids'? )*(?:kitchen|bathroom|house|extension|garden|conservatory|bedroom|lounge|loft|drive|driveway|patio|flat|sofa|carpet|mortgage|wedding|holiday|kids|dog|cat|landlord|phone bill|broadband)|my (?:own |new |old )*(?:car|van|garage|shed|boiler|windows?|roof|fence|hedge|wife|husband|daughter|son|mum|dad|hair|knee|hip|back|teeth|boss|work|job|company|school|uni|bank|insurance|brother|sister|mate|friend)",
        ),
        Rule(Sign.OWN, 1, 1, "at our my", r"(?:for|at|on|in) (?:our|my) (?:place|own|house|home)|for \*our\*[^.!?\n]{0,20}"),
        Rule(
            Sign.ARRANGING, 1, 1,
            "meet meeting start time date dates coming come free available who when where lift pick seven eight pm am thursday monday tuesday wednesday friday saturday sunday room move swap reschedule zoom teams everyone weekend tonight tomorrow bring keys",
            r"who(?:'s| is|'ll be| can be| else is)? (?:coming|going|free|about|available|around|there|up for|can make)|(?:what|which) (?:time|date|day|dates|days|night|week|room|venue)|(?:start|meet|meeting|begin)(?:ing)? (?:at|for|from) (?:\d|noon|half|seven|eight|six|the)|(?:move|moving|shift|push|postpone|bring forward|reschedule|swap)[^.!?\n]{0,30}(?:meeting|site visit|to (?:the )?(?:\d|<day>))|(?:can|could) (?:you|everyone|everybody|people|we all|anyone|all) (?:all )?(?:make|do|come|manage|be there)|(?:are|is) (?:you|everyone|people|we) (?:all )?(?:free|around|available|coming|going)|(?:you're|youre|you are|able to|you can) (?:coming|come|make it|attend|free)|(?:give|want|need) (?:you|me|anyone)? ?a lift|site visit|doodle|(?:if|who) you(?:'re| are| can)? (?:coming|make|free|attend)",
        ),
    )


def subjects() -> tuple[Rule, ...]:
    """Return the rules for the subjects of council business."""
    return (*_money(), *_works(), *_statutory(), *_events())


def _money() -> tuple[Rule, ...]:
    return (
        Rule(Subject.FINANCE, 0.85, 0.7, "invoice invoices precept audit auditor budget grant grants", r"precept|(?:internal|external) audit(?:or)?|grant (?:application|funding|money|award|offer|of)|(?:pay|paid|paying|overdue|outstanding|unpaid|submit|the|an|their|his|final) (?:the |their |his )?invoices?|invoices? (?:from|for|is|was|came|hasn't)|(?:the |council |our |annual |draft )budget", "spending or accounts"),
        Rule(Subject.FINANCE, 0.85, 0.3, "£ quid pounds grand hundred thousand 0 1 2 3 4 5 6 7 8 9", r"<money>", "a sum of money"),
        Rule(Subject.FINANCE, 0.7, 0.2, "spend spending spent pay paid payment payments cost costs afford reserves fund funding donation donate bank account fee fees charge charges rent vat reimburse cheque refund price cheaper expensive overspend", r"spen[dt](?:ing)?|pay(?:ing|ments?)?|paid|costs?|afford|reserves|fund(?:s|ing|ed)?|donat(?:e|ion|ions)|bank(?: account| balance| mandate| reconciliation| statements?)|fees?|charges|vat|reimburse(?:ment)?|cheques?|refunds?|overspen[dt]", "spending or accounts"),
        Rule(Subject.FINANCE, 0.75, 0.3, "grant grants budget invoice invoices", r"grants?|budgets?|invoices?", "spending or accounts"),
    )


def _works() -> tuple[Rule, ...]:
    return (
        Rule(Subject.CONTRACT, 0.85, 0.6, "tender tenders contractor contractors", r"tenders?|(?:the|our|a|their|new|mowing|grass) contract(?:ors?|ors'|or's)?|contractors?", "a contract or quote"),
        Rule(Subject.CONTRACT, 0.8, 0.25, "quote quotes quotation quotations bid bids lease tenancy insurance insurer contract supplier suppliers builder builders licence", r"quot(?:e|es|ed|ation|ations)|bids?|lease|tenancy|(?:our|the) insur(?:ance|ers?)|insurance (?:cover|policy|renewal|claim)|contract|suppliers?|builders?", "a contract or quote"),
        Rule(Subject.CONTRACT, 0.75, 0.3, "hendersons go going with award appoint firm installers start instruct works", r"(?:go|going|went|stick|sticking) with <more>(?:s|ltd|& sons?|and sons?)|(?:award(?:ed)?|appoint(?:ed)?) <some>(?:ltd|s)|the (?:firm|installers?|roofers?|fencers?)|tree surgeons?", "a contractor's work"),
        Rule(Subject.CONTRACT, 0.75, 0.1, "sell selling sold buy buying land purchase field plot paddock strip", r"(?:sell|selling|sold|buy|buying|bought|purchas(?:e|ing)|offer|price) <some>(?:land|field|plot|paddock|strip|meadow|freehold)|(?:land|field|plot|paddock|strip|meadow) <some>(?:sale|purchase|offer|owner|price)", "land bought or sold"),
    )


def _statutory() -> tuple[Rule, ...]:
    return (
        Rule(Subject.FOI, 0.9, 0.6, "foi foia eir subject sar dsar freedom information gdpr ico redact redacted data", r"fois?|foia|eir|subject access(?: request)?|d?sars?|freedom of information|information request|gdpr|(?:the )?ico|redact(?:ed|ing)?|data protection|data breach", "a statutory information duty"),
        Rule(Subject.PLANNING, 0.85, 0.7, "planning licensing licence", r"planning (?:application|app|appeal|permission|consent|officer|committee|objection|grounds|inspector|reasons)s?|licensing (?:application|hearing|objection|review)|premises licence|(?:alcohol|late) licence", "a planning or licensing matter"),
        Rule(Subject.PLANNING, 0.8, 0.3, "application applications object objection objections material overlooking highway access density appeal extension dwellings houses homes developer developers conservation listed refuse refusal variation barn applicant conversion consultee storey development estate", r"applications?|objections?|overlooking|material (?:planning )?consideration|\d+ (?:houses|homes|dwellings|units)|developers?|conservation area|listed building|barn conversion|applicants?|(?:two|three|single).storey|the (?:development|estate)|over-?development", "a planning or licensing matter"),
        Rule(Subject.BUSINESS, 0.7, 0.6, "neighbourhood", r"neighbourhood plan", "the neighbourhood plan"),
        Rule(Subject.BUSINESS, 0.6, 0.1, "need needs should residents survey usage people consultation because policy strategy footfall proposal option options complained broken replace repair traffic speeding counted figures feedback evidence report data support objected said suggest idea prefer", r"(?:residents?|people|parishioners|users|parents) (?:have|are|were|want|said|say|would|keep|told|complain|think|don't|need)|survey (?:shows|says|results?|found|responses)|the (?:policy|strategy|consultation|survey|figures|options?|proposal|scheme|data|feedback) |speeding|traffic (?:count|data|calming|survey)|needs? (?:replacing|repairing|resurfacing|doing|cutting|painting|mending|clearing)|(?:we|council) (?:should|ought to|need to|could|must)|i (?:think|suggest|prefer|reckon) we|responses|replacement", "discussion of the council's work"),
        Rule(Subject.BUSINESS, 0.6, 0.1, "enforcement", r"enforcement (?:officer|team|case|action|notice)", "another body's enforcement"),
    )


def _events() -> tuple[Rule, ...]:
    return (
        Rule(Subject.INCIDENT, 0.85, 0.65, "flood flooded flooding vandal vandals vandalised vandalism graffiti fly flytipping tipping", r"flood(?:ed|ing|water|s)?|vandal(?:s|ised|ism|ized)?|graffiti|fly.?tip(?:ping|ped)?", "an incident or hazard"),
        Rule(Subject.INCIDENT, 0.85, 0.35, "tree branch burst smashed broken damaged damage fire crash collapsed pothole potholes blocked gas power break burgled burglary stolen theft hazard dangerous injured sinkhole leak leaking down police ambulance accident snapped bent loose overflowing fallen dumped kicked ripped arson needles hanging cracked emergency evacuated rats sewage snow ice", r"(?:tree|branch|wall|fence|sign|lamp ?post|pole|cable)s?(?: is| are| has| have|'s)?(?: come| fallen| blown| been knocked)? (?:down|over|across|collapsed)|burst (?:pipe|main|water)|smashed|(?:is|are|been|was|badly|got) (?:broken|damaged|dumped|kicked in|ripped|knocked)|fire (?:at|in|on|brigade|engine)|crash(?:ed)? (?:at|on|into|outside|by)|collapsed|potholes?|blocked (?:drain|gull(?:y|ies)|culvert)|gas leak|power cut|break.?in|broken into|burgl(?:ed|ary)|stolen from|theft|hazard|dangerous|injured|sinkhole|snapped (?:off|in)|overflowing|arson|sewage|(?:police|ambulance|fire brigade)[^.!?\n]{0,20}(?:there|attended|here|called|on their way|been|came)|evacuat(?:e|ed|ing)|emergency", "an incident or hazard"),
        Rule(Subject.INSTRUCTION, 0.75, 0.1, "please pls can could must cancel search check chase ring call email contact stop close lock isolate forward send get ask don't dont do", r"(?:please|pls|can you|could you|you must|you need to|you'll need to|clerk,|would you)[, ]{1,2}(?:all |also |just |now )?(?:cancel|search|check your|chase|ring|call|email|contact|write|arrange|stop|close|lock|isolate|forward|ask|get|order|book the (?:contractor|skip)|report|remove|put (?:out|up|a notice)|hand over|return|preserve|keep all|do not|don't|change)(?: [^.!?\n]{3,60})", "asks someone to act for the council"),
        Rule(Subject.INSTRUCTION, 0.75, 0.15, "cancel search preserve my advice advise", r"(?:^|[.!\n] ?)(?:cancel the (?:order|contract|direct debit|payment)|search your (?:phone|emails|inbox|messages)|my advice (?:is|would be)|i(?:'d| would)? advise)", "asks someone to act for the council"),
        Rule(Subject.INSTRUCTION, 0.8, 0.6, "click open reply password unsend delete forward", r"(?:do not|don't|dont|nobody|no one|please don't|never)[, ]{1,2}(?:click|open|reply to|respond to|forward|answer) (?:it|on|the|that|any|this)|change your passwords?|unsend it", "advice to contain a breach"),
    )
