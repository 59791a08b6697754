"""Reports of what a meeting of the council resolved, known by the day of that meeting (settled question 25).

A day in a message quietens nothing by itself: "that's agreed, pay them on Tuesday" is decided in the chat, whatever
meeting was held on a Tuesday. The day, or the minute, must belong to the resolving: "as resolved at Tuesday's
meeting", "council agreed it on the 10th", "at the March meeting we went with Hendersons".
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import islice

from minutebook.detector.meeting_days import NamedDay, named_days
from minutebook.detector.settled_here import settled_here

HELD = timedelta(hours=1)
"""How long after its hour a meeting counts as held: shorter than most are, so that who comes home may tell of it."""

_NEAR = 240  # characters around a day that are looked at
_DAYS = 20  # days in a sentence that are: what comes after them quietens nothing

_KIND = (
    r"(?:(?:full|parish|town|council|committee|finance|planning|staffing|amenities|personnel|annual|monthly|"
    r"ordinary|extraordinary|last) )*"
)
_ACTOR = rf"(?:(?:the |our |its )?{_KIND}(?:council|committee|cttee|members|councillors|cllrs|meeting)|we(?: all)?)"
_HOW = r"(?:all |then |had |formally |unanimously |already |also )*"
_SHARED = (
    r"agreed|resolved|approved|voted|decided|passed|adopted|awarded|authorised|accepted|backed|supported|"
    r"refused|rejected|turned down|signed off|okayed|ok'd|confirmed|granted|endorsed|ratified"
)
_ACTED = rf"(?:{_SHARED}|chose|picked|went with|went for|gave|settled on|said yes to)"
_DONE = rf"(?:{_SHARED}|minuted|carried|settled|chosen|picked|went through|given the (?:nod|go-?ahead|go ahead|green light))"
_MEETING = rf"(?: night| evening)?'?s? {_KIND}(?:meeting|mtg|council|committee)\b"  # after a day: "Tuesday's meeting"
_WORD = r"[\w£][\w£'&%/-]*(?:[.,]\d+)*"
_START = r"(?:^|[,:;(-] ?|\b(?:and|so|as|because|cos|since|but|that|fyi|morning|evening|all) )"


@cache
def _compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(pattern, flags)


def cites_meeting(lower: str, said_at: datetime, meetings: tuple[datetime, ...]) -> bool:
    """Say whether a message reports what one of the council's meetings resolved.

    Args:
        lower: the message, lower case, with plain quotes and single spaces.
        said_at: when it was said, aware.
        meetings: when the council met or will meet, aware, all in its own zone; one not yet held says nothing.
    """
    held = {meeting.date() for meeting in meetings if meeting + HELD <= said_at}
    if not held or _decides_now(lower) or _goes_beyond(lower) or settled_here(lower):
        return False
    today = said_at.astimezone(meetings[0].tzinfo).date()
    whole = lower.strip(" \n.!;")
    return any(
        _cites_minute(clause)
        or any(
            held.intersection(day.days) and (_resolved_on(clause, day) or _got_through(whole, clause, day))
            for day in islice(named_days(clause, today), _DAYS)
        )
        for clause in _clauses(lower)
    )


def _clauses(lower: str) -> Iterator[str]:
    """Yield the sentences that state something of the council; what is asked reports nothing."""
    shortened = "|".join(
        rf"(?<=\b{word})" for word in ("min", "min no", "min ref", "minute no", "minute ref")
    )
    stop = rf"[.](?=\S)|(?:{shortened})[.](?= \S{{0,5}}\d)"  # one that ends nothing: "£4.50", "min. 45/26"
    for found in _compiled(rf"[^!?;\n.]+(?:(?:{stop})[^!?;\n.]*)*[!?;\n.]*").finditer(lower):
        if "?" not in found[0] and not _elsewhere().search(found[0]):
            yield found[0].strip(" \n.!;")


@cache
def _elsewhere() -> re.Pattern[str]:
    """Return the pattern of what shows that no meeting of this council resolved it: the chat, the pub, another body."""
    return re.compile(
        r"\b(?:(?:on|in|over|by|via) (?:here|(?:this |the |our )?(?:chat|group|pub|car park|phone|text|e-?mail|"
        r"message|whatsapp|telegram))|between us|after the meeting|(?:district|county|borough|city|unitary) council|"
        r"planners|(?:minute|put|record|note|write|mark) (?:it|this|that|them)(?: down| up)? as)\b"
    )


def _decides_now(lower: str) -> bool:
    """Say whether a message has words of agreeing here and now: "that's agreed then", "OK, approved"."""
    settled = r"(?:agreed|approved|settled|decided|sorted|resolved|passed|confirmed)"
    opening = r"(?:ok|okay|right|great|good|fine|lovely|perfect|brilliant|yes|yep|yeah|thanks|cheers)"
    elsewhere = r"(?![ ,(]+(?:at|by|as per|per|under|in|last|minute|resolution)\b)"
    return (
        _compiled(
            rf"\b(?:that's|thats|that is|it's|we're|we are|(?<!we )all|everyone's|{opening}(?:[,.!]| then)*)"
            rf" (?:all |now |then )?{settled}\b{elsewhere}|(?:^|[.!?\n] ?){settled}(?: then)? ?(?:[,.!:-]|$){elsewhere}"
            rf"|\b{settled}(?: on {_WORD})? then\b|\b(?:done deal|decision made|let's (?:just )?(?:do|go|order|pay|book))\b"
            r"|\b(?:meanwhile|separately|while we're at it|as for)\b"
            rf"|[.!?\n] ?{opening}(?:[,.!]| then)* (?:just )?(?:order|book|pay|go|tell|get|do|send|sign|give)\b"
        ).search(lower)
        is not None
    )


def _goes_beyond(lower: str) -> bool:
    """Say whether a message tells of more than the meeting resolved, or of something else: "but", "too", "instead".

    What the report is told for may be just that: "council agreed Oakleaf on Tuesday but I've gone with Hendersons".
    """
    return (
        _compiled(
            rf"\b(?:{_SHARED}|minuted)\b.*\b(?:but|although|though|however|despite)\b|\bas well\b(?! as)"
            r"|\btoo\b(?! (?:late|long|many|much|soon))|\b(?:instead|regardless|rather than|in addition|on top of)\b"
            rf"|\w\W+anyway\b|\balso (?!{_ACTED}\b|{_ACTOR}\b|(?:as|per|on|at|formally|unanimously|minuted)\b)"
            r"|\b(?:defer|deferred|postponed?|to wait|(?:more|other|further|three|two) quotes|think about it)\b",
            re.DOTALL,
        ).search(lower)
        is not None
    )


def _around(clause: str, day: NamedDay) -> tuple[str, str]:
    """Return what stands before and after a day, no more than `_NEAR`; what is cut there does not begin the clause."""
    before = clause[max(0, day.start - _NEAR) : day.start]
    return before if len(before) == day.start else f"x {before}", clause[day.end : day.end + _NEAR]


def _got_through(whole: str, clause: str, day: NamedDay) -> bool:
    """Say whether a day in a clause is when somebody "got it through council", or "got it agreed".

    "We got it through on Tuesday" alone may be a quote that came: it is a report only where nothing else is said.

    Args:
        whole: the message, without the stops at its end.
    """
    before, after = _around(clause, day)
    if _doubtful(clause[: day.start]) or _compiled(
        r" (?:they|he|she|you|week|next|coming|by|from|with)\b"
    ).match(after):
        return False
    if before.endswith(" at ") and not _compiled(_MEETING).match(after):
        return False
    body = rf"(?:the |our )?{_KIND}(?:council|committee|cttee|members)(?: meeting)?"
    thing = rf"(?:it|this|that|the {_WORD})"
    way = r"(?:passed|approved|agreed|adopted|resolved|voted through)"
    got, on = r"(?:finally |just |all )*(?:got|went|sailed)", r" (?:(?:back )?on|at) $"
    if _compiled(
        rf"{_START}(?:(?:{_ACTOR}|i|{thing}) )?{got}(?: {thing})? (?:through|past|passed by|approved by|agreed by) {body}"
        rf"(?: (?:back )?(?:on|at|last))? ?$"
        rf"|{_START}(?:{_ACTOR} )?{got} {thing} {way}{on}"
        rf"|{_START}{thing} {got} (?:{way}|the (?:nod|go-?ahead|go ahead|green light)){on}"
    ).search(before):
        return True
    alone = _compiled(rf"(?:we )?{got} {thing} through{on}")
    return clause == whole and not after and alone.fullmatch(before) is not None


def _resolved_on(clause: str, day: NamedDay) -> bool:
    """Say whether a day in a clause is the day something was resolved, by the words next to it."""
    before, after = _around(clause, day)
    voted = r"(?:a |an )?(?:\w+ )?(?:majority|votes?)\b|\d+(?: votes?)? to \d"
    other = rf" (?:week|next|coming)\b|,? (?:at|from) \d|,? by (?!{_ACTOR}\b|{voted})"
    if _doubtful(clause[: day.start]) or _compiled(other).match(after):
        return False
    tail = _compiled(_MEETING).match(after)
    head = _compiled(
        rf"(?:\b(?:the|our|its) )?{_KIND}\b(?:meeting|mtg|council|committee)(?: held)?,?(?: of| on)? \(?$"
    ).search(before)
    if _compiled(r"'s (?:resolution|decision|vote|minutes)\b").match(after):
        return _compiled(r"\b(?:per|under|by|following|given|in line with) $").search(before) is not None
    if tail or head:
        after = after[tail.end() :] if tail else after
        before = before[: head.start()] if head else before
        return _at_meeting(before, after)
    after = _compiled(r"^ (?:night|evening)\b").sub("", after)
    return _preposed(before, after) or _on_day(before, day.sure)


def _doubtful(before: str) -> bool:
    """Say whether what stands before a day, from the last comma on, denies or only supposes it."""
    nearest = re.split(r"[,:(]", before)[-1]
    return (
        _compiled(
            r"n't\b|\b(?:not|never|nothing|nobody|without|if|once|until|unless|against|despite)\b"
            r"|\b(?:no|neither) (?:\w+ )?(?:decision|resolution|vote)\b"
        ).search(nearest)
        is not None
    )


def _at_meeting(before: str, after: str) -> bool:
    """Say whether something was resolved at a meeting that is named: "Tuesday's meeting agreed", "approved at …"."""
    if _compiled(rf" {_HOW}{_ACTED}\b").match(after):
        return True
    if _compiled(r"\bper $").search(before):
        return True
    if _compiled(r"\b(?:at|in|during) (?:(?:a|the) meeting of )?$").search(before) and _told_after(after):
        return True
    if _compiled(rf"(?:^|[^\w'-]){_ACTOR}, at $").search(before) and _compiled(rf", {_HOW}{_ACTED}\b").match(
        after
    ):
        return True
    made = r"(?:(?:was |were )?(?:taken|made|passed) )?"
    if _compiled(rf"\b(?:resolution|decision|vote) {made}(?:at|of|from|by|in) $").search(before):
        return True
    later = (
        r"(?:and|so|then|they|will|can|discuss|raise|tell|report|ratify|put|bring|take|decide|consider|look)"
    )
    what, where = rf"(?: (?!{later}\b){_WORD}){{0,6}}?", r" (?:(?:at|in|by|from) |\()$"
    return _acted(before, what + where, sure=True) or _done(before, where, sure=True)


def _on_day(before: str, sure: bool) -> bool:
    """Say whether something was resolved on the day that follows: "council agreed it on", "as resolved on".

    Args:
        sure: whether the day can hardly be one to come; else it must not be able to be a day of work.
    """
    if _compiled(
        rf"\b(?:(?:per|under|following) (?:{_ACTOR}'s|the) (?:resolution|decision|vote) on|"
        r"(?:resolution|decision)(?: of| from| (?:was )?(?:taken|made|passed) on)|minutes? [\d/.-]+,? (?:of|from|on)) $"
    ).search(before):
        return True
    stop = r"and|so|then|they|he|she|you|i|will|can|should|must|which|that|who|sent|dated|from|of|they'll|i'll|he'll"
    if not sure:
        stop += (
            r"|to|for|with|starts?|starting|begins?|pays?|paid|orders?|comes?|coming|do|does|doing|meets?|books?|tells?"
            r"|sends?|delivers?|collects?|finish(?:es)?|cuts?|mows?|fits?|fitted|installs?|installed|done|signs?|goes|go"
            r"|visits?|works?|delivered|delivery"
        )
    what = rf"(?: (?!(?:{stop})\b){_WORD}){{0,{6 if sure else 3}}}?"
    return _acted(before, rf"{what} (?:on |back on )?$", sure=sure) or _done(
        before, r" (?:on |back on )?$", sure=sure
    )


def _acted(before: str, rest: str, *, sure: bool) -> bool:
    """Say whether the council resolved, in so many words, and only `rest` follows.

    Args:
        sure: whether a day to come is out of the question: "we have agreed on Tuesday" may fix one.
    """
    have = "(?:has |have )?" if sure else ""
    return (
        _compiled(rf"(?:^|[^\w'-])(?:{_ACTOR} {have}|(?:was|were|been) ){_HOW}{_ACTED}\b{rest}").search(
            before
        )
        is not None
    )


def _done(before: str, rest: str, *, sure: bool) -> bool:
    """Say whether something was resolved, nobody said by whom, and only `rest` follows."""
    by = rf"(?: (?:formally|unanimously|it|this|by {_ACTOR}|(?:by )?\d+(?: votes?)? to \d+))*"
    found = _compiled(rf"(?P<lead>.*?)(?<![\w'-]){_DONE}{by}{rest}").search(before)
    if found is None:
        return False
    lead = found["lead"]
    told = rf"(?:{_START}(?:just |already )?|\b(?:was|were|been|got|as) (?:formally |unanimously )?)$"
    if _compiled(told).search(lead) is None:
        return False  # "Hendersons agreed on 10 March": somebody else did
    if sure:
        return True
    formal = _compiled(r"(?:resolved|minuted|voted|adopted)[^,]*$").search(before)
    return (
        bool(formal)
        or _compiled(r"\b(?:was|were|been|as) (?:formally |unanimously )?$").search(lead) is not None
    )


def _preposed(before: str, after: str) -> bool:
    """Say whether the resolving follows the day: "on 3 March we agreed", "council on Tuesday voted"."""
    if _compiled(rf"{_START}(?:back )?(?:on |in )?$").search(before) and _told_after(after):
        return True
    acting = _compiled(rf"(?:^|[^\w'-]){_ACTOR},? (?:on )?$").search(before)
    return acting is not None and _compiled(rf",? {_HOW}{_ACTED}\b").match(after) is not None


def _told_after(after: str) -> bool:
    """Say whether what follows a day tells what was resolved."""
    was = rf"(?:it|this|that|(?:the )?{_WORD}(?: {_WORD}){{0,2}}) (?:was|were|got)"
    return _compiled(rf",? (?:{_ACTOR} {_HOW}{_ACTED}|{was} {_HOW}{_DONE})\b").match(after) is not None


def _cites_minute(clause: str) -> bool:
    """Say whether a clause rests on a minute by its number: "approved, minute 45/26", "as per minute FC26/045b"."""
    before, after = r"(?:[a-z]{1,4}[/-]?)?\d{1,4}", r"\d{1,4}[a-z]?\b"
    said = r" ?(?:no\.? |ref(?:erence)?[.:]? (?:is )?|number |# ?)?"
    # Other words may stand before a day, "minutes 10/3", "resolved 10/3": what follows the stroke must be no month, nor
    # a year follow.
    dayless = rf"{said}{before}/(?:1[3-9]|[2-9]\d|\d{{3,4}})[a-z]?\b(?!/)"
    minute = rf"(?:min(?:ute)?\.?{said}{before}[/.-]{after}|min(?:ute)?s{dayless})"
    numbered = rf"\(?{dayless}"
    acted = rf"(?:resolution|(?:minuted|resolved)(?: (?:at|as|under))?) ?{numbered}"
    found = _compiled(
        rf"(?:\b(?:per|see|under|by|in)|[(,:-]|{_DONE}) ?{minute}|^(?:the |it's |that's )?{minute}"
        rf"|(?:^|[(,:-] ?|\b(?:per|under|by|as|was|were|been) ){acted}"
    ).search(clause)
    if found is None or _doubtful(clause[: found.start()]):
        return False
    coming = (
        r"\b(?:to follow|to be (?:passed|agreed|adopted|approved|ratified)|will cover|"
        r"(?:can|could|will|to) pass|next (?:week|month|meeting))\b"
    )
    return not _compiled(coming).search(clause)
