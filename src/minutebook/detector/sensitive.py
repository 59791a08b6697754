"""Legal matters, confidential information and security (Barrowby 6, 10.5, 13)."""

from minutebook.council.concerns import Concern
from minutebook.detector.rulebook import Rule

CODE = "shares a code or password"


def legal() -> tuple[Rule, ...]:
    """Return the rules for `legal`."""
    why = "about a legal matter"
    hide = "urges that records be hidden"
    return (
        Rule(
            Concern.LEGAL,
            0.75,
            0.4,
            r"(?:he|she|they|mr [a-z]+|mrs [a-z]+|developer|owner|tenant|farmer|resident)(?:'ll|'s| will| is|"
            r" are|'re| going to| might| could| may| threatening to| threatened to| threatens to| wants to|"
            r" says (?:he|she|they)(?:'ll| will))+ (?:sue|suing|take legal|take us to)",
            why,
        ),
        Rule(
            Concern.LEGAL,
            0.85,
            0.55,
            r"(?:get rid of|delete|wipe|clear|leave|archive|hide)<more>(?:before|in case|"
            r"so)<some>(?:information request|foi|request|subject access|sar|auditors?|court|anyone asks|"
            r"journalist|ico)",
            hide,
        ),
        Rule(
            Concern.LEGAL,
            0.85,
            0.6,
            r"(?:our|the council'?s?|council) (?:solicitors?|barrister|lawyers?|legal (?:team|advis[eo]rs?))|"
            r"(?:solicitors?|barrister|lawyers?|counsel|nalc legal|nalc) (?:has |have |is |are |thinks? |"
            r"now )*(?:advis|says|said|reckons|thinks|wrote|written|warn|letter|sent|acting|recommend)[a-z]*|"
            r"legal (?:advice|opinion|position|action|proceedings|challenge|threat|letter|costs|claim)|"
            r"(?:solicitor|barrister|counsel|lawyer)s?'?s? (?:advice|opinion|letter|view|email)",
            why,
        ),
        Rule(
            Concern.LEGAL,
            0.85,
            0.5,
            r"(?:sue|suing|sued|prosecut(?:e|ing|ed)) (?:us|the (?:parish |town )?council|the clerk|them for|"
            r"him for)|(?:takes?|taking|taken|took|see|seeing) (?:us|the council|them|him|her|it) (?:to|"
            r"in) (?:the )?(?:\w+ )?(?:court|tribunal)|judicial review|letter before (?:action|claim)|"
            r"pre.?action|(?:court|tribunal) (?:date|claim|papers|hearing|proceedings|order|action)|"
            r"county court|high court|small claims|injunction|(?:employment|first.tier) tribunal|(?:we|"
            r"council|we're|we'd|us) (?:are |is |be |could be |might be |will be |may be |'re |were )*liable|"
            r"(?:our|council'?s|public|accept|admit|admitted|deny|denying|admitting) liability|(?:claim|"
            r"claiming|claims|compensation|damages) (?:against|from) (?:us|the (?:parish |town )?council|our)|"
            r"(?:personal injury|insurance|compensation|injury|trip|whiplash) claim|ombudsman|"
            r"without prejudice|out of court|adverse possession|breach of contract",
            why,
        ),
        Rule(
            Concern.LEGAL,
            0.75,
            0.25,
            r"(?:she|he|they|mr|mrs|ms|her|his)\b<some>\b(?:putting in a claim|claiming (?:for|against|"
            r"compensation|that we)|threaten(?:ing|s|ed) (?:to sue|legal|court|action|us)|after compensation|"
            r"suing|tripp(?:ed|ing) .{0,30} claim)|enforcement (?:notice|action) (?:on|against|"
            r"served on) (?:us|the council|our)",
            why,
        ),
        Rule(
            Concern.LEGAL,
            0.9,
            0.7,
            r"(?:delete|deleting|wipe|remove|clear|lose|bin|shred|get rid of)(?: all| the| these| those| this|"
            r" that| your| our| any| of)* (?:messages?|chats?|thread|emails?|texts?|whatsapps?|conversation|"
            r"records?|correspondence|minutes|notes)(?: [^.!?\n]{0,30})?(?: before| in case| so| after| now|"
            r" or| from| about| on| just|,|[.!]|$)|(?:keep|leave|kept)(?: it| this| that| all of this|"
            r" any of this| these)* (?:off|out of) (?:the )?(?:record|email|emails|minutes|writing)|(?:don't|"
            r"dont|do not|not|nothing|never)(?: put| be| go| get| any of| it| this| that|"
            r" minute)* (?:in writing|minuted|on paper|in the minutes|on the record|in an email|on email)|"
            r"off the record|(?:disappearing|auto.?delete) messages|(?:no|without a) paper trail|(?:won't|"
            r"can't|so (?:it|they|nobody|no one)) (?:be |can |can't |won't |will )*(?:foi'd|foid|be foi'?d|"
            r"find it under foi)",
            hide,
        ),
    )


