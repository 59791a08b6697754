"""A slip in a request is put right: its day of receipt, title and kind, and what was done about its clock."""

from e2e.bundled import exported
from e2e.cases import held_texts, opened
from e2e.private import replied, rows, told
from e2e.stage import Stage

FACTS = "SELECT received_on, title, kind, due_on, extended_at, state FROM requests"
LOG = "SELECT name, old, new, by_id FROM settings_log WHERE name LIKE 'request %' ORDER BY id"


async def test_the_day_of_receipt_is_put_right_and_the_clock_counted_anew(council: Stage) -> None:
    """The answer says what stood there before, of the day and of the deadline; the case keeps who did it and when."""
    await opened(council)
    said = await told(council, council.ruth, "/foi 1 received 9 March")
    assert "Received Mon 9 Mar 2026, not Tue 10 Mar 2026." in said
    assert "the answer was due by Fri 10 Apr 2026" in said
    assert "Answer by Thu 9 Apr 2026" in said
    assert rows(council, FACTS)[0][:4] == (
        "2026-03-09",
        "The churchyard wall and Hendersons",
        "foi",
        "2026-04-09",
    )
    assert rows(council, LOG) == [("request 1 received", "2026-03-10", "2026-03-09", council.ruth.id)]
    shown = await told(council, council.ruth, "/foi 1")
    assert "Received Mon 9 Mar 2026, not Tue 10 Mar 2026. Put right Tue 10 Mar" in shown
    assert "by Ruth" in shown.partition("Put right")[2]


REFUSED = (
    ("received", "On which day did it arrive?"),
    ("received the other day", "could not read"),
    ("received tomorrow", "could not read"),
    ("received 1 January 2099", "still to come"),
    ("received 1 Dec", "Write the year too"),
    ("received 1 Jan 2025", "over a year ago"),
    ("received 15 Mar", "The case was opened on Tue 10 Mar 2026"),
    ("received 8 Mar", "The requester was asked on Sat 7 Mar 2026"),
    ("received 5 Mar", "So it stands already"),
    ("title", "Put it in quotes: /foi 1 title"),
    ("title “…”", "Put it in quotes: /foi 1 title"),
    ("title “Mr Pike’s data”", "So it stands already"),
    ("kind", "Under which law?"),
    ("kind gdpr", "Under which law?"),
    ("kind sar", "So it stands already"),
    ("kind foi", "no such extension"),
    ("kind eir", "no such pause"),
    ("undo", "What is to be taken back?"),
    ("undo close", "What is to be taken back?"),
    ("undo pause", "/foi 1 undo resume"),
)


async def test_what_cannot_be_is_refused_and_changes_nothing(council: Stage) -> None:
    """A day that is none, that is to come or that the case itself contradicts, and a law that knows it not, are refused."""
    await told(council, council.ruth, "/foi new quietly sar “Mr Pike’s data” received 5 Mar")
    await told(council, council.ruth, "/foi 1 pause identity since 7 Mar")
    await told(council, council.ruth, "/foi 1 resume 9 Mar")
    await told(council, council.ruth, "/foi 1 extend")
    await council.forward(days=7)
    before = rows(council, FACTS)
    for typed, answer in REFUSED:
        assert answer in await told(council, council.ruth, f"/foi 1 {typed}"), typed
    assert rows(council, FACTS) == before
    assert rows(council, LOG) == []


async def test_a_corrected_title_is_searched_for(council: Stage) -> None:
    """What the words of the right title find goes on hold too, and what the wrong one found stays."""
    for text in ("The lych gate sags.", "Zebedee will mend the swing."):
        council.margaret.says(text, in_=council.room)
    await council.settled()
    await opened(council, "lych gate")
    said = await told(council, council.ruth, "/foi 1 title “Zebedee”")
    assert "Title: “Zebedee”, not “lych gate”." in said
    assert "I searched for zebedee*: one message" in said
    assert await held_texts(council) == {"The lych gate sags.", "Zebedee will mend the swing."}
    again = await told(council, council.ruth, "/foi 1 title “About Zebedee”")
    assert "I searched" not in again
    assert "Request 1 · FOI: About Zebedee" in again


async def test_another_kind_has_the_clock_of_its_law(council: Stage) -> None:
    """The date is that of the new law, which is named; marks made under the old one are to be looked at."""
    await opened(council)
    said = await told(council, council.ruth, "/foi 1 kind subject access")
    assert "Kind: Subject access, not FOI." in said
    assert "UK GDPR article 12" in said
    assert "Reasons for withholding differ by law" in said
    assert rows(council, FACTS)[0][2:4] == ("sar", "2026-04-10")
    await told(council, council.ruth, "/foi 1 kind eir")
    assert "in 40 working days" in await told(council, council.ruth, "/foi 1 extend")


