"""Asking members to agree, vote, object or be silent in the chat (Barrowby 10.5)."""

from minutebook.council.concerns import Concern
from minutebook.detector.questions import questions
from minutebook.detector.rulebook import Rule

_IS = Concern.CONSENSUS
_ASKS = "asks members to agree"


def askings() -> tuple[Rule, ...]:
    """Return the rules for `consensus` that asks."""
    return (*_silences(), *_shows(), *questions())


def _silences() -> tuple[Rule, ...]:
    silence = "takes silence for agreement"
    return (
        Rule(
            _IS,
            0.8,
            0.45,
            r"(?:if|anyone|anybody|those) (?:you're|you are|you|anyone is|anyone's|who's|who is)? ?(?:against|"
            r"not happy|unhappy|opposed|objects?|disagrees?|don't agree|disagree)<some>(?:say so|shout|"
            r"speak up|speak now|let me know|say now|tell me)",
            silence,
        ),
        Rule(
            _IS,
            0.9,
            0.75,
            r"unless (?:<someone>|i (?:hear|get|see)|there (?:is|are)|there's) <more>(?:(?:i'll|i will|we'll|"
            r"we will|i'm going to|i am going to|clerk will)(?! (?:bring|cook|bake|pick|see|be|come|drive|"
            r"walk|cycle|meet|have|wear|sit|leave|give you|eat)\b)|consider it|it'?s (?:a yes|agreed|"
            r"going ahead|a go))",
            silence,
        ),
        Rule(
            _IS,
            0.85,
            0.5,
            r"(?:going ahead|go ahead|proceeding|ordering|paying|i'll <act>|we'll <act>|agreed|approved|"
            r"it's a yes|will <act>)<more> unless (?:<someone>|i hear|there (?:is|are)|told)",
            silence,
        ),
        Rule(
            _IS,
            0.9,
            0.7,
            r"(?:take|taking|treat|read|assume|taken|count|assuming|i take it)(?: that| this| it| your|"
            r" no reply| no answer)*(?: silence)?(?: as)? (?:a yes|as read|as agreed|agreed|approval|consent|"
            r"agreement|as (?:a )?(?:yes|support|approval|consent|ok)|you(?:'re| are) (?:all )?(?:happy|ok|"
            r"in favour|content))|(?:may|can|do|shall) i take it(?: that| we| you|,)|silence (?:is|means|=|"
            r"equals|will be|counts as|gives)|(?:no (?:reply|answer|response|objections?)|"
            r"nothing heard)(?: by <some>)? (?:means|=|will be taken|equals|and (?:i'll|it's|we'll))",
            silence,
        ),
        Rule(
            _IS,
            0.85,
            0.55,
            r"(?:if|as long as|provided|assuming) (?:no one|noone|nobody|none of you|"
            r"everyone'?s? (?:is )?(?:happy|ok|fine)|i (?:don't|do not) hear(?: back| anything| otherwise|"
            r" from (?:you|anyone))?|i hear nothing|there(?:'s| is| are) no objections?)(?: <some>)?(?:,|"
            r" then| i'm| i'll| i will| we'll| we can| go| order)",
            silence,
        ),
        Rule(
            _IS,
            0.85,
            0.4,
            r"(?:speak|shout|say|object) (?:up )?now(?: if| or)?|shout if (?:you (?:disagree|object|don't|"
            r"mind)|not|anyone)|shout (?:by|before) <some>(?:if|or)",
            silence,
        ),
    )


