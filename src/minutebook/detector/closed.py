"""Closed minds and pressed votes on matters still to be decided (Barrowby 5, 11)."""

from minutebook.council.concerns import Concern
from minutebook.detector.rulebook import Rule, Sign

_IS = Concern.PREDETERMINATION


def closed_minds() -> tuple[Rule, ...]:
    """Return the rules for `predetermination`; their weight holds where something is to be judged."""
    shut = "shows a closed mind"
    press = "presses others to a result"
    return (
        Rule(
            _IS,
            0.8,
            0.25,
            r"(?:<start>|and |then |to )(?:refuse|reject|throw out|block|kill|vote down|oppose) (?:the|this|"
            r"that|it|them)(?: [a-z]{3,15})?",
            press,
        ),
        Rule(
            _IS,
            0.8,
            0.3,
            r"(?:no way|not a chance|never|hell will freeze before) (?:i'd|i'll|we'll|we'd|i would|i will|i'm|"
            r"we're|would i|will i|will we|on earth)(?: ever| be)? (?:support|vote|approve|back|agree|let|"
            r"give|allow|supporting|voting|approving)?|dead in the water|dead on arrival|not a hope|"
            r"hasn't got a (?:prayer|hope)",
            shut,
        ),
        Rule(
            _IS,
            0.85,
            0.4,
            r"(?:give|award|hand) (?:it|them|him|her|the [a-z ]{3,20}) (?:to [a-z]{3,15})?<some>(?:never mind|"
            r"whatever|regardless|no matter|forget)<some>",
            shut,
        ),
        Rule(
            _IS,
            0.8,
            0.3,
            r"(?:we're|we are|we'll|we will|we'll be|we will be|i'm|i'll be|i will be)(?: all| just|"
            r" definitely)* (?:turning|turn|throwing|throw|voting|vote|sending|kicking) (?:down|out) (?:the|"
            r"that|this|it|his|her|their)",
            shut,
        ),
        Rule(
            _IS,
            0.9,
            0.75,
            r"(?:refus|reject|object|oppos|approv|support|vot|block|throw|turn|back|award|appoint|vot)(?:e|es|"
            r"ing|ed|t|ting|ning)?<more> (?:whatever|no matter|regardless|come what may|irrespective)|"
            r"(?:whatever|no matter what|regardless of what) (?:they|he|she|it|the|anyone|officers?|"
            r"you)<more>(?:refus|reject|object|oppos|approv|support|vot)",
            shut,
        ),
        Rule(
            _IS,
            0.85,
            0.4,
            r"(?:my|our|everyone's) minds?(?:'s| is| are|'re)?(?: already| all)? made up|(?:i've|ive|i have|"
            r"we've|we have)(?: already| all| both)? (?:made up (?:my|our) minds?|decided (?:how|which way|"
            r"already|to (?:refuse|object|oppose|vote)))|(?:nothing|no ?one|not a thing)<some> (?:change|"
            r"changing|changes) (?:my|our) minds?|over my dead body|(?:no way|not a chance|no chance|"
            r"not a cat in hell's chance|zero chance|never) (?:is|are|am|will|that|this|of|they|he|she|"
            r"getting|in a million)|(?:won't|will not|isn't|not|never)(?: going to| ever| be)*(?: getting|"
            r" get| getting it)? (?:through|past (?:me|us|this council))",
            shut,
        ),
        Rule(
            _IS,
            0.85,
            0.2,
            r"(?:we're|we are|we'll|we will|were|this council is|this council will|i'm|i am|i'll|i will|"
            r"we all)(?: all| just| simply| definitely| certainly| always| going to| gonna| never|"
            r" not)* (?:refus(?:e|ing)|reject(?:ing)?|object(?:ing)?|oppos(?:e|ing)|turn(?:ing)? (?:it|this|"
            r"that|them|him|her|the <some>) down|throw(?:ing)? (?:it|this|that) out|block(?:ing)?|"
            r"kill(?:ing)?|fight(?:ing)?|stop(?:ping)? (?:it|this|them)|support(?:ing)?|approv(?:e|ing)|"
            r"back(?:ing)?|wav(?:e|ing) (?:it|this) through|vot(?:e|ing) (?:against|for|it down|no|yes|"
            r"to refuse|to approve|to object))(?: it| this| that| them| the)?",
            shut,
        ),
        Rule(
            _IS,
            0.8,
            0.2,
            r"(?:this|it|that|application|development|the [a-z ]{3,25}|licence|barn|estate)(?: one)? (?:must|"
            r"has to|should|needs to|will|is going to|simply must|cannot|can't|mustn't)(?: not| be allowed to|"
            r" just| only)* (?:be )?(?:refused|rejected|thrown out|turned down|approved|stopped|blocked|"
            r"kicked out|get (?:permission|through|approved)|happen|go ahead|waved through|passed)|(?:bin|"
            r"kick out|throw out|kill) (?:this|the|that) (?:application|one|thing|plan|development|proposal)",
            shut,
        ),
        Rule(
            _IS,
            0.85,
            0.2,
            r"(?:everyone|everybody|we all|all of us|you all|we|all of you|please(?: all)?|make sure (?:you|"
            r"we)(?: all)?|i want (?:you|us) all to)(?: must| need to| have to| should| has to| needs to|"
            r" ought to| please| to| better|'ve got to| all)* (?:vote (?:against|for|no|yes|it down|to|down)|"
            r"object|oppose|refuse|reject|stick together|hold the line|back (?!(?:to|in|at|home|on|from|up|"
            r"soon|later|by|and|then|here|there|with|next|again|off|out)\b)[a-z]{2,15}|block|stop (?:it|this|"
            r"them)|throw (?:it|this) out)",
            press,
        ),
        Rule(
            _IS,
            0.85,
            0.3,
            r"<start>(?:throw|kick|chuck) (?:it|this|them|that) (?:straight |right )?out|<start>(?:vote|"
            r"voting) (?:it down|against (?:it|this|that|them|him|her|the)|(?:for|in favour of) (?:him|her|"
            r"them|it|the)|no|yes|to refuse)(?: <some>)?",
            press,
        ),
        Rule(
            _IS,
            0.75,
            0.3,
            r"in the bag|stitched up|foregone conclusion|shoo.?in|sewn up|the job(?:'s| is) (?:his|hers|"
            r"theirs|yours|as good as)|as good as (?:refused|approved|got it|decided|done)|"
            r"already (?:as good as )?(?:refused|approved)|as good as (?:his|hers|theirs|yours)",
            shut,
        ),
        Rule(
            _IS,
            0.75,
            0.25,
            r"(?:only|obvious|right) (?:candidate|choice|firm|answer|man|woman|person) (?:for|is)|(?:i'm|i am|"
            r"we're|we are) (?:not|never) (?:giving|letting|having|awarding|appointing)<some>|(?:give|giving|"
            r"going) (?:it|the job|the contract|the seat) to [a-z]{3,15}(?: whatever| anyway|"
            r" regardless|[.!]|$)",
            shut,
        ),
    )


