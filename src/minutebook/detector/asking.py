"""Asking members to agree, vote, object or be silent in the chat, and answering (Barrowby 10.5)."""

from minutebook.council.concerns import Concern
from minutebook.detector.rulebook import Rule, Sign

_IS = Concern.CONSENSUS
_ASKS = "asks members to agree"


def askings() -> tuple[Rule, ...]:
    """Return the rules for `consensus` that asks."""
    return (*_silences(), *_shows(), *_questions())


def _silences() -> tuple[Rule, ...]:
    silence = "takes silence for agreement"
    return (
        Rule(_IS, 0.9, 0.75, r"unless (?:<someone>|i (?:hear|get|see)|there (?:is|are)|there's) <more>(?:(?:i'll|i will|we'll|we will|i'm going to|i am going to|clerk will)(?! (?:bring|cook|bake|pick|see|be|come|drive|walk|cycle|meet|have|wear|sit|leave|give you|eat)\b)|consider it|it'?s (?:a yes|agreed|going ahead|a go))", silence),
        Rule(_IS, 0.85, 0.5, r"(?:going ahead|go ahead|proceeding|ordering|paying|i'll <act>|we'll <act>|agreed|approved|it's a yes|will <act>)<more> unless (?:<someone>|i hear|there (?:is|are)|told)", silence),
        Rule(_IS, 0.9, 0.7, r"(?:take|taking|treat|read|assume|taken|count|assuming)(?: that| this| it| your| no reply| no answer)*(?: silence)?(?: as)? (?:a yes|as read|as agreed|agreed|approval|consent|agreement|as (?:a )?(?:yes|support|approval|consent|ok)|you(?:'re| are) (?:all )?(?:happy|ok|in favour|content))|silence (?:is|means|=|equals|will be|counts as|gives)|(?:no (?:reply|answer|response|objections?)|nothing heard)(?: by <some>)? (?:means|=|will be taken|equals|and (?:i'll|it's|we'll))", silence),
        Rule(_IS, 0.85, 0.45, r"(?:if|as long as|provided|assuming) (?:no one|noone|nobody|none of you|everyone'?s? (?:is )?(?:happy|ok|fine)|i (?:don't|do not) hear|i hear nothing|there(?:'s| is| are) no objections?)(?: <some>)?(?:,| then| i'll| i will| we'll| we can| go| order)", silence),
        Rule(_IS, 0.85, 0.4, r"(?:speak|shout|say|object) (?:up )?now(?: if| or)?|shout if (?:you (?:disagree|object|don't|mind)|not|anyone)|shout (?:by|before) <some>(?:if|or)", silence),
    )


def _shows() -> tuple[Rule, ...]:
    shown = "asks for a show of hands"
    return (
        Rule(_IS, 0.9, 0.5, r"(?:👍|✅|❤|🙋|✋|👎|thumbs?.?up|(?:like|heart|react to) (?:this|with)|react|tick|emoji)(?: this| below| here| please| pls| emoji| with <some>)?,? (?:if|to|for (?:yes|option|hendersons|the|a)|= ?|means|from (?:everyone|all|you))<some>", shown),
        Rule(_IS, 0.85, 0.55, r"(?:let'?s|shall we|we're going to|can we|we (?:just )?(?:need to|should)) (?:all |just |have a |take a )*vote(?: (?:on|about|for) (?:it|this|that|the)|[.!?,]|$)|my vote(?:'s| is| goes)|i vote (?!pizza|for pizza|we (?:go|meet))\w+", shown),
        Rule(_IS, 0.85, 0.4, r"(?:please |pls |can (?:we|everyone|you all|people) (?:please )?|could (?:everyone|you all) |everyone |all )(?:vote|cast your votes?|put your hands? up)|(?:quick|straw|online|little) (?:vote|poll)|show of hands|hands up (?:for|who|if|all)|let me have (?:your votes?|a yes)|(?:vote|votes) (?:below|here|now|by <day>|please|in the poll)|let'?s (?:have a |take a |just )?vote|(?:time to|need a) vote|put (?:it|this) to (?:a|the) vote", shown),
        Rule(_IS, 0.8, 0.4, r"(?:all|those|who'?s|who is|anyone|everyone|are (?:you|we)(?: all)?) (?:those )?(?:in favour|against|for it|agreed|in agreement)(?: of)?[?:]?|any (?:objections?|dissent|nays|votes against|one against)(?: to|\?| from| if)?|(?:does|do|would|did) (?:anyone|anybody|any one|someone|any of you|members) (?:object|mind|disagree|oppose|have (?:any |a )?(?:objections?|problem))|<someone> (?:object|disagree|against|opposed)\?|(?:have|got|need) (?:a|any) (?:seconder|proposer)|(?:anyone|who'll|who will|someone|will anyone) (?:to )?second (?:it|that|this)?", _ASKS, also="who whos"),
        Rule(_IS, 0.75, 0.4, r"(?:yes|y|yay|aye|for) ?(?:or|/) ?(?:no|n|nay|against)\b ?(?:\?|please|by|from)|(?:reply|respond|answer|come back)(?: back)?(?: to me)?(?: with)?(?: a)? (?:yes|aye|agreed|ok|option|a or b|with your (?:vote|decision|answer))|option (?:a|1|one) or (?:b|2|two)", _ASKS),
        Rule(_IS, 0.8, 0.35, r"(?:need|want|give me|get|have|like|after|looking for|let me have|can i have|can i get|could i (?:have|get)) (?:a|an|your|everyone'?s|all your|the group'?s|members'?|quick|some|the)(?: quick| clear| firm| final| group| collective)* (?:decision|yes or no|answer|approval|agreement|consent|steer|yes|say.so|go.?ahead|ok|okay|nod|green light|vote|votes|consensus)(?: from| by| on| today| tonight| now| here| please| asap| before| for|[.!?]|$)", _ASKS),
    )


