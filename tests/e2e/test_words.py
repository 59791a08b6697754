"""/words and /meeting: what admin, clerk and deputy teach in private holds at once, is shown, and can be taken away."""

from copy import copy

import pytest

from e2e.lines import labels
from e2e.private import answer, answers, changes, pressed, replied, told, waiting
from e2e.stage import Stage
from minutebook.council.concerns import Concern

PANEL = "The HR panel met on Friday."
MINUTES = "All agreed minutes are with Ruth, go ahead and read them"
BLUNT = "Right, that's agreed, pay Hendersons the £1,200 on Tuesday."
REPORTED = "On 3 March we agreed to go with Hendersons for the fence."


async def said(council: Stage, text: str) -> list[frozenset[object]]:
    """Say something in the group; return the labels of what then waits on the clerk's list."""
    council.ann.says(text, in_=council.room)
    await council.settled()
    return [frozenset(candidate.labels) for candidate in await waiting(council)]


async def test_a_word_holds_at_once(council: Stage) -> None:
    """Before it is taught the word says nothing; from the next message on it tells of its kind."""
    assert await said(council, PANEL) == []
    text = await told(council, council.ruth, "/words add staffing “HR panel”")
    assert text.startswith("Wexcombe Parish Council\n\nFrom now on I take “hr panel” for: staffing.")
    assert await said(council, PANEL) == [{Concern.STAFFING}]


async def test_what_is_ignored_says_nothing_at_once(council: Stage) -> None:
    """A phrase that is to be overlooked flags nothing from the next message on."""
    await told(council, council.ruth, "/words ignore agreed minutes")
    assert await said(council, MINUTES) == []
    await told(council, council.ruth, "/words remove agreed minutes")
    assert await said(council, MINUTES) == [{Concern.DECISION}]


async def test_the_list_shows_and_removes(council: Stage) -> None:
    """The list has each phrase by kind with who and when; its button takes it away at once, and only once."""
    await told(council, council.ruth, '/words add staffing "HR panel", "pay <cttee>"')
    await told(council, council.ruth, "/words ignore agreed minutes")
    shown = await answer(council, council.ruth, "/words")
    assert "taught me 3 phrases" in shown.text
    assert "staffing\n1. “hr panel” (Ruth Calder, Tue 10 Mar 2026)\n2. “pay <cttee>”" in shown.text
    assert "says nothing here\n3. “agreed minutes”" in shown.text
    assert labels(shown) == ["1 Remove", "2 Remove", "3 Remove"]
    stale = copy(shown)
    assert "Removed: “hr panel”" in (await pressed(council, council.ruth, shown, "1 Remove")).text
    assert "gone already" in (await pressed(council, council.ruth, stale, "1 Remove")).text
    assert await said(council, PANEL) == []


async def test_an_empty_list_says_how(council: Stage) -> None:
    """With nothing taught the answer gives examples and every kind."""
    text = await told(council, council.ruth, "/words")
    for piece in (
        "no words of its own yet",
        "/words add staffing “HR panel”",
        "/words ignore",
        "personal details",
    ):
        assert piece in text


async def test_what_is_not_understood_is_answered(council: Stage) -> None:
    """A wrong verb, kind or length, what is known, and what is not there are each told in a sentence."""
    await told(council, council.ruth, "/words add staffing “HR panel”")
    for words, piece in (
        ("teach me", "I did not understand that."),
        ("add gossip “HR panel”", "I know no kind called “gossip”."),
        ("add staffing", "Which words?"),
        ("add staffing x", "“x” is too short: a phrase has 2 to 60 characters."),
        ("add staffing ...", "“...” has no letter and no digit"),
        ("add staffing “HR panel”", "I know that already"),
        ("ignore HR panel", "first send /words remove “hr panel”"),
        ("remove “pay panel”", "Not on the list: “pay panel”."),
    ):
        assert piece in await told(council, council.ruth, f"/words {words}"), words


async def test_what_lies_in_another_s_way_is_refused(council: Stage) -> None:
    """What is overlooked cannot be part of an own word, whichever comes first; about an own word it may stand."""
    await told(council, council.ruth, "/words add staffing “HR panel”")
    refused = await told(council, council.ruth, "/words ignore panel")
    assert "You have told me what “hr panel” means" in refused
    assert "first send /words remove “hr panel”" in refused
    assert await said(council, PANEL) == [{Concern.STAFFING}]
    await told(council, council.ruth, "/words ignore pay")
    assert "You have told me to overlook “pay”" in await told(
        council, council.ruth, "/words add finance pay-day"
    )
    assert "From now on I overlook" in await told(council, council.ruth, "/words ignore not the HR panel")


