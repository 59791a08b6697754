"""What a message is about: the council's world, the rest of life, and the subjects of the guide."""

from minutebook.council.concerns import Subject
from minutebook.detector.rulebook import Rule, Sign


def settings() -> tuple[Rule, ...]:
    """Return the rules that tell council business from everything else."""
    return (
        Rule(
            Sign.COUNCIL,
            1,
            1,
            (
                r"(?:parish|town|community|full|the|our|this|as a|extraordinary) council(?:'?s)?|"
                r"council (?:ipad|tablet|mobile|meeting|business|money|policy|land|funds?|account|tax|website|"
                r"office|laptop|phone|"
                r"email)|councillors?|cllrs?|parish(?:ioners?)?|precept|(?:the |deputy |our )clerk(?:'?s)?|"
                r"bylaws?|by-laws?|byelaws?|bye-laws?|standing orders?|rfo|vice.chair"
            ),
        ),
        Rule(
            Sign.PARISH,
            1,
            1,
            (
                r"allotments?|cemetery|churchyard|burial (?:ground|fees?)|war memorial|bus shelters?|"
                r"(?:grass )?verges?|notice ?boards?|play (?:area|ground|equipment|park)|playground|lengthsman|"
                r"street ?lights?|street ?lighting|grit bins?|dog (?:bins?|waste bins?|fouling|poo bins?)|"
                r"defib(?:rillator)?s?|highways|neighbourhood plan|section 106|cil(?: money)?|s106|"
                r"speed (?:sign|gun|watch|indicator|limit|bumps)s?|the sid|(?:county|district|"
                r"borough) council(?:'?s)?|rec(?:reation)? ground|the rec|footpaths?|bridleways?|the green|"
                r"village (?:hall|green|sign|gates?|pond|shop|plan)|(?:for |on |a |the )planning(?! (?:to|on|a|my|"
                r"our|the)\b)|planning (?:application|app|appeal|permission|officer|committee|objection|matter|"
                r"reasons|grounds|inspector)s?|licensing (?:application|committee)|pavilion|tenders?|contractors?|"
                r"(?:internal|external) audit(?:or)?|residents?|co-?opt(?:ion|ed|ee)?|(?:finance|planning|"
                r"staffing|personnel|amenities|hall|events|open spaces) committee|working (?:group|party)"
            ),
        ),
        Rule(
            Sign.MATTER,
            1,
            1,
            (
                r"bench(?:es)?|bins?|hedges?|trees?|fenc(?:e|es|ing)|gates?|paths?|signs?|signage|hall(?: roof|"
                r" hire| floor)?|roof|car ?park|(?:re)?surfac(?:e|ing)|tarmac|drains?|drainage|ditch(?:es)?|"
                r"flag ?poles?|flag|planters?|(?:christmas )?lights|lamp ?posts?|lighting|mowers?|mowing|"
                r"strimming|grass ?cutting|the grass|swings?|slide|shelters?|bollards?|goal ?posts?|repairs?|"
                r"toilets?|pond|walls?|works|survey|newsletter|website|banner|town clock|the clock|kerbs?|parking|"
                r"cameras?|cctv|boiler|heating|picnic tables?|tables|barriers?|traffic calming"
            ),
        ),
        Rule(
            Sign.MATTER,
            1,
            1,
            (
                r"quot(?:e|es|ation|ations)|bids?|grants?|invoices?|budgets?|reserves|suppliers?|installers?|"
                r"lease|tenancy|insurers?|funding|applicants?|developers?|consultation|scheme|surveyors?|"
                r"builders?|hirers?|applications?|donations?|tenants?"
            ),
        ),
        Rule(Sign.MONEY, 1, 1, r"<money>", also="0 1 2 3 4 5 6 7 8 9"),
        Rule(
            Sign.SOCIAL,
            1,
            1,
            (
                r"pub|pints?|beers?|wine|gin|drinks?|lunch|dinner|supper|tea|coffee|cuppa|cakes?|biscuits?|curry|"
                r"pizza|breakfast|bbq|barbecue|birthday|part(?:y|ies)|football|rugby|cricket|film|movie|cinema|"
                r"holidays?|wedding|hair ?cut|hairdo|kids?|baby|mum|dad|wife|husband|girlfriend|boyfriend|darling|"
                r"babe|love (?:you|u|ya)|haha+|lol|xx|xxx|xxxx+|marrows?|raffle|quiz|chocolates?|mince pies?|"
                r"sausages?|bacon|bake ?off|sandwiches|netflix|shopping|gig|concert|nan|grand(?:son|daughter|"
                r"children|kids)|takeaway|restaurant|meal|food|eat(?:ing)?|scones?|knitting|jumper|scarecrows?|"
                r"shirt|dress(?:es)?|costumes?|fancy dress|ice cream|fish and chips|chips|(?:£ ?\d+|quid|pounds?|"
                r"fiver|tenner) each|walk|swim|jog|"
                r"bike ride|gym|a head|(?:owes?|lend|lent|borrow(?:ed)?) (?:me|you|him|her|your|my|a fiver|"
                r"a tenner)|kitty|whip.?round|collection|tickets?|"
                r"recommend (?:a|an|any)|helping|pudding|dessert|diet|gym"
            ),
        ),
        Rule(
            Sign.OWN,
            1,
            1,
            (
                r"(?:our|my) (?:own |new |old |front |back |spare |kids'? )*(?:kitchen|bathroom|house|extension|"
                r"garden|conservatory|bedroom|lounge|loft|drive|driveway|patio|flat|sofa|carpet|mortgage|wedding|"
                r"holiday|kids|dog|cat|landlord|phone bill|broadband)|house (?:sale|move)|moving house|my (?:own |"
                r"new |old )*(?:car|van|garage|"
                r"shed|boiler|windows?|roof|fence|hedge|wife|husband|daughter|son|mum|dad|hair|knee|hip|back|"
                r"teeth|boss|work|job|company|school|uni|bank|insurance|brother|sister|mate|friend)"
            ),
        ),
        Rule(
            Sign.OWN,
            1,
            1,
            r"(?:for|at|on|in) (?:our|my) (?:place|own|house|home)|for \*our\*[^.!?\n]{0,20}",
            also="our",
        ),
        Rule(
            Sign.ARRANGING,
            1,
            1,
            (
                r"who(?:'s| is|'ll be| can be| else is)? (?:coming|going|free|about|available|around|there|up for|"
                r"can make)|(?:what|which) (?:time|date|day|dates|days|night|week|room|venue)|(?:start|meet|"
                r"meeting|begin)(?:ing)? (?:at|for|from) (?:\d|noon|half|seven|eight|six|the)|(?:move|moving|"
                r"shift|push|postpone|bring forward|reschedule|swap)[^.!?\n]{0,30}(?:meeting|site visit|"
                r"to (?:the )?(?:\d|<day>))|(?:can|could) (?:you|everyone|everybody|people|we all|anyone|"
                r"all) (?:all )?(?:make|do|come|manage|be there)|(?:are|is) (?:you|everyone|people|"
                r"we) (?:all )?(?:free|around|available|coming|going)|(?:you're|youre|you are|able to|"
                r"you can) (?:coming|come|make it|attend|free)|(?:shall|can|could|should) we (?:all )?(?:say|meet|"
                r"start|make it|aim for|do) <some>(?:\d{1,2}(?:[.:]\d{2})?(?: ?[ap]m)?|noon|half past|<day>)|"
                r"(?:give|want|need) (?:you|me|anyone)? ?a lift|site visit|doodle|(?:if|who) you(?:'re| are|"
                r" can)? (?:coming|make|free|attend)"
            ),
        ),
    )


