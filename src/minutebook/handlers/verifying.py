"""`/verify` and `/verify HEAD`: the clerk has the ledger and all it speaks of re-read."""

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.errors import LedgerBroken, StoreError
from minutebook.council.ledger import Witness, parse_witness
from minutebook.council.wording import Html, join
from minutebook.handlers import answers, reading
from minutebook.handlers.events import PrivateMessage
from minutebook.handlers.house import House, Turn
from minutebook.storage import files, ledgers, lost_files
from minutebook.storage.verifying import verify_council

AT_ONCE = 20_000
"""Entries that are re-read while the clerk waits, a second or two; more are re-read beside the lanes."""


async def verify(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/verify`: re-read the council's ledger, content and files, and name the first break."""
    house, user_id = turn.house, event.person.id
    witness = parse_witness(words)
    async with house.store.read() as tx:
        count = (await ledgers.head(tx, view.council.id)).count
    if words.strip() and witness is None:
        text = house.wording.say("verify.how")
    elif house.verifying:
        text = house.wording.say("verify.busy")
    elif count <= AT_ONCE:
        text = await _verified(house, view, witness)
    else:
        text = house.wording.say("verify.begun", count=f"{count:,}")
        house.background(_beside(house, view, user_id, witness, f"{key}:verified"))
    await reading.say(turn, view, user_id, [text], key=key, shown=False)


async def _beside(house: House, view: CouncilView, user_id: int, witness: Witness | None, key: str) -> None:
    """Re-read beside the lanes, so that the council's messages do not wait, and tell the clerk."""
    try:
        text = await _verified(house, view, witness)
    except StoreError:
        text = house.wording.say("verify.stopped")
    whole = join([reading.heading(house, view), text], "\n\n")
    await answers.show(house, [outgoing.message(user_id, whole)], key=key, council_id=view.council.id)


async def _verified(house: House, view: CouncilView, witness: Witness | None) -> Html:
    """Return what re-reading comes to. One at a time: each holds a connection to the store for as long as it takes."""
    wording = house.wording
    house.verifying.add(view.council.id)
    try:
        async with house.store.read() as tx:
            head = await verify_council(tx, view.council.id, view.council.name, witness, folder=house.files)
    except LedgerBroken as broken:
        text = wording.say("verify.broken", seq=broken.seq, reason=broken.reason)
        if witness and await _whole_by_itself(house, view):
            return join([text, wording.say("verify.look_first")])
        return join([text, await _fetched_again(house, view)]) if broken.file else text
    finally:
        house.verifying.discard(view.council.id)
    text = wording.say("verify.good" if head.count else "verify.empty", count=head.count, head=head.seal)
    return join([text, wording.say("verify.holds")]) if witness else text


async def _whole_by_itself(house: House, view: CouncilView) -> bool:
    """Whether nothing is wrong but that the ledger does not hold the head that was given."""
    try:
        async with house.store.read() as tx:
            await verify_council(tx, view.council.id, view.council.name, None, folder=house.files)
    except LedgerBroken:
        return False
    return True


async def _fetched_again(house: House, view: CouncilView) -> Html:
    """Have every file that is lost or damaged fetched from Telegram once more, and say so."""
    async with house.store.read() as tx:
        found = await lost_files.lost(tx, view.council.id, house.files)
    async with house.store.change() as tx:
        for item in found:
            await files.fetch_again(tx, view.council.id, item.sha256)
    return house.wording.say("verify.fetched_again", count=max(1, len(found)))