def confidential() -> tuple[Rule, ...]:
    """Return the rules for `confidential`."""
    why = "shares what is confidential"
    return (
        Rule(
            Concern.CONFIDENTIAL,
            0.85,
            0.6,
            r"(?:this is|strictly|in|highly|keep (?:this|it)|it'?s|very|commercial in|told me in|"
            r"told us in) (?:strictly |very |highly |still |all )?(?:confiden(?:tial|ce)|embargoed|"
            r"hush.?hush)(?! (?:item|session|matter|bit|part|papers?))|(?:strictly|"
            r"just)? ?(?:between (?:ourselves|us|you and me|these four walls|the (?:two|three|four|five|"
            r"six) of us))|keep (?:this|it|that) (?:to (?:yourself|yourselves|ourselves)|quiet|under (?:your|"
            r"our) hats?|in this group|within (?:this|the) group|private|secret)|not (?:for|to be) (?:sharing|"
            r"shared|circulation|publication|repeated|repeating|disclosed|public)|(?:don't|dont|do not|"
            r"please don't) (?:share|repeat|pass|forward|circulate) (?:this|it|that|these)(?: on| outside|"
            r" with| to| beyond| any)?",
            why,
        ),
        Rule(
            Concern.CONFIDENTIAL,
            0.8,
            0.45,
            r"(?:in|from|during) (?:the )?(?:part (?:2|two|ii)|(?:closed|private|confidential|exempt) session|"
            r"the confidential (?:item|part|bit|paper|report))[^.!?\n]{0,25}(?:we|they|he|she|was told|heard|"
            r"said|offered|the price|the figure|discussed that|were told|chair said|agreed|learned)|"
            r"(?:tenders?|sealed bids?|bids?)<more>(?:£ ?\d|came in at|is \d|at \d|lowest|highest|undercut|"
            r"beat(?:en)? by|\d[\d,]{3,8})|(?:£ ?\d[\d,.k]*|\d[\d,]{3,8})<some>(?:tender|sealed bid)|(?:the |"
            r"their |our )?(?:reserve price|walk.?away price|top offer|maximum (?:offer|bid)|best and final)|"
            r"(?:our|council'?s) (?:max(?:imum)?|limit|ceiling|top) (?:is|offer|bid|price|figure)|(?:go|going|"
            r"offer|willing to go|prepared to go) (?:up to|as (?:high|low) as) <money><some>(?:land|field|"
            r"plot|paddock|building|freehold|site)|(?:offer(?:ed|ing)?|accept(?:ed)?|asking|want(?:s|ed)?|"
            r"take|settle for) <money> (?:for|on) (?:the )?(?:land|field|plot|paddock|strip|freehold|site|"
            r"meadow|building)|(?:land|field|plot|paddock|strip|meadow)<some>(?:would|will|might|could|he'll|"
            r"she'll|they'll) (?:accept|take|settle for|go for|sell for) <money>|commercially sensitive|"
            r"commercial in confidence",
            why,
        ),
        Rule(
            Concern.CONFIDENTIAL,
            0.9,
            0.75,
            r"(?:(?:door|gate|alarm|key ?safe|safe|padlock|lock|entry|keypad|barrier|access|shed|office|hall|"
            r"pavilion|container|security)(?: code| combination| pin| number| keypad)+|code (?:for|"
            r"to) the (?:door|gate|alarm|key ?safe|safe|padlock|hall|office|shed|pavilion|barrier|"
            r"container)(?: door| gate)?)(?:'s| is| has changed to| now| =|:| -| changed to| will be|"
            r" for [a-z ]{3,20} is){1,3} ?(?!0\d{2,4} ?\d{5})[#*]?[a-z]?\d{3,8}[#*a-z]?|(?:combination|pin|"
            r"passcode) (?:number )?(?:for [a-z ]{3,25} )?(?:is|:|=) ?\d{3,8}",
            CODE,
        ),
        Rule(
            Concern.CONFIDENTIAL,
            0.9,
            0.7,
            r"(?:password|passphrase|passcode|login|log.?in)s?(?: for [^.!?\n]{2,30}|"
            r" to [^.!?\n]{2,30})?(?:'s| is| are|:| =| now| still| changed to|"
            r" has been changed to){1,3} ?(?!(?:not|no|the|a|an|too|wrong|changed|expired|reset|in|on|with|"
            r"kept|needed|required|working|what|it|been|still|due|different|safe|being|available|same|going|"
            r"up|down|weak|please|rubbish|out|easy|like|so|very|just|now|your|my|our|something|only|protected|"
            r"incorrect|broken|to|for|from|stuck)\b)[^\s.!?]{4,30}|"
            r"(?:login|log.?in|user(?:name| id)?)(?: is|:|=)? [^\s/,]{3,60} ?(?:/|,|;|pw|pass(?:word|code)?:?)"
            r" ?(?=[^\s]*\d)[^\s]{6,30}",
            CODE,
        ),
    )


