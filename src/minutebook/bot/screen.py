"""The screen of the council's computer: what somebody would see in Telegram, as plain text with its buttons numbered.

An answer is set in; its buttons are not. So nothing that was said on a record can pass for one of them.
"""

import json
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TextIO

from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

from minutebook.bot.computer_turn import new_number
from minutebook.council import outgoing
from minutebook.council.errors import ConfigurationError
from minutebook.council.outgoing import Button, Keyboard, Outgoing, Send, Way
from minutebook.council.wording import Html
from minutebook.reports.letters import as_text
from minutebook.storage.store import Tx

_CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
"""What a terminal would obey, and nobody typed in good faith: the signs that turn round the order of others, too."""

_SET_IN = "  "
_BUTTONS = "Buttons:"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button on the screen.

    Attributes:
        number: by which it is chosen; no other has it, and it keeps it.
        message_id: the answer it stands under.
        keyboard: all buttons there.
    """

    number: int
    label: str
    data: str
    message_id: int
    keyboard: Keyboard = field(repr=False)


class Screen:
    """Prints what is for one person, and knows which buttons stand there.

    Args:
        reader: the person's user id.
        passing: what is said under an answer that Telegram shows for a while; it stays here, so it is left out.
    """

    def __init__(self, out: TextIO, reader: int, passing: Html) -> None:
        self._out = out
        self._reader = reader
        self._passing = as_text([passing])
        self._choices: list[Choice] = []
        self._last = 0

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be pressed now."""
        return tuple(self._choices)

    def takes(self, item: Outgoing) -> bool:
        """Whether something is an answer to the person, which is shown here; notices go to them by Telegram."""
        ways = {way.way for way in item.ways}
        ours = ways <= {Way.MESSAGE, Way.EDIT, Way.KEYBOARD, Way.DELETE}
        return ours and item.chat_id == self._reader and item.kind != "notice"

    def committed(self, tx: Tx) -> None:
        """Show what a transaction that is on disk now had for the person."""
        for item in tx.here:
            self.show(item.ways[0])

    def show(self, send: Send) -> None:
        """Show a message; or change, or remove, one that stands here."""
        about = send.message_id or new_number()
        known = {one.data: one for one in self._choices if one.message_id == about}
        self._choices = [one for one in self._choices if one.message_id != about]
        if send.way is Way.DELETE:
            return
        if send.text:
            self.say(as_text([Html(send.text)]).removesuffix(self._passing).rstrip())
        self._offer(about, send.keyboard, known if send.way is Way.KEYBOARD else {})

    def say(self, text: str) -> None:
        """Print text, set in, with an empty line under it."""
        self._out.write(textwrap.indent(_CONTROLS.sub("", text), _SET_IN) + "\n\n")

    def _offer(self, about: int, keyboard: Keyboard, known: Mapping[str, Choice]) -> None:
        """Number the buttons of a message and print those that are new."""
        lines = []
        for button in (button for row in keyboard for button in row):
            if button.url:
                lines.append(f"{button.text}: {button.url}")
                continue
            number = known[button.data].number if button.data in known else self._last + 1
            self._last = max(self._last, number)
            self._choices.append(Choice(number, button.text, button.data, about, keyboard))
            if button.data not in known:
                lines.append(f"[{number}] {button.text}")
        if lines:
            plain = [_CONTROLS.sub("", " ".join(line.split())) for line in lines]
            self._out.write("\n".join([_BUTTONS, *plain]) + "\n\n")

    def chosen(self, said: str) -> Choice:
        """Return the choice of that number, or of that label, whatever its case; of several the newest answer's.

        Raises:
            ConfigurationError: there is none, or several have that label and not one alone of them stands under the
                newest answer; it says which there are.
        """
        wanted = said.strip().casefold()
        numbered = [one for one in self._choices if str(one.number) == wanted.strip("[]")]
        found = numbered or [one for one in self._choices if one.label.casefold() == wanted]
        if len(found) > 1:
            newest = max(self._choices, key=lambda one: one.number).message_id
            found = [one for one in found if one.message_id == newest] or found
        if len(found) == 1:
            return found[0]
        there = ", ".join(f"[{one.number}] {one.label}" for one in self._choices)
        if not there:
            raise ConfigurationError(f"there is nothing to choose, so not “{said}” either")
        which = "more than one choice is called" if found else "there is no choice"
        raise ConfigurationError(f"{which} “{said}”; there are: {there}")


class _Offline(BaseRequest):
    """Takes what would go to Telegram at once, and shows it; nothing leaves this computer."""

    def __init__(self, screen: Screen, reader: int) -> None:
        self._screen = screen
        self._reader = reader

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    @property
    def read_timeout(self) -> float | None:
        """Seconds an answer may take: none are waited for."""
        return None

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **more: Any
    ) -> tuple[int, bytes]:
        """Show a message or the answer to a press; refuse all else, as Telegram refuses what it does not know."""
        given = request_data.parameters if request_data else {}
        match url.rpartition("/")[2].lower():
            case "sendmessage" if given.get("chat_id") == self._reader:
                text, rows = str(given.get("text", "")), given.get("reply_markup")
                self._screen.show(outgoing.message(self._reader, text, keyboard=_keyboard(rows)))
                # Telegram's own number for a message that cannot be pointed at: nobody is to take it down.
                chat = {"id": self._reader, "type": "private"}
                return _answer({"message_id": 0, "date": 0, "chat": chat})
            case "answercallbackquery":
                if given.get("text"):
                    self._screen.say(str(given["text"]))
                return _answer(True)
        refusal = {"ok": False, "error_code": 400, "description": "Bad Request: not at the computer"}
        return 400, json.dumps(refusal).encode()


def _answer(result: object) -> tuple[int, bytes]:
    return 200, json.dumps({"ok": True, "result": result}).encode()


def _keyboard(markup: object) -> Keyboard:
    rows = markup.get("inline_keyboard", ()) if isinstance(markup, dict) else ()
    return tuple(
        tuple(Button(one["text"], one.get("callback_data", ""), one.get("url", "")) for one in row)
        for row in rows
    )


def offline_bot(screen: Screen, reader: int) -> ExtBot[None]:
    """Return a bot that shows on `screen` what it is to send to `reader`; it has no token and asks Telegram nothing."""
    request = _Offline(screen, reader)
    return ExtBot("0:computer", request=request, get_updates_request=request)
