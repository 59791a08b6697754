"""Decisions made, announced, authorised or instructed in the chat (Barrowby 10.5, 11), and what is no decision."""

from minutebook.council.concerns import Concern
from minutebook.detector.rulebook import Rule, Sign

_IS = Concern.DECISION


def decisions() -> tuple[Rule, ...]:
    """Return the rules for `decision`."""
    return (*_results(), *_courses(), *_orders(), *_bypasses())


def _results() -> tuple[Rule, ...]:
    settled = "says it is settled"
    counted = "announces a result"
    return (
        Rule(_IS, 0.85, 0.45, r"(?:that'?s|that is|it'?s|it is|this is|consider (?:it|that|this)|all) (?:all |now |then |been |unanimously )*(?:agreed|settled|decided|approved|a done deal|carried|authorised)(?: then)?", settled),
        Rule(_IS, 0.85, 0.6, r"(?:right|so|ok|okay)[, ]{1,2}(?:that'?s|it'?s|we'?re|we are|we'?ve) (?:all )?(?:agreed|settled|decided|approved)(?: then)?(?: on)?", settled),
        Rule(_IS, 0.8, 0.55, r"(?<!if )(?<!once )(?<!before )(?<!until )(?<!when )(?<!and )we(?:'ve|ve| have|'re|re| are)? (?:now |all |both |just |already |basically |so far |sort of |kind of |pretty much |collectively |unanimously )*(?:agreed|decided|resolved|settled?|final)(?: (?:on|upon|that|against)|,| (?:i think|we)\b)", "says we have decided"),
        Rule(_IS, 0.8, 0.4, r"(?<!if )(?<!once )(?<!before )(?<!until )we(?:'ve|ve| have)? (?:now |all |both |just |already |collectively |unanimously )*(?:agreed|decided?|approved|resolved|voted|(?:all )?agree)(?: to| not to| it| this| the)", "says we have decided"),
        Rule(_IS, 0.8, 0.6, r"(?:the |a |clear |general )*(?:consensus|majority|general opinion|general feeling)(?: here| view| of us)? (?:is|seems|says|want|wants|are|has|have)|have (?:a|the) (?:clear )?(?:consensus|majority)|unanimous(?:ly)?(?: then)?[.!,]|the ayes have it", counted),
        Rule(_IS, 0.85, 0.6, r"motion (?:is |was )?(?:carried|passed|agreed)|<start>approved(?: then)?[.]|\d{1,2} (?:for|in favour)(?:,| and|;)+ \d{1,2} against|(?:two|three|four|five|six|seven|eight|nine|ten) (?:for|in favour)(?:,| and|;)+ (?:none|one|two|three|four|five|six) against", counted),
        Rule(_IS, 0.8, 0.4, r"done deal|done and dusted|<start>(?:carried|approved|passed|agreed and approved|granted)(?: unanimously| then)?(?:[.!]|$)", counted),
        Rule(_IS, 0.8, 0.3, r"(?:\d{1,2}|all|most|majority|everyone|everybody|two|three|four|five|six|seven|eight|nine) (?:of us |members |people |councillors |votes? )?(?:are |is |were |have |has )?(?:in favour|said yes|for (?:and|,)|agree|voted (?:for|yes|in favour))|\d{1,2} (?:for|yes|in favour)[, ]{1,3}(?:and )?(?:\d{1,2}|none|no ?one|nobody) (?:against|no)|that'?s (?:\d{1,2} (?:to|v|-) \d{1,2}|\d{1,2} yes|(?:a|the) (?:majority|quorum|yes then))", counted),
        Rule(_IS, 0.7, 0.35, r"(?:the |our )?(?:final )?decision(?: is|:| made| taken)(?! (?:for|on|at|to be|due|pending|notice))|final answer", settled),
    )


