"""Employees, complaints and conduct: what is said about people (Barrowby 5, 6, 8, 9, 10.5)."""

import re
from functools import cache

from minutebook.council.concerns import Concern
from minutebook.detector.rulebook import Rule, Sign

_STAFF_MATTER = (
    r"(?:pay(?: rise| review| scale| claim)?|salary|wages?|overtime|hourly rate|increment|scale point|"
    r"scp ?\d*|off sick|sick(?:ness)?(?: leave| note| pay)?|long.term sick|signed off|absence|"
    r"apprais(?:al|ed)|performance|underperform(?:ing|ance)|not (?:performing|coping|pulling|up to)|"
    r"capability|disciplin(?:e|ary|ed)|(?:written|final|verbal|first|formal) warning|dismiss(?:ed|"
    r"al)?|sack(?:ed|ing)?|fir(?:e|ed|ing) (?:him|her|the)|get rid of|let (?:him|her) go|"
    r"suspend(?:ed)?|probation|notice period|hand(?:ed|ing) in (?:his|her|their) notice|resign(?:ed|"
    r"ation|ing)?|redundan(?:t|cy)|severance|settlement agreement|interview(?:ed|s)?|shortlist(?:ed)?|"
    r"references?|job description|contract of employment|employment contract|contracted hours|"
    r"his hours|her hours|extra hours|timesheets?|grievance|complain(?:ts?|ed|ing|s)?|tribunal|stress|"
    r"lazy|useless|incompetent|rubbish at|hopeless|slow|late (?:again|every)|skiv(?:ing|es?)|drunk|"
    r"drinking|bullied|rude|attitude|mistakes|not doing (?:his|her|the) job|back.?dated|"
    r"pulling (?:his|her|their) weight|bonus|"
    r"honorarium|pension)"
)


def staffing() -> tuple[Rule, ...]:
    """Return the rules for `staffing`."""
    why = "about an employee"
    matter = _STAFF_MATTER
    return (
        Rule(
            Concern.STAFFING,
            0.85,
            0.7,
            r"<role>'?s (?:contract|hours|job|appraisal|performance|conduct|absence)(?! (?:for the|is to|"
            r"description is on))",
            why,
        ),
        Rule(
            Concern.STAFFING,
            0.7,
            0.45,
            r"(?:his|her) (?:appraisal|probation|sick note|pay rise|salary|disciplinary|overtime|timesheets?|"
            r"job performance|capability|notice period|written warning)",
            why,
        ),
        Rule(
            Concern.STAFFING,
            0.8,
            0.65,
            r"(?:pay|paying|paid|pays|earns?|earning|sack|sacking|discipline|disciplining|suspend|promote|"
            r"replace|replacing|rehire) (?:the |our |a )?(?:new |old |last |current )?<role>(?! (?:invoice|"
            r"back)\b)",
            why,
        ),
        Rule(
            Concern.STAFFING,
            0.85,
            0.75,
            rf"(?<!district )(?<!county )(?<!borough )(?<!their )<role>(?:'?s)?\b(?! (?:says|said|confirms|"
            rf"confirmed|advises|advised|reports|has advised)\b)[^.!?\n]{{0,50}}\b{matter}",
            why,
        ),
        Rule(
            Concern.STAFFING,
            0.85,
            0.7,
            rf"{matter}\b[^.!?\n]{{0,40}}\b(?:for|of|to|about|by|against|with|from|sack|discipline|on|is|the|"
            rf"our) (?:the |our |a )?<role>(?:'s)?",
            why,
        ),
        Rule(
            Concern.STAFFING,
            0.75,
            0.3,
            r"(?:candidates?|applicants?|interviewees?)<some> (?:for (?:the )?(?:clerk|caretaker|groundsman|"
            r"job|post|role|cleaner)|interview|shortlist|strongest|weakest|best|useless|nervous|experience|"
            r"reference|age|pregnant|too old|too young)|(?:shortlist(?:ed|ing)?|interview(?:ed|"
            r"ing)?)<some>(?:candidates?|applicants?|for (?:the )?(?:clerk|caretaker|groundsman|post))|"
            r"(?:clerk|caretaker|groundsman)(?:'s)? (?:job|post|vacancy|interviews?)<some>(?:candidate|she|he|"
            r"applicants?|interview)",
            why,
        ),
        Rule(Sign.STAFF, 1, 1, r"<role>"),
    )