async def test_several_kinds_are_taught_at_once(council: Stage) -> None:
    """A phrase may tell of more than one kind; each stands on the list."""
    text = await told(council, council.ruth, "/words add Staffing and complaints “HR panel”")
    assert "From now on I take “hr panel” for: staffing, complaint." in text
    assert await said(council, PANEL) == [{Concern.STAFFING, Concern.COMPLAINT}]
    assert "taught me 2 phrases" in await told(council, council.ruth, "/words list")


async def test_removing_is_understood_as_a_clerk_types_it(council: Stage) -> None:
    """By its number, behind its kind, by "delete"; a number that is not there is told."""
    await told(council, council.ruth, "/words add staffing one panel, two panel, three panel, four panel")
    for words, gone in (
        ("remove 2", "Removed: “two panel”."),
        ("remove staffing one panel", "Removed: “one panel”."),
        ("delete Four panel.", "Removed: “four panel”."),
        ("remove 9", "Not on the list: “9”."),
        ("remove #1", "Removed: “three panel”."),
    ):
        assert gone in await told(council, council.ruth, f"/words {words}"), words
    assert "no words of its own yet" in await told(council, council.ruth, "/words")


async def test_overlooking_says_what_it_may_cost(council: Stage) -> None:
    """Of a name the answer warns; a plain decision about it is cautioned as before, and waits on the list."""
    text = await told(council, council.ruth, "/words ignore Hendersons")
    assert "messages about it may be flagged less, decisions too" in text
    assert "/words remove “hendersons” takes this back" in text
    assert "may be flagged less" not in await told(council, council.ruth, "/words ignore agreed minutes")
    mark = council.town.mark()
    assert await said(council, "Agreed, pay Hendersons the £1,200") != []
    assert len(council.said_by_bot(since=mark)) == 1


@pytest.mark.parametrize("word", ["ok", "“Agreed”", "yes"])
async def test_one_word_alone_is_warned_of(council: Stage, word: str) -> None:
    """An own word that may stand in everyday talk is taken, with what it may come to and how to take it back."""
    plain = word.strip("“”").lower()
    text = await told(council, council.ruth, f"/words add decision {word}")
    assert f"From now on I take “{plain}” for: decision." in text
    assert "I may flag and caution far too often" in text
    assert f"/words remove “{plain}” takes this back" in text
    assert "far too often" not in await told(council, council.ruth, "/words add decision crack on")


async def test_a_phrase_without_its_kind_is_asked_for_it(council: Stage) -> None:
    """Where the kind was left out, that is said, and no quotation mark is doubled."""
    text = await told(council, council.ruth, '/words add "crack on"')
    assert "Which kind do these words tell of?" in text
    assert '“"' not in text
    assert "I know no kind called “gossip”." in await told(council, council.ruth, '/words add gossip"x"')


async def test_a_hundred_phrases_are_the_most(council: Stage) -> None:
    """The hundred-and-first is refused; the whole list is shown in parts, with a button each."""
    for start in range(0, 100, 20):
        phrases = ", ".join(f"phrase {number}" for number in range(start, start + 20))
        await told(council, council.ruth, f"/words add business {phrases}")
    assert "I keep 100 phrases" in await told(council, council.ruth, "/words ignore one more")
    parts = await answers(council, council.ruth, "/words")
    assert [len(labels(part)) for part in parts] == [25] * 4
    assert labels(parts[-1])[-1] == "100 Remove"


async def test_every_change_is_kept_with_who_and_when(council: Stage) -> None:
    """Adding and removing stand in the log; the settings' table names the kind and not the words."""
    council.priya.starts(council.bot)
    await replied(council, council.ruth, "/deputy @priya_shah")
    await told(council, council.priya, "/words add staffing “HR panel”")
    await told(council, council.ruth, "/words remove “HR panel”")
    await told(council, council.ruth, "/meeting 3 March 19:30")
    log = [(row["name"], row["old"], row["new"], row["by_id"]) for row in (await changes(council))[:3]]
    assert log == [
        ("meeting", "", "Tue 3 Mar 2026, 19:30", council.ruth.id),
        ("words", "staffing “hr panel”", "", council.ruth.id),
        ("words", "", "staffing “hr panel”", council.priya.id),
    ]
    table = (await replied(council, council.ruth, "/settings")).text
    assert "words — → staffing, by Cllr Priya Shah" in table
    assert "hr panel" not in table


