"""A meeting's day quietens the report of what that meeting resolved, never what is decided in the chat."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from minutebook.detector.meetings import cites_meeting

LONDON = ZoneInfo("Europe/London")
MET = datetime(2026, 3, 10, 19, 30, tzinfo=LONDON)
TO_COME = datetime(2026, 3, 17, 19, 30, tzinfo=LONDON)
THURSDAY = datetime(2026, 3, 12, 9, 0, tzinfo=LONDON)

BLUNT = [
    "OK that's approved, order the bench and I'll tell them on Tuesday",
    "Agreed then, pay Oakleaf the £1,200 on Tuesday",
    "Right, that's agreed, go with Hendersons, they can start on Tuesday",
    "that's agreed, pay them on Tuesday",
    "approved, they start on Tuesday",
    "That's agreed then. Order the bench today, 10 March",
    "Agreed, pay the invoice of 10 March",
    "Approved. Pay Oakleaf's bill dated 10 March",
    "Agreed, order it from the quote they sent on 10 March",
    "OK, agreed on Tuesday then, book them",
    "We're agreed on Tuesday, they start at 9",
    "That's decided, I'm signing the contract on Tuesday",
    "Agreed on Tuesday, tell Kev to come round",
    "We agreed to start on Tuesday so I've booked them",
    "we have agreed Tuesday, tell Hendersons",
    "Agreed, order it now and council can ratify it at Tuesday's meeting",
    "Order the bench now, it'll be approved at Tuesday's meeting",
    "Go ahead and order, we can get it approved at the meeting on Tuesday",
    "See you at the meeting on Tuesday, agreed, go with Oakleaf",
    "It wasn't agreed on Tuesday so I've told them to go ahead anyway",
    "Nothing was resolved at Tuesday's meeting so let's just do it, go with Hendersons",
    "Was it agreed on Tuesday? If not I'm ordering it today",
    "Not agreed at the meeting on 10 March but I've told Oakleaf to start",
    "Passed to the contractor on Tuesday, we're going ahead",
    "Awarded to Hendersons, they start Tuesday 10th",
    "Approved for 10 March, tell them yes",
    "All agreed, Hendersons it is, on site on 10/3",
    "Great, that's resolved, I'll transfer the money on 10.3.26",
    "We've decided, the bench goes in on Tuesday",
    "Voted with my feet, order placed for Tuesday",
    "Council agreed the fence on Tuesday. Right, that's agreed for the bench too then, order it from Oakleaf",
    "Signed off, collect the keys last Tuesday's rota man has",
    "If council agreed it on Tuesday fine, if not I'm paying it anyway",
    "We agreed Hendersons start on Tuesday",
    "Let's go with Hendersons then, tell them they can start on Tuesday",
    "I've told Hendersons yes, they start Tuesday",
    "Agreed by me, pay it on Tuesday",
    "I've approved it, pay them on Tuesday",
    "Ruth, approved, transfer the £500 on Tuesday please",
    "The three of us agreed on Tuesday in the pub, order it",
    "We agreed in the pub on Tuesday night to go with Oakleaf so I've ordered it",
    "We all agreed after the meeting on Tuesday in the pub to go with Oakleaf",
    "Clive and I agreed it on Tuesday over the phone so go ahead",
    "Decision made on here, order it for Tuesday",
    "approved by everyone here, start on Tuesday",
    "Everyone's agreed on here so Tuesday it is",
    "Agreed. Tuesday it is then",
    "Confirmed for Tuesday, they've got the job",
    "Confirmed with Hendersons on Tuesday, they've got the job",
    "Agreed with Hendersons on 10 March that they start Monday",
    "I agreed it with Hendersons on Tuesday, contract signed",
    "Accepted their quote of 10 March, go",
    "I accepted the quote on Tuesday, they start next week",
    "So we agreed here, council can rubber stamp at Tuesday's meeting",
    "We have agreed it here, will be minuted at Tuesday's meeting",
    "Order it today, to be approved at Tuesday's meeting",
    "Ruth can minute it as agreed at Tuesday's meeting, just order it now",
    "Just put it down as approved at Tuesday's meeting and order it",
    "We forgot to agree it at Tuesday's meeting but go ahead, order",
    "We should have agreed it on Tuesday, just order it",
    "Didn't get agreed at Tuesday's meeting, but I've ordered it",
    "Missed it on Tuesday so agreed here, order it",
    "ok so approved Tuesday",
    "yes agreed tuesday",
    "Happy to approve, tell them to come on Tuesday",
    "That's settled on Tuesday they start",
    "that's agreed on Tuesday we pay them",
    "On Tuesday, agreed, they start",
    "I agreed on Tuesday with Oakleaf, order's in",
    "They agreed on Tuesday to do it for £400, I've said yes",
    "Oakleaf agreed it on Tuesday, go ahead",
    "The contractor was approved on Tuesday? no idea, I've told him yes",
    "Oakleaf confirmed on 10 March they can do it, I've given the go ahead",
    "The planners approved it on 10 March so we're going ahead, order placed",
    "The district council approved it on Tuesday so I've ordered the sign",
    "The county council meeting on Tuesday approved the crossing, so I've ordered ours",
    "It was decided on WhatsApp on Tuesday, order it",
    "We decided on here on Tuesday, so order it",
    "Members agreed on here on Tuesday to go with Oakleaf",
    "We decided on 10 March in this chat so it's done",
    "We agreed in this chat at the time of Tuesday's meeting",
    "As agreed on Tuesday by text, order placed",
    "As agreed on here on Tuesday I've paid them",
    "As agreed between us on Tuesday I've paid them",
    "As agreed with Clive on Tuesday I've paid them",
    "I paid them as agreed at the site meeting on Tuesday",
    "Agreed at the site meeting on Tuesday with Hendersons, they start Monday",
    "We got it through on Tuesday, go with Hendersons",
    "We got it through on Tuesday. Order it.",
    "We got it through on Tuesday, so I've told Hendersons to start",
    "We got it through the post on Tuesday, go with Hendersons",
    "We got the quote through on Tuesday, order it",
    "I got it through on Tuesday, contract signed",
    "We nearly got it through council on Tuesday, I've told Hendersons yes",
    "We didn't get it through council on Tuesday, I've told Hendersons yes",
    "If we got it through council on Tuesday then pay them",
    "We got it agreed on Tuesday with Hendersons, they start Monday",
    "We got it agreed at Tuesday's site meeting, I've told Hendersons to start",
    "It got the go-ahead on Tuesday from Clive, so I've ordered it",
    "It got through the district council on Tuesday, so I've ordered ours",
    "Accepted on 10 March by me, contract is on its way",
    "I accepted on 10 March, contract is on its way",
    "Oakleaf accepted on 10 March, contract is on its way",
    "Accepted for 10 March, contract is on its way",
    "Accepted. 10 March, contract is on its way",
    "Accepted on Tuesday, contract is on its way",
    "Council approved the fence on Tuesday, I've told Hendersons to do the gate as well",
    "As agreed on Tuesday the fence is Hendersons'. Also go with Oakleaf for the bench",
    "Council agreed the fence on Tuesday so I've ordered the bench too",
    "Council agreed the fence on Tuesday, Hendersons have it. I've also told Oakleaf yes for the bench",
    "Accepted on 10 March, so go with Hendersons for the gate too",
    "Council agreed Oakleaf on Tuesday but I've gone with Hendersons instead",
    "Council rejected it on Tuesday but I've ordered it anyway",
    "Council turned it down on 10 March. I've told them yes regardless",
    "Council agreed to defer it on Tuesday. I've told Hendersons to start",
    "Council agreed on Tuesday to get more quotes, I've just gone with Hendersons",
    "Council approved it on 10 March but they've put the price up, I've told them go ahead",
    "Council agreed it on Tuesday. Right, order the bench",
    "Council agreed it on Tuesday. Happy for Oakleaf to do the bench? yes, order it",
    "We agreed on Tuesday. We've decided on here to go with Hendersons at £4,200",
    "As resolved at Tuesday's meeting, delegated to this chat. I've told Hendersons to start",
    "Council agreed the mower on Tuesday. We settled the rest in the pub, so I've told Hendersons",
    "Council agreed the mower on Tuesday. Hendersons it is then, I've told them to start on Monday",
    "Hendersons it is then, I've told them to start on Monday, minute 99/99",
    "We agreed on Tuesday. Majority says Hendersons. Ruth please place the order",
    "We agreed on Tuesday. Margaret, Ann and me all say yes to the gate, that's a majority.",
    "We agreed on Tuesday. Margaret, Ann and me all say yes to the gate, order it",
    "Council agreed the fence on Tuesday. Everyone's happy with the gate, order it",
    "Council agreed the fence on Tuesday. That's three of us for the gate, order it",
    "Council agreed the fence on Tuesday, Ann and Tom say go for the gate so that's a yes, order it",
    "Council agreed the fence on Tuesday. Five of us in favour of the gate, carried",
    "Yes to Oakleaf, as agreed on Tuesday, yes to Hendersons, yes to the lot",
    "Council approved the wall on Tuesday. I'll take silence as a go for the plinth",
    "Council rejected it on 10 March. I am approving it under my own steam.",
    "Council refused it on Tuesday, so we order it ourselves",
    "Council agreed it on Tuesday so I've told Hendersons yes to the extra £500 for the plinth",
    "Council voted on Tuesday that the chat decides, I've told Hendersons",
    "I propose we accept Hendersons' quote of £4,200, minute 99/99",
    "I'd accept Hendersons' quote of £4,200, minute 99/99. Say aye",
    "Shall we approve the Hendersons quote? Minute 99/99",
    "Can I have a yes from each of you on Hendersons at £4,200? Minute 99/99",
    "Are we all agreed on Hendersons at £4,200? Minute 99/99",
    "Everyone ok with Hendersons at £4,200? As discussed, minute 99/99",
    "Council agreed the mower on Tuesday. Can I get a show of hands for Hendersons at £4,200",
    "Council agreed the mower on Tuesday. Please all reply yes or no to Hendersons at £4,200",
    "Council agreed the mower on Tuesday. Show of hands for Hendersons?",
    "No decision was made on Tuesday, so I've told Hendersons to start",
    "As no formal decision was made at Tuesday's meeting I've told Hendersons yes",
    "No vote was taken at Tuesday's meeting so I've told Hendersons to start",
    "Despite the decision taken at Tuesday's meeting I've told Hendersons to start",
    "Minutes 10/3 are up. I've told Hendersons to start on Monday",
    "See minutes 10/3. I've told Hendersons to start on Monday",
    "I've told Hendersons to start on Monday, minutes 10/3 to follow",
    "I've told Hendersons yes, resolution 24/26 to be passed next month",
    "I've told Hendersons yes, minute 45/26 will cover it",
    "Council agreed the mower on Tuesday. Please say if you agree to Hendersons at £4,200",
    "Council agreed the mower on Tuesday. All in favour of Hendersons please say so. All in favour?",
    "Council agreed the mower on Tuesday. Agreed on Hendersons with a majority, so I've told them",
    "Council agreed the mower on Tuesday. With a majority of 6 to 2 I've told Hendersons",
    "Council agreed the mower on Tuesday, 6 in favour of Hendersons for the wall, order placed",
    "Order the bench, to be minuted as 45/26",
    "Order the bench, it'll be resolved as 45/26",
    "Resolved 11/3, I've told Hendersons to start",
    "See you at the meeting on Tuesday, resolved, go with Oakleaf",
]

REPORTS = [
    "As resolved at Tuesday's meeting, Hendersons have the job",
    "Agreed at the meeting on 10 March, so I've told Oakleaf to start",
    "Council agreed it on Tuesday 10th, I've ordered the bench",
    "As agreed on the 10th, Hendersons have the job and start next week",
    "Council agreed it Tuesday. I've told Hendersons they can start",
    "At the March meeting we went with Oakleaf, so I've placed the order",
    "Given the nod on 10 March so I've told Kev to go ahead",
    "Tuesday's meeting agreed to go with Hendersons, I have told them",
    "On 10 March we agreed to go with Hendersons for the fence",
    "We agreed on 10 March to go with Hendersons, so I have told them to start",
    "The bench was approved on Tuesday, I've ordered it",
    "Council voted on Tuesday to buy the bench, order's in",
    "Approved at last Tuesday's meeting: £1,200 to Oakleaf, paid today",
    "On Tuesday the council resolved to award it to Hendersons",
    "Council on Tuesday awarded the fence to Hendersons",
    "The parish council meeting of 10th March approved £450 for the roof",
    "Resolved 10/3/26, so the cheque has gone",
    "Resolution of 10.3.26: Oakleaf to supply the sign, now ordered",
    "We passed it at full council on Tuesday, Kev starts Monday",
    "The finance committee signed off the grant on 10 March 2026, paid this morning",
    "Members approved the £1,200 on Tuesday night, I've paid it",
    "Agreed at Tuesday evening's council meeting, so go ahead Ruth",
    "At the meeting on March 10th it was agreed to refuse, I've written to them",
    "The fence was awarded to nobody else: as resolved on Tuesday, Hendersons have it, minute 45/26",
    "Approved, minute 45/26, so I've ordered the bench",
    "As per minute 45/26 I've told Hendersons to start",
    "Just to confirm the council agreed this on 2026-03-10, order placed",
    "Last Tuesday we chose Hendersons, they start Monday",
    "They've been told: council approved it at the meeting on Tuesday 10 March",
    "Minute 45/26 of 10 March covers it, I've paid Oakleaf",
    "Council approved the quote at its meeting on 10 March. Order placed.",
    "As minuted on Tuesday, bench goes ahead",
    "As decided on Tuesday, I've told them",
    "As we agreed on Tuesday, I've told them",
    "As per Tuesday's meeting, I've ordered the bench",
    "As per the resolution at Tuesday's meeting I've ordered the bench",
    "FYI, council approved Oakleaf on Tuesday; order placed",
    "It was agreed at the council meeting on the 10th that Hendersons do it, so they have been told",
    "Approved at the March meeting, I've ordered it",
    "The council agreed to pay Oakleaf £1,200 on 10 March, so I have",
    "This was approved at full council (10 March), so I've paid",
    "Approved (10 March meeting), paid",
    "Approved by council 10/3, paid today",
    "Approved by full council on Tuesday, I've paid it",
    "Agreed by council on Tuesday, I've paid it",
    "The council's decision of 10 March stands, order placed",
    "Hi Ruth, as agreed on Tuesday evening please pay Oakleaf",
    "As approved on Tuesday, please pay Oakleaf the £1,200",
    "Per Tuesday's resolution, I've ordered the bench",
    "The motion was carried on Tuesday so I've written to them",
    "Hendersons were awarded the job on Tuesday, I've told them",
    "Hendersons were awarded the fence contract at Tuesday's meeting, I've told them",
    "We got it through on Tuesday",
    "We finally got it through on Tuesday!",
    "We got it through council on Tuesday, so I've told Hendersons to start",
    "Got it through full council on Tuesday, I've told Hendersons yes",
    "It went through council on 10 March so I've signed the contract",
    "We got it agreed on Tuesday, I've told Hendersons to start",
    "We got it passed at Tuesday's meeting, I've told Hendersons to start",
    "The fence got the go-ahead on Tuesday, I've told Hendersons to start",
    "The fence got the nod at Tuesday's meeting, I've told Hendersons",
    "As per council's decision on Tuesday I've told Hendersons yes",
    "Per Tuesday's minutes Hendersons have the job, I've told them",
    "Council also agreed on 10 March to buy the bench, I've ordered it",
    "Sorry to be late with this, but council agreed it on Tuesday, so I've told Hendersons",
    "Approved on 10 March by full council, paid today",
    "Approved on 10 March by a clear majority, paid today",
    "Council agreed the fence on Tuesday. I've told Hendersons.",
    "Council agreed the fence on Tuesday. I've told Hendersons by e-mail and over the phone.",
    "Council agreed the fence on Tuesday. I've placed the order and signed the contract.",
    "Council agreed the fence on Tuesday by majority. Hendersons have been told.",
    "Council rejected Oakleaf on Tuesday and approved Hendersons, so I've ordered it",
    "Council agreed the extra £500 on Tuesday. I've told Hendersons.",
    "As council agreed on Tuesday, Hendersons have the job. All here are welcome to the opening",
    "As per min. 45/26 I've told Hendersons to start",
    "As per minute no. 45/26 I've told Hendersons to start",
    "As per Minute Ref: 45/26 I've told Hendersons to start",
    "As per min ref. 45/26 I've told Hendersons to start",
    "As per minute #45/26 I've told Hendersons to start",
    "As per minutes 45/26 I've told Hendersons to start",
    "As per minute 23/045b I've told Hendersons to start",
    "Minute FC26/045: I've told Hendersons to start",
    "As per minute FC/26/045 I've told Hendersons to start",
    "I've told Hendersons to start, minute reference 45/26",
    "I've told Hendersons to start. The minute reference is 45/26",
    "Minute reference 45/26. I've told Hendersons to start.",
    "I've told Hendersons to start. Minuted 45/26.",
    "As minuted at 45/26 I've told Hendersons to start",
    "As per resolution 45/26 I've told Hendersons to start",
    "Resolved 45/26 on Tuesday, I've told Hendersons to start",
    "Resolved (45/26) on 10 March, so I've told Hendersons to start",
    "Council agreed on Tuesday by 6 votes to 2, so I've told Hendersons to start",
    "It was carried 5 votes to 2 on Tuesday so I've accepted Hendersons' quote",
    "Council agreed on Tuesday with a majority of 6 to 2, so I've told Hendersons to start",
    "Council agreed it on 10 March (majority vote), so I've told Hendersons to start",
    "Council agreed on Tuesday, six in favour and two against, so I've told Hendersons to start",
    "Council agreed Hendersons on Tuesday on a show of hands, I've told them",
    "As resolved at Tuesday's meeting by unanimous show of hands, I've told Hendersons to start on Monday",
    "Council agreed it on Tuesday, show of hands, so I've told Hendersons",
    "Council agreed Hendersons at Tuesday's meeting with a majority of 6 to 2, so I've told them to start",
    "As agreed on Tuesday I've asked residents for a yes or no to the crossing",
    "Council agreed on Tuesday to reply yes to the survey, so I have sent it",
    "Council agreed Hendersons on Tuesday, so I've told them to start. Is everyone ok?",
    "To report to the group: council agreed Hendersons on Tuesday, I've told them to go ahead",
    "The council, at its meeting on 10 March, resolved to appoint Hendersons. I've told them to start.",
    "At a meeting of the council on 10 March members resolved to appoint Hendersons, so they are told",
    "The decision was taken at Tuesday's meeting. I've told Hendersons to start.",
    "Following the decision on Tuesday I have accepted Hendersons' quote",
    "In line with Tuesday's decision I've told Hendersons to start",
]


def cites(text: str, said_at: datetime = THURSDAY, *meetings: datetime) -> bool:
    """Whether a text cites a meeting of a council that met on Tuesday 10 March and meets on the 17th."""
    return cites_meeting(text.lower(), said_at, meetings or (MET, TO_COME))


@pytest.mark.parametrize("text", BLUNT)
def test_what_is_decided_in_the_chat_cites_nothing(text: str) -> None:
    """A day of work, of a bill or of a meeting to come makes no report of a decision made here."""
    assert not cites(text)


@pytest.mark.parametrize("text", REPORTS)
def test_what_a_meeting_resolved_is_a_report(text: str) -> None:
    """The day or the minute belongs to the resolving, before or after it, in words or in figures."""
    assert cites(text)


@pytest.mark.parametrize(
    "text",
    [
        "Accepted on 10 March",
        "Accepted on 10 March, contract is on its way",
        "Accepted on 10 March. I've told Hendersons the contract is on its way",
        "Tuesday's meeting agreed the fence, I have told them",
    ],
)
def test_telling_others_of_what_the_meeting_resolved_carries_it_out_and_decides_nothing(text: str) -> None:
    """A meeting's own date makes "accepted" its report (settled question 25); what is told on the strength of it is too.

    On the day of no meeting the same words are somebody's own acceptance and count.
    """
    assert cites(text)
    assert not cites(text.replace("10 March", "11 March").replace("Tuesday", "Wednesday"))


@pytest.mark.parametrize("text", REPORTS)
def test_a_report_needs_that_meeting(text: str) -> None:
    """Where the council has not met, or meets only later, the same words cite nothing."""
    assert not cites(text, THURSDAY, TO_COME)
    assert not cites_meeting(text.lower(), THURSDAY, ())


@pytest.mark.parametrize(
    "text",
    ["Council agreed it on 10 March, order placed", "As resolved at tonight's meeting, Hendersons have it"],
)
def test_a_meeting_counts_once_it_is_held(text: str) -> None:
    """On its day it cites nothing in the morning, nor as it begins; who comes home from it may tell of it."""
    assert not cites(text, MET.replace(hour=9))
    assert not cites(text, MET)
    assert cites(text, MET + timedelta(hours=2))


def test_the_day_is_the_council_s() -> None:
    """Half past midnight in British summer is still the day before in UTC: "yesterday" goes by the council's zone."""
    met = datetime(2026, 7, 14, 19, 30, tzinfo=LONDON)
    said_at = datetime(2026, 7, 14, 23, 30, tzinfo=ZoneInfo("UTC"))
    assert cites("as agreed at yesterday's meeting, it is ordered", said_at, met)
    assert not cites("as agreed at today's meeting, it is ordered", said_at, met)


def test_a_day_of_the_week_is_the_latest_of_its_name() -> None:
    """On a Tuesday morning, and with "last", it is a week ago; a meeting a month ago is not "Tuesday's"."""
    tuesday = TO_COME.replace(hour=9)
    assert cites("As agreed at Tuesday's meeting, it is ordered", tuesday)
    assert cites("As agreed last Tuesday, it is ordered", THURSDAY + timedelta(days=7), MET)
    assert not cites("As agreed at Tuesday's meeting, it is ordered", THURSDAY + timedelta(days=28), MET)


@pytest.mark.parametrize("words", ["on tuesday ", "got it through council on tuesday ", "so we got the x "])
def test_a_long_message_full_of_days_is_read_in_bounded_work(words: str) -> None:
    """What stands far before a day is not searched for each day anew: that took half a minute. Nothing is timed."""
    cites((words * 400)[:4096])


def test_a_denial_far_before_the_day_still_counts() -> None:
    """Only so much around a day is looked at, yet what denies or supposes counts from wherever it stands."""
    report = "the bench was approved on tuesday"
    assert cites(f"well {'very ' * 80}good news {report}")
    assert not cites(f"nobody {'really ' * 80}says {report}")
