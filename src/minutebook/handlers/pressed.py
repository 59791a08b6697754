"""What the presser of a button is told."""


class Toast:
    """A short answer to a press: a phrase with its facts, as a passing line or an alert to be closed.

    Attributes:
        phrase: its name in the wording; "" says nothing.
        alert: whether it stays until closed.
        facts: what the phrase takes.
    """

    __slots__ = ("alert", "facts", "phrase")

    def __init__(self, phrase: str = "", *, alert: bool = False, **facts: object) -> None:
        self.phrase = phrase
        self.alert = alert
        self.facts = facts