def security() -> tuple[Rule, ...]:
    """Return the rules for `security`."""
    why = "reports a breach or a suspicious message"
    return (
        Rule(
            Concern.SECURITY,
            0.85,
            0.6,
            r"(?:text|email|message|call|whatsapp|someone|voicemail)<some>(?:saying|claiming|says|pretending|"
            r"purporting) (?:it'?s|it was|to be|they'?re|he'?s|she'?s|from)(?: from)? (?:the |our )?(?:clerk|"
            r"chair|chairman|council|cllr|bank|hmrc)<more>(?:voucher|gift card|money|payment|bank|password|"
            r"code|urgent|transfer|link|click|details)",
            why,
        ),
        Rule(
            Concern.SECURITY,
            0.85,
            0.6,
            r"(?:sent|emailed|forwarded|posted|shared|published)<more>(?:everyone'?s|residents'?|people'?s|"
            r"all the|their|personal) (?:home )?(?:addresses|emails|details|numbers|data|names and)",
            "reports a disclosure to the wrong people",
        ),
        Rule(
            Concern.SECURITY,
            0.9,
            0.7,
            r"phish(?:ing|ed)?(?! training)|(?:been|was|got|is|account|email|page|facebook|inbox|website|"
            r"laptop|clerk'?s?)(?: account| email| page| has| have| been| was| is| got| may|"
            r" might)* (?:hacked|compromised|spoofed|cloned|taken over)|(?:hacked|compromised) (?:account|"
            r"email|inbox)|ransomware|malware|(?:someone'?s|somebody'?s|someone|somebody|being|is|"
            r"are) (?:impersonat(?:ed|ing)|pretending to be (?:me|the clerk|cllr|the chair|us|one of|"
            r"a councillor|the council|our))|scam (?:emails?|texts?|messages?|calls?|invoice)|(?:email|text|"
            r"message|invoice|call|link)<some> (?:is|was|looks like|must be|a) (?:a )?scam",
            why,
        ),
        Rule(
            Concern.SECURITY,
            0.85,
            0.55,
            r"(?:suspicious|dodgy|fake|bogus|fraudulent|spoof|iffy|strange|weird|odd)(?:.looking)? (?:emails?|"
            r"messages?|links?|texts?|invoices?|attachments?|requests?|login|account|sender|profile|page|"
            r"whatsapp)(?: (?:from|purporting|asking|claiming|pretending|in|going|saying|about|came|today|"
            r"doing|set up|using|this|with|just|on)\b)?|(?:clicked|opened|tapped|pressed)(?: on)? (?:the|a|"
            r"that|it|this|an)(?: dodgy| suspicious)? ?(?:link|attachment|pdf)?<some>(?:and (?:now|it)|"
            r"password|log|details|before|shouldn't|realis|oops|asked)|email<some>(?:from|in) (?:the clerk|"
            r"the chair|cllr [a-z]+|my name|you|me)<some>(?:gift cards?|vouchers?|urgent(?:ly)?|bank details|"
            r"isn't (?:me|from)|wasn't (?:me|from)|not (?:from )?(?:me|her|him))|(?:gift|itunes|amazon|"
            r"google play) (?:cards?|vouchers?)<some>(?:clerk|chair|email|text|urgent|asking)|(?:that|it|this|"
            r"the email|the message)(?:'s| is| was| wasn't| isn't| really)* (?:not|isn't|"
            r"wasn't) (?:really )?(?:from )?(?:me|the clerk|her|him)(?:,|\.| -| don't| do not)<some>(?:click|"
            r"open|reply|ignore|delete|hack)?",
            why,
        ),
        Rule(
            Concern.SECURITY,
            0.8,
            0.35,
            r"(?:lost|had|left|mislaid|can't find|misplaced)(?: my| the| our| her| his| a| council| parish|"
            r" work| clerk'?s?)* (?:laptop|tablet|ipad|usb(?: stick| drive)?|memory stick|council phone|phone|"
            r"mobile|hard drive|dongle|files?|folder|papers)(?: stolen| nicked| taken| on the (?:train|bus|"
            r"tube)| in (?:a|the) (?:pub|taxi|cab|caf[eé]|car park)| somewhere| with| and (?:it|the|all))|"
            r"(?:laptop|tablet|ipad|usb stick|memory stick|council phone|work phone|phone)(?: has| is| was|'s|"
            r" been| got| gone)+ (?:lost|stolen|nicked|missing|been (?:lost|stolen|nicked))|(?:lost|"
            r"stolen) (?:the |my |our )?(?:council|parish|clerk'?s?|work) (?:laptop|phone|tablet|ipad|mobile)",
            "reports a lost device",
        ),
        Rule(
            Concern.SECURITY,
            0.85,
            0.5,
            r"(?:sent|emailed|forwarded|posted|shared|attached|went|gone|cc'?d|copied|"
            r"put)<more>(?:to the wrong (?:person|people|group|list|email|address|recipients?|chat|"
            r"council|one|thread)|in the wrong (?:group|chat)|by (?:mistake|accident)|instead of bcc|"
            r"cc not bcc|to everyone on the list|without bcc)|wrong (?:group|chat|person|recipient|"
            r"email address),? (?:sorry|please delete|delete|ignore)<some>|unsend|data breach|forgot to bcc|"
            r"(?:everyone'?s|all the|residents'?) (?:emails?|addresses|details) (?:are|were) (?:visible|"
            r"showing|in the cc|exposed)|personal data<some>(?:leak|breach|exposed|online|published|website)",
            "reports a disclosure to the wrong people",
        ),
        Rule(
            Concern.SECURITY,
            0.7,
            0.4,
            r"change (?:your|all|the|all your) passwords?(?: now| please| asap| immediately| straight)|"
            r"(?:someone|somebody)(?: has|'s)? (?:logged|logging|got) in(?:to)? (?:to )?(?:the|my|our)|"
            r"(?:asked|asking|wants|wanted|keeps asking)<some>(?:verification code|six.digit code|"
            r"one.time code|6.digit code)",
            "deals with a breach",
        ),
    )
