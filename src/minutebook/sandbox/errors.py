"""The two ways the sandbox says no."""

from __future__ import annotations


class SandboxRefusal(Exception):
    """A person tried what Telegram's apps would not let them do; the text says why."""


class ApiRefusal(Exception):
    """A Bot API call that Telegram would refuse.

    Attributes:
        code: the error code and HTTP status.
        description: Telegram's own words, prefix included ("Bad Request: chat not found").
        parameters: ``migrate_to_chat_id`` or ``retry_after``, where Telegram adds them.
    """

    def __init__(self, code: int, description: str, parameters: dict[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}


def bad_request(words: str, parameters: dict[str, int] | None = None) -> ApiRefusal:
    """A 400 with Telegram's prefix."""
    return ApiRefusal(400, f"Bad Request: {words}", parameters)


def forbidden(words: str) -> ApiRefusal:
    """A 403 with Telegram's prefix."""
    return ApiRefusal(403, f"Forbidden: {words}")
