"""Decisions made, announced, authorised or instructed in the chat (Barrowby 10.5, 11)."""

from minutebook.council.concerns import Concern
from minutebook.detector.rulebook import Rule

_IS = Concern.DECISION


def decisions() -> tuple[Rule, ...]:
    """Return the rules for `decision`."""
    return (*_results(), *_courses(), *_bypasses())


def _results() -> tuple[Rule, ...]:
    settled = "says it is settled"
    counted = "announces a result"
    return (
        Rule(
            _IS,
            0.85,
            0.45,
            r"(?:that'?s|that is|it'?s|it is|this is|consider (?:it|that|this)|all) (?:all |now |then |been |"
            r"unanimously )*(?:agreed|settled|decided|approved|a done deal|carried|authorised)(?: then)?",
            settled,
        ),
        Rule(
            _IS,
            0.85,
            0.6,
            r"(?:right|so|ok|okay)[, ]{1,2}(?:that'?s|it'?s|we'?re|we are|we'?ve) (?:all )?(?:agreed|settled|"
            r"decided|approved)(?: then)?(?: on)?",
            settled,
        ),
        Rule(
            _IS,
            0.8,
            0.55,
            r"(?<!if )(?<!once )(?<!before )(?<!until )(?<!when )(?<!and )we(?:'ve|ve| have|'re|re|"
            r" are)? (?:now |all |both |just |already |basically |so far |sort of |kind of |pretty much |"
            r"collectively |unanimously )*(?:agreed|decided|resolved|settled?|final)(?: (?:on|upon|that|"
            r"against)|,| (?:i think|we)\b)",
            "says we have decided",
        ),
        Rule(
            _IS,
            0.8,
            0.4,
            r"(?<!if )(?<!once )(?<!before )(?<!until )we(?:'ve|ve| have)? (?:now |all |both |just |already |"
            r"collectively |unanimously )*(?:agreed|decided?|approved|resolved|voted|(?:all )?agree)(?: to|"
            r" not to| it| this| the)",
            "says we have decided",
        ),
        Rule(
            _IS,
            0.8,
            0.6,
            r"(?:the |a |clear |general )*(?:consensus|majority|general opinion|general feeling)(?: here|"
            r" view| of us)? (?:is|seems|says|want|wants|are|has|have)|have (?:a|the) (?:clear )?(?:consensus|"
            r"majority)|unanimous(?:ly)?(?: then)?[.!,]|the ayes have it",
            counted,
        ),
        Rule(
            _IS,
            0.85,
            0.6,
            r"motion (?:is |was )?(?:carried|passed|agreed)|<start>approved(?: then)?[.]|\d{1,2} (?:for|"
            r"in favour)(?:,| and|;)+ \d{1,2} against|(?:two|three|four|five|six|seven|eight|nine|ten) (?:for|"
            r"in favour)(?:,| and|;)+ (?:none|one|two|three|four|five|six) against",
            counted,
        ),
        Rule(
            _IS,
            0.8,
            0.4,
            r"done deal|done and dusted|<start>(?:carried|approved|passed|agreed and approved|"
            r"granted)(?: unanimously| then)?(?:[.!]|$)",
            counted,
        ),
        Rule(
            _IS,
            0.8,
            0.3,
            r"(?:\d{1,2}|all|most|majority|everyone|everybody|two|three|four|five|six|seven|eight|"
            r"nine) (?:of us |members |people |councillors |votes? )?(?:are |is |were |have |"
            r"has )?(?:in favour|said yes|for (?:and|,)|agree|voted (?:for|yes|in favour))|\d{1,2} (?:for|yes|"
            r"in favour)[, ]{1,3}(?:and )?(?:\d{1,2}|none|no ?one|nobody) (?:against|no)|"
            r"that'?s (?:\d{1,2} (?:to|v|-) \d{1,2}|\d{1,2} yes|(?:a|the) (?:majority|quorum|yes then))",
            counted,
        ),
        Rule(
            _IS,
            0.7,
            0.35,
            r"(?:the |our )?(?:final )?decision(?: is|:| made| taken)(?! (?:for|on|at|to be|due|pending|"
            r"notice))|final answer",
            settled,
        ),
    )


