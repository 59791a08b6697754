"""Which detector judges is the configuration's to say, and a machine without the model's packages is told what to do."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from minutebook.bot.detectors import DetectorName, load_detector
from minutebook.bot.settings import load_settings
from minutebook.council.errors import ConfigurationError
from minutebook.detector.learned.reader import ReadingDetector
from minutebook.detector.rules import RulesDetector

WITHOUT = "import sys; sys.modules['onnxruntime'] = None; from minutebook.bot.cli import main; main()"
"""The command line on a machine where the model's packages are not installed."""

LINE = json.dumps(
    {"id": "1", "thread": "1", "sender": "Ann", "text": "Right, that's agreed, pay Hendersons £450."}
)


def scan_without(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `minutebook scan -` there."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, "scan", "-", *arguments],
        input=LINE,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_configuration_names_the_detector(tmp_path: Path) -> None:
    """Without a word it is the model; `detector = "rules"` takes the rules; anything else is told what there is."""
    path = tmp_path / "config.toml"
    rest = '[telegram]\ntoken = "123456:abcdef"\n'
    path.write_text(rest)
    assert load_settings(path).detector is DetectorName.MODEL
    path.write_text(f'detector = "rules"\n{rest}')
    assert load_settings(path).detector is DetectorName.RULES
    path.write_text(f'detector = "oracle"\n{rest}')
    with pytest.raises(ConfigurationError, match='"model" or "rules"'):
        load_settings(path)


def test_each_name_loads_its_detector() -> None:
    """The model where it is wanted, and nothing of it where it is not."""
    assert isinstance(load_detector(DetectorName.MODEL), ReadingDetector)
    assert isinstance(load_detector(DetectorName.RULES), RulesDetector)


def test_without_the_packages_one_sentence_says_what_to_do() -> None:
    """Where the model's packages are missing, the command ends with what to run or to set."""
    ended = scan_without()
    assert ended.returncode == 1
    assert "make install" in ended.stderr
    assert 'detector = "rules"' in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_rules_need_none_of_them() -> None:
    """The rules alone judge where the model's packages are missing."""
    ended = scan_without("--detector", "rules")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["warn"] is True