def _shows() -> tuple[Rule, ...]:
    shown = "asks for a show of hands"
    return (
        Rule(_IS, 0.8, 0.55, r"straw poll|show of hands|quick vote", shown),
        Rule(
            _IS,
            0.9,
            0.5,
            r"(?:👍|✅|❤|🙋|✋|👎|thumbs?.?up|(?:like|heart|react to) (?:this|with)|react|tick|emoji)(?: this|"
            r" below| here| please| pls| emoji| with <some>)?,? (?:if|to|for (?:yes|option|the|a)|"
            r"= ?|means|from (?:everyone|all|you))<some>",
            shown,
        ),
        Rule(
            _IS,
            0.85,
            0.55,
            r"(?:let'?s|shall we|we're going to|can we|we (?:just )?(?:need to|should)) (?:all |just |have a |"
            r"take a )*vote(?: (?:on|about|for) (?:it|this|that|the)|[.!?,]|$)|my vote(?:'s| is| goes)|"
            r"i vote (?!pizza|for pizza|we (?:go|meet))\w+",
            shown,
        ),
        Rule(
            _IS,
            0.85,
            0.4,
            r"(?:please |pls |can (?:we|everyone|you all|people) (?:please )?|could (?:everyone|you all) |"
            r"everyone |all )(?:vote|cast your votes?|put your hands? up)|(?:quick|straw|online|"
            r"little) (?:vote|poll)|show of hands|hands up (?:for|who|if|all)|let me have (?:your votes?|"
            r"a yes)|(?:vote|votes) (?:below|here|now|by <day>|please|in the poll)|let'?s (?:have a |take a |"
            r"just )?vote|(?:time to|need a) vote|put (?:it|this) to (?:a|the) vote",
            shown,
        ),
        Rule(
            _IS,
            0.8,
            0.4,
            r"(?:all|all those|those) in favour(?: of)?(?:[?:,]|$)|(?:all|who'?s|who is|anyone|everyone|"
            r"are (?:you|we)(?: all)?) (?:against|for it|agreed|in agreement|in favour)[^.!?\n]{0,30}\?|"
            r"any (?:objections?|dissent|nays|votes against|one against)(?: to|\?| from| if)?|(?:does|do|"
            r"would|did) (?:anyone|anybody|any one|someone|any of you|members) (?:object|mind|disagree|oppose|"
            r"have (?:any |a )?(?:objections?|problem))|<someone> (?:object|disagree|against|opposed)\?|"
            r"(?:have|got|need) (?:a|any) (?:seconder|proposer)|(?:anyone|who'll|who will|someone|"
            r"will anyone) (?:to )?second (?:it|that|this)?",
            _ASKS,
            also="who whos",
        ),
        Rule(
            _IS,
            0.8,
            0.5,
            r"confirm <some>(?:you (?:support|agree|approve|are (?:happy|content))|you're (?:happy|content)|"
            r"your (?:support|agreement|approval|vote))",
            _ASKS,
        ),
        Rule(
            _IS,
            0.8,
            0.4,
            r"<start>(?:u|you|ya) (?:all|lot|guys) (?:still )?(?:ok|okay|happy|alright|good|agreed|"
            r"fine)(?: with| wiv| about| for| to|\?)",
            _ASKS,
        ),
        Rule(
            _IS,
            0.75,
            0.4,
            r"(?:yes|y|yay|aye|for)(?: or | ?/ ?)(?:no|n|nay|against)\b ?(?:\?|please|by|from)|(?:reply|respond|"
            r"answer|come back)(?: back)?(?: to me)?(?: with)?(?: a)? (?:yes|aye|agreed|ok|option|a or b|"
            r"with your (?:vote|decision|answer))|option (?:a|1|one) or (?:b|2|two)",
            _ASKS,
        ),
        Rule(
            _IS,
            0.8,
            0.35,
            r"(?:need|want|give me|get|have|like|after|looking for|let me have|can i have|can i get|"
            r"could i (?:have|get)) (?:a|an|your|everyone'?s|all your|the group'?s|members'?|quick|some|"
            r"the)(?: quick| clear| firm| final| group| collective)* (?:decision|yes or no|answer|approval|"
            r"agreement|consent|steer|yes|say.so|go.?ahead|ok|okay|nod|green light|vote|votes|"
            r"consensus)(?: from| by| on| today| tonight| now| here| please| asap| before| for|[.!?]|$)",
            _ASKS,
        ),
    )
