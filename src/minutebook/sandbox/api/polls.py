"""sendPoll and stopPoll: a bot asks."""

from __future__ import annotations

from minutebook.sandbox import deliver, shapes, talking
from minutebook.sandbox.api import sending
from minutebook.sandbox.api.call import Call, text_in
from minutebook.sandbox.api.places import chat_to_read, message_in
from minutebook.sandbox.errors import bad_request
from minutebook.sandbox.wire import Json


def send_poll(call: Call) -> Json:
    """sendPoll: a question of 1 to 300 characters, 1 to 12 options of 1 to 100; anonymous unless told."""
    where = sending.destination(call)
    question = call.text("question").strip()
    options = [_option(item) for item in call.items("options") or []]
    if not question:
        raise bad_request("poll question must be non-empty")
    if len(question) > 300:
        raise bad_request("poll question length must not exceed 300")
    if not options:
        raise bad_request("poll must have at least 1 option")
    if len(options) > 12:
        raise bad_request("poll can't have more than 12 options")
    if any(not option for option in options):
        raise bad_request("poll options must be non-empty")
    if any(len(option) > 100 for option in options):
        raise bad_request("poll options length must not exceed 100")
    made = talking.new_poll(
        call.state,
        question,
        options,
        anonymous=call.flag("is_anonymous", True),
        multiple=call.flag("allows_multiple_answers"),
    )
    return sending.post(call, where, {"poll": made})


def _option(item: Json) -> str:
    return (text_in(item, "text") if isinstance(item, dict) else str(item)).strip()


def stop_poll(call: Call) -> Json:
    """stopPoll: the bot's own, and only once."""
    one = message_in(call, chat_to_read(call), "message with poll to stop not found")
    if one.poll is None or one.author is not call.bot or one.poll.closed or one.origin is not None:
        raise bad_request("poll can't be stopped")
    one.poll.closed = True
    deliver.poll_state(call.state, one)
    return shapes.poll(one.poll, counted=True)
