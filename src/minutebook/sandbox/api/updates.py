"""getMe, getUpdates, and the webhook's settings.

A webhook can be set, and then getUpdates is refused as on Telegram; nothing is posted to it.
"""

from __future__ import annotations

import asyncio
import re

from minutebook.sandbox import shapes
from minutebook.sandbox.api.call import Call, RawJson
from minutebook.sandbox.errors import ApiRefusal, bad_request
from minutebook.sandbox.queue import BY_WEBHOOK, UpdateQueue
from minutebook.sandbox.wire import Json, Obj

LONGEST_WAIT = 50
REPEAT_WAIT = 3
WEBHOOK_SET = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
    " webhook first"
)


def get_me(call: Call) -> Json:
    """getMe: the only place that tells the privacy mode (BotFather's switch, not the bot's role)."""
    switches: Obj = {
        "can_join_groups": True,
        "can_read_all_group_messages": call.bot.reads_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return {**shapes.user(call.bot), **switches}


async def get_updates(call: Call) -> RawJson:
    """getUpdates: confirm, remember the types wanted, then give what waits or wait for it.

    Raises:
        ApiRefusal: 409, a webhook is set, or another poller came while this one waited.
    """
    bot, queue = call.bot, call.bot.queue
    if bot.webhook:
        raise ApiRefusal(409, WEBHOOK_SET)
    _subscribe(call, queue)
    offset = call.integer("offset") or 0
    if offset:
        queue.confirm(offset)
    limit = call.integer("limit") or 100
    timeout = float(min(max(call.integer("timeout") or 0, 0), LONGEST_WAIT))
    timeout = _repeated(call, offset, timeout)
    found = queue.batch(min(max(limit, 1), 100))
    if not found:
        await queue.wait(timeout)
        found = queue.batch(min(max(limit, 1), 100))
    if call.state.faults.duplicates:
        found = [body for body in found for _ in range(2)]
    return RawJson(b"[" + b",".join(found) + b"]")


def _repeated(call: Call, offset: int, timeout: float) -> float:
    """The same offset again within 3 s waits at least 3 s, if that is switched on."""
    if not call.state.faults.repeat_wait:
        return timeout
    now = asyncio.get_running_loop().time()
    last_offset, last_at = call.bot.queue.last_asked
    call.bot.queue.last_asked = (offset, now)
    again = offset == last_offset and now < last_at + REPEAT_WAIT
    return max(timeout, REPEAT_WAIT) if again else timeout


def _subscribe(call: Call, queue: UpdateQueue) -> None:
    """Remember ``allowed_updates``; leaving it out keeps what was."""
    if call.text("allowed_updates"):
        kinds = call.items("allowed_updates") or []
        queue.allow(kind for kind in kinds if isinstance(kind, str))


def set_webhook(call: Call) -> Json:
    """setWebhook: an empty address deletes it."""
    url = call.text("url")
    if not url:
        return delete_webhook(call)
    if not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.text("secret_token")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch("[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    _subscribe(call, call.bot.queue)
    _drop(call)
    call.bot.webhook = url
    call.bot.queue.interrupt(BY_WEBHOOK)
    return True


def delete_webhook(call: Call) -> Json:
    """deleteWebhook, optionally throwing away what waits."""
    call.bot.webhook = ""
    _drop(call)
    return True


def _drop(call: Call) -> None:
    waiting = call.bot.queue.pending_ids()
    if call.flag("drop_pending_updates") and waiting:
        call.bot.queue.confirm(waiting[-1] + 1)


def get_webhook_info(call: Call) -> Json:
    """getWebhookInfo."""
    out: Obj = {
        "url": call.bot.webhook,
        "has_custom_certificate": False,
        "pending_update_count": call.bot.queue.pending(),
    }
    if call.bot.queue.chosen:
        out["allowed_updates"] = list(call.bot.queue.chosen)
    if call.bot.webhook:
        out["max_connections"] = 40
    return out


def log_out(call: Call) -> Json:
    """logOut and close: accepted; the sandbox has no other server to move to."""
    return True