def subjects() -> tuple[Rule, ...]:
    """Return the rules for the subjects of council business."""
    return (*_money(), *_works(), *_statutory(), *_events())


def _money() -> tuple[Rule, ...]:
    return (
        Rule(
            Subject.FINANCE,
            0.85,
            0.7,
            r"precept|(?:internal|external) audit(?:or)?|grant (?:application|funding|money|award|offer|of)|"
            r"(?:pay|paid|paying|overdue|outstanding|unpaid|submit|the|an|their|his|final) (?:the |their |"
            r"his )?invoices?|invoices? (?:from|for|is|was|came|hasn't)|(?:the |council |our |annual |"
            r"draft )budget",
            "spending or accounts",
        ),
        Rule(Subject.FINANCE, 0.85, 0.3, r"<money>", "a sum of money", also="0 1 2 3 4 5 6 7 8 9"),
        Rule(
            Subject.FINANCE,
            0.7,
            0.2,
            r"spen[dt]|spending|pay|paying|payments?|paid|costs?|afford|reserves|fund(?:s|ing|ed)?|donat(?:e|"
            r"ion|ions)|bank(?: account| balance| mandate| reconciliation| statements?)|fee|fees|charges|vat|"
            r"reimburse(?:ment)?|cheques?|refunds?|overspen[dt]",
            "spending or accounts",
        ),
        Rule(Subject.FINANCE, 0.75, 0.3, r"grants?|budgets?|invoices?", "spending or accounts"),
    )


