"""Questions that ask members to agree or vote in the chat (Barrowby 10.5)."""

from minutebook.council.concerns import Concern
from minutebook.detector.rulebook import Rule

_IS = Concern.CONSENSUS
_ASKS = "asks members to agree"


def questions() -> tuple[Rule, ...]:
    """Return the rules for `consensus` that is asked as a question."""
    return (
        Rule(
            _IS,
            0.75,
            0.5,
            r"(?:let's|lets|we should|we need to|we must|we ought to)(?: all| just| both| now)* agree (?:now|"
            r"a line|on|to|what|how|that)",
            _ASKS,
        ),
        Rule(
            _IS,
            0.75,
            0.5,
            r"who (?:agrees|supports|backs|objects|disagrees|is (?:for|against|in favour)|wants to (?:vote|"
            r"support|object))|say (?:aye|yes|nay|no) (?:if|to|now)|(?:would|does|do) (?:anyone|anybody|"
            r"any of you|members) object",
            _ASKS,
        ),
        Rule(
            _IS,
            0.75,
            0.35,
            r"how (?:do|does|would) <all>(?: all)? feel about|any reasons? (?:why )?(?:we|not|i|"
            r"the clerk)(?: shouldn't| should not| can't| couldn't| to)",
            _ASKS,
        ),
        Rule(
            _IS,
            0.75,
            0.45,
            r"i(?:'d| would)? (?:suggest|recommend|propose|say|vote|move) we (?:all )?(?:go (?:for|with|"
            r"ahead)|just |<act>|take|have|give|put)",
            "proposes or seconds",
        ),
        Rule(
            _IS,
            0.7,
            0.3,
            r"(?:we'd|we would|we'll|we|you'd|you|everyone would|everyone)(?: all| both)* (?:back|support|"
            r"agree|be happy|be ok|go along|be fine|approve|want)<more>(?:wouldn't|don't|won't|aren't|right|"
            r"yes|shouldn't)(?: we| you| they)?\?",
            _ASKS,
        ),
        Rule(
            _IS,
            0.85,
            0.6,
            r"(?:does|do) (?:everyone|everybody|you all|we all|all of (?:us|you)|people|"
            r"anyone) (?:all )?(?:agree|object|support|consent|approve)|(?:everyone|everybody|all)(?:'s| is|"
            r" are| was)?(?: all)? (?:okay|ok|happy|satisfied|agreed|in agreement|content|fine|"
            r"on board)(?: with (?:the|that|this|it)\b| to (?:go|use|have|spend|accept)|\?)|"
            r"agreeable to (?:everyone|all|you)",
            _ASKS,
        ),
        Rule(
            _IS,
            0.85,
            0.6,
            r"(?:are|is|r|am i right|so) (?:<all>|we all)(?: all| both| still| now)* (?:happy|ok|okay|agreed|"
            r"agree|in agreement|content|in favour|comfortable|on board|for|fine|good|alright|all right|"
            r"supportive|up for)(?: with| to| about| for| that| if| on| of| then|\?)",
            _ASKS,
        ),
        Rule(
            _IS,
            0.8,
            0.3,
            r"(?:^|[.!?\n,] ?|so |right )(?:everyone|everybody|all|you all|folks|we all|we)(?: is| all| still|"
            r" are)? (?:happy|ok|okay|agreed|agree|in agreement|content|in favour|on board|fine|good)(?: with|"
            r" to| about| for| that| if| on| then)?[^.!?\n]{0,60}\?",
            _ASKS,
        ),
        Rule(
            _IS,
            0.85,
            0.35,
            r"(?:^|[.!?\n,-] ?|is it |are (?:you|we|people|you all)(?: all)? |everyone |anyone |would you be |"
            r"all |if you'?re |if everyone'?s? )(?:ok|okay|happy|alright|all right|fine|content|"
            r"good)(?: for (?:me|us|the clerk|him|her|them))? ?(?:to|if (?:i|we|the clerk|they|"
            r"you)|with (?:me|us|the clerk)?) ?(?:just |go ahead and |then )?(?:<act>|<act>ing|go (?:ahead|"
            r"with|for)|proceed|spending|paying|ordering|going|put|give|take|that|this|it|the)",
            _ASKS,
        ),
        Rule(
            _IS,
            0.8,
            0.55,
            r"(?:shall|should|do|will|are|alright,?|so) we (?:all |just |both )*(?:wanna |want to |going to |"
            r"gonna )*(?:go|agree|approve|settle|stick|decide) (?:for|with|on|that|ahead (?:and|with)|"
            r"the)(?! (?:you|me|him|her|a (?:\d[\w:.]*|walk|run|swim|drive|ride|look|wander|stroll|drink|"
            r"meal))\b)<more>\?|<start>(?:you'?re|we|you)(?: all| guys)? happy to go ahead|are we (?:going to|"
            r"gonna) (?:use|have|do|buy|keep|support) <more>or not\?",
            _ASKS,
        ),
        Rule(
            _IS,
            0.8,
            0.45,
            r"(?:shall|should|can|could|do|will|may|might|would) (?:we|i|the council|clerk)(?: all| just|"
            r" please| now| then| therefore)* (?:agree|approve|go (?:with|for|ahead)|accept|vote|support|"
            r"object|refuse|oppose|decide|order|buy|spend|award|appoint|say (?:yes|no)|back|adopt|take (?:it|"
            r"that) as|want to go|wanna go|instruct|commission|reject|pay (?:for|the|them|it|<money>)|fund|"
            r"donate|donat|hire|write to|put in for|purchase)<more>",
            _ASKS,
        ),
        Rule(
            _IS,
            0.75,
            0.45,
            r"(?:shall|should|do|will|can) we (?:do|go with|say|use|try|have|keep|leave (?:it at)?|stick with|"
            r"want to (?:go|do|have|use)|wanna (?:go|do|have|use)|all want) (?:that|this|it|"
            r"[^.!?\n]{3,60})(?:,? (?:then|yeah|yes|or not|instead))\?",
            _ASKS,
        ),
        Rule(
            _IS,
            0.75,
            0.4,
            r"[^.!?\n]{12,120}[,.:-] ?(?:agreed|all agreed|agree|happy|all happy|everyone happy|"
            r"ok with (?:everyone|you all)|yes\?|deal|do we agree|can we agree|any objections)\?(?:$|\n)",
            _ASKS,
        ),
        Rule(
            _IS,
            0.8,
            0.6,
            r"(?:so |then )?(?:do|can|are|shall|could) (?:we|you)(?: all| both)* (?:agree(?! (?:that|this|"
            r"it) (?:was|were)\b)|agreed|"
            r"in agreement)(?: that| on| with| to|,|\?| for)",
            _ASKS,
        ),
        Rule(
            _IS,
            0.75,
            0.45,
            r"(?:^|[.!?\n,] ?)i(?:'d like to|'ll| will| would like to| formally| hereby)? (?:propose|"
            r"move)(?: that| we|,|:| the| to| a)|<start>(?:seconded|i(?:'ll|'d| will| would)?(?: happily|"
            r" gladly)? second (?:that|it|this|the|cllr|the motion|[a-z]+'s))|(?:proposed|motion):",
            "proposes or seconds",
        ),
        Rule(
            _IS,
            0.6,
            0.2,
            r"let me know (?:if|by|whether|asap)<some>(?:agree|object|objections|in favour|disagree|"
            r"happy (?:for|with|to (?:go|spend|pay|order))|your (?:vote|decision))",
            _ASKS,
        ),
        Rule(
            _IS,
            0.55,
            0.2,
            r"which (?:one|quote|option|of (?:these|the)|firm|contractor|design|"
            r"colour)[^.!?\n]{0,30}(?:prefer|go (?:for|with)|want|like|choose|back|vote)|"
            r"what'?s everyone'?s (?:view|vote|preference|decision)",
            _ASKS,
        ),
        Rule(
            _IS,
            0.4,
            0.1,
            r"what (?:do|does|would) <all> (?:think|reckon|say)|(?:any )?(?:thoughts|views)(?: on| please|\?)",
            "asks for views",
        ),
    )
