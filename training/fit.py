"""Fits the network to the training councils."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from transformers import PreTrainedTokenizerFast

from minutebook.detector.signals import LABELS
from training.corpus import Said
from training.groups import Answer, Stretch, answer
from training.heard import Prepared
from training.net import Net

Logits = dict[str, NDArray[np.float32]]
"""The network's answer by the id of the message."""

_SOME_WORDS = 5  # of which a message must have so many to mean something by itself


@dataclass(frozen=True, slots=True)
class Plan:
    """How to fit.

    Attributes:
        epochs: times through the corpus.
        rate, head_rate: greatest learning rates of encoder and head.
        step: messages a step, about.
        alone: messages a step that are shown once more with nothing before them.
        frozen: layers of the encoder that stay as they came.
        seed: of every chance taken.
    """

    epochs: int = 4
    rate: float = 8e-5
    head_rate: float = 6e-4
    step: int = 36
    alone: int = 4
    frozen: int = 2
    seed: int = 1


def target(said: Said) -> list[float]:
    """Return what the network should answer: the labels, any concern, any label."""
    return [*(float(label in said.labels) for label in LABELS), float(said.warn), float(said.record)]


def fit(
    net: Net,
    tokens: PreTrainedTokenizerFast,
    talks: Sequence[Prepared],
    plan: Plan,
    say: Callable[[str], None],
) -> None:
    """Fit `net` in place; what it holds at the end is the running mean of its last steps."""
    rng = random.Random(plan.seed)
    # However many numbers were drawn to begin the net.
    torch.manual_seed(plan.seed)
    net.freeze(plan.frozen)
    rates = (plan.rate, plan.head_rate)
    optimiser = torch.optim.AdamW(_by_rate(net, rates), weight_decay=0.01, fused=True)
    weights = _weights(talks)
    singles = _singles(talks)
    mean = {name: value.detach().clone() for name, value in net.named_parameters() if value.requires_grad}
    began, done = time.monotonic(), 0
    for epoch in range(plan.epochs):
        net.train()
        losses = []
        groups = _groups(talks, plan.step, rng)
        for group in groups:
            share = done / (len(groups) * plan.epochs)
            for part, rate in zip(optimiser.param_groups, rates, strict=True):
                part["lr"] = rate * min(1.0, share / 0.08 + 0.02) * max(0.03, 1 - share)
            stretches = [_heard_from(talk, rng) for talk in group]
            stretches += [rng.choice(rng.choice(singles)) for _ in range(plan.alone)]
            loss = _loss(net, answer(net, tokens, stretches, rng), weights)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            losses.append(loss.item())
            done += 1
            _follow(mean, net, min(0.995, (1 + done) / (10 + done)))
        say(
            f"epoch {epoch + 1} of {plan.epochs}: loss {np.mean(losses):.4f}, {time.monotonic() - began:.0f} s"
        )
    net.load_state_dict(mean, strict=False)


def _by_rate(net: Net, rates: tuple[float, float]) -> list[dict[str, object]]:
    body = [
        each for name, each in net.named_parameters() if name.startswith("encoder") and each.requires_grad
    ]
    rest = [each for name, each in net.named_parameters() if not name.startswith("encoder")]
    return [{"params": body, "lr": rates[0]}, {"params": rest, "lr": rates[1]}]


def _weights(talks: Sequence[Prepared]) -> Tensor:
    """Return what a rare label counts more, so that it is learned at all."""
    wanted = np.array([target(said) for talk in talks for said in talk.thread.said])
    share = wanted.mean(0)
    return torch.tensor(np.clip(((1 - share) / np.maximum(share, 1e-4)) ** 0.25, 1, 2.5), dtype=torch.float32)


def _groups(talks: Sequence[Prepared], step: int, rng: random.Random) -> list[list[Prepared]]:
    """Return the conversations in a new order, in groups of about `step` messages."""
    order = list(talks)
    rng.shuffle(order)
    groups: list[list[Prepared]] = [[]]
    for talk in order:
        if sum(map(len, groups[-1])) >= step:
            groups.append([])
        groups[-1].append(talk)
    return groups


def _heard_from(talk: Prepared, rng: random.Random) -> Stretch:
    """Return a conversation, now and then as a bot hears it that was away when it began."""
    if len(talk) > 6 and rng.random() < 0.2:
        return Stretch(talk, rng.randrange(1, len(talk) - 3))
    return Stretch(talk)


def _singles(talks: Sequence[Prepared]) -> tuple[list[Stretch], list[Stretch], list[Stretch]]:
    """Return messages to be shown alone: those with a concern, and, twice for one of them, those without.

    A decision said out of the blue is one; in talk, nearly every one follows a question, and the network
    would wait for it. Of a few words it is left to the talk what they mean.
    """
    every = [
        Stretch(talk, at, single=True)
        for talk in talks
        for at, said in enumerate(talk.thread.said)
        if len(said.message.text.split()) >= _SOME_WORDS
        and "consensus" not in {label.value for label in said.labels}
    ]
    clean = [each for each in every if not each.talk.thread.said[each.start].warn]
    return [each for each in every if each.talk.thread.said[each.start].warn], clean, clean


def _loss(net: Net, said: Answer, weights: Tensor) -> Tensor:
    wanted = torch.tensor(
        [target(stretch.talk.thread.said[at]) for stretch, at in said.places], dtype=torch.float32
    )
    # A "yes" whose question the bot did not hear is nobody's to judge.
    count = torch.tensor([_judged(stretch, at) for stretch, at in said.places])
    soft = wanted * 0.98 + 0.005

    def of(logits: Tensor, wanted: Tensor, count: Tensor) -> Tensor:
        each = nn.functional.binary_cross_entropy_with_logits(
            logits, wanted, pos_weight=weights, reduction="none"
        )
        return (each.mean(-1) * count).sum() / count.sum().clamp(min=1)

    solo = of(net.solo(net.drop(said.vectors)), soft, count)
    along = of(said.along, soft[said.index], count[said.index] * said.known)
    return of(said.logits, soft, count) + 0.3 * solo + 0.3 * along


def _judged(stretch: Stretch, at: int) -> float:
    if stretch.single or stretch.start == 0 or at - stretch.start >= 5:
        return 1.0
    return 0.0 if "consensus" in {each.value for each in stretch.talk.thread.said[at].labels} else 1.0


def _follow(mean: dict[str, Tensor], net: Net, keep: float) -> None:
    with torch.no_grad():
        for name, value in net.named_parameters():
            if name in mean:
                mean[name].lerp_(value, 1 - keep)


def predict(net: Net, tokens: PreTrainedTokenizerFast, talks: Sequence[Prepared]) -> Logits:
    """Return the network's answer to every message."""
    net.eval()
    found: Logits = {}
    with torch.no_grad():
        for start in range(0, len(talks), 8):
            said = answer(net, tokens, [Stretch(talk) for talk in talks[start : start + 8]])
            for (stretch, at), row in zip(said.places, said.logits.numpy(), strict=True):
                found[stretch.talk.thread.said[at].id] = row
    return found


def sigmoid(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return probabilities of logits."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))), dtype=np.float32)
