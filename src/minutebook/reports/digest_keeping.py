"""The digest's section on what has fallen due. Pure."""

from minutebook.council.schedules import Due
from minutebook.council.wording import Html, Wording


def due_lines(due: Due, wording: Wording) -> list[Html]:
    """Return the section's lines, one a class; none where nothing waits. Counts alone: never what was said."""
    if not due.total:
        return []
    lines = [
        wording.say(f"digest.due_{ending}", klass=klass, number=count) for klass, ending, count in due.counts
    ]
    if due.held:
        lines.append(wording.say("digest.due_held", number=due.held))
    return lines