def _questions() -> tuple[Rule, ...]:
    return (
        Rule(_IS, 0.85, 0.6, r"(?:does|do) (?:everyone|everybody|you all|we all|all of (?:us|you)|people|anyone) (?:all )?(?:agree|object|support|consent|approve)|(?:everyone|everybody|all)(?:'s| is| are| was)?(?: all)? (?:okay|ok|happy|satisfied|agreed|in agreement|content|fine|on board)(?: with (?:the|that|this|it)\b| to (?:go|use|have|spend|accept)|\?)|agreeable to (?:everyone|all|you)", _ASKS),
        Rule(_IS, 0.85, 0.6, r"(?:are|is|r|am i right|so) (?:<all>|we all)(?: all| both| still| now)* (?:happy|ok|okay|agreed|agree|in agreement|content|in favour|comfortable|on board|for|fine|good|alright|all right|supportive|up for)(?: with| to| about| for| that| if| on| of| then|\?)", _ASKS),
        Rule(_IS, 0.8, 0.3, r"(?:^|[.!?\n,] ?|so |right )(?:everyone|everybody|all|you all|folks|we all|we)(?: is| all| still| are)? (?:happy|ok|okay|agreed|agree|in agreement|content|in favour|on board|fine|good)(?: with| to| about| for| that| if| on| then)?[^.!?\n]{0,60}\?", _ASKS),
        Rule(_IS, 0.85, 0.35, r"(?:^|[.!?\n,-] ?|is it |are (?:you|we|people|you all)(?: all)? |everyone |anyone |would you be |all |if you'?re |if everyone'?s? )(?:ok|okay|happy|alright|all right|fine|content|good)(?: for (?:me|us|the clerk|him|her|them|hendersons))? ?(?:to|if (?:i|we|the clerk|they|you)|with (?:me|us|the clerk)?) ?(?:just |go ahead and |then )?(?:<act>|<act>ing|go (?:ahead|with|for)|proceed|spending|paying|ordering|going|put|give|take|that|this|it|the)", _ASKS),
        Rule(_IS, 0.8, 0.55, r"(?:shall|should|do|will|are|alright,?|so) we (?:all |just |both )*(?:wanna |want to |going to |gonna )*(?:go|agree|approve|settle|stick|decide) (?:for|with|on|that|ahead (?:and|with)|the)(?! (?:you|me|him|her|a (?:walk|run|swim|drive|ride|look|wander|stroll|drink|meal))\b)<more>\?|<start>(?:you'?re|we|you)(?: all| guys)? happy to go ahead|are we (?:going to|gonna) (?:use|have|do|buy|keep|support) <more>or not\?", _ASKS),
        Rule(_IS, 0.8, 0.45, r"(?:shall|should|can|could|do|will|may|might|would) (?:we|i|the council|clerk)(?: all| just| please| now| then| therefore)* (?:agree|approve|go (?:with|for|ahead)|accept|vote|support|object|refuse|oppose|decide|order|buy|spend|award|appoint|say (?:yes|no)|back|adopt|take (?:it|that) as|want to go|wanna go|instruct|commission|reject|pay (?:for|the|them|it|<money>)|fund|donate|donat|hire|write to|put in for|purchase)<more>", _ASKS),
        Rule(_IS, 0.75, 0.45, r"(?:shall|should|do|will|can) we (?:do|go with|say|use|try|have|keep|leave (?:it at)?|stick with|want to (?:go|do|have|use)|wanna (?:go|do|have|use)|all want) (?:that|this|it|[^.!?\n]{3,60})(?:,? (?:then|yeah|yes|or not|instead))\?", _ASKS),
        Rule(_IS, 0.75, 0.4, r"[^.!?\n]{12,120}[,.:-] ?(?:agreed|all agreed|agree|happy|all happy|everyone happy|ok with (?:everyone|you all)|yes\?|deal|do we agree|can we agree|any objections)\?(?:$|\n)", _ASKS),
        Rule(_IS, 0.8, 0.6, r"(?:so |then )?(?:do|can|are|shall|could) (?:we|you)(?: all| both)* (?:agree|agreed|in agreement)(?: that| on| with| to|,|\?| for)", _ASKS),
        Rule(_IS, 0.75, 0.45, r"(?:^|[.!?\n,] ?)i(?:'d like to|'ll| will| would like to| formally| hereby)? (?:propose|move)(?: that| we|,|:| the| to| a)|<start>(?:seconded|i(?:'ll|'d| will| would)?(?: happily| gladly)? second (?:that|it|this|the|ann|cllr|the motion|[a-z]+'s))|(?:proposed|motion):", "proposes or seconds"),
        Rule(_IS, 0.6, 0.2, r"let me know (?:if|by|whether|asap)<some>(?:agree|object|objections|in favour|disagree|happy (?:for|with|to (?:go|spend|pay|order))|your (?:vote|decision))", _ASKS),
        Rule(_IS, 0.55, 0.2, r"which (?:one|quote|option|of (?:these|the)|firm|contractor|design|colour)[^.!?\n]{0,30}(?:prefer|go (?:for|with)|want|like|choose|back|vote)|what'?s everyone'?s (?:view|vote|preference|decision)", _ASKS),
        Rule(_IS, 0.4, 0.1, r"what (?:do|does|would) <all> (?:think|reckon|say)|(?:any )?(?:thoughts|views)(?: on| please|\?)", "asks for views"),
    )


