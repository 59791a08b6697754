"""Reasons as the law of a request has them, for marks that are made for one request alone."""

from functools import cache

from minutebook.council.reasons import LAW_OF, Reason, Reasons, load_reasons
from minutebook.council.requests import Request
from minutebook.council.wording import Html, Wording
from minutebook.reports.exempted import right_reasons

known_reasons = cache(load_reasons)


def reasons_for(request: Request | None) -> Reasons:
    """Return the reasons as a request's law has them; as they are, for none."""
    return known_reasons().under(LAW_OF[request.kind]) if request else known_reasons()


def other_law(request: Request, reason: Reason, wording: Wording) -> Html:
    """Return that a reason is none under a request's law, and which are."""
    law = wording.say(f"exempt.law_{request.kind}")
    right = right_reasons(reasons_for(request), wording)
    return wording.say("exempt.other_law", number=request.number, law=law, why=reason.shown, reasons=right)
