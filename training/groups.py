"""Conversations as tensors: every message encoded once, then every message among those before it."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from minutebook.detector.learned.network import TOKENS, Pair
from minutebook.detector.learned.windows import PLACES, pair
from training.heard import Prepared
from training.net import Net

_SIDE_BY_SIDE = 20  # pairs encoded together
_LEFT_OUT = 0.06  # of a message's tokens, in training


@dataclass(frozen=True, slots=True)
class Stretch:
    """A conversation that the bot hears from message `start` on; `single`: that message, and nothing more."""

    talk: Prepared
    start: int = 0
    single: bool = False

    def messages(self) -> range:
        """Return the places of the messages heard."""
        return range(self.start, self.start + 1 if self.single else len(self.talk))

    def told(self, at: int) -> tuple[float, ...]:
        """Return what the rules notice of a message, given what was heard before it."""
        return self.talk.alone[at] if self.single else self.talk.told[at]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the network says of the messages of some stretches, in their order.

    Attributes:
        along: what its first look says of each place of each message's window, shape (messages, places, outputs).
        index: which message stands at each of these places.
        known: whether one does.
    """

    logits: Tensor
    vectors: Tensor
    places: list[tuple[Stretch, int]]
    along: Tensor
    index: Tensor
    known: Tensor


def roughened(line: str, rng: random.Random) -> str:
    """Return a line as a hurried hand might have typed it; mostly as it is."""
    chance = rng.random()
    if chance < 0.12:
        return line.lower()
    if chance < 0.24:
        return re.sub(r"[.,!?;:'\"]", "", line).lower()
    if chance < 0.34 and len(line) > 8:
        return _mistyped(line, rng)
    return line.upper() if chance < 0.37 else line


def _mistyped(line: str, rng: random.Random) -> str:
    letters = list(line)
    for _ in range(max(1, len(letters) // 40)):
        at, how = rng.randrange(len(letters) - 1), rng.random()
        if how < 0.4:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        else:
            letters[at] = "" if how < 0.7 else letters[at] * 2
    return "".join(letters)


def answer(
    net: Net,
    tokens: PreTrainedTokenizerFast,
    stretches: Sequence[Stretch],
    rng: random.Random | None = None,
) -> Answer:
    """Run the network over stretches; `rng` given, as in training: roughened, signals sometimes withheld."""
    places = [(stretch, at) for stretch in stretches for at in stretch.messages()]
    read = []
    for stretch, at in places:
        said, shown = _pair(stretch, at)
        read.append((roughened(said, rng) if rng else said, shown))
    vectors = _encoded(net, tokens, read, _LEFT_OUT if rng else 0.0)
    told = torch.tensor([stretch.told(at) for stretch, at in places], dtype=torch.float32)
    if rng and rng.random() < 0.15:
        told = told * 0  # so that the words count by themselves, too
    alone = torch.tensor([stretch.talk.lines[at].alone for stretch, at in places], dtype=torch.float32)
    index, known, same, answered = _windows(places)
    logits, along = net.listen(torch.cat([vectors, alone], 1)[index], known, same, answered, told)
    return Answer(logits, vectors, places, along, index, known)


def _pair(stretch: Stretch, at: int) -> Pair:
    thread = stretch.talk.thread
    return pair(
        stretch.talk.lines[stretch.start : at + 1],
        at - stretch.start,
        thread.context(at, stretch.start).answered,
    )


def _encoded(net: Net, tokens: PreTrainedTokenizerFast, read: Sequence[Pair], left_out: float) -> Tensor:
    """Encode pairs, those of like length together; `left_out` is the share of tokens masked."""
    order = sorted(range(len(read)), key=lambda at: len(read[at][0]) + len(read[at][1]))
    parts = []
    for start in range(0, len(order), _SIDE_BY_SIDE):
        batch = [read[at] for at in order[start : start + _SIDE_BY_SIDE]]
        said = tokens(
            [each for each, _ in batch],
            [each for _, each in batch],
            truncation="longest_first",
            max_length=TOKENS,
            padding=True,
            # Few shapes: the processor's kernels are made once a shape.
            pad_to_multiple_of=16,
            return_tensors="pt",
        )
        ids = said["input_ids"]
        if left_out:
            words = (ids > tokens.mask_token_id) & (torch.rand(ids.shape) < left_out)
            ids = torch.where(words, tokens.mask_token_id, ids)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = net.encode(ids, said["attention_mask"], said["token_type_ids"])
        parts.append(out.float())
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return torch.cat(parts)[back]


def _windows(places: Sequence[tuple[Stretch, int]]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return, for each message, which rows its window holds, which of them are real, whose, and what it answers."""
    index, known, same, answered = [], [], [], []
    for row, (stretch, at) in enumerate(places):
        said = stretch.talk.thread.said
        first = at - PLACES + 1
        real = [each >= stretch.start for each in range(first, at + 1)]
        index.append([row - (at - each) if each >= stretch.start else row for each in range(first, at + 1)])
        known.append(real)
        own = said[at].message.sender.id
        same.append([int(ok and said[first + n].message.sender.id == own) for n, ok in enumerate(real)])
        answered.append([int(ok and said[at].answers == first + n) for n, ok in enumerate(real)])
    return torch.tensor(index), torch.tensor(known), torch.tensor(same), torch.tensor(answered)