def answerings() -> tuple[Rule, ...]:
    """Return the rules for agreement and objection that need no question beside them."""
    answers = "gives agreement or objection"
    return (
        Rule(_IS, 0.75, 0.2, r"(?<!if )(?<!would )(?:i|i'd|i'm|me,? i|personally i|i for one)(?:'ll| will| do| would| fully| strongly| totally| completely| also| definitely| happily| wholeheartedly| too| certainly| must| have to)* (?:agree|support|second|object|oppose|vote|back|endorse|disagree|approve)(?: with| to| the| that| this| it| on| for| against| yes| no| of|ing|[.!,]|$)", answers),
        Rule(_IS, 0.7, 0.15, r"(?:i'?m|i am|i'd be|count me|put me down)(?: all| totally| definitely| very| quite| also| fully| perfectly| dead| strongly| as| still)* (?:in favour|against|for (?:it|that|this|the|option|hendersons)|happy (?:with (?:it|that|this|the|option|hendersons|<money>)|to (?:support|approve|back|spend|pay|go (?:with|ahead)|accept)|for (?:them|it|the|us|you) )|opposed|fine with (?:it|that|this|the|<money>)|ok(?:ay)? with (?:it|that|this|the|<money>)|content|not (?:happy|in favour|comfortable|convinced|ok)|a (?:yes|no))", answers),
        Rule(_IS, 0.8, 0.25, r"(?:that'?s )?(?:it'?s |a )*(?:big |definite |firm |clear |hard )?(?:yes|no|aye|nay|thumbs up) (?:from|vote from) (?:me|us|this end|my end)|(?:you have|you've got|gets) my (?:vote|support|approval|backing|agreement)|my vote(?:'s| is| goes| would be)|no objections?(?: from| here| at| to)? ?(?:me|us|my end|this|it)?(?:[.!,]|$)|count me as (?:a )?(?:yes|no|in favour|against)|hendersons (?:for|gets? my vote)|<money> is (?:fine|ok|okay|good) (?:by|with) me", answers),
    )