def _courses() -> tuple[Rule, ...]:
    course = "settles a course of action"
    return (
        Rule(_IS, 0.8, 0.62, r"(?:so|right|ok|okay|well)[, ]{1,2}(?:yeah,? )?(?:we|then we)(?:'re|re| are|'ll| will) (?:all )?(?:gonna |going to |definitely )?(?:go(?:ing)?(?: back to going| ahead)? (?:for|with)|do(?:ing)? without|ditch(?:ing)?|drop(?:ping)?|scrap(?:ping)?) (?:a|an|the|it|that|this|plastic|hendersons|[a-z]{3,15}) ?", course),
        Rule(_IS, 0.8, 0.58, r"(?:we(?:'ll| will|'re| are|'d)|(?:so|then|right|ok|okay|alright|looks like),? we)(?: definitely| just| all| actually| still| both)* (?:go(?:ing)?(?: ahead)?(?: back to)? (?:for|with)|(?:gonna|going to|wanna|want to|don't) go (?:for|with)|stick with|settle (?:for|on))(?! (?:you|me|him|her|them|your|my|a (?:walk|run|swim|drive|ride|look|wander|stroll|drink|meal))\b)", course),
        Rule(_IS, 0.75, 0.2, r"(?:we|the council)(?:'ll| will| shall|'re going to| are going to|'re gonna) (?:now |just |all |definitely )*(?:spend|pay|order|buy|purchase|approve|accept|appoint|award|instruct|refuse|reject|fund|donate|hire|replace|fell|lease|sell|take the|have the|give them|let them|back|support|oppose|cancel)", course),
        Rule(_IS, 0.8, 0.3, r"<start>(?:we )?(?:go|going|gone|let's go|lets go|let us go) (?:ahead )?with (?:the )?[a-z]", course),
        Rule(_IS, 0.8, 0.55, r"(?i:<start>)(?:[Ww]e )?(?:[Gg]o|[Gg]oing|[Ll]et's go) (?:ahead )?with (?:the )?[A-Z][a-z]{2,15}(?:s|'s| Ltd| & Sons?| and Sons?)", course, capitals=True),
        Rule(_IS, 0.75, 0.55, r"(?:<start>|oh,? |[a-z]{3,15} |now |and |but )?(?:let'?s|let us) (?:just |all |definitely |provisionally |say we )*(?:go (?:for|with)(?! (?:you|me|him|her|it all|a (?:walk|run|swim|drive|ride|look|wander|stroll|drink|meal))\b)|drop the|scrap the)", course),
        Rule(_IS, 0.75, 0.4, r"(?:<start>|based on [^.!?\n]{3,50} )(?:let'?s|let us) (?:just |all |definitely )?(?:go (?:for|with|ahead)(?! a (?:walk|run|swim|drive|ride|look|wander|stroll|drink|meal)\b)|order|buy|approve|accept|appoint|award|instruct|refuse|spend|pay (?:it|them|the|hendersons))", course),
        Rule(_IS, 0.8, 0.3, r"<start>(?:go ahead and (?:<act>|book|get|do)|(?:crack|press|carry) on (?:with (?:it|the)|and <act>)|proceed with|get (?:it|them|that|the [a-z ]{3,25}) (?:ordered|bought|booked in|installed|felled|paid|done now|signed))", "gives the go-ahead"),
        Rule(_IS, 0.7, 0.3, r"(?:the|this|our|parish|town) council (?:has (?:now )?decided|supports|opposes|backs|agrees|will not|won't|objects|approves|refuses|has no objection)", "speaks for the council"),
    )


