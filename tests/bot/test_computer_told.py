"""What of a command at the computer the person is told: its name, its reference, and no word that may be a record's."""

import pytest

from minutebook.bot.computer_told import Known, told
from minutebook.council.own_words import label_names
from minutebook.council.reasons import load_reasons
from minutebook.council.schedules import default_schedule
from minutebook.council.wording import load_wording

KNOWN = Known(default_schedule(), label_names(load_wording()), ("barrowby", "lenham"), load_reasons())


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ('/exempt 1 s40(2) "Zebedee of 14 Mill Lane" for 3 because he asked', "/exempt 1 s40(2) …"),
        ("/exempt 2026/0001 personal Zebedee of 14 Mill Lane", "/exempt 2026/0001 personal …"),
        ("/exempt 1 personal 07700900123", "/exempt 1 personal …"),
        ('/exempt 1 because "personal"', "/exempt 1 …"),
        ("/exempt 14 Mill Lane", "/exempt 14 …"),
        ("/exempt Zebedee", "/exempt …"),
        ("/find Zebedee", "/find …"),
        ("/find 14", "/find …"),
        ("/find class:finance", "/find …"),
        ("/show Zebedee 1", "/show …"),
        ("/show 12345678", "/show …"),
        ("/show 1x", "/show …"),
        ('/foi new sar "Zebedee" received 3 March', "/foi new sar …"),
        ("/foi new quietly eir Zebedee", "/foi new quietly eir …"),
        ("/foi 3 search Zebedee", "/foi 3 search …"),
        ("/foi 3 searching Zebedee", "/foi 3 …"),
        ("/foi 3 title foi", "/foi 3 title …"),
        ("/foi 3 close given to Zebedee", "/foi 3 close …"),
        ("/foi 3 add 2026/0001, m12 and 4-9 Mill Lane", "/foi 3 add 2026/0001, m12 and 4-9 …"),
        ("/foi 3 add m07700900123", "/foi 3 add …"),
        ("/foi 3 add 01234 567890", "/foi 3 add …"),
        ("/foi 3 add 12345-678901", "/foi 3 add …"),
        ("/foi 3 add m1234567890", "/foi 3 add …"),
        ("/class 1 zebedee", "/class 1 …"),
        ("/class 1 finance, Zebedee", "/class 1 …"),
        ("/dispose 1 errors of Zebedee", "/dispose 1 …"),
        ("/minute D12 delegated Zebedee may", "/minute D12 delegated …"),
        ('/minute 1 "Zebedee 45/26"', "/minute 1 …"),
        ('/words add staffing "Zebedee"', "/words add staffing …"),
        ("/words ignore Zebedee", "/words ignore …"),
        ("/words delete Zebedee", "/words delete …"),
        ("/words add staffing and Zebedee", "/words add staffing …"),
        ("/mailbox zebedee@example.com", "/mailbox …"),
        ("/contact Zebedee", "/contact …"),
        ("/schedule new zebedee 10 years", "/schedule new …"),
        ("/decisions of Zebedee", "/decisions …"),
        ("/meeting 14 Mill Lane", "/meeting …"),
        ("/today Zebedee", "/today …"),
    ],
)
def test_no_words_that_may_be_of_a_record_are_told(command: str, said: str) -> None:
    """What is no subcommand, reference, number where one belongs, class or reason is left out, and all behind it."""
    assert told(command, KNOWN) == said


@pytest.mark.parametrize(
    "command",
    [
        "/today",
        "/show 2026/0001 2",
        "/exempt 1 s40(2)",
        "/exempt 1 commercial file 2",
        "/exempt 1 legal",
        "/foi",
        "/foi 3",
        "/foi 3 remove all",
        "/foi 3 hold 1 2 3",
        "/foi 3 pause identity",
        "/foi 3 kind eir",
        "/foi 3 undo extend",
        "/foi 3 close",
        "/class 1 Finance sooner",
        "/dispose 2026/0001 error",
        '/minute 1 "45/26"',
        "/minute D3 not taken",
        "/decisions overdue",
        "/schedule finance 7 years then review",
        "/schedule apply finance",
        "/words add personal details",
        "/meeting 2026-12-08 19:30",
        "/meeting remove 2026-12-08",
        "/mailbox records off",
        "/mailbox send all",
        "/quorum 5",
        "/digest 07:30",
        "/cautions observe",
        "/policy lenham",
        "/emoji ✍",
        "/help",
        "/help show",
    ],
)
def test_what_everybody_knows_is_told_whole(command: str) -> None:
    """Subcommands, references, numbers, classes, reasons and values of settings say what was done, and are told."""
    assert told(command, KNOWN) == command
