"""Which detector judges: the trained model, or the rules alone on the smallest machines."""

from enum import StrEnum

from minutebook.council.assessment import Detector
from minutebook.council.errors import ConfigurationError
from minutebook.detector.rules import RulesDetector


class DetectorName(StrEnum):
    """What the configuration may name."""

    MODEL = "model"
    RULES = "rules"


def load_detector(name: DetectorName) -> Detector:
    """Return the detector of that name, ready to judge; the model takes about a second to load.

    Raises:
        ConfigurationError: the model's packages or its files are not there.
    """
    if name is DetectorName.RULES:
        return RulesDetector()
    try:
        # Its packages are not installed where the rules judge alone.
        from minutebook.detector.learned.reader import ReadingDetector

        return ReadingDetector()
    except ImportError as error:
        raise ConfigurationError(
            f'the detector needs a package that is not installed here ({error.name}). Run "make install"; on a '
            'machine too small for it, set detector = "rules" at the top of config.toml'
        ) from error
    except FileNotFoundError as error:
        raise ConfigurationError(
            'the detector’s model is missing from this installation. Fetch the project anew, or set detector = "rules" '
            "at the top of config.toml"
        ) from error