async def test_what_was_done_about_the_clock_is_taken_back(council: Stage) -> None:
    """A mistaken extension, resumption and stop each leave the clock as if they had not been."""
    await opened(council, how="sar")
    first = rows(council, FACTS)
    assert "was not extended" in await told(council, council.ruth, "/foi 1 undo extend")
    assert "never stopped" in await told(council, council.ruth, "/foi 1 undo resume")
    await told(council, council.ruth, "/foi 1 extend")
    said = await told(council, council.ruth, "/foi 1 undo extension")
    assert "The extension of Tue 10 Mar 2026 is taken back." in said
    assert "the answer was due by Wed 10 Jun 2026" in said
    assert rows(council, FACTS) == first
    await told(council, council.ruth, "/foi 1 pause identity")
    stopped = rows(council, FACTS)
    assert "stands still" in await told(council, council.ruth, "/foi 1 undo resume")
    await council.forward(days=2)
    await told(council, council.ruth, "/foi 1 resume")
    assert "The clock stands still since Tue 10 Mar 2026" in await told(
        council, council.ruth, "/foi 1 undo resume"
    )
    assert rows(council, FACTS) == stopped
    await told(council, council.ruth, "/foi 1 undo stop")
    assert rows(council, FACTS) == first
    assert rows(council, "SELECT count(*) FROM request_pauses") == [(0,)]
    assert [row[0] for row in rows(council, LOG)] == [
        f"request 1 {what}" for what in ("extend", "resume", "pause")
    ]
    shown = await told(council, council.ruth, "/foi 1")
    assert "That the clock was stopped on Tue 10 Mar 2026 is taken back." in shown


async def test_what_came_too_late_by_the_right_day_is_said(council: Stage) -> None:
    """An extension that the right day of receipt makes too late stands, with a warning and the way to take it back."""
    await opened(council, how="eir")
    await told(council, council.ruth, "/foi 1 extend")
    assert "⚠️" not in await told(council, council.ruth, "/foi 1 received 9 Mar")
    assert "it was extended too late" in await told(council, council.ruth, "/foi 1 received 2 Jan 2026")
    back = await told(council, council.ruth, "/foi 1 undo extend")
    assert "Overdue" in back
    assert "⚠️" not in back


async def test_what_was_put_right_stays_with_the_clerk(council: Stage) -> None:
    """The settings, which may be asked for in the group, tell of no request; nor may anybody but the clerk put one right."""
    await opened(council)
    await told(council, council.ruth, "/foi 1 title “Zebedee”")
    await replied(council, council.ruth, "/settings")
    heard = "\n".join(m.text for m in council.room.by_bots())
    heard += await told(council, council.ruth, "/settings")
    assert "request 1" not in heard
    assert "Zebedee" not in heard
    council.margaret.starts(council.bot)
    await council.settled()
    assert "is for the clerk" in await told(council, council.margaret, "/foi 1 title “Mine”")


async def test_a_closed_case_is_opened_again_first(council: Stage) -> None:
    """What is closed is not changed; the answer says how it is opened again."""
    await opened(council)
    await told(council, council.ruth, "/foi 1 close")
    before = rows(council, FACTS)
    for act in ("received 9 Mar", "title “Brook”", "kind eir", "undo pause"):
        assert "/foi 1 reopen" in await told(council, council.ruth, f"/foi 1 {act}")
    assert rows(council, FACTS) == before


async def test_the_passed_over_day_is_told_at_the_opening_and_on_the_cover(council: Stage) -> None:
    """Whoever opens a subject access request hears at once of the day its date moved past, and which is the safest."""
    pike = council.margaret.says("Mr Pike wrote again.", in_=council.room)
    await council.settled()
    council.ruth.replies(pike, "/record")
    await council.settled()
    said = await told(council, council.ruth, "/foi new quietly sar “Mr Pike’s data” received 3 Mar")
    assert "Answer by Tue 7 Apr 2026" in said
    assert "Passed over: Mon 6 Apr 2026 (a bank holiday in England, Wales and Northern Ireland only)." in said
    assert "The safest day to answer by is Mon 6 Apr 2026." in said
    assert "by Tue 7 Apr 2026, in 28 days\nPassed over" in await told(council, council.ruth, "/today")
    cover = (await exported(council, council.ruth, "/export case 1")).text("index.html")
    assert "7 April 2026; by 6 April 2026 where that is no bank holiday" in cover
