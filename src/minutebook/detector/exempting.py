"""What makes a seeming decision none: reports, requests for the agenda, open questions."""

from minutebook.detector.rulebook import Rule, Sign


def exemptions() -> tuple[Rule, ...]:
    """Return the rules for what a meeting decided, what should go to one, and what is not decided yet."""
    return (
        Rule(
            Sign.REPORT,
            1,
            1,
            r"min(?:ute|utes|\.)? ?(?:no\.? ?|ref\.? ?|number ?)?\d{1,4}(?:[/.-]\d{1,4})*|"
            r"resolution (?:no\.? ?)?\d[\d/.-]{0,10}|(?:as|was|were|been) (?:minuted|resolved)|(?:council|"
            r"committee|meeting|we) (?:has |have )?(?:formally )?resolved|minutes (?:show|say|record|of)|"
            r"resolved (?:on|at|by|last|in|that)|(?:per|under|following|by) (?:the |a |council )?resolution",
        ),
        Rule(
            Sign.REPORT,
            1,
            1,
            r"(?:agreed|approved|decided|voted(?: for| on| through)?|authorised|signed off|awarded|passed|"
            r"adopted|refused|went through|confirmed|done|carried|set)<some> (?:at|by|in|from) (?:the |our |"
            r"last |this |tuesday'?s? |[a-z]{3,9}'?s? )*(?:(?:full |parish |town |council |committee |"
            r"finance |planning |annual |extraordinary |last |council's |monthly |ordinary )*meeting|"
            r"full council|(?:finance|planning|staffing|amenities|personnel|hall|open spaces) committee|"
            r"council (?:on|in|last))",
        ),
        Rule(
            Sign.REPORT,
            1,
            1,
            r"(?:at|in) (?:the |our )?(?:last|[a-z]{3,9}'?s?|previous) (?:(?:full |parish |town |council |"
            r"committee |finance |planning |annual )*meeting|full council),? (?:<some>)(?:we|council|it was|"
            r"members|the council|they) (?:agreed|approved|decided|voted|resolved|awarded)|(?:full council|"
            r"the (?:finance|planning|staffing|amenities|personnel|hall|open spaces) committee) (?:agreed|"
            r"approved|decided|voted|resolved|awarded|passed|adopted)|(?:the )?(?:parish |"
            r"town )?council (?:agreed|approved|resolved|voted|awarded) <some>(?:on <day>|last|in <month>|\d)",
        ),
        Rule(
            Sign.REPORT,
            1,
            1,
            r"(?:under|within|using|per|by) (?:my |the |her |his |clerk'?s? |"
            r"officer )*(?:delegated (?:powers?|authority|authorit(?:y|ies))|scheme of delegation|delegation|"
            r"emergency powers)|scheme of delegation|delegated (?:decision|powers)",
        ),
        Rule(
            Sign.NOT_YET,
            1,
            1,
            also="when why",
            pattern=r"(?:not|nothing|hasn't|haven't|isn't|wasn't|aren't|has not|have not|never|yet to be)(?: yet|"
            r" been| actually| formally| is| was| has| all| at all| really)* (?:agreed|decided|approved|"
            r"settled|resolved|a decision|voted|minuted|authorised|to decide|done deal|a done deal)|(?:don't|"
            r"do not|doesn't|needn't|won't|can't|cannot|can not|couldn't|shouldn't|mustn't)(?: have to|"
            r" need to| really| just| all)? (?:decide|agree|approve|vote|commit|authorise|make decisions?|"
            r"make a decision|go ahead|order|spend|pay)<some>(?:yet|here|now|on here|in (?:this|the) (?:chat|"
            r"group)|without|until|before|over whatsapp|about (?:it|this) now|like this|between meetings)|"
            r"no decision|no (?:resolution|minute)|without (?:a|any) (?:resolution|minute|decision|vote)|"
            r"undecided|to be decided|before we (?:decide|vote|agree)|(?:when|why) (?:did|was|were|do|will)|"
            r"who (?:decided|agreed|authorised|approved)|(?:did|have|has|was|were|had) (?:we|they|the council|"
            r"it|this|that|anyone|council) (?:ever |actually |already |formally )?(?:agree|agreed|decide|"
            r"decided|approve|approved|vote|voted|been agreed|been approved)",
        ),
        Rule(
            Sign.AGENDA,
            1,
            1,
            r"(?:one|another|that's one|item|something|bit) for (?:the )?(?:next |<day>'?s? )?agenda|(?:put|"
            r"add|get|stick|pop|place|have|include|want|raise|slot|request|like)(?:ed|ting|ding)? <more>(?:on|"
            r"onto|to|for|as) (?:the |an? |next |our |<month>'?s? |<day>'?s? )*(?:council |committee |"
            r"full council )?agenda(?: item)?|(?:can|could|may|please|should|shall|ought|needs?|want|has to|"
            r"must|will)(?: [a-z']{1,15}){0,6} (?:on|onto|to|for|as an) (?:the |an |next |<month>'?s? |"
            r"<day>'?s? )*agenda(?: item)?|agenda (?:item )?(?:please|pls|request)|agenda item (?:for|on|"
            r"about) <some>(?:please|pls|next)",
        ),
        Rule(
            Sign.AGENDA,
            1,
            1,
            r"(?<!no need to )(?<!need to )(?<!can't )(?<!won't )(?<!cannot )(?<!point )(?<!not )(?:decide|"
            r"discuss|agree|settle|vote on|consider|look at|leave|keep|save|take|bring|wait|put|send|raise|"
            r"debate|resolve|deal with|sort)(?: [a-z']{1,15}){0,5} (?:at|for|to|until|till|before|in) (?:the |"
            r"a |next |our |proper |<month>'?s? |<day>'?s? )*(?:full |council |committee |finance |planning |"
            r"parish |proper |extraordinary )*(?:meeting|council|committee)|needs? to (?:go|come|be) (?:to|"
            r"before|decided (?:at|by)|discussed at) (?:a |the |full )?(?:council|committee|meeting)|(?:not|"
            r"nothing|don't|isn't)(?: [a-z']{1,12}){0,6} (?:on here|for here|in here|on (?:this|the) (?:chat|"
            r"group)|in (?:this|the) (?:chat|group)|for (?:this|the) (?:chat|group)|for (?:a )?whatsapp|"
            r"on whatsapp|over whatsapp)|(?:isn't|is) (?:this|that|it) (?:for|not for|on) (?:<day>|"
            r"the meeting|the agenda)",
        ),
        Rule(
            Sign.AGENDA,
            1,
            1,
            r"(?:make up (?:my|our|your) minds?|form (?:a|my|our) views?|keep(?:ing)? (?:an )?open minds?|"
            r"open mind|judge it|hear (?:it|both sides|the (?:officer|applicant|arguments)))<some>(?: at| on|"
            r" until| when| till| before)?(?: the| <day>)?",
        ),
    )
