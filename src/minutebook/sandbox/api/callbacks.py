"""answerCallbackQuery: what the person who pressed a button is shown."""

from __future__ import annotations

from datetime import timedelta

from minutebook.sandbox.api.call import Call
from minutebook.sandbox.errors import bad_request
from minutebook.sandbox.messages import Answer
from minutebook.sandbox.wire import Json

ANSWERABLE_FOR = timedelta(seconds=20)
"""Telegram's limit is not documented; failures are reported from about 10 to 20 s on."""
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer(call: Call) -> Json:
    """Answer a press, once or again, within 20 s of it; text 0 to 200 characters."""
    press = call.state.presses.get(call.text("callback_query_id"))
    if press is None or press.bot is not call.bot or call.state.now() - press.at > ANSWERABLE_FOR:
        raise bad_request(TOO_OLD)
    words = call.text("text")
    if len(words) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answer = Answer(words, call.flag("show_alert"))
    press.answered.set()
    call.state.touch()
    return True
