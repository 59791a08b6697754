"""The model's two halves at work: the encoder of a message, and the head that hears the conversation."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

Pair = tuple[str, str]
"""A message's plain line, and what is shown beside it."""

Floats = NDArray[np.float32]

TOKENS = 112
"""Tokens of message and context together."""

_REMEMBERED = 2048  # vectors kept, 3 KB each: a chat's latest messages need not be read again
_AT_ONCE = 2  # pairs encoded together: more are no quicker, and take memory that is not given back


@dataclass(frozen=True, slots=True)
class Window:
    """A message among those before it, oldest first, the message itself last; all arrays `places` long.

    Attributes:
        vectors: shape (places, width): encoder's output and what is told of each message alone.
        known: which places hold a message.
        same: whose sender is the message's own.
        answered: which is replied to.
        signals: what the rules notice of the message in its chat.
    """

    vectors: Floats
    known: NDArray[np.bool_]
    same: NDArray[np.int64]
    answered: NDArray[np.int64]
    signals: Floats


class Network:
    """The encoder and the head. One core; not to be shared between threads."""

    def __init__(self, folder: Path) -> None:
        """Load both from `folder`; takes about half a second."""
        # Whatever a version may bring along: nothing of a council's use of it goes anywhere.
        ort.disable_telemetry_events()
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # Without the arena memory goes back after a long message.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        only = ["CPUExecutionProvider"]
        self._encoder = ort.InferenceSession(folder / "encoder.onnx", options, providers=only)
        self._head = ort.InferenceSession(folder / "head.onnx", options, providers=only)
        self._tokens = tokenizer(folder / "tokenizer.json")
        self._seen: OrderedDict[Pair, Floats] = OrderedDict()

    def encode(self, pairs: Sequence[Pair]) -> Floats:
        """Return one vector a pair, shape (pairs, width); what was read lately is not read again."""
        fresh = [pair for pair in dict.fromkeys(pairs) if pair not in self._seen]
        found = dict(zip(fresh, self._read(fresh), strict=True)) if fresh else {}
        for pair in pairs:
            self._seen[pair] = found[pair] if pair in found else self._seen[pair]
            self._seen.move_to_end(pair)
        answer = np.stack([self._seen[pair] for pair in pairs])
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return answer

    def reach(self, pair: Pair) -> int:
        """Return how many characters of a pair's message the encoder has room for beside the rest."""
        read = self._tokens.encode(*pair)
        own = [end for (_, end), part in zip(read.offsets, read.sequence_ids, strict=True) if part == 0]
        # Without a token left out, whatever follows the last one was no word.
        return max(own, default=0) if read.overflowing else len(pair[0])

    def _read(self, pairs: Sequence[Pair]) -> list[Floats]:
        """Encode pairs, those of like length together so that little is padding."""
        order = sorted(range(len(pairs)), key=lambda at: len(pairs[at][0]) + len(pairs[at][1]))
        vectors: dict[int, Floats] = {}
        for start in range(0, len(order), _AT_ONCE):
            batch = order[start : start + _AT_ONCE]
            read = self._tokens.encode_batch([pairs[at] for at in batch])
            (out,) = self._encoder.run(
                ["vector"],
                {
                    "ids": np.array([each.ids for each in read], dtype=np.int64),
                    "mask": np.array([each.attention_mask for each in read], dtype=np.int64),
                    "types": np.array([each.type_ids for each in read], dtype=np.int64),
                },
            )
            vectors.update(zip(batch, np.asarray(out, dtype=np.float32), strict=True))
        return [vectors[at] for at in range(len(pairs))]

    def judge(self, windows: Sequence[Window]) -> Floats:
        """Return the logits of each window's message, shape (windows, outputs)."""
        (out,) = self._head.run(
            ["logits"],
            {
                "vectors": np.stack([each.vectors for each in windows]),
                "known": np.stack([each.known for each in windows]),
                "same": np.stack([each.same for each in windows]),
                "answered": np.stack([each.answered for each in windows]),
                "signals": np.stack([each.signals for each in windows]),
            },
        )
        return np.asarray(out, dtype=np.float32)


def tokenizer(path: Path) -> Tokenizer:
    """Return the tokenizer with our limits, whatever the file says of its own."""
    tokens = Tokenizer.from_file(str(path))
    tokens.enable_truncation(TOKENS, strategy="longest_first")
    tokens.enable_padding()
    return tokens