@cache
def staff_matter() -> re.Pattern[str]:
    """Return the pattern of what is a staffing matter when said of an employee."""
    return re.compile(rf"\b{_STAFF_MATTER}\b")


@cache
def against() -> re.Pattern[str]:
    """Return the pattern of what, right before the name of an employee, is a complaint about them."""
    return re.compile(
        r"\b(?:(?:complain(?:t|ts|ed|ing)?|grievances?|no confidence|proceedings|allegations?|action)\s+"
        r"(?:about|against|of|in|concerning|regarding)|sack(?:ing)?|dismiss(?:ing)?|suspend(?:ing)?|fire|"
        r"get rid of|discipline)\s+(?:our\s+|the\s+|mrs?\s+|ms\s+|@)?$"
    )


def complaints() -> tuple[Rule, ...]:
    """Return the rules for `complaint`."""
    why = "about a complaint"
    return (
        Rule(
            Concern.COMPLAINT,
            0.85,
            0.7,
            r"(?:(?:formal|standards|conduct|another|official|written|serious|second|her|his|"
            r"their) )*(?:complaints?|grievance)s? (?:about|against|from|by|made by|concerning|involving|"
            r"lodged|regarding) (?:the )?(?:cllr|councillor|clerk|chair(?:man|woman)?|deputy|vice.chair|him|"
            r"her|mr|mrs|ms|miss|dr|caretaker|groundsman|cleaner|lengthsman|councillors)(?: [a-z'-]{2,20})?",
            why,
        ),
        Rule(
            Concern.COMPLAINT,
            0.8,
            0.5,
            r"(?:cllr|councillor|mr|mrs|ms|miss|dr|old) [a-z'-]{2,20}(?:'s)?(?: at [^.!?\n]{2,25})?(?: has|"
            r" have|'s| is| was| went and| just| already| put in| lodged| made| sent(?: in)?| raised|"
            r" submitted| filed| keeps| and| again)* (?:a |an |another |her |his |their |formal |official |"
            r"written |yet |code of conduct |standards )*(?:complain(?:t|ts|ed|ing|s)|grievance)",
            why,
        ),
        Rule(
            Concern.COMPLAINT,
            0.85,
            0.6,
            r"(?:he|she|they|clerk|caretaker|groundsman|cleaner|chair)(?:'s|'ve| has| have| is| was)?(?: now|"
            r" just| already)* (?:(?:put|lodged|made|raised|submitted|filed|raising|making|lodging|"
            r"putting)(?: in)?|brought) (?:a |an |another |her |his |their |formal |official )+(?:complaint|"
            r"grievance)",
            why,
        ),
        Rule(
            Concern.COMPLAINT,
            0.85,
            0.5,
            r"(?:cllr|councillor|chair(?:man|woman)?|clerk|he|she|him|her|you|vice.chair|"
            r"member)\b<more>\b(?:code of conduct|standards (?:board|committee|complaint|investigation|"
            r"hearing)|monitoring officer|misconduct|breach(?:ed|ing)? the code)|(?:code of conduct|standards|"
            r"monitoring officer|misconduct)<more>\b(?:cllr|councillor|chair(?:man|woman)?|clerk|him|her|his|"
            r"vice.chair|against|about)(?! (?:training|policy|form))",
            why,
        ),
        Rule(
            Concern.COMPLAINT,
            0.75,
            0.4,
            r"(?:grievance|allegations?|investigat(?:ion|ing|ed)|accus(?:ed|ation|ing)|bullying|harass(?:ment|"
            r"ing|ed))\b<some>\b(?:of|against|about|into|by|towards) (?:the )?(?:cllr|councillor|clerk|"
            r"chair(?:man|woman)?|deputy|him|her|staff|caretaker|mr|mrs|ms|miss|vice.chair)|(?:cllr|"
            r"councillor|the clerk|the chair(?:man|woman)?|caretaker|mr|mrs|ms|miss)\b<some>\b(?:accused of|"
            r"investigated|bullying|bullied|harass(?:ing|ed|ment)|allegation)",
            why,
        ),
        Rule(
            Concern.COMPLAINT,
            0.6,
            0.2,
            r"(?:the|this|that|her|his|their|your) complaint(?! (?:form|procedure|policy|process))",
            why,
        ),
    )


