"""What happens when a request for information comes in, as data: from a file in the chat to the bundle that is sent.

The steps are like those of ``evening_script.py``, and need nothing of that evening.
"""

from __future__ import annotations

from minutebook.sandbox.evening_script import BEGINNING, Step
from minutebook.sandbox.papers import Paper

QUOTE = Paper(
    "hendersons-church-path.pdf",
    (
        "Henderson & Sons, Groundworks",
        "",
        "Quotation 2207, for Wexcombe Parish Council",
        "",
        "Church path, lych gate to the hall: 64 metres, 1.2 metres wide",
        "Dig out, membrane, 100 mm sub-base, self-binding gravel, timber edging",
        "",
        "Labour and materials: £2,900.00",
        "VAT at 20 per cent: £580.00",
        "Total: £3,480.00",
        "",
        "Valid for 60 days. Work could begin in March.",
    ),
)

REQUEST: tuple[Step, ...] = (
    *BEGINNING,
    Step(
        "owen",
        "attach",
        "Hendersons’ quote for the church path, £3,480. Mrs Dunning at 4 Mill Lane rang again, the mud keeps her in.",
        "Owen shares a quote for the church path, as a file, and mentions a resident while he is at it.",
        name="quote",
        paper=QUOTE,
    ),
    Step(
        "ann",
        "react",
        "✍",
        "Ann puts it on the record with the writing hand. The file is fetched, and its fingerprint kept with it.",
        to="quote",
        wait="reaction",
    ),
    Step(
        "priya",
        "say",
        "The lych gate end was under water again this morning. You need wellies.",
        "Only talk: nobody puts this on the record, and the bot would forget it in three days.",
        name="wellies",
    ),
    Step(
        "ruth",
        "say",
        "/foi new “The church path”",
        "Somebody asks for all about the church path. Ruth opens a case: its clock starts, what matches is on hold.",
        wait="message",
        look_as="ruth",
        where="private",
    ),
    Step(
        "ruth",
        "say",
        "/foi {case} search “lych gate” | dunning",
        "She searches in other words too. Who looked, when and for what is written down, and goes into the bundle.",
        wait="message",
        look_as="ruth",
        where="private",
    ),
    Step(
        "ruth",
        "say",
        "/foi {case}",
        "The case: its clock, her searches, and what is on hold. The talk of the wellies will not be forgotten now.",
        wait="message",
        look_as="ruth",
        where="private",
    ),
    Step(
        "ruth",
        "say",
        "/foi {case} record all",
        "It was asked for, so it goes on the record as well. The group sees nothing of that.",
        wait="message",
        look_as="ruth",
        where="private",
    ),
    Step(
        "ruth",
        "say",
        "/exempt {ref:quote} personal “Mrs Dunning at 4 Mill Lane”",
        "Who rang is that person’s own affair. Ruth marks it, and is shown how the copy will read; the record stays.",
        wait="message",
        look_as="ruth",
        where="private",
    ),
    Step(
        "ruth",
        "say",
        "/export case {case}",
        "The bundle: pages to read and print, a PDF, the quote, her searches, what is left out and why, and proof.",
        wait="file",
        look_as="ruth",
        where="private",
    ),
)
