"""A note about the clerk or deputy beside a message that is not: it is told apart, and the message stays the clerk's.

Nobody is ever sent what concerns themselves, so record and note go to the staffing recipient. But anybody may type a
note, the author of a decision too: it takes nothing from the clerk that would be the clerk's without it, whether
or not anything was flagged, and leaves no word of itself where the clerk looks. So such a record is kept as a
conversation of one message, under the command that asked for it. The message's own place stays free: its flag goes on
waiting, its matter stands in the register, answers to it are the clerk's, a request for information finds it, and
the clerk may put it on the record. What others note there is a record of its own too: nobody learns by being refused
that a first note was made.
"""

from collections.abc import Sequence
from dataclasses import replace

from minutebook.council import conversations
from minutebook.council.bodies import CouncilView
from minutebook.council.messages import Message
from minutebook.storage.records import Capture


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