def judged_matters() -> tuple[Rule, ...]:
    """Return the rules for the matters a council must judge with an open mind."""
    return (
        Rule(
            Sign.JUDGING,
            1,
            1,
            r"planning|applications?|(?:premises |drinks |alcohol |late )?licen[cs](?:e|ing)|appeal|"
            r"the development|developers?|\d{1,4} (?:houses|homes|dwellings)|(?:the|new|that) (?:estate|"
            r"houses|homes|flats|barn|mast|solar farm|wind farm)|tenders?|bids|(?:the|their|his|both|all|"
            r"other) (?:bids?|"
            r"quotes?)|complaint|appointment|candidates?|co-?opt(?:ion|ed|ing)?|interviews?|grievance|vacancy|"
            r"applicants?|(?:the|that|this|his|her|their) extension|barn conversion|(?:that|the|this) estate|"
            r"casual vacancy|award(?:ing)? (?:the|it)|the (?:mowing |grass |new )?contract|"
            r"\d{2}/\d{3,5}(?:/[a-z]{2,4})?",
            also="0 1 2 3 4 5 6 7 8 9",
        ),
        Rule(
            Sign.PRESSING,
            1,
            1,
            r"(?:vote|voting) (?:against|for|it down|no|yes|with (?:me|us)|down|to (?:refuse|approve|keep|"
            r"scrap|reject|support))|(?:everyone|we all|you all)(?: must| need to| should| please)+ (?:back|"
            r"support|oppose|object|vote)",
        ),
    )