def plain_answers() -> tuple[Rule, ...]:
    """Return the rules for words that are an answer only if something was asked."""
    yes = r"(?:yes|yep|yeah|yup|ye|yea|aye|ok|okay|okey dokey|k|sure|agreed?|all agreed|i agree|absolutely|definitely|certainly|of course|fine|happy|good|great|perfect|seconded|same|same here|me too|likewise|ditto|approved?|deal|for|\+1|👍|👌|✅|✔|🙌|💯|🆗|👏|🙋)"
    phrase = r"(?:(?:fine|ok|okay|good|great|works|alright|all right) (?:by|with|for) (?:me|us)|(?:happy|fine|ok|okay|content|good|cool|comfortable) (?:with|to go with|to support|to do) (?:that|it|this|the [a-z ]{3,30}|<money>|both)|yes (?:from|to|for) (?:me|us|that|this|it|the [a-z ]{3,25})|(?:go|going) (?:for it|ahead|with (?:it|that|the [a-z ]{3,20}))|do it|get it done|sounds (?:good|great|fine|sensible|reasonable|ok|like a plan)|makes sense|none (?:here|from me)|fair enough|pretty much|i (?:suppose|think|guess) so|(?:oh |ah |okay |well )?(?:that'?s|that is|it'?s) (?:good|fine|cool|great|ok|okay|alright|right|settled)|(?:that )?works for me|no (?:objections?|problem)(?: (?:from|with|to|here)(?: me| that| it)?)?|i(?:'m| am)? (?:agree|agreed|happy|fine|ok|okay|in|for it|in favour|with (?:you|ann|that|cllr [a-z]+))|i (?:second|support) (?:that|it|this)|let'?s (?:do it|do that|go for it)|count me in|why not|good idea|great idea|(?:it'?s |that'?s )?(?:a )?(?:really |very |definitely a |good |great )*(?:good|great|fine|sensible|excellent) (?:idea|plan|choice|one)?|all good|suits me|i think (?:so|that'?s|it'?s|yeah)|i'?d (?:go|vote) (?:with|for) (?:that|it|the [a-z ]{3,25}|option [a-z0-9])|go with [a-z]{3,15}|(?:the )?(?:cheaper|cheapest|first|second|third|bigger|green|wooden|local) one|option [a-z0-9])"
    no = r"(?:no|nope|nah|nay|against|disagree|objection|👎|❌|not (?:happy|for me|in favour|sure about that|keen)(?: with (?:that|it|this|the [a-z ]{3,20}))?|i (?:object|disagree|don't agree|can't support (?:it|that|this))|no (?:from|thanks|way|chance)(?: me)?|absolutely not|definitely not|i'?d rather (?:not|we didn't)|too (?:expensive|much|dear)|no way)"
    return (
        Rule(Sign.ANSWERING, 1, 1, rf"^\W{{0,3}}(?:(?:{yes}|{phrase}|{no})(?:[,.!\s👍✅-]{{1,3}}|$)){{1,4}}(?:then|thanks|thank you|please|all|everyone|ann|here|with me|by me|from me|too|as well|also|mate|x)?[.!\s]{{0,3}}$", "answers"),
        Rule(Sign.ANSWERING, 0.8, 1, rf"^(?:{yes}|{phrase}|{no})(?:[,.!;:\s-]{{1,3}})(?=\S)(?!i'?ll (?:bring|be|see|get|come|check|look|ask|ring|call|let|send)|see you|thanks|thank|will do|got it|what|when|who|where|but (?:when|who|what)|can you|could you|no problem|worries|sorry|noted)\S+", "answers"),
    )


def suggestings() -> tuple[Rule, ...]:
    """Return the rules for views and proposals that others may agree with, and for mere orders."""
    return (
        Rule(Sign.SUGGESTING, 1, 1, r"(?:we|council|they|it|i think|clerk) (?:should|ought to|could|must|need to|may as well|might as well)|shall we|could we|can we|i (?:think|suggest|recommend|propose|prefer|reckon|vote|say|favour|like)|i'?d (?:go|say|prefer|rather|suggest|like|recommend|vote|be)|(?:would|might|may|is|looks|seems|sounds) (?:be )?(?:better|best|cheaper|the best|good value|right|sensible|fine|ok|reasonable)|let'?s|how about|what about|why don't we|worth (?:spending|having|doing|paying|it)|go (?:with|for)|(?:happy|ok|okay) (?:to|with|if|for)|my (?:preference|vote|recommendation|view)"),
        Rule(Sign.ORDERING, 1, 1, r"^(?:[a-z]+[,:] )?(?:hi all[,.!]? |all[,:] |morning all[,.!]? |everyone[,:] )?(?:please|pls|can (?:you|everyone|all)|could (?:you|everyone|all)|don't|do not|remember|reminder|just a reminder|fyi|nb)(?! (?:vote|agree|approve|confirm you'?re happy|say yes))"),
    )