def _works() -> tuple[Rule, ...]:
    return (
        Rule(
            Subject.CONTRACT,
            0.85,
            0.6,
            r"tenders?|(?:the|our|a|their|new|mowing|grass) contract(?:ors?|ors'|or's)?|contractors?",
            "a contract or quote",
        ),
        Rule(
            Subject.CONTRACT,
            0.8,
            0.25,
            r"quot(?:e|es|ed|ation|ations)|bids?|lease|tenancy|(?:our|the) insur(?:ance|ers?)|"
            r"insurance (?:cover|policy|renewal|claim)|contract|suppliers?|builders?",
            "a contract or quote",
        ),
        Rule(
            Subject.CONTRACT,
            0.75,
            0.3,
            r"(?:go|going|went|stick|sticking) with <more>(?:s|ltd|& sons?|and sons?)|(?:award(?:ed)?|"
            r"appoint(?:ed)?) <some>(?:ltd|s)|[a-z]{3,15} (?:& sons?|and sons?|ltd|& co)|the (?:firm|"
            r"installers?|roofers?|fencers?)|tree surgeons?",
            "a contractor's work",
        ),
        Rule(
            Subject.CONTRACT,
            0.8,
            0.6,
            r"[A-Z][a-z]{2,15} (?:& Sons?|and Sons?|Ltd|& Co)|(?i:appoint(?:ed)?|instruct(?:ed)?|"
            r"award(?:ed)?(?: it| the (?:work|contract|job))? to|contract (?:to|with)|going with|go with|tell|"
            r"pay|told) [A-Z][a-z]{2,14}(?:s|& Sons)",
            "a contractor's work",
            capitals=True,
        ),
        Rule(
            Subject.CONTRACT,
            0.75,
            0.5,
            r"(?:sell|selling|sold|buy|buying|bought|purchas(?:e|ing)|offer|price|take|accept|want|"
            r"wants) <some>(?:land|field|plot|paddock|strip|meadow|freehold)|(?:land|field|plot|paddock|strip|"
            r"meadow) <some>(?:sale|purchase|offer|owner|price)",
            "land bought or sold",
        ),
    )


