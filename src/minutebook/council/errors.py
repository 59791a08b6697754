"""The errors of the house: one small tree, each carrying its facts.

Misuse by our own code is `RuntimeError` and is not here.
"""


class MinutebookError(Exception):
    """Anything that went wrong for a reason a person can be told."""


class SettingError(MinutebookError):
    """A setting was given a value it does not take.

    Attributes:
        setting: the setting's name.
        allowed: the values it takes, in words.
    """

    def __init__(self, setting: str, allowed: str) -> None:
        super().__init__(f"{setting} takes {allowed}")
        self.setting = setting
        self.allowed = allowed


class TeachingError(MinutebookError):
    """What somebody wanted to teach could not be understood.

    Attributes:
        problem: what is wrong with it, in one word: `how` where it is not understood at all.
        said: the part that is wrong, or "".
    """

    def __init__(self, problem: str, said: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.said = said


class ConfigurationError(MinutebookError):
    """The configuration cannot be used; the text names the key and says how to mend it."""


class StoreError(MinutebookError):
    """The record store could not do what was asked."""


class StoreBusyError(StoreError):
    """The database is locked by another process; trying again may work."""


class StoreFullError(StoreError):
    """The disk is full or cannot be written; nothing was changed."""


class ForeignStoreError(StoreError):
    """The file is not a Minutebook database, or was made by a newer Minutebook.

    Attributes:
        path: the file.
    """

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path


class LedgerBroken(MinutebookError):
    """A council's ledger does not verify.

    Attributes:
        council: the council's name, or "" where only the chain is known.
        seq: the entry at which the first break is, counted from 1.
        reason: what is wrong with it.
        file: SHA-256 that the file it speaks of should have, where that file is lost or damaged; else "".
    """

    def __init__(self, seq: int, reason: str, council: str = "", file: str = "") -> None:
        super().__init__(f"{council + ': ' if council else ''}ledger entry {seq}: {reason}")
        self.file = file
        self.council = council
        self.seq = seq
        self.reason = reason


class BundleBroken(MinutebookError):
    """A bundle is not as it was made.

    Attributes:
        what: the member, entry or record that is wrong.
        reason: what is wrong with it.
    """

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"{what}: {reason}")
        self.what = what
        self.reason = reason
