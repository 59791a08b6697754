"""Exact recognisers: what can be told by its shape and its check digits (Barrowby 6, 9).

Telephone numbers, addresses with postcodes, National Insurance and NHS numbers, bank details,
e-mail addresses, dates of birth; and the looser forms of private life: who is ill, who owes.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from minutebook.council.concerns import Concern
from minutebook.detector.reading import Reading
from minutebook.detector.rulebook import PHRASES, Hit, Rule

MOBILE = "someone's mobile number"
UNNAMED_MOBILE = "a mobile number"
NATIONAL_INSURANCE = "a National Insurance number"
NHS = "an NHS number"
BANK = "bank details"
OFFICIAL = "an official number"
BORN = "a date of birth"

_IS = Concern.PERSONAL_DATA
_MOST = 8  # of a kind in one message; more tell nothing more


def personal() -> tuple[Rule, ...]:
    """Return the rules for `personal_data` that need words rather than shapes."""
    health = (
        r"(?:cancer|chemo(?:therapy)?|dementia|alzheimer'?s?|parkinson'?s?|stroke|heart attack|"
        r"heart failure|on oxygen|dialysis|diabet(?:es|ic)|epilep(?:sy|tic)|depress(?:ed|ion)|breakdown|"
        r"suicid(?:e|al)|overdose[d]?|self.harm(?:ing)?|miscarriage|pregnan(?:t|cy)|terminal(?:ly)?|"
        r"hospice|mental health|bipolar|schizophreni[ac]|autis(?:m|tic)|alcoholic|rehab|addict(?:ed)?|hiv|"
        r"ms\b|tumou?r|biopsy|sectioned|in hospital|in a&e|intensive care|broken hip|hip operation|"
        r"had a fall|fell and broke|bedridden|housebound|in a wheelchair|disabled|incontinent|"
        r"carers? (?:four|three|twice)|has carers)"
    )
    trouble = (
        r"(?:divorc(?:e|ed|ing)|affair|split(?:ting)? up|left (?:him|her|his wife|her husband)|custody|"
        r"domestic (?:violence|abuse)|hits? (?:her|him)|beats? (?:her|him)|social services|"
        r"taken into care|foster|bankrupt(?:cy)?|in debt|debts|arrears|on benefits|universal credit|"
        r"evict(?:ed|ion)|can't pay|behind (?:on|with) (?:the|her|his) (?:rent|mortgage)|food ?bank|"
        r"bailiffs?|repossess(?:ed)?|arrested|drink.?driving|on bail|charged with|in prison|been inside|"
        r"out of (?:prison|jail)|"
        r"criminal record|sex offender|shoplifting|dealing drugs|drug dealer|"
        r"caution(?:ed)? (?:by the police|for)|lives? alone|on her own|on his own|vulnerable)"
    )
    who = (
        r"(?:(?:mr|mrs|ms|miss|dr|old) [a-z'-]{2,20}|cllr [a-z'-]{2,20}|[a-z]{3,12} (?:at|from|"
        r"in) (?:no\.? ?|number )?\d{1,3}[a-z]?\b[^.!?\n]{0,20}|(?:the|that|an?) (?:old |elderly |young |"
        r"poor |new )*(?:lady|woman|man|chap|bloke|couple|girl|lad|tenant|resident|family|gentleman|"
        r"neighbour|widow)(?: [^.!?\n]{1,30})?|the [a-z]{3,15}s (?:at|from|in) (?:no\.? ?|"
        r"number )?\d{1,3}[^.!?\n]{0,40}|(?:his|her) (?:wife|husband|son|daughter|mother|father|"
        r"partner|mum|dad)|(?:tenant|resident|allotment holder|plot holder|hirer|applicant)s? (?:at|on|in|"
        r"of) [^.!?\n]{2,25})"
    )
    return (
        Rule(
            _IS,
            0.8,
            0.7,
            rf"{who}(?:'s| is| was| has| had| have|'d| been| just| now| also| got| gone| taken| back|"
            rf" diagnosed| with| in|,| and| who| really| very| still| on| suffering| from| a| the| her|"
            rf" his)* {health}",
            "someone's health",
        ),
        Rule(
            _IS,
            0.7,
            0.4,
            rf"(?:her|his) (?:{health})|(?:she|he)(?:'s| is| was| has| had)(?: been| just| now| got| a|"
            rf" diagnosed| with| very| severely)* (?:cancer|chemo|dementia|alzheimer'?s|parkinson'?s|a stroke|"
            rf"stroke|heart attack|on oxygen|dialysis|diabetic|epileptic|suicidal|sectioned|terminal|"
            rf"an alcoholic|bipolar|a breakdown|autistic|housebound|hiv)",
            "someone's health",
        ),
        Rule(
            _IS,
            0.75,
            0.6,
            rf"{who}(?:'s| is| was| has| had| have|'d| been| just| now| also| got| getting| having| going|"
            rf" through| an?|,| and| who| really| very| still| on| in| with| the| her| his| months| rent| two|"
            rf" three| four| six|£\d+)* {trouble}",
            "someone's private life",
        ),
        Rule(
            _IS,
            0.7,
            0.55,
            rf"(?:[A-Z][a-z]{{2,15}} [A-Z][a-z]{{2,15}}|(?i:young|old) [A-Z][a-z]+)(?:'s| is| was| has| had|"
            rf" been| got| getting| just| now| going| through| diagnosed| with| on| in| a| an|"
            rf" the)* (?:{trouble}|{health})",
            "someone's private life",
            capitals=True,
        ),
        Rule(
            _IS,
            0.75,
            0.55,
            r"(?:<person>|<role>|the chair(?:man|woman)?)(?:'s| is| was| has| have| been| an?| just| always|"
            r" the| obviously|,| he'?s| she'?s| had)* (?:thie(?:f|ves)|fraud(?:ster)?|embezzl(?:er|ed|ing)|"
            r"stealing|stolen from|stole|fiddl(?:ed|ing) (?:the|his|her)|nicked (?:the|from)|dealing drugs|"
            r"drug dealer|paedo(?:phile)?|on the take|on the fiddle|taking backhanders)",
            "accuses someone of a crime",
        ),
        Rule(
            _IS,
            0.7,
            0.15,
            r"(?:he|she|they|his son|her son|the (?:lad|son|tenant|husband))(?:'s| was| were| is| has| got|"
            r" been)+ (?:arrested|on bail|charged (?:with|by)|convicted|sent down|in prison)",
            "an alleged offence",
        ),
        Rule(
            _IS,
            0.75,
            0.65,
            r"(?:ni|national insurance|nhs|passport|driving licence) (?:number|no\.?)(?:'s| is|:|"
            r" for)? (?:is )?[a-z]{0,2} ?\d[\d ]{3,12}[a-d]?",
            OFFICIAL,
        ),
        Rule(
            _IS,
            0.8,
            0.6,
            r"(?:dob|d\.o\.b\.?|date of birth|born(?: on)?)[: ]{1,3}(?:is |was )?(?:the )?\d{1,2}(?:st|nd|rd|"
            r"th)?[ /.-](?:of )?(?:\d{1,2}|<month>)[ /.-]\d{2,4}",
            BORN,
        ),
        Rule(
            _IS,
            0.75,
            0.55,
            r"(?:he|she|mrs|mr|miss|ms|they|who|family|tenant|lady|man|complainant|boy|lad|girl|"
            r"[a-z]{3,12})(?: [a-z'-]{2,20})? (?:lives|live|is living|now lives|moved)(?: round| up| down|"
            r" just| over)? (?:at|in|to) (?:no\.? ?|number |flat )?\d{1,4}[a-z]?\b[^.!?\n]{0,30}|(?:her|his|"
            r"their|mrs [a-z]+'s|mr [a-z]+'s) (?:home )?address is",
            "someone's home address",
        ),
        Rule(
            _IS,
            0.75,
            0.65,
            r"(?:mr|mrs|ms|miss|dr) [a-z'-]{2,20}(?:,| at| of| from| in| who lives at)+ (?:no\.? ?|number |"
            r"flat )?\d{1,4}[a-z]?,? (?!\d)[a-z]{3,}(?: [a-z]{2,12})?",
            "someone's home address",
        ),
    )


@cache
def _shapes() -> dict[str, re.Pattern[str]]:
    """Return the patterns of numbers and addresses, compiled once."""
    month = PHRASES["month"]
    return {
        # Our own, for `phonenumbers` calls Ofcom's drama ranges (07700 900…, 01632 960…) no numbers, which a corpus and
        # a council trying the bot out are full of, takes "07700 2026" for one where it is told to be lenient, and
        # holds 6 MiB.
        "phone": re.compile(
            r"(?<![\d/£#.,-])(?:\+44 ?(?:\(0\) ?)?|0044 ?|0|\(0)[1237]\d{1,4}\)?(?:[ -]?\d{2,6}){1,3}(?![\d/])"
        ),
        "postcode": re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b"),
        "house": re.compile(
            r"(?:\b(?:no\.? ?|number |flat )?\d{1,4}[a-z]?,? |\b(?:cottage|house|farm|lodge|"
            r"barn)\b,? )[a-z' ]{3,30},?[^\n]{0,30}$"
        ),
        "ni": re.compile(
            r"\b(?!bg|gb|nk|kn|tn|nt|zz)[a-ceghj-prstw-z][a-ceghj-npr-tw-z] ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b"
        ),
        "nhs": re.compile(r"(?<![\d+])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)"),
        "sort": re.compile(r"(?<![\d/-])(\d{2})-(\d{2})-(\d{2})(?![\d/-])"),
        "account": re.compile(r"(?<!\d)\d{8}(?!\d)"),
        "email": re.compile(r"[a-z0-9][a-z0-9._%+-]{0,40}@[a-z0-9-]{1,40}(?:\.[a-z0-9-]{2,20}){1,4}"),
        "own": re.compile(
            r"\b(?:i'?m on|i am on|my (?:new |own |mobile |phone |home |work |email )*(?:number|mobile|email|"
            r"phone|address|landline|no)|(?:call|ring|text|phone|reach|get|whatsapp|email|contact|try) me|"
            r"me on|mine(?:'s| is)|to me at|i can be)\b"
        ),
        "public": re.compile(
            r"\b(?:office|helpline|hotline|council|clerk|highways|police|environment agency|"
            r"environmental health|emergency|switchboard|reception|surgery|out of hours|customer services?|"
            r"booking|bookings|hall|electric|water|gas|nhs|citizens advice|nalc|calc|ico|floodline|enquiries|"
            r"agency|ltd|company|contractors?|supplier|firm|plumber|electrician|registrar|church|school|"
            r"museum|library|press|journalist)\b"
        ),
        "person": re.compile(
            rf"\b(?:her|his|their|mr|mrs|ms|miss|dr|she'?s|he'?s|[a-z]+'s) ?[a-z' ]{{0,25}}(?:number|mobile|"
            rf"phone|email|address|landline|no|tel|contact|details|on)\b|\b(?:mr|mrs|ms|miss|dr) [a-z]|"
            rf"\b(?:complainant|resident|tenant|applicant|neighbour|widow|lady|daughter|son|next of kin)|"
            rf"(?!{month})\b(?:she|he|they|her|him) (?:is|are|on|at)\b"
        ),
        "named": re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b[^.!?\n]{0,20}$"),
        "money": re.compile(r"\b(?:sort code|account|acc(?:t| no)?|bank details|bacs|iban|payee)\b"),
        "birth": re.compile(
            r"\b(?:date|dated|on|by|due|deadline|before|since|until|meeting)\b[^.!?\n]{0,12}$"
        ),
        "role": re.compile(
            r"\b(?:clerk|info|admin|office|enquir|council|parish|planning|bookings?|contact|press|foi|hello|"
            r"chair|cllr|finance|hall|support|noreply|news|sales)|@(?:[a-z0-9-]+\.)*(?:gov\.uk|parish|"
            r"[a-z0-9-]*council)"
        ),
    }


def forms(reading: Reading) -> Iterator[Hit]:
    """Yield what the text shows by its shape alone; cheap where it has neither a digit nor an @."""
    lower = reading.lower
    if "@" in lower:
        yield from islice(_emails(reading), _MOST)
    if any(digit in lower for digit in "0123456789"):
        yield from islice(_phones(reading), _MOST)
        yield from islice(_addresses(lower), _MOST)
        yield from islice(_numbers(lower), _MOST)


def _hit(found: re.Match[str], weight: float, reason: str) -> Hit:
    return Hit(_IS, weight, weight, found.start(), found.end(), reason)


def _phones(reading: Reading) -> Iterator[Hit]:
    """Yield telephone numbers, but for the sender's own and those of offices."""
    shapes, lower = _shapes(), reading.lower
    for found in shapes["phone"].finditer(lower):
        digits = sum(character.isdigit() for character in found[0])
        if not 10 <= digits <= 13:
            continue
        before = lower[max(0, found.start() - 70) : found.start()]
        around = before + lower[found.end() : found.end() + 40]
        if shapes["own"].search(around):
            continue
        mobile = (
            re.sub(r"\D", "", found[0]).removeprefix("0044").removeprefix("44").lstrip("0").startswith("7")
        )
        named = shapes["named"].search(reading.plain[max(0, found.start() - 50) : found.start()])
        if shapes["public"].search(around) and not shapes["person"].search(before):
            continue
        if shapes["person"].search(around) or named:
            yield _hit(found, 0.85, MOBILE if mobile else "someone's telephone number")
        else:
            yield _hit(found, 0.55 if mobile else 0.3, UNNAMED_MOBILE if mobile else "a telephone number")


