"""/meeting with several meetings: what is entered, removed and supposed is said, each by its own words."""

from e2e.private import told
from e2e.stage import Stage


async def test_dotted_dates_are_entered_as_days(council: Stage) -> None:
    """A date is not taken for the hour of the one before it; what may be either is asked about, and not entered."""
    text = await told(council, council.ruth, "/meeting 12.05, 09.06, 14.07 at 7.30pm")
    for day in ("Tue 12 May 2026", "Tue 9 Jun 2026", "Tue 14 Jul 2026"):
        assert f"Entered: the meeting of {day}, 19:30." in text
    text = await told(council, council.ruth, "/meeting 8.12, 12.01")
    assert "“8.12, 12.01”: a day and its hour, or two days?" in text
    assert "send /meeting 2026-12-08 12:01" in text
    assert "such as /meeting 2026-12-08 19:30" in text
    text = await told(council, council.ruth, "/meeting 8.12, 19.10, 9.02, 7.30pm")
    assert "so I entered none of them" in text
    assert "Dec" not in await told(council, council.ruth, "/meeting")


async def test_a_year_that_a_list_tells_is_said(council: Stage) -> None:
    """After December comes the next year's January, and the answer says that it was supposed."""
    text = await told(
        council, council.ruth, "/meeting\n14 July 7.30pm\n8 Dec 7.30pm\n12 Jan 7.30pm\n9 Mar 7.30pm"
    )
    for day in ("Tue 14 Jul 2026", "Tue 8 Dec 2026", "Tue 12 Jan 2027", "Tue 9 Mar 2027"):
        assert f"Entered: the meeting of {day}, 19:30." in text
    assert "Tue 12 Jan 2027 is the first I put in the year after" in text


async def test_what_is_past_is_said_to_be(council: Stage) -> None:
    """A meeting that is over is told from one to come, and what it is good for holds from now on."""
    text = await told(council, council.ruth, "/meeting 3 March 7.30pm")
    assert "Entered: the meeting of Tue 3 Mar 2026, 19:30. That was 7 days ago." in text
    assert "is now read as a report" in text
    text = await told(council, council.ruth, "/meeting 9 March 7.30pm\n8 Dec 7.30pm")
    assert "Entered: the meeting of Mon 9 Mar 2026, 19:30. That was yesterday." in text
    assert "Entered: the meeting of Tue 8 Dec 2026, 19:30.\n\nOnce each is over" in text


async def test_a_meeting_is_moved_in_one_message(council: Stage) -> None:
    """A line with its own /meeting enters, though the line above it removes."""
    await told(council, council.ruth, "/meeting 14 July 7.30pm\n13 Oct 7.30pm")
    text = await told(
        council, council.ruth, "/meeting remove 14 July\n/meeting 21 July 7.30pm\n/meeting 13 Oct 7.30pm"
    )
    assert "Removed: the meeting of Tue 14 Jul 2026, 19:30." in text
    assert "Entered: the meeting of Tue 21 Jul 2026, 19:30." in text
    assert "The meeting of Tue 13 Oct 2026, 19:30 is entered already" in text


async def test_what_could_mean_several_removes_none(council: Stage) -> None:
    """All that is to be removed is looked up before the first of it is gone."""
    await told(council, council.ruth, "/meeting 8 Dec 2025 7pm\n8 Dec 2026 7pm\n8 Dec 2026 7.30pm")
    text = await told(council, council.ruth, "/meeting remove 8 Dec 2026 7pm, 8 Dec 2026 7.30pm, 8 Dec")
    assert text.count("Removed: ") == 2
    assert "“8 Dec”: more than one meeting could be meant." in text
    assert "/meeting remove 2025-12-08 19:00" in text


async def test_what_is_removed_takes_no_hour_of_the_next(council: Stage) -> None:
    """A day named without an hour is its meeting's, at whatever hour; of two on one day none goes by a guess."""
    await told(
        council, council.ruth, "/meeting: 8 Dec 7.30pm, 9 Dec 6pm, 15 Dec 6pm, 15 Dec 7.30pm, 16 Dec 6pm"
    )
    text = await told(council, council.ruth, "/meeting remove 8 Dec, 9 Dec 6pm")
    assert "Removed: the meeting of Tue 8 Dec 2026, 19:30." in text
    assert "Removed: the meeting of Wed 9 Dec 2026, 18:00." in text
    text = await told(council, council.ruth, "/meeting remove 15 Dec and 16 Dec 6pm")
    assert "“15 Dec”: more than one meeting could be meant." in text
    assert "Removed: the meeting of Wed 16 Dec 2026, 18:00." in text


async def test_a_wrong_weekday_is_named(council: Stage) -> None:
    """Of several dates the one whose weekday is wrong is told by its words."""
    text = await told(council, council.ruth, "/meeting Tue 14 Apr 7.30pm\nWed 12 May 7.30pm\nThu 14 May 7pm")
    assert "“Wed 12 May 7.30pm”: that day is Tue 12 May 2026. Is the date right?" in text
    assert text.count("Is the date right?") == 1


async def test_a_morning_is_said_where_it_is_supposed(council: Stage) -> None:
    """07.30 is taken for the morning, and the answer has the commands that make it the evening."""
    text = await told(council, council.ruth, "/meeting 8 Dec 07.30")
    assert "so I took the hour to be in the morning: 07:30." in text
    assert "send /meeting remove 2026-12-08 07:30 and then /meeting 2026-12-08 19:30" in text


async def test_semicolons_alone_are_answered(council: Stage) -> None:
    """Where nothing is left to read, the answer says how."""
    assert "Send me the day and the hour of a meeting" in await told(council, council.ruth, "/meeting ;")


async def test_the_list_is_asked_for_by_name_too(council: Stage) -> None:
    """/meeting list, or show, is /meeting: as it is with /words."""
    await told(council, council.ruth, "/meeting 8 Dec 7.30pm")
    shown = await told(council, council.ruth, "/meeting")
    assert "Meetings to come" in shown
    for words in ("list", "Show", " LIST "):
        assert await told(council, council.ruth, f"/meeting {words}") == shown
