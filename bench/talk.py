"""What is said in the benchmarks: one evening's ordinary talk, a council's business here and there."""

LINES = (
    "Evening all, running about ten minutes late, traffic on the bypass is dreadful",
    "No worries, kettle's on",
    "Has anyone got the key to the hall? I left mine at home again",
    "I have, see you at the side door",
    "Agenda's on the website if you haven't seen it",
    "Thanks Ruth",
    "Lovely photos of the fete by the way 📸",
    "My two had a great time, thank you for organising it",
    "Anyone lost a grey cat? One on my doorstep looking very pleased with itself",
    "That'll be Mrs Tiggy from number twelve, she does the rounds",
    "Apologies for Thursday, dentist moved me",
    "The verge by the school looks so much better since they cut it",
    "Bins are a day late this week because of the bank holiday",
    "Who's bringing biscuits on Thursday?",
    "I'll bring some of the ginger ones",
    "Did the rugby finish in the end? My telly went off at half-time",
    "Twenty-three all, you missed a good one",
    "Reminder that the litter pick is on Saturday at ten, meet at the bus shelter",
    "Count me in, weather permitting",
    "There's a nasty pothole opposite the post office, I've reported it on the county's site",
    "Oh well done, I nearly lost a wheel in it",
    "Can someone let me in please, side door's locked",
    "On my way down",
    "What time does it start on Thursday, seven or half past?",
    "Seven, I think. Yes, seven",
    "Happy birthday Owen! 🎂",
    "Thank you all, off to the pub with the family",
    "The minutes of last month are up now",
    "Great talk from the flood warden last night, very clear",
    "Has anyone used that new cafe by the bridge? Worth a visit",
    "Cake is excellent, coffee so-so",
    "Could we have an item on the next agenda about the cemetery hedge please",
    "Of course, noted",
    "My lift's fallen through, could anyone pick me up from Church Lane?",
    "I'll get you at quarter to",
    "You're a star",
    "Rain again. I'm starting to think about an ark",
    "Two by two then, bring your own animals",
    "The Christmas lights switch-on is the first Saturday in December, as usual",
    "Looking forward to it",
    "I've the projector in the car already",
    "Does anybody know who does the parish magazine these days?",
    "Still Hilary, same address as ever",
    "Ta",
    "See everyone later 👋",
    "Just parking",
    "Save me a seat near the radiator",
    "Done",
    "Night all",
    "Right, that's agreed, tell Hendersons to go ahead with the bench",
)
"""Fifty lines, of which the last is a decision that no meeting took."""

DECISION = LINES[-1]


def line(number: int) -> str:
    """Return what is said as the `number`-th message."""
    return LINES[number % len(LINES)]
