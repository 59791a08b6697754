"""A council's settings: what each takes, and its default. Parsing is strict and says what is allowed."""

import re
from dataclasses import dataclass, field, fields, replace
from datetime import time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from minutebook.council.errors import SettingError


class CautionMode(StrEnum):
    """How cautions are given (`/cautions MODE`)."""

    AUTO = "auto"
    PUBLIC = "public"
    PRIVATE = "private"
    OBSERVE = "observe"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class CouncilSettings:
    """What an admin may set for a council.

    Attributes:
        policy: name of the adopted policy cautions cite.
        cautions: how cautions are given.
        quorum: how many members agreeing in the chat are told to the clerk (LGA 1972 Sch. 12 para. 12:
            one third of the members, never fewer than three).
        digest_at: local time of the daily digest.
        timezone: IANA name.
        quiet: how long after its last message a matter still takes in what is said next to it.
        memory: how long the short memory keeps a message.
        capture_emoji: the reaction that puts a message on the record, without variation selectors.
    """

    policy: str = "barrowby"
    cautions: CautionMode = CautionMode.AUTO
    quorum: int = 3
    digest_at: time = time(7, 30)
    timezone: str = "Europe/London"
    quiet: timedelta = timedelta(minutes=30)
    memory: timedelta = timedelta(hours=72)
    capture_emoji: str = "✍"
    contact: str = ""

    @property
    def zone(self) -> ZoneInfo:
        """The council's time zone."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """One setting's old and new value, as written in the log of changes."""

    name: str
    old: str
    new: str
    settings: CouncilSettings = field(repr=False)


REACTIONS = "❤👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡"
"""Emoji that Telegram takes as a reaction and that are one code point (Bot API `ReactionTypeEmoji`)."""

AGREEING_REACTIONS = frozenset("👍👌🤝💯🫡")
"""Reactions that say yes to a proposal."""


def plain_emoji(text: str) -> str:
    """Return `text` without variation selectors, which keyboards add and Telegram's updates leave out."""
    return text.replace("\ufe0f", "").replace("\ufe0e", "").strip()


def parse_time(text: str) -> time:
    """Read `7:30`, `07.30` or `0730`.

    Raises:
        SettingError: it is not a time of day, or falls between 01:00 and 01:59, which a clock change
            repeats or leaves out.
    """
    found = re.fullmatch(r"(\d{1,2})[:.]?(\d{2})", text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise SettingError("digest", "a time such as 07:30")
    if int(found[1]) == 1:
        raise SettingError("digest", "a time outside 01:00–01:59, which the clock change repeats or skips")
    return time(int(found[1]), int(found[2]))


def parse_whole(setting: str, text: str, low: int, high: int) -> int:
    """Read a whole number from `low` to `high`.

    Raises:
        SettingError: it is no such number.
    """
    if re.fullmatch(r"[0-9]{1,6}", text.strip()) and low <= int(text) <= high:
        return int(text)
    raise SettingError(setting, f"a whole number from {low} to {high}")


def parse_mode(text: str) -> CautionMode:
    """Read a caution mode, whatever its case.

    Raises:
        SettingError: there is no such mode.
    """
    try:
        return CautionMode(text.strip().lower())
    except ValueError:
        raise SettingError("cautions", "auto, public, private, observe or off") from None


def parse_emoji(text: str) -> str:
    """Read the emoji that records.

    Raises:
        SettingError: Telegram does not take it as a reaction, or it already says yes to a proposal.
    """
    emoji = plain_emoji(text)
    if len(emoji) != 1 or emoji not in REACTIONS or emoji in AGREEING_REACTIONS:
        raise SettingError(
            "emoji", "one of Telegram's reactions that does not already mean yes: ✍ 👀 🙏 🏆 🎉"
        )
    return emoji


def changed(settings: CouncilSettings, name: str, text: str, policies: tuple[str, ...]) -> SettingsChange:
    """Return what setting `name` to `text` would change.

    Args:
        policies: the policy names that may be chosen.

    Raises:
        SettingError: no such setting, or a value it does not take.
    """
    new = _parsed(settings, name, text, policies)
    return SettingsChange(name, shown(settings, name), shown(new, name), new)


def _parsed(settings: CouncilSettings, name: str, text: str, policies: tuple[str, ...]) -> CouncilSettings:
    match name:
        case "policy":
            if text.strip().lower() not in policies:
                raise SettingError("policy", " or ".join(policies))
            return replace(settings, policy=text.strip().lower())
        case "cautions":
            return replace(settings, cautions=parse_mode(text))
        case "quorum":
            return replace(settings, quorum=parse_whole("quorum", text, 2, 99))
        case "digest":
            return replace(settings, digest_at=parse_time(text))
        case "quiet":
            return replace(settings, quiet=timedelta(minutes=parse_whole("quiet", text, 1, 1440)))
        case "emoji":
            return replace(settings, capture_emoji=parse_emoji(text))
        case "contact":
            if not 1 <= len(text.strip()) <= 200:
                raise SettingError("contact", "a name and how to reach it, up to 200 characters")
            return replace(settings, contact=text.strip())
    raise SettingError(name, "policy, cautions, quorum, digest, quiet, emoji or contact")


def shown(settings: CouncilSettings, name: str) -> str:
    """Return setting `name` as people write it."""
    match name:
        case "digest":
            return settings.digest_at.strftime("%H:%M")
        case "quiet":
            return str(int(settings.quiet.total_seconds() // 60))
        case "emoji":
            return settings.capture_emoji
    known = {item.name for item in fields(settings)}
    return str(getattr(settings, name)) if name in known else ""