def _courses() -> tuple[Rule, ...]:
    course = "settles a course of action"
    return (
        Rule(
            _IS,
            0.8,
            0.58,
            r"(?:let's|lets|let us) (?:just |all |now )*(?:award|approve|authorise|appoint|instruct|refuse|"
            r"adopt|co-opt)",
            course,
        ),
        Rule(
            _IS,
            0.7,
            0.25,
            r"(?:we're|we are|we aren't|we're definitely|council is|we won't be|we will not be)(?: not|"
            r" no longer| never)? (?:renewing|not paying|not having|not buying|not spending|not funding|"
            r"not using|not letting|not signing)",
            course,
        ),
        Rule(
            _IS,
            0.75,
            0.55,
            r"(?:that's|thats|and it's) final|that's (?:two|three|four|five|six|seven|eight|nine|"
            r"\d{1,2}) yes(?:es)?|(?:the )?council'?s (?:position|view|answer|line|decision) is",
            course,
        ),
        Rule(
            _IS,
            0.75,
            0.5,
            r"<start>get (?:it|them|that) (?:ordered|bought|booked in|signed|paid|installed)",
            course,
        ),
        Rule(
            _IS,
            0.8,
            0.62,
            r"(?:so|right|ok|okay|well)[, ]{1,2}(?:yeah,? )?(?:we|then we)(?:'re|re| are|'ll|"
            r" will) (?:all )?(?:gonna |going to |definitely )?(?:go(?:ing)?(?: back to going| ahead)? (?:for|"
            r"with)|do(?:ing)? without|ditch(?:ing)?|drop(?:ping)?|scrap(?:ping)?) (?:a|an|the|it|that|this|"
            r"[a-z]{3,15})",
            course,
        ),
        Rule(
            _IS,
            0.8,
            0.58,
            r"(?:we(?:'ll| will|'re| are|'d)|(?:so|then|right|ok|okay|alright|looks like),? we)(?: definitely|"
            r" just| all| actually| still| both)* (?:go(?:ing)?(?: ahead)?(?: back to)? (?:for|with)|(?:gonna|"
            r"going to|wanna|want to|don't) go (?:for|with)|stick with|settle (?:for|on))(?! (?:you|me|him|"
            r"her|them|your|my|a (?:\d[\w:.]*|walk|run|swim|drive|ride|look|wander|stroll|drink|meal))\b)",
            course,
        ),
        Rule(
            _IS,
            0.75,
            0.2,
            r"(?:we|the council)(?:'ll| will| shall|'re going to| are going to|'re gonna) (?:now |just |all |"
            r"definitely )*(?:spend|pay|order|buy|purchase|approve|accept|appoint|award|instruct|refuse|"
            r"reject|fund|donate|hire|replace|fell|lease|sell|take the|have the|give them|let them|back|"
            r"support|oppose|cancel)",
            course,
        ),
        Rule(
            _IS,
            0.8,
            0.3,
            r"<start>(?:we )?(?:go|going|gone|let's go|lets go|let us go) (?:ahead )?with (?:the )?[a-z]",
            course,
        ),
        Rule(
            _IS,
            0.8,
            0.55,
            r"(?i:<start>(?:we )?(?:go|going|let's go) (?:ahead )?with) (?:the )?[A-Z][a-z]{2,15}(?:s|'s| Ltd|"
            r" & Sons?| and Sons?)",
            course,
            capitals=True,
        ),
        Rule(
            _IS,
            0.75,
            0.55,
            r"(?:<start>|oh,? |[a-z]{3,15} |now |and |but )?(?:let'?s|let us) (?:just |all |definitely |"
            r"provisionally |say we )*(?:go (?:for|with)(?! (?:you|me|him|her|it all|a (?:\d[\w:.]*|walk|run|"
            r"swim|drive|"
            r"ride|look|wander|stroll|drink|meal))\b)|drop the|scrap the)",
            course,
        ),
        Rule(
            _IS,
            0.75,
            0.4,
            r"(?:<start>|based on [^.!?\n]{3,50} )(?:let'?s|let us) (?:just |all |definitely )?(?:go (?:for|"
            r"with|ahead)(?! a (?:walk|run|swim|drive|ride|look|wander|stroll|drink|meal)\b)|order|buy|"
            r"approve|accept|appoint|award|instruct|refuse|spend|pay (?:it|them|the))",
            course,
        ),
        Rule(
            _IS,
            0.8,
            0.3,
            r"<start>(?:go ahead and (?:<act>|book|get|do)|(?:crack|press|carry) on (?:with (?:it|the)|"
            r"and <act>)|proceed with|get (?:it|them|that|the [a-z ]{3,25}) (?:ordered|bought|booked in|"
            r"installed|felled|paid|done now|signed))",
            "gives the go-ahead",
        ),
        Rule(
            _IS,
            0.7,
            0.3,
            r"(?:the|this|our|parish|town) council (?:has (?:now )?decided|supports|opposes|backs|agrees|"
            r"will not|won't|objects|approves|refuses|has no objection)",
            "speaks for the council",
        ),
    )


def _bypasses() -> tuple[Rule, ...]:
    return (
        Rule(
            _IS,
            0.8,
            0.5,
            r"(?:we|you|they|clerk|it|just|and|meeting|council)(?: can|'ll| will|can just| could)?(?: just|"
            r" be| always)* (?:ratif(?:y|ied)|rubber.?stamp(?:ed)?|formalised?|minuted?)(?: it| this|"
            r" that)? (?:later|afterwards|after|at|on|next|in|retrospectively)|retrospective(?:ly)? (?:approv|"
            r"ratif|agree)[a-z]*|(?:just |only |merely )?a formality|rubber.?stamp",
            "leaves the meeting to rubber-stamp it",
        ),
        Rule(
            _IS,
            0.75,
            0.2,
            r"(?:no need|don't need|do not need|not worth|no point)(?: for (?:it|this|"
            r"that))?(?: to)?(?: (?:wait|waiting|bother|bothering|go|going|take|taking|have|having|call|"
            r"calling))?(?: it| this)?(?: for| to| through| with)? (?:a|the|another|full|"
            r"an extra)? ?(?:meeting|council|agenda|vote)|(?:can't|cannot|won't) wait (?:for|until) (?:a|"
            r"the) (?:next )?meeting",
            "passes the meeting by",
        ),
    )
