"""What a council teaches the detector: its own words, its meetings, and what its clerk has judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from minutebook.council.assessment import Example
from minutebook.council.concerns import Label


@dataclass(frozen=True, slots=True)
class Teaching:
    """All that one council has taught.

    Attributes:
        words: its own words for a concern or subject, lower case.
        ignored: phrases that say nothing there, lower case.
        meetings: when it met or will meet, aware, all in its own zone, the earliest first.
        examples: what its clerk and deputy have judged, oldest first.
    """

    words: Mapping[Label, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    ignored: tuple[str, ...] = ()
    meetings: tuple[datetime, ...] = ()
    examples: tuple[Example, ...] = ()


NOTHING_TAUGHT = Teaching()
"""Of a council that has taught nothing yet."""