def _orders() -> tuple[Rule, ...]:
    told = "instructs a third party"
    did = "acts as though the council had decided"
    return (
        Rule(_IS, 0.85, 0.6, r"<start>(?:tell|text|ring|email|phone|message|let) <them>(?: and)?(?: know)?,?(?: and say| to say)? (?:it'?s a )?(?:yes|no|we(?:'ll| will|'re| are) (?:have|take|go|pay|happy)|(?:to |they can |he can |she can )?(?:start|begin|go ahead|crack on|proceed|do it|get on with|order|fit|install|invoice)|it'?s (?:a yes|a no|approved|agreed|on|ours|theirs|a goer))(?! (?:i|if|idea|way)\b)", told),
        Rule(_IS, 0.8, 0.3, r"<start>(?:tell|let|text|email|ring) [a-z' &]{3,25} (?:know )?(?:yes|no thanks|to (?:start|begin|go ahead|crack on|proceed|order|send the invoice)|they(?:'ve| have) got (?:it|the job)|(?:he|she|they) can (?:start|go ahead|have))", told),
        Rule(_IS, 0.85, 0.5, r"(?:i|we|i've|ive|we've|weve|i have|we have|just|have|and|chair has|he has|she has)(?: already| just| now| gone ahead and| been and)* (?:told|instructed|authorised|authorized|given|rung|rang|texted|emailed|confirmed with|asked)(?: up)? (?:<them>|the <firm>|[a-z']{3,20}(?: & sons?)?)(?: and told them| and said| to say| it's fine for them)? (?:(?:to|2) (?:start|begin|go ahead|crack on|proceed|order|fit|install|cut|remove|fell|do (?:it|the)|carry on|replace|sort|resurface|come and (?:do|fit|cut))|(?:the )?(?:go.?ahead|green light|ok|okay|all clear|thumbs up|nod|job|work|contract)|they can (?:start|go ahead)|yes)", told),
        Rule(_IS, 0.8, 0.15, r"(?:i|we|i've|ive|we've|have|just|chair and i(?: have)?)(?: already| just| now| gone and)* (?:gone ahead (?:and|with)|accepted (?:the|their|his|hendersons)|signed (?:the|off|up)|commissioned|appointed|awarded|authorised|approved (?:the|it|this|payment)|ordered (?:the|a|two|three|some|it|new)|bought (?:the|a|two|three|new)|cancelled (?:the|our)|agreed (?:a price|to (?:pay|let|sell|have|the|their)|with (?:him|her|them|the)))", did),
        Rule(_IS, 0.5, 0.05, r"(?:i|i've|ive|i have)(?: just| already)? (?:paid|transferred|sent) (?:the|them|him|her|<money>)<some>", did),
        Rule(_IS, 0.8, 0.3, r"(?:i'?m|i am|i hereby|i)(?: hereby)? (?:authoris(?:e|ing)|approv(?:e|ing)|signing (?:it|this|that) off)|you(?:'ve| have)(?: got)? (?:my|our|the council'?s|full) (?:authority|approval|permission|go.?ahead|ok|okay|blessing)|(?:consider|treat) (?:it|this|that|yourself) (?:as )?(?:approved|authorised|done|agreed|passed)|(?:it|that|this|you)(?:'s| has|'ve| have)(?: got)? (?:the )?(?:green light|go.?ahead)", "authorises it"),
        Rule(_IS, 0.8, 0.1, r"<start>(?:pay|order|buy|instruct|appoint|award|approve|accept|sign|cancel|refuse|reject|fell|replace|authorise|spend|transfer|renew) (?:the|them|it|him|her|that|this|their|both|all|two|three|hendersons|[a-z]{3,15}(?:'s)?|<money>)(?! (?:would|is|was|are) )", "orders it done"),
        Rule(_IS, 0.75, 0.3, r"on behalf of the council,? i|as (?:the )?chair(?:man|woman)?,? i(?:'ve| have) (?:decided|agreed|told|approved)|(?:chair'?s|chairman'?s) (?:action|decision)|using chair'?s action", did),
        Rule(_IS, 0.75, 0.6, r"(?:unless|if (?:nobody|no one|noone|no-one)) <more>(?:i'll|i will|i'm going to|i am going to|we'll|we will|clerk will) (?:just )?(?:tell|order|pay|sign|go ahead|instruct|proceed|book|buy|accept|confirm|send|press|submit|email|ring|get)|<start>(?:(?:we're|i'm|we are|i am) )?(?:going ahead|proceeding|ordering|paying) <more>unless", "will act without a meeting"),
    )


def _bypasses() -> tuple[Rule, ...]:
    return (
        Rule(_IS, 0.8, 0.5, r"(?:we|you|they|clerk|it|just|and|meeting|council)(?: can|'ll| will|can just| could)?(?: just| be| always)* (?:ratif(?:y|ied)|rubber.?stamp(?:ed)?|formalised?|minuted?)(?: it| this| that)? (?:later|afterwards|after|at|on|next|in|retrospectively)|retrospective(?:ly)? (?:approv|ratif|agree)[a-z]*|(?:just |only |merely )?a formality|rubber.?stamp", "leaves the meeting to rubber-stamp it"),
        Rule(_IS, 0.75, 0.2, r"(?:no need|don't need|do not need|not worth|no point)(?: to)?(?: (?:wait|waiting|bother|bothering|go|going|take|taking|have|having|call|calling))?(?: it| this)?(?: for| to| through| with)? (?:a|the|another|full|an extra)? ?(?:meeting|council|agenda|vote)|(?:can't|cannot|won't) wait (?:for|until) (?:a|the) (?:next )?meeting", "passes the meeting by"),
    )


