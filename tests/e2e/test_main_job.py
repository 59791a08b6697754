"""The whole main job: a decision in the chat, a record, an agenda item, and the clerk's digest."""

from e2e.stage import Stage


async def test_a_decision_is_cautioned_recorded_put_on_the_agenda_and_told_in_the_digest(
    council: Stage,
) -> None:
    """From a councillor's message to the clerk's digest."""
    said = council.margaret.says(
        "Right, that's agreed then. Tell Hendersons to start on Monday.", in_=council.room
    )
    caution = await council.room.shows("clause 10.5")
    assert caution.reply_to is not None
    assert [button.text for row in caution.keyboard for button in row] == [
        "Record it",
        "Put on the agenda",
        "Not council business",
    ]
    council.ann.reacts(said, "✍")
    await council.town.reacted(said, "✍")
    answer = await council.priya.presses(caution, "Put on the agenda")
    assert answer.text == "On the list for the next agenda."
    await council.next_morning()
    digest = await council.ruth.hears("2026/0001", council.bot)
    assert "Cllr Margaret Penhale" in digest.text
    assert "For the next agenda" in digest.text
    assert "Cllr Priya Shah" in digest.text
    [record] = await council.records()
    assert record.text == "Right, that's agreed then. Tell Hendersons to start on Monday."
    assert f"Ledger: one entry, head {(await _head(council))}" in digest.text


async def _head(council: Stage) -> str:
    from minutebook.storage import ledgers

    async with council.running.store.read() as tx:
        return (await ledgers.head(tx, (await council.view()).council.id)).seal