def procedures() -> tuple[Rule, ...]:
    """Return the rules for pointing to a procedure, which is no complaint."""
    return (
        Rule(
            Sign.PROCEDURE,
            1,
            1,
            r"complaints? (?:should |must |can |need to |to |please |all )*(?:go|be (?:sent|addressed|emailed|"
            r"directed)|to (?:the )?(?:clerk|office|inbox))|complaints? (?:procedure|policy|form|process)",
        ),
    )


_INSULT = (
    r"(?:idiots?|morons?|clowns?|liars?|lying|crooks?|crooked|bent|corrupt|cheats?|thie(?:f|ves)|"
    r"thick|stupid|pig|cow|bitch(?:es)?|bastards?|twats?|pricks?|dick ?heads?|arse ?holes?|"
    r"ass ?holes?|wankers?|scum(?:bags?)?|cunts?|tossers?|bellends?|fuckwits?|shit(?:bag|head)s?|"
    r"imbeciles?|cretins?|halfwits?|nutters?|nutcases?|mental case|psycho|fascists?|nazis?|witch|hag|"
    r"slag|slut|whore|perverts?|pervy?|paedo(?:phile)?|weasel|snake|rat|disgrace|waste of space|"
    r"coward|bully|bullies|lunatics?|nasty piece of work|piece of (?:shit|work)|useless|incompetent|"
    r"vile|pathetic|drunk(?:ard)?|backhanders?|on the take|on the fiddle|poisonous)"
)


