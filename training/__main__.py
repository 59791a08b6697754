"""`python -m training retrain` makes the model anew; `compare` remakes the table of the README,
`agreement` works out how far the second readers agree with the labels, `replay` what teaching changes, `card` the figures of the model card, `styles` which ways of writing it treats worse."""

import argparse
from pathlib import Path

from training.agreement import agreement, as_a_detector
from training.corpus import split


def _say(line: str) -> None:
    print(line, flush=True)


def main() -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("what", choices=("retrain", "compare", "agreement", "replay", "card", "styles"))
    parser.add_argument("--folder", type=Path, help="where the model goes (otherwise the package)")
    parser.add_argument("--epochs", type=int, default=4, help="times through the corpus")
    parser.add_argument("--seed", type=int, default=1, help="of every chance taken")
    given = parser.parse_args()
    if given.what == "agreement":
        said = [
            each for name in ("train", "validation", "test") for thread in split(name) for each in thread.said
        ]
        for name, value in agreement(said).items():
            _say(f"{name:17} {value:.3f}")
        test = [each for thread in split("test") for each in thread.said]
        f1, false = as_a_detector(test)
        _say(f"second readers of the test councils: warn F1 {f1:.3f}, {false:.1f} false cautions a thousand")
    elif given.what == "replay":
        from training.replay import replay

        replay(_say)
    elif given.what == "card":
        from training.card import card

        card(_say)
    elif given.what == "styles":
        from training.styles import styles

        styles(_say)
    elif given.what == "compare":
        # What learns is loaded only where it is needed: it takes a while, and not everybody has it.
        from training.compare import compare

        compare(_say)
    else:
        from minutebook.detector.learned.reader import MODEL
        from training.fit import Plan
        from training.retrain import retrain

        retrain(given.folder or MODEL, Plan(epochs=given.epochs, seed=given.seed), _say)


main()
