"""A note about the clerk or deputy beside a message that is not: it is told apart, and the message stays the clerk's.

Nobody is ever sent what concerns themselves, so record and note go to the staffing recipient. But anybody may type a
note, the author of a decision too: it takes nothing from the clerk that was the clerk's before. So such a record is
kept as a conversation of one message, under the command that asked for it. The message's own place stays free: its
flag goes on waiting, its matter stands in the register, answers to it are the clerk's, and the clerk may put it on
the record.
"""

from collections.abc import Sequence
from dataclasses import replace

from minutebook.council import conversations
from minutebook.council.bodies import CouncilView
from minutebook.council.messages import Message
from minutebook.council.records import Route
from minutebook.storage import matters, members, talk
from minutebook.storage.candidates import Candidate
from minutebook.storage.records import Capture
from minutebook.storage.store import Tx


async def is_the_clerks(tx: Tx, message: Message, flagged: Candidate | None) -> bool:
    """Whether a message is the clerk's already: flagged for them, in a matter or a conversation of theirs.

    Of what nobody has judged the note is the only word: that is withheld whole, and its answers with it.

    Args:
        flagged: the flag on it, or None.
    """
    if flagged is not None:
        return flagged.route is Route.CLERK
    if any(place.route is Route.CLERK for place in await members.places_of(tx, *message.key)):
        return True
    known = await talk.matters_of(tx, message.chat_id, [message.message_id])
    matter_id = known.get(message.message_id)
    return matter_id is not None and not await matters.is_withheld(tx, matter_id)


def apart(view: CouncilView, what: Capture, place: tuple[int, int]) -> Capture:
    """Return what is put on the record of a message and its note as a conversation of that one message.

    Args:
        what: as it would be put there under the message's own place.
        place: chat id and message id of the command that the note was typed with.
    """
    said: Sequence[Message] = what.versions
    if what.answered is not None:
        name, text = what.answered.sender.name, what.answered.text
        said = [replace(version, answered_name=name, answered_text=text) for version in said]
    whole = conversations.told_in_turn([said], place, view.council.settings.zone)
    return replace(what, versions=whole, answered=None, members=[said])
