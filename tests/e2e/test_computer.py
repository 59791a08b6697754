"""minutebook do: every point of the record store that has a command in chat, at the council's computer."""

from textwrap import dedent

from e2e.computer import asked, done
from e2e.private import DECISION, QUOTE, answer, ledger, recorded, rows, told
from e2e.stage import Stage
from minutebook.council.ledger import Act

SECRET = "The marquee deposit quarrel with Ramsbotham and Sons was settled at £317."


async def test_a_search_is_printed_as_plain_text_and_pages(council: Stage) -> None:
    """`/find` prints what it would show in Telegram, without markup, and its button gives the next page."""
    for number in range(7):
        await recorded(council, council.ann, f"Fence panel {number} <b>& post</b> wants mending.")
    out = await done(council, "/find fence", "1")
    assert out.startswith("  Wexcombe Parish Council\n\n")
    for number in range(7):
        assert f"Fence panel {number} <b>& post</b> wants mending." in out
    assert "&amp;" not in out
    assert "\nButtons:\n[1] More\n" in out
    assert "after 24 hours" not in out


async def test_a_record_is_read_in_all_its_versions(council: Stage) -> None:
    """`/show` prints a record with its earlier wording; the slash may be left out."""
    said = await recorded(council, council.ann, QUOTE)
    council.ann.edits(said, "Hendersons want £9,999 for the wall.")
    await council.settled()
    out = await done(council, "show 1")
    assert QUOTE in out
    assert "£9,999" in out


async def test_a_class_is_changed_in_the_clerks_name(council: Stage) -> None:
    """`/class` and `/schedule` change what they do in chat; the ledger has the clerk as who did it."""
    await recorded(council, council.ann, QUOTE)
    assert "finance" in await done(council, "/class 1 finance")
    assert "finance" in await told(council, council.ruth, "/class 1")
    assert "tents" in await done(council, "/schedule new tents 1 month from captured then dispose")
    assert "tents" in await told(council, council.ruth, "/schedule")
    by = rows(council, f"SELECT actor_id FROM ledger WHERE act = '{Act.CLASSIFIED}'")
    assert by == [(council.ruth.id,)]
    assert "whole" in await done(council, "/verify")


async def test_a_request_is_opened_searched_for_held_and_closed(council: Stage) -> None:
    """`/foi` does at the computer what it does in chat; the group's reminder is left to the bot."""
    await recorded(council, council.ann, QUOTE)
    mark = council.town.mark()
    out = await done(council, '/foi new foi "Hendersons"')
    assert "Request 1" in out
    assert "newly on hold" in out
    assert "on hold" in await done(council, "/dispose 1 error")
    assert any("offence" in text for text in council.said_by_bot(mark))
    assert "2026/0001" in await done(council, "/foi 1")
    assert "closed" in (await done(council, "/foi 1", "Close", "Yes, close it")).lower()
    assert "closed" in (await told(council, council.ruth, "/foi 1")).lower()


async def test_what_is_exempt_is_marked(council: Stage) -> None:
    """`/exempt` marks words at the computer; in chat the copy reads without them."""
    await recorded(council, council.ann, QUOTE)
    await done(council, '/exempt 1 personal "Hendersons"')
    shown = await told(council, council.ruth, "/exempt 1")
    assert "█" in shown or "personal" in shown
    assert rows(council, "SELECT count(*) FROM exemptions") == [(1,)]


async def test_what_is_due_is_disposed_of_by_a_press(council: Stage) -> None:
    """A press under `/dispose` does what it does in chat: the certificate is printed, and every byte is gone."""
    await told(council, council.ruth, "/schedule new tents 1 month from captured then dispose")
    for number, text in enumerate((SECRET, QUOTE), 1):
        await recorded(council, council.ann, text)
        await told(council, council.ruth, f"/class {number} tents sooner")
    await council.forward(days=33)
    out = await done(council, "/dispose", "Dispose")
    assert SECRET in out
    assert "Record 2026/0001 is disposed of" in out
    assert "Certificate of disposal" in out
    # The next card stands there, with numbers of its own.
    assert "\n[5] Dispose\n" in out
    assert "Certificate of disposal" in await told(council, council.ruth, "/show 1")
    places = [path for path in (council.folder / "data").rglob("*") if path.is_file()]
    assert not [path.name for path in places if b"sbotham" in path.read_bytes().lower()]
    assert "2026/0001" not in (council.folder / "data" / "disposals.jsonl").read_text()
    assert "whole" in await done(council, "/verify")


async def test_a_decision_gets_its_minute_reference(council: Stage) -> None:
    """`/minute` and `/decisions` keep the register of decisions from the computer too."""
    await recorded(council, council.ann, DECISION)
    assert "45/26" in await done(council, '/minute 1 "45/26"')
    assert "45/26" in await done(council, "/decisions")
    assert "45/26" in await told(council, council.ruth, "/decisions")


async def test_the_mailbox_is_shown_and_what_it_needs_is_said(council: Stage) -> None:
    """`/mailbox` answers at the computer as in chat, that no mail server is configured too."""
    assert "Nothing goes by e-mail" in await done(council, "/mailbox")
    out = await done(council, "/mailbox clerk@example.gov.uk")
    assert dedent(out).rstrip() == await told(council, council.ruth, "/mailbox clerk@example.gov.uk")


async def test_verify_says_the_same_as_in_chat(council: Stage) -> None:
    """`/verify` re-reads all and gives count and head."""
    await recorded(council, council.ann, QUOTE)
    out = await done(council, "/verify")
    count, head = await ledger(council)
    assert count == 1
    assert "The ledger is whole: one entry." in out
    assert head in out


async def test_the_digest_and_the_help_are_printed(council: Stage) -> None:
    """`/today`, `/agenda`, `/review`, `/words` and `/help` answer, as everything does that is said in private."""
    council.tom.says(DECISION, in_=council.room)
    await council.settled()
    assert "digest" in await done(council, "/today")
    assert "agenda" in (await done(council, "/agenda")).lower()
    assert DECISION in await done(council, "/review")
    assert "hr panel" in await done(council, '/words add staffing "HR panel"')
    assert "/find" in await done(council, "/help")


async def test_a_person_at_the_terminal_is_asked_until_they_leave(council: Stage) -> None:
    """Whoever sits there gives numbers; one that does not stand there is told and asked again."""
    council.tom.says(DECISION, in_=council.room)
    await council.settled()
    out = await asked(council, "/review", ["99", "1", ""])
    assert "there is no choice “99”; there are: [1] " in out
    assert [record.text for record in await council.records()] == [DECISION]
    assert not (await answer(council, council.ruth, "/review")).keyboard
