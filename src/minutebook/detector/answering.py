"""Agreement and objection given in the chat, and what they may answer (Barrowby 10.5)."""

from minutebook.council.concerns import Concern
from minutebook.detector.rulebook import Rule, Sign

_IS = Concern.CONSENSUS


def answerings() -> tuple[Rule, ...]:
    """Return the rules for agreement and objection that need no question beside them."""
    answers = "gives agreement or objection"
    return (
        Rule(
            _IS,
            0.7,
            0.15,
            r"i(?:'d| would) (?:much |far )?rather (?:we|the council|they) (?:didn't|did not|went|had|spent|"
            r"kept|bought)",
            answers,
        ),
        Rule(
            _IS,
            0.75,
            0.2,
            r"(?<!if )(?<!would )(?:i|i'd|i'm|me,? i|personally i|i for one)(?:'ll| will| do| would| fully|"
            r" strongly| totally| completely| also| definitely| happily| wholeheartedly| too| certainly| must|"
            r" have to)* (?:agree|support|second|object|oppose|vote|back|endorse|disagree|approve)(?: with|"
            r" to| the| that| this| it| on| for| against| yes| no| of|ing|[.!,]|$)",
            answers,
        ),
        Rule(
            _IS,
            0.7,
            0.15,
            r"(?:i'?m|i am|i'd be|count me|put me down)(?: all| totally| definitely| very| quite| also| fully|"
            r" perfectly| dead| strongly| as| still)* (?:in favour|against|for (?:it|that|this|the|option|"
            r"them)|happy (?:with (?:it|that|this|them|the|option|<money>)|to (?:support|approve|"
            r"back|spend|pay|go (?:with|ahead)|accept)|for (?:them|it|the|us|you) )|opposed|fine with (?:it|"
            r"that|this|the|<money>)|ok(?:ay)? with (?:it|that|this|the|<money>)|content|not (?:happy|"
            r"in favour|comfortable|convinced|ok)|a (?:yes|no))",
            answers,
        ),
        Rule(
            _IS,
            0.8,
            0.25,
            r"(?:that'?s )?(?:it'?s |a )*(?:big |definite |firm |clear |hard )?(?:yes|no|aye|nay|"
            r"thumbs up) (?:from|vote from) (?:me|us|this end|my end)|(?:you have|you've got|gets) my (?:vote|"
            r"support|approval|backing|agreement)|my vote(?:'s| is| goes| would be)|no objections?(?: from|"
            r" here| at| to)? ?(?:me|us|my end|this|it)?(?:[.!,]|$)|count me as (?:a )?(?:yes|no|in favour|"
            r"against)|[a-z]{3,15} gets? my vote|<money> is (?:fine|ok|okay|good) (?:by|with) me",
            answers,
        ),
    )