async def test_a_cited_resolution_passes_in_silence(council: Stage) -> None:
    """What cites the day of an entered meeting is no decision, until the meeting is taken away again."""
    text = await told(council, council.ruth, "/meeting 3 March 7.30pm")
    assert "Entered: the meeting of Tue 3 Mar 2026, 19:30." in text
    mark = council.town.mark()
    council.ann.says(REPORTED, in_=council.room)
    await council.settled()
    assert council.said_by_bot(since=mark) == []
    shown = await answer(council, council.ruth, "/meeting")
    stale = copy(shown)
    assert "Removed" in (await pressed(council, council.ruth, shown, "1 Remove")).text
    assert "gone already" in (await pressed(council, council.ruth, stale, "1 Remove")).text
    council.tom.says(REPORTED, in_=council.room)
    await council.settled()
    assert len(council.said_by_bot(since=mark)) == 1


async def test_a_decision_made_here_is_no_report(council: Stage) -> None:
    """A meeting on a Tuesday does not quieten what is decided in the chat for a Tuesday."""
    await told(council, council.ruth, "/meeting Tue 10 March 9am")
    mark = council.town.mark()
    council.ann.says(BLUNT, in_=council.room)
    await council.settled()
    assert len(council.said_by_bot(since=mark)) == 1
    assert any(Concern.DECISION in candidate.labels for candidate in await waiting(council))


async def test_meetings_are_listed_to_come_and_past(council: Stage) -> None:
    """The list has those to come first, then the last five; empty, it says how."""
    empty = await told(council, council.ruth, "/meeting")
    assert "No meetings are entered." in empty
    assert "/meeting 2026-12-08 19:30" in empty
    await told(council, council.ruth, "/meeting 8/12/2026 7.30pm")
    for day in range(1, 8):
        await told(council, council.ruth, f"/meeting {day} Feb 19:30")
    shown = await answer(council, council.ruth, "/meeting")
    assert "Meetings to come\n1. Tue 8 Dec 2026, 19:30\n\nThe last meetings\n2. Tue 3 Feb 2026" in shown.text
    assert len(labels(shown)) == 6


async def test_what_is_no_meeting_is_answered(council: Stage) -> None:
    """A day that cannot be, and one that is entered already, are told in a sentence."""
    await told(council, council.ruth, "/meeting 2026-12-08 19:30")
    for words, piece in (
        ("next Tuesday", "could not read “next Tuesday”"),
        ("31 June 19:30", "no such day or hour"),
        ("Wed 8 Dec 2026 19:30", "“Wed 8 Dec 2026 19:30”: that day is Tue 8 Dec 2026."),
        ("8 Dec 2126 19:30", "Is the year right?"),
        ("8 Dec 19:30", "entered already; nothing changed"),
    ):
        assert piece in await told(council, council.ruth, f"/meeting {words}"), words


async def test_an_older_slip_is_taken_back_by_its_day(council: Stage) -> None:
    """What the list no longer shows is removed by its day, however it is written, and the answer says how to undo it."""
    for day in range(1, 8):
        await told(council, council.ruth, f"/meeting {day} Feb 2026 19:30")
    listed = await told(council, council.ruth, "/meeting")
    assert "2 more are entered: /meeting remove lists them." in listed
    assert "/meeting remove 2026-12-08 with its day, however old" in listed
    assert "Sun 1 Feb 2026: /meeting remove 2026-02-01 19:30" in await told(
        council, council.ruth, "/meeting remove"
    )
    gone = await told(council, council.ruth, "/meeting remove the 1st of February")
    assert "Removed: the meeting of Sun 1 Feb 2026, 19:30." in gone
    assert "To enter it again: /meeting 2026-02-01 19:30" in gone
    change = (await changes(council))[0]
    assert (change["old"], change["new"]) == ("Sun 1 Feb 2026, 19:30", "")
    again = await told(council, council.ruth, "/meeting remove 1 Feb 2026")
    assert "No meeting is entered for “1 Feb 2026”; nothing changed." in again
    assert "/meeting remove 2026-02-02 19:30" in again
    assert "Entered: the meeting of Sun 1 Feb" in await told(
        council, council.ruth, "/meeting 2026-02-01 19:30"
    )


async def test_a_day_with_two_meetings_is_asked_about(council: Stage) -> None:
    """Where a day has two, neither goes until the hour is said."""
    for hour in ("07:30", "19:30"):
        await told(council, council.ruth, f"/meeting 3 March {hour}")
    asked = await told(council, council.ruth, "/meeting remove 3 March")
    assert "Which?" in asked
    assert "/meeting remove 2026-03-03 07:30" in asked
    assert "Removed: the meeting of Tue 3 Mar 2026, 07:30." in await told(
        council, council.ruth, "/meeting remove 2026-03-03 07:30"
    )