def _addresses(lower: str) -> Iterator[Hit]:
    """Yield postcodes that a house number or name precedes, where a person is spoken of."""
    shapes = _shapes()
    for found in shapes["postcode"].finditer(lower):
        before = lower[max(0, found.start() - 70) : found.start()]
        if shapes["house"].search(before) and not shapes["public"].search(before):
            private = shapes["person"].search(lower) is not None
            yield _hit(found, 0.8 if private else 0.35, "someone's home address")


def _numbers(lower: str) -> Iterator[Hit]:
    """Yield National Insurance numbers, NHS numbers that check, and bank details that are no dates."""
    shapes = _shapes()
    for found in shapes["ni"].finditer(lower):
        yield _hit(found, 0.95, NATIONAL_INSURANCE)
    for found in shapes["nhs"].finditer(lower):
        if nhs_number(found[0]) and ("nhs" in lower or " " in found[0] or "-" in found[0]):
            yield _hit(found, 0.85 if "nhs" in lower else 0.55, NHS)
    account = shapes["account"].search(lower) or shapes["money"].search(lower)
    for found in shapes["sort"].finditer(lower) if account else ():
        dated = _is_date(found) and shapes["birth"].search(lower[max(0, found.start() - 40) : found.start()])
        if not dated:
            yield _hit(found, 0.8, BANK)


def _is_date(found: re.Match[str]) -> bool:
    """Say whether three pairs of digits could be a day, a month and a year."""
    return 1 <= int(found[1]) <= 31 and 1 <= int(found[2]) <= 12


def nhs_number(text: str) -> bool:
    """Say whether the ten digits in `text` are an NHS number: the last checks the others, modulo 11.

    Source: NHS Data Model and Dictionary, "NHS Number".
    """
    digits = [int(character) for character in text if character.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9] and check != 10


def _emails(reading: Reading) -> Iterator[Hit]:
    """Yield e-mail addresses of people, but for the sender's own and offices'."""
    shapes, lower = _shapes(), reading.lower
    for found in shapes["email"].finditer(lower):
        before = lower[max(0, found.start() - 70) : found.start()]
        if shapes["role"].search(found[0]) or shapes["own"].search(before):
            continue
        private = shapes["person"].search(before) is not None
        yield _hit(found, 0.8 if private else 0.45, "someone's e-mail address")
