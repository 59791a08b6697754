"""The walks the demo offers, and how far each has been played."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from minutebook.sandbox.evening_script import Step

WalkName = Literal["evening", "request"]


@dataclass(slots=True)
class Walk:
    """A script as it is being played.

    Attributes:
        steps: no two alike; what another walk has played meanwhile is left out.
        over: what the caption ends with when all is played.
        done: how many steps have been played.
    """

    name: WalkName
    steps: Sequence[Step]
    over: str
    done: int = 0

    @property
    def total(self) -> int:
        """How many steps there are."""
        return len(self.steps)

    def next(self, played: Sequence[Step]) -> Step | None:
        """The step to be played now; None once all are played.

        Args:
            played: what any walk has played so far.
        """
        ahead = [step for step in self.steps[self.done :] if step not in played]
        self.steps = [*self.steps[: self.done], *ahead]
        return self.steps[self.done] if self.done < self.total else None