def conduct() -> tuple[Rule, ...]:
    """Return the rules for `conduct`."""
    why = "abuses a person"
    return (
        Rule(
            Concern.CONDUCT,
            0.75,
            0.5,
            r"(?:vile|nasty|horrible|evil|disgusting|poisonous|pathetic|ghastly) (?:little |old )?(?:woman|"
            r"man|person|piece of work|creature|family)",
            why,
        ),
        Rule(
            Concern.CONDUCT,
            0.85,
            0.55,
            rf"(?:cllr|councillor|mr|mrs|ms|miss|dr) [a-z'-]{{2,20}}(?:'s| is| was| are|"
            rf" and his lot are)?(?: (?:such|just|nothing but|always|clearly|obviously|so|totally|completely|"
            rf"an?|absolute|complete|total|utter|bloody|fucking|right|proper|the|been|old|lazy|nasty|lying|"
            rf"corrupt|little|stupid|thick|bit of an?|also)){{0,5}} {_INSULT}",
            why,
        ),
        Rule(
            Concern.CONDUCT,
            0.8,
            0.3,
            rf"(?:the (?:clerk|chair(?:man|woman)?|deputy|caretaker|groundsman|vicar|landlord|developer|"
            rf"planning officer|farmer|officers?|district|councillor)|that (?:man|woman|lot|family|one|clerk|"
            rf"chairman)|those (?:people|travellers|gypsies|developers)|whole (?:lot|family))(?:'s| is| was|"
            rf" are| were)?(?: (?:such|just|nothing but|always|clearly|obviously|so|totally|completely|an?|"
            rf"absolute|complete|total|utter|bloody|fucking|right|proper|the|all|old|lazy|nasty|lying|corrupt|"
            rf"little|stupid|thick|bit of an?)){{0,5}} {_INSULT}",
            why,
        ),
        Rule(
            Concern.CONDUCT,
            0.7,
            0.15,
            rf"(?:he|she|they|he'?s|she'?s|they'?re)(?:'s| is| are| was|'re)?(?: (?:such|just|nothing but|"
            rf"always|clearly|obviously|totally|completely|an?|absolute|complete|total|utter|bloody|fucking|"
            rf"right|proper|the|all|old|lazy|nasty|little|bit of an?)){{0,5}} {_INSULT}",
            why,
        ),
        Rule(
            Concern.CONDUCT,
            0.75,
            0.2,
            r"(?:you|you're|you are|what an?|you lot are|total|absolute|complete|utter|lazy|lying|bloody|"
            r"fucking|stupid|fat|old)(?: (?:such|just|a|an|absolute|complete|total|utter|bloody|fucking|right|"
            r"proper|lazy|old|fat|lying))* (?:idiots?|morons?|liars?|crooks?|bitch|bastards?|twats?|pricks?|"
            r"dick ?heads?|arse ?holes?|wankers?|scum(?:bags?)?|cunts?|tossers?|fuckwits?|cow|hag|witch|"
            r"disgrace|imbecile|cretin)",
            why,
        ),
        Rule(
            Concern.CONDUCT,
            0.8,
            0.55,
            rf"{_INSULT},? (?:that|our|the) (?:clerk|chair(?:man|woman)?|deputy|caretaker|vicar|councillor|"
            rf"developer)",
            why,
        ),
        Rule(
            Concern.CONDUCT,
            0.9,
            0.8,
            r"pikeys?|gypp?os?|chink(?:y|ies)|pakis?|poofs?|trann(?:y|ies)|retards?|spastics?|nigg(?:er|as?)|"
            r"wogs?|coons?|faggots?",
            "demeans a group of people",
        ),
        Rule(
            Concern.CONDUCT,
            0.85,
            0.65,
            r"(?:gypsies|travellers|immigrants|foreigners|muslims|asylum seekers|that family|jews|poles|"
            r"romanians|people like (?:that|them))<some>(?:scum|thie(?:f|ves|ving)|vermin|dirty|filthy|"
            r"go home|back where|don't want|not welcome|all (?:the same|criminals|on benefits)|ruin|animals)|"
            r"send them (?:back|home)|(?:their|that) (?:kind|sort|lot) (?:aren't|are not|don't|"
            r"not) (?:welcome|belong)",
            "demeans a group of people",
        ),
        Rule(
            Concern.CONDUCT,
            0.85,
            0.6,
            r"(?:please |everyone |do |get out and )?vote (?:for )?(?:labour|tory|conservatives?|"
            r"reform(?: uk)?|lib ?dems?|liberal democrats?|green(?:s| party)|ukip|me)\b(?! (?:proposal|motion|"
            r"option))|(?:canvass(?:ing)?|leaflet(?:s|ing|ting)?|campaign(?:ing)?|knock on doors|"
            r"door.?knocking)<some>(?:for )?(?:labour|tory|tories|conservatives?|reform|lib ?dems?|greens?|"
            r"ukip|our candidate|my campaign|me\b)|(?:labour|tory|conservative|reform|lib ?dem|"
            r"green party) (?:candidate|campaign|leaflets?|canvassing)",
            "campaigns for a party or candidate",
        ),
        Rule(
            Concern.CONDUCT,
            0.8,
            0.6,
            r"(?:someone should|i'll|i will|we should|deserves? (?:a|to be)|want to|going to|"
            r"ought to be) (?:punch(?:ed)?|slap(?:ped)?|kick(?:ed|ing)?|shot|shoot|strung up|thump(?:ed)?|"
            r"deck)(?: him| her| them| that)? (?:him|her|them|the clerk|the chair|cllr|in the)",
            why,
        ),
    )
