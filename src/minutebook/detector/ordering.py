"""Instructions given and acts done as though the council had decided (Barrowby 10.5)."""

from minutebook.council.concerns import Concern
from minutebook.detector.rulebook import Rule

_IS = Concern.DECISION


def orders() -> tuple[Rule, ...]:
    """Return the rules for `decision` that instructs, authorises or acts."""
    told = "instructs a third party"
    settled_now = "says it is settled"
    did = "acts as though the council had decided"
    return (
        Rule(
            _IS,
            0.8,
            0.58,
            r"i(?:'m| am) (?:hereby )?(?:authorising|approving|instructing) (?:the|it|that|this|your|them|all)",
            "authorises it",
        ),
        Rule(
            _IS,
            0.85,
            0.6,
            r"(?:treat|treating|treated|regard|count|counting) (?:it|this|that|"
            r"the [a-z ]{3,25}) as (?:approved|agreed|authorised|settled|carried|passed|a yes)",
            "authorises it",
        ),
        Rule(
            _IS,
            0.75,
            0.3,
            r"i (?:said|promised|told (?:them|him|her)) (?:that )?(?:we'd|we would|we'll|we will|"
            r"the council (?:would|will)) (?:<act>|have|take|do|let|give|cover|be happy to)",
            told,
        ),
        Rule(
            _IS,
            0.8,
            0.4,
            r"(?:i|i've|ive|we've|have) let [a-z' ]{3,25} know (?:that )?(?:he|she|they|it|we)(?:'s|'ve|'re|"
            r"'ll| can| have| has| will| is| are)",
            told,
        ),
        Rule(
            _IS,
            0.8,
            0.4,
            r"(?:tell|let) [a-z' &]{3,25} (?:know )?(?:he|she|they) can (?:come|start|begin|have|keep|stay|"
            r"take|go ahead|crack on|use|put)",
            told,
        ),
        Rule(
            _IS,
            0.8,
            0.6,
            r"(?:everyone|everybody|you all|we all|all|people|you)(?:'s| are| is|'re)?(?: seems?| all|"
            r" look)* (?:happy|agreed|ok|okay|in favour|content|in agreement),? so (?:i'll|i will|we'll|i've|"
            r"i have|clerk will)",
            did,
        ),
        Rule(
            _IS,
            0.7,
            0.3,
            r"<start>(?:i |we |have |i've )?(?:just )?(?:went|gone) with (?!you|him|her|them|my|mum|dad|"
            r"a friend)[a-z]{3,20}",
            did,
        ),
        Rule(
            _IS,
            0.85,
            0.6,
            r"<start>(?:tell|text|ring|email|phone|message|let) <them>(?: and)?(?: know)?,?(?: and say|"
            r" to say)? (?:it'?s a )?(?:yes|no|we(?:'ll| will|'re| are) (?:have|take|go|pay|happy)|(?:to |"
            r"they can |he can |she can )?(?:start|begin|go ahead|crack on|proceed|do it|get on with|order|"
            r"fit|install|invoice)|it'?s (?:a yes|a no|approved|agreed|on|ours|theirs|a goer))(?! (?:i|if|"
            r"idea|way)\b)",
            told,
        ),
        Rule(
            _IS,
            0.8,
            0.3,
            r"<start>(?:tell|let|text|email|ring) [a-z' &]{3,25} (?:know )?(?:yes|no thanks|to (?:start|begin|"
            r"go ahead|crack on|proceed|order|send the invoice)|they(?:'ve| have) got (?:it|the job)|(?:he|"
            r"she|they) can (?:start|go ahead|have))",
            told,
        ),
        Rule(
            _IS,
            0.85,
            0.5,
            r"(?:i|we|i've|ive|we've|weve|i have|we have|just|have|and|chair has|he has|she has)(?: already|"
            r" just| now| gone ahead and| been and| this (?:morning|afternoon|evening)| today| formally|"
            r" duly)* (?:told|instructed|authorised|authorized|given|rung|rang|texted|emailed|confirmed with|"
            r"asked)(?: up)? (?:<them>|the <firm>|[a-z']{3,20}(?: & sons?)?)(?: and told them| and said|"
            r" to say| it's fine for them)? (?:(?:to|2) (?:start|begin|go ahead|crack on|proceed|order|fit|"
            r"install|cut|remove|fell|do (?:it|the)|carry on|replace|sort|resurface|come and (?:do|fit|cut))|"
            r"(?:the )?(?:go.?ahead|green light|ok|okay|all clear|thumbs up|nod|job|work|contract)|"
            r"they can (?:start|go ahead)|yes)",
            told,
        ),
        Rule(
            _IS,
            0.8,
            0.15,
            r"(?:i|we|i've|ive|we've|have|just|chair and i(?: have)?)(?: already| just| now|"
            r" gone and)* (?:gone ahead (?:and|with)|accepted (?:the|their|his|[a-z]{3,15}s')|signed (?:the|off|"
            r"up)|commissioned|appointed|awarded|authorised|approved (?:the|it|this|payment)|ordered (?:the|a|"
            r"two|three|some|it|new)|bought (?:the|a|two|three|new)|cancelled (?:the|our)|agreed (?:a price|"
            r"to (?:pay|let|sell|have|the|their)|with (?:him|her|them|the)))",
            did,
        ),
        Rule(
            _IS,
            0.5,
            0.05,
            r"(?:i|i've|ive|i have)(?: just| already)? (?:paid|transferred|sent) (?:the|them|him|her|<money>)<some>",
            did,
        ),
        Rule(
            _IS,
            0.8,
            0.3,
            r"(?:i'?m|i am|i hereby|i)(?: hereby)? (?:authoris(?:e|ing)|approv(?:e|ing)|signing (?:it|this|"
            r"that) off)|you(?:'ve| have)(?: got)? (?:my|our|the council'?s|full) (?:authority|approval|"
            r"permission|go.?ahead|ok|okay|blessing)|(?:consider|treat) (?:it|this|that|"
            r"yourself) (?:as )?(?:approved|authorised|done|agreed|passed)|(?:it|that|this|you)(?:'s| has|'ve|"
            r" have)(?: got)? (?:the )?(?:green light|go.?ahead)",
            "authorises it",
        ),
        Rule(
            _IS,
            0.8,
            0.1,
            r"<start>(?:pay|order|buy|instruct|appoint|award|approve|accept|sign|refuse|reject|fell|replace|"
            r"authorise|spend|transfer|renew) (?:the|them|it|him|her|that|this|their|both|all|two|three|"
            r"[a-z]{3,15}(?:'s)?|<money>)(?! (?:would|is|was|are) )",
            "orders it done",
        ),
        Rule(
            _IS,
            0.8,
            0.5,
            r"(?:<start>|go on(?: then)?,? )give (?:'?em|them|him|her|the [a-z]{3,15}) (?:the |their |a |"
            r"that )?(?:<money>|grant|money|contract|job)",
            "orders it done",
        ),
        Rule(
            _IS,
            0.75,
            0.1,
            r"(?:i'm|i am|i'll|i will|we're|chair'?s)(?: just| now| going to| gonna)* (?:signing|ordering|"
            r"accepting|appointing|instructing|sign|accept|appoint|instruct|order)(?: off)? (?:the|it|them|"
            r"their|that|this|both)",
            did,
        ),
        Rule(
            _IS,
            0.75,
            0.45,
            r"(?:so,? |then,? |ok,? )?(?:it'?s|that'?s) a (?:yes|no) (?:to|on|for) (?:the|that|this)",
            settled_now,
        ),
        Rule(
            _IS,
            0.75,
            0.5,
            r"on behalf of the council,? i|as (?:the )?(?:vice.)?chair(?:man|woman)?,? i(?:'ve|"
            r" have) (?:decided|agreed|told|approved)|(?:chair'?s|chairman'?s) (?:action|decision)|"
            r"using chair'?s action",
            did,
        ),
        Rule(
            _IS,
            0.75,
            0.6,
            r"(?:unless|if (?:nobody|no one|noone|no-one|i don't hear|i do not hear|"
            r"i hear nothing)) <more>(?:i'll|"
            r"i will|i'm going to|i am going to|we'll|we will|clerk will) (?:just )?(?:tell|order|pay|sign|"
            r"go ahead|instruct|proceed|book|buy|accept|confirm|send|press|submit|email|ring|get)|"
            r"if (?:i (?:don't|do not) hear|nobody|no one|noone) <more>i'm (?:ordering|paying|signing|telling)|"
            r"<start>(?:(?:we're|i'm|we are|i am) )?(?:going ahead|proceeding|ordering|paying) <more>unless",
            "will act without a meeting",
        ),
    )