async def test_a_removed_meeting_quietens_nothing(council: Stage) -> None:
    """Taken away by the command, a meeting counts no more from the next message on."""
    await told(council, council.ruth, "/meeting 3 March 7.30pm")
    await told(council, council.ruth, "/meeting remove 3 March")
    mark = council.town.mark()
    council.ann.says(REPORTED, in_=council.room)
    await council.settled()
    assert len(council.said_by_bot(since=mark)) == 1


async def test_half_past_seven_is_said_to_be_in_the_evening(council: Stage) -> None:
    """An hour without am or pm is entered for the evening, with the two commands that make it the morning."""
    text = await told(council, council.ruth, "/meeting 8th December 7.30")
    assert "Entered: the meeting of Tue 8 Dec 2026, 19:30." in text
    assert "no am or pm, so I took the hour to be in the evening: 19:30." in text
    assert "send /meeting remove 2026-12-08 19:30 and then /meeting 2026-12-08 07:30" in text
    await told(council, council.ruth, "/meeting remove 2026-12-08 19:30")
    text = await told(council, council.ruth, "/meeting 2026-12-08 07:30")
    assert "Entered: the meeting of Tue 8 Dec 2026, 07:30." in text
    assert "no am or pm" not in text


async def test_a_day_without_an_hour_is_asked_for_it(council: Stage) -> None:
    """The answer has the whole command, and nothing is entered."""
    text = await told(council, council.ruth, "/meeting 8 Dec 2026")
    assert "At what hour is the meeting of Tue 8 Dec 2026?" in text
    assert "/meeting 2026-12-08 19:30" in text
    assert "No meetings are entered." in await told(council, council.ruth, "/meeting")


async def test_several_meetings_are_entered_at_once(council: Stage) -> None:
    """One a line or with "and": each is entered, or told what is wrong with it."""
    text = await told(
        council, council.ruth, "/meeting\n8 Dec 2026 7.30\n12 Jan 2027 and 9 Feb 2027 at 7.30\n29 Feb 7pm"
    )
    for day in ("Tue 8 Dec 2026", "Tue 12 Jan 2027", "Tue 9 Feb 2027"):
        assert f"Entered: the meeting of {day}, 19:30." in text
    assert "Where there is no am or pm" in text
    assert "no 29 February: 29 Feb 7pm" in text
    assert "changed nothing" in await told(council, council.ruth, "/meeting " + "\n".join(["8 Dec 7pm"] * 26))


async def test_they_are_refused_to_others(council: Stage) -> None:
    """A councillor and the staffing recipient may not teach, by command or by a button that was theirs."""
    council.priya.starts(council.bot)
    await replied(council, council.ruth, "/deputy @priya_shah")
    await told(council, council.priya, "/words add staffing “HR panel”")
    await told(council, council.priya, "/meeting 3 March 19:30")
    lists = [await answer(council, council.priya, command) for command in ("/words", "/meeting")]
    await replied(council, council.ruth, "/deputy off")
    await replied(council, council.ruth, "/staffing @priya_shah")
    for command in ("/words add staffing panel", "/meeting 4 March 19:30"):
        assert "the council’s admin, the clerk and the deputy" in await told(council, council.priya, command)
    for shown in lists:
        assert "Only the council’s admin" in (await pressed(council, council.priya, shown, "1 Remove")).text
    assert await said(council, PANEL) == [{Concern.STAFFING}]


async def test_in_the_group_they_are_sent_to_the_private_chat(council: Stage) -> None:
    """In the group the clerk is told to give them in private, and a councillor that they are not theirs."""
    for command in ("/words add staffing “HR panel”", "/meeting 3 March 19:30", "/taught"):
        assert "private chat with me" in (await replied(council, council.ruth, command)).text
        assert " the clerk and the deputy" in (await replied(council, council.tom, command)).text
    assert await said(council, PANEL) == []


async def test_they_are_offered_and_explained(council: Stage) -> None:
    """Menu and help name them for the clerk; for a councillor they do not."""
    chat = council.world.private_chat(council.ruth.person, council.bot)
    offered = {c.command for c in council.world.menu_for(council.ruth.person, chat, council.bot)}
    assert {"words", "meeting", "taught"} <= offered
    text = await told(council, council.ruth, "/help")
    for command in ("/words", "/meeting", "/taught"):
        assert command in text
    council.ann.starts(council.bot)
    await council.settled()
    assert "/words" not in await told(council, council.ann, "/help")