def plain_answers() -> tuple[Rule, ...]:
    """Return the rules for words that are an answer only if something was asked."""
    yes = (
        r"(?:yes|yep|yeah|yeh|yup|ye|yea|aye|i concur|concur(?:red)?|aye go on|go on then|ok|okay|"
        r"okey dokey|k|sure|agreed?|all agreed|i agree|absolutely|definitely|certainly|of course|fine|"
        r"happy|good|great|perfect|seconded|same|same here|me too|likewise|ditto|approved?|deal|for|\+1|👍|"
        r"👌|✅|✔|🙌|💯|🆗|👏|🙋)"
    )
    phrase = (
        r"(?:(?:fine|ok|okay|good|great|works|alright|all right) (?:by|with|for) (?:me|us)|(?:happy|fine|"
        r"ok|okay|content|good|cool|comfortable) (?:with|to go with|to support|to do) (?:that|it|this|"
        r"the [a-z ]{3,30}|<money>|both)|yes (?:from|to|for) (?:me|us|that|this|it|the [a-z ]{3,25})|"
        r"(?:go|going) (?:for it|ahead|with (?:it|that|the [a-z ]{3,20}))|do it|get it done|"
        r"sounds (?:good|great|fine|sensible|reasonable|ok|like a plan)|makes sense|none (?:here|from me|"
        r"at all|that i can think of|whatsoever)|i(?:'m| am) (?:in|up for (?:it|that))|(?:a )?good shout|"
        r"good (?:for|by) me|go on|<money> (?:is|sounds) (?:fine|ok|good)|"
        r"fair enough|pretty much|i (?:suppose|think|guess) so|(?:oh |ah |okay |well )?(?:that'?s|that is|"
        r"it'?s) (?:good|fine|cool|great|ok|okay|alright|right|settled)|(?:that )?works for me|"
        r"no (?:objections?|problem)(?: (?:from|with|to|here)(?: me| that| it)?)?|i(?:'m| am)? (?:agree|"
        r"agreed|happy|fine|ok|okay|in|for it|in favour|with (?:you|that|them|cllr [a-z]+))|i (?:second|"
        r"support) (?:that|it|this)|let'?s (?:do it|do that|go for it)|count me in|why not|good idea|"
        r"great idea|(?:it'?s |that'?s )?(?:a )?(?:really |very |definitely a |good |great )*(?:good|"
        r"great|fine|sensible|excellent) (?:idea|plan|choice|one)?|all good|suits me|i think (?:so|"
        r"that'?s|it'?s|yeah)|i'?d (?:go|vote) (?:with|for) (?:that|it|the [a-z ]{3,25}|option [a-z0-9])|"
        r"go with [a-z]{3,15}|(?:the )?(?:cheaper|cheapest|first|second|third|bigger|green|wooden|"
        r"local) one|option [a-z0-9])"
    )
    no = (
        r"(?:no|nope|nah|nay|against|disagree|objection|👎|❌|not (?:happy|for me|in favour|sure about that|"
        r"keen|really)(?: with (?:that|it|this|the [a-z ]{3,20}))?|i (?:object|disagree|don't agree|"
        r"can't support (?:it|that|this))|no (?:from|thanks|way|chance)(?: me)?|absolutely not|"
        r"definitely not|i'?d rather (?:not|we didn't)|too (?:expensive|much|dear|pricey|steep)(?: (?:imo|"
        r"for me|for us))?|no way)"
    )
    return (
        Rule(
            Sign.ANSWERING,
            1,
            1,
            rf"^\W{{0,3}}(?:(?:{yes}|{phrase}|{no})(?:[,.!\s👍✅-]{{1,3}}|$)){{1,4}}(?:then|thanks|thank you|"
            rf"please|all|everyone|here|with me|by me|from me|too|as well|also|mate|x)?[.!\s]{{0,3}}$",
            "answers",
            also="in me",
        ),
        Rule(
            Sign.ANSWERING,
            0.8,
            1,
            # "For information: …" and "For those who asked …" are no vote; "For, if the price holds" is.
            rf"^(?!for\s)(?:{yes}|{phrase}|{no})(?:[,.!;:\s-]{{1,3}})(?=\S)(?!i'?ll (?:bring|be|see|get|come|check|look|"
            rf"ask|ring|call|let|send)|see you|thanks|thank|will do|got it|what|when|who|where|but (?:when|who|"
            rf"what)|can you|could you|no problem|worries|sorry|noted)\S+",
            "answers",
        ),
    )


def suggestings() -> tuple[Rule, ...]:
    """Return the rules for views and proposals that others may agree with, and for mere orders."""
    return (
        Rule(
            Sign.SUGGESTING,
            1,
            1,
            r"(?:we|council|they|it|i think|clerk) (?:should|ought to|could|must|need to|may as well|"
            r"might as well)|shall we|could we|can we|i (?:think|suggest|recommend|propose|prefer|reckon|vote|"
            r"say|favour|like)|i'?d (?:go|say|prefer|rather|suggest|like|recommend|vote|be)|(?:would|might|"
            r"may|is|looks|seems|sounds) (?:be )?(?:better|best|cheaper|the best|good value|right|sensible|"
            r"fine|ok|reasonable)|let'?s|how about|what about|why don't we|worth (?:spending|having|doing|"
            r"paying|it)|go (?:with|for)|(?:happy|ok|okay) (?:to|with|if|for)|my (?:preference|vote|"
            r"recommendation|view)",
        ),
        Rule(
            Sign.ORDERING,
            1,
            1,
            r"^(?:[a-z]+[,:] )?(?:hi all[,.!]? |all[,:] |morning all[,.!]? |everyone[,:] )?(?:please|pls|"
            r"can (?:you|everyone|all)|could (?:you|everyone|all)|don't|do not|remember|reminder|"
            r"just a reminder|fyi|nb)(?! (?:vote|agree|approve|confirm you'?re happy|say yes))",
        ),
    )
