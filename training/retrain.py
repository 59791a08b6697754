"""From the corpus to the model in the package."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from minutebook.detector.learned.counting import SHARE, Counting
from minutebook.detector.learned.network import Network
from minutebook.detector.learned.windows import PLACES, Line, before, pair, window
from minutebook.detector.signals import LABELS
from training import bars, corpus, counted, export
from training.fingerprint import fingerprint
from training.fit import Logits, Plan, fit, predict
from training.heard import Prepared, prepare
from training.net import Net, base_tokenizer


def retrain(folder: Path, plan: Plan, say: Callable[[str], None]) -> None:
    """Fit a network to the training councils, write it to `folder`, set its bars on the validation councils.

    The same corpus, plan, versions and kind of processor make the same model, to the last bit.
    """
    _leave_nothing_to_chance(plan.seed)
    say("Reading the corpus …")
    train, validation = prepare(corpus.split("train")), prepare(corpus.split("validation"))
    say(f"{sum(map(len, train)):,} messages to learn from, {sum(map(len, validation)):,} to set the bars by.")
    net, tokens = Net(), base_tokenizer()
    fit(net, tokens, train, plan, say)

    said = [each for talk in validation for each in talk.thread.said]
    say("In full: " + summary(said, predict(net, tokens, validation)))
    export.export(net, folder)
    counted.fit(train, folder, say)
    logits = exported(folder, validation)
    say("In eight bits: " + summary(said, logits))
    set_bars(folder, validation, logits)
    say(f"Fingerprint: {fingerprint(folder)}")


def _leave_nothing_to_chance(seed: int) -> None:
    """Seed what the network starts from, and have sums added in one order, by two threads on any machine."""
    torch.set_num_threads(2)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(seed)


def set_bars(folder: Path, talks: list[Prepared], logits: Logits) -> None:
    """Choose the bars of the model in `folder` on the validation councils, and write them beside it."""
    said = [each for talk in talks for each in talk.thread.said]
    told = np.array([each for talk in talks for each in talk.told], dtype=np.float64)
    alone = exported(
        folder,
        prepare([_by_itself(talk.thread.council, each) for talk in talks for each in talk.thread.said]),
    )
    bars.write(folder / "bars.json", bars.chosen(said, logits, told, alone))


def _by_itself(council: str, said: corpus.Said) -> corpus.Thread:
    """Return a message as the bot hears it that has just come."""
    return corpus.Thread(
        council, (replace(said, answers=None, message=replace(said.message, reply_to=None)),)
    )


def exported(folder: Path, talks: list[Prepared]) -> Logits:
    """Return what the written model answers, run as the bot runs it."""
    network, counting = Network(folder), Counting(folder / counted.FILE)
    found: Logits = {}
    for talk in talks:
        for at, said in enumerate(talk.thread.said):
            line = talk.lines[at].plain
            opinion = counting.logits(line, before(talk.lines[: at + 1]))
            found[said.id] = _heard(network, talk, at) + SHARE * opinion
    return found


def _heard(network: Network, talk: Prepared, at: int) -> np.ndarray:
    lines: list[Line] = list(talk.lines[max(0, at - PLACES - 2) : at + 1])
    first = at + 1 - len(lines)
    pairs = [
        pair(talk.lines, each, talk.thread.context(each).answered)
        for each in range(max(first, at - PLACES + 1), at + 1)
    ]
    answered = talk.thread.context(at).answered
    return network.judge([window(lines, network.encode(pairs), answered, talk.told[at])])[0]


def summary(said: list[corpus.Said], logits: Logits) -> str:
    """Return a line of figures at a bar of one half."""
    raw = np.array([logits[each.id] for each in said])
    warn, record = np.array([each.warn for each in said]), np.array([each.record for each in said])
    parts = [
        f"warn F1 {bars.f1(raw[:, -2] > 0, warn):.3f}",
        f"record F1 {bars.f1(raw[:, -1] > 0, record):.3f}",
    ]
    for bar in (0.5, 0.7, 0.9):
        given = bars.sigmoid(raw[:, -2]) >= bar
        false = 1000 * (given & ~warn).sum() / (~warn).sum()
        parts.append(f"at {bar}: F1 {bars.f1(given, warn):.3f}, {false:.1f} false a thousand")
    each = (
        f"{label.value} {bars.f1(raw[:, at] > 0, np.array([label in one.labels for one in said])):.2f}"
        for at, label in enumerate(LABELS)
    )
    return "; ".join(parts) + "; " + " ".join(each)
