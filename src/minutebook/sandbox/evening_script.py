"""What happens on the scripted evening, as data: change the steps here.

Each step is one act of one person and a caption that says what to look for. ``evening.py`` plays
them; the people are those of ``cast.py``. What happens when a request comes in is in ``request_script.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from minutebook.sandbox.papers import Paper

Act = Literal["start", "say", "attach", "react", "press"]
Awaited = Literal["nothing", "message", "reaction", "answer", "file"]
Where = Literal["group", "private"]


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the evening.

    Attributes:
        actor: a part's key (see ``cast.py``).
        act: "start" opens the private chat with the bot; "say" speaks; "attach" sends ``paper``; "react" sets
            an emoji on ``to``; "press" presses the button ``text`` in the group, on the newest message that has it.
        text: what is said, the emoji, or the button's label. ``{ref:NAME}`` and ``{case}`` are filled in from
            what the bot has told the actor in private: the record of what was said as NAME, and the request.
        caption: what the page shows while it is played.
        name: what later steps call the message said here.
        to: the name of the message answered or reacted to.
        wait: what the bot is expected to do: "message" (it says something that ``look_as``, or else
            the actor, can see), "reaction" (it sets one on ``to``), "answer" (to the press), "file" (it
            sends one that they can see), or "nothing".
        look_as: the part whose eyes see the point of the step; the page offers to be them.
        look_in: the chat in which they see it.
        where: the chat in which it is said; what is said in private is answered there.
        paper: what is attached.
    """

    actor: str
    act: Act
    text: str
    caption: str
    name: str = ""
    to: str = ""
    wait: Awaited = "nothing"
    look_as: str = ""
    look_in: Where = "private"
    where: Where = "group"
    paper: Paper | None = None


BEGINNING: tuple[Step, ...] = (
    Step(
        "ruth",
        "start",
        "",
        "Ruth, the clerk, opens her private chat. A bot may not write to anybody who has not.",
        wait="message",
        look_as="ruth",
    ),
    Step(
        "ruth",
        "say",
        "/setup Wexcombe Parish Council",
        "Ruth sets the group up. The bot says what it can see, and tells everybody what it keeps and for how long.",
        wait="message",
    ),
    Step(
        "ruth",
        "say",
        "/clerk @ruth_calder",
        "She names herself the clerk: the daily digest will come to her, in private.",
        wait="message",
    ),
)
"""How a group begins with the bot: played once, whichever walk comes first."""

STEPS: tuple[Step, ...] = (
    *BEGINNING,
    Step(
        "margaret",
        "say",
        "Evening all. The hall's locked till seven, so come round to the side door.",
        "Everyday chat. The bot says nothing to this, and should not.",
        name="evening",
    ),
    Step(
        "ruth",
        "say",
        "/staffing",
        "In reply to the chair: staffing matters about the clerk or her deputy will go to Margaret only.",
        to="evening",
        wait="message",
    ),
    Step(
        "owen",
        "say",
        "Running ten minutes late, sorry. Save me a biscuit!",
        "More chatter, and more silence from the bot.",
    ),
    Step(
        "tom",
        "say",
        "Hendersons can mend the bench on the green for £450. Thumbs up if you're happy, and unless "
        "anyone objects by 5 I'll take that as a yes.",
        "Tom asks for a decision by chat. Watch for the caution: it names the council’s own clause and "
        "offers the lawful way.",
        name="bench",
        wait="message",
    ),
    Step(
        "ann",
        "say",
        "Fine by me.",
        "Three short words that count as agreeing, because of what they answer. The group has been "
        "cautioned once, and is not nagged.",
        to="bench",
    ),
    Step(
        "priya",
        "react",
        "👍",
        "Priya’s thumbs up makes three, which is this council’s quorum: a consensus is forming, and the clerk is told.",
        to="bench",
        wait="message",
        look_as="ruth",
    ),
    Step(
        "owen",
        "say",
        "Pub after?",
        "And now for something else.",
        name="pub",
    ),
    Step(
        "ann",
        "say",
        "Fine by me.",
        "The same three words, and not a sound: nobody decides council business at the pub.",
        to="pub",
    ),
    Step(
        "margaret",
        "say",
        "Right, that's agreed then. Tell Hendersons to start on Monday.",
        "The chair announces a decision that no meeting took.",
        name="agreed",
        to="bench",
        wait="message",
    ),
    Step(
        "ann",
        "react",
        "✍",
        "Ann puts it on the record: she reacts with the writing hand, and the bot answers with its own.",
        to="agreed",
        wait="reaction",
    ),
    Step(
        "priya",
        "press",
        "Put on the agenda",
        "Priya presses “Put on the agenda” under the caution. Only she is told it worked; next morning the clerk’s digest lists it.",
        wait="answer",
    ),
    Step(
        "owen",
        "say",
        "Popped round to Dave's about the play area gate. Lovely bloke. He's got the key and he's doing it Thursday, "
        "£180 with the new posts.",
        "Nobody says “agreed” or “decided”, and yet a job has been given. The bot hears it all the same.",
        name="gate",
        wait="message",
    ),
    Step(
        "ruth",
        "say",
        "For information: as resolved on 8 September (minute 47), the new noticeboard is ordered from "
        "Oakleaf Signs at £310.",
        "A decision again, but one a meeting took and minuted. The bot leaves it in peace.",
    ),
    Step(
        "tom",
        "say",
        "Between us, the caretaker's been off sick again. I'd stop his pay till he's back.",
        "Tom writes about a member of staff. The bot tells him, and only him, in a note that nobody else sees.",
        wait="message",
        look_as="tom",
        look_in="group",
    ),
)