def _statutory() -> tuple[Rule, ...]:
    return (
        Rule(
            Subject.FOI,
            0.9,
            0.6,
            r"fois?|foia|eir|subject access(?: request)?|sars?|dsars?|freedom of information|information request|"
            r"gdpr|(?:the )?ico|redact(?:ed|ing)?|data protection|data breach",
            "a statutory information duty",
        ),
        Rule(
            Subject.PLANNING,
            0.85,
            0.7,
            r"planning (?:application|app|appeal|permission|consent|officer|committee|objection|grounds|"
            r"inspector|reasons)s?|licensing (?:application|hearing|objection|review)|premises licence|"
            r"(?:alcohol|late) licence",
            "a planning or licensing matter",
        ),
        Rule(
            Subject.PLANNING,
            0.8,
            0.3,
            r"applications?|objections?|overlooking|material (?:planning )?consideration|\d+ (?:houses|homes|"
            r"dwellings|units)|developers?|conservation area|listed building|barn conversion|applicants?|"
            r"(?:two|three|single).storey|(?:the|that|this) (?:development|estate)|over-?development",
            "a planning or licensing matter",
        ),
        Rule(Subject.BUSINESS, 0.7, 0.6, r"neighbourhood plan", "the neighbourhood plan"),
        Rule(
            Subject.BUSINESS,
            0.6,
            0.1,
            r"(?:residents?|people|parishioners|users|parents) (?:have|are|were|want|said|say|would|keep|told|"
            r"complain|think|don't|need)|survey (?:shows|says|results?|found|responses)|the (?:policy|"
            r"strategy|consultation|survey|figures|options?|proposal|scheme|data|feedback) |speeding|"
            r"traffic (?:count|data|calming|survey)|needs? (?:replacing|repairing|resurfacing|doing|cutting|"
            r"painting|mending|clearing)|(?:we|council) (?:should|ought to|need to|could|must)|i (?:think|"
            r"suggest|prefer|reckon) we|responses|replacement",
            "discussion of the council's work",
        ),
        Rule(
            Subject.BUSINESS,
            0.65,
            0.55,
            r"enforcement (?:officer|team|case|action|notice)",
            "another body's enforcement",
        ),
    )


def _events() -> tuple[Rule, ...]:
    return (
        Rule(
            Subject.INCIDENT,
            0.85,
            0.65,
            r"flood(?:ed|ing|water|s)?|vandal(?:s|ised|ism|ized)?|graffiti|fly[ -]tip(?:ping|ped)?|"
            r"flytip(?:ping|ped)?",
            "an incident or hazard",
        ),
        Rule(
            Subject.INCIDENT,
            0.85,
            0.35,
            r"(?:tree|branch|wall|fence|sign|lamp ?post|pole|cable)s?(?: is| are| has| have|'s)?(?: come|"
            r" fallen| blown| been knocked)? (?:down|over|across|collapsed)|burst (?:pipe|main|water)|smashed|"
            r"(?:is|are|been|was|badly|got) (?:broken|damaged|dumped|kicked in|ripped|knocked)|fire (?:at|in|"
            r"on|brigade|engine)|crash(?:ed)? (?:at|on|into|outside|by)|collapsed|potholes?|blocked (?:drain|"
            r"gull(?:y|ies)|culvert)|gas leak|power cut|break.?in|broken into|burgl(?:ed|ary)|stolen from|"
            r"theft|hazard|dangerous|injured|sinkhole|snapped (?:off|in)|overflowing|arson|sewage|(?:police|"
            r"ambulance|fire brigade)[^.!?\n]{0,20}(?:there|attended|here|called|on their way|been|came)|"
            r"evacuat(?:e|ed|ing)|emergency",
            "an incident or hazard",
        ),
        Rule(
            Subject.INSTRUCTION,
            0.75,
            0.1,
            r"(?:please|pls|can you|could you|you must|you need to|you'll need to|clerk,|"
            r"would you)[, ]{1,2}(?:all |also |just |now )?(?:cancel|search|check your|chase|ring|call|email|"
            r"contact|write|arrange|stop|close|lock|isolate|forward|ask|get|order|book the (?:contractor|"
            r"skip)|report|remove|put (?:out|up|a notice)|hand over|return|preserve|keep all|do not|don't|"
            r"change)(?: [^.!?\n]{3,60})",
            "asks someone to act for the council",
        ),
        Rule(
            Subject.INSTRUCTION,
            0.75,
            0.15,
            r"(?:^|[.!\n] ?)(?:cancel the (?:order|contract|direct debit|payment)|search your (?:phone|emails|"
            r"inbox|messages)|my advice (?:is|would be)|i(?:'d| would)? advise)",
            "asks someone to act for the council",
        ),
        Rule(
            Subject.INSTRUCTION,
            0.8,
            0.6,
            r"(?:do not|don't|dont|nobody|no one|please don't|never)[, ]{1,2}(?:click|open|reply to|"
            r"respond to|forward|answer) (?:it|on|the|that|any|this)|change your passwords?|unsend it",
            "advice to contain a breach",
        ),
    )