def exemptions() -> tuple[Rule, ...]:
    """Return the rules for what makes seeming decisions none: reports, agenda requests, open questions."""
    return (
        Rule(Sign.REPORT, 1, 1, r"min(?:ute|utes|\.)? ?(?:no\.? ?|ref\.? ?|number ?)?\d{1,4}(?:[/.-]\d{1,4})*|resolution (?:no\.? ?)?\d[\d/.-]{0,10}|(?:as|was|were|been) (?:minuted|resolved)|(?:council|committee|meeting|we) (?:has |have )?(?:formally )?resolved|minutes (?:show|say|record|of)|resolved (?:on|at|by|last|in|that)|(?:per|under|following|by) (?:the |a |council )?resolution"),
        Rule(Sign.REPORT, 1, 1, r"(?:agreed|approved|decided|voted(?: for| on| through)?|authorised|signed off|awarded|passed|adopted|refused|went through|confirmed|done|carried|set)<some> (?:at|by|in|from) (?:the |our |last |this |tuesday'?s? |[a-z]{3,9}'?s? )*(?:(?:full |parish |town |council |committee |finance |planning |annual |extraordinary |last |council's |monthly |ordinary )*meeting|full council|(?:finance|planning|staffing|amenities|personnel|hall|open spaces) committee|council (?:on|in|last))"),
        Rule(Sign.REPORT, 1, 1, r"(?:at|in) (?:the |our )?(?:last|[a-z]{3,9}'?s?|previous) (?:(?:full |parish |town |council |committee |finance |planning |annual )*meeting|full council),? (?:<some>)(?:we|council|it was|members|the council|they) (?:agreed|approved|decided|voted|resolved|awarded)|(?:full council|the (?:finance|planning|staffing|amenities|personnel|hall|open spaces) committee) (?:agreed|approved|decided|voted|resolved|awarded|passed|adopted)|(?:the )?(?:parish |town )?council (?:agreed|approved|resolved|voted|awarded) <some>(?:on <day>|last|in <month>|\d)"),
        Rule(Sign.REPORT, 1, 1, r"(?:under|within|using|per|by) (?:my |the |her |his |clerk'?s? |officer )*(?:delegated (?:powers?|authority|authorit(?:y|ies))|scheme of delegation|delegation|emergency powers)|scheme of delegation|delegated (?:decision|powers)"),
        Rule(Sign.NOT_YET, 1, 1, also="when why", pattern=r"(?:not|nothing|hasn't|haven't|isn't|wasn't|aren't|has not|have not|never|yet to be)(?: yet| been| actually| formally| is| was| has| all| at all| really)* (?:agreed|decided|approved|settled|resolved|a decision|voted|minuted|authorised|to decide|done deal|a done deal)|(?:don't|do not|doesn't|needn't|won't|can't|cannot|can not|couldn't|shouldn't|mustn't)(?: have to| need to| really| just| all)? (?:decide|agree|approve|vote|commit|authorise|make decisions?|make a decision|go ahead|order|spend|pay)<some>(?:yet|here|now|on here|in (?:this|the) (?:chat|group)|without|until|before|over whatsapp|about (?:it|this) now|like this|between meetings)|no decision|no (?:resolution|minute)|without (?:a|any) (?:resolution|minute|decision|vote)|undecided|to be decided|before we (?:decide|vote|agree)|(?:when|why) (?:did|was|were|do|will)|who (?:decided|agreed|authorised|approved)|(?:did|have|has|was|were|had) (?:we|they|the council|it|this|that|anyone|council) (?:ever |actually |already |formally )?(?:agree|agreed|decide|decided|approve|approved|vote|voted|been agreed|been approved)"),
        Rule(Sign.AGENDA, 1, 1, r"(?:one|another|that's one|item|something|bit) for (?:the )?(?:next |<day>'?s? )?agenda|(?:put|add|get|stick|pop|place|have|include|want|raise|slot|request|like)(?:ed|ting|ding)? <more>(?:on|onto|to|for|as) (?:the |an? |next |our |<month>'?s? |<day>'?s? )*(?:council |committee |full council )?agenda(?: item)?|(?:can|could|may|please|should|shall|ought|needs?|want|has to|must|will)(?: [a-z']{1,15}){0,6} (?:on|onto|to|for|as an) (?:the |an |next |<month>'?s? |<day>'?s? )*agenda(?: item)?|agenda (?:item )?(?:please|pls|request)|agenda item (?:for|on|about) <some>(?:please|pls|next)"),
        Rule(Sign.AGENDA, 1, 1, r"(?<!no need to )(?<!need to )(?<!can't )(?<!won't )(?<!cannot )(?<!point )(?<!not )(?:decide|discuss|agree|settle|vote on|consider|look at|leave|keep|save|take|bring|wait|put|send|raise|debate|resolve|deal with|sort)(?: [a-z']{1,15}){0,5} (?:at|for|to|until|till|before|in) (?:the |a |next |our |proper |<month>'?s? |<day>'?s? )*(?:full |council |committee |finance |planning |parish |proper |extraordinary )*(?:meeting|council|committee)|needs? to (?:go|come|be) (?:to|before|decided (?:at|by)|discussed at) (?:a |the |full )?(?:council|committee|meeting)|(?:not|nothing|don't|isn't)(?: [a-z']{1,12}){0,6} (?:on here|for here|in here|on (?:this|the) (?:chat|group)|in (?:this|the) (?:chat|group)|for (?:this|the) (?:chat|group)|for (?:a )?whatsapp|on whatsapp|over whatsapp)|(?:isn't|is) (?:this|that|it) (?:for|not for|on) (?:<day>|the meeting|the agenda)"),
        Rule(Sign.AGENDA, 1, 1, r"(?:make up (?:my|our|your) minds?|form (?:a|my|our) views?|keep(?:ing)? (?:an )?open minds?|open mind|judge it|hear (?:it|both sides|the (?:officer|applicant|arguments)))<some>(?: at| on| until| when| till| before)?(?: the| <day>)?"),
    )
