"""Reasons for which something may be withheld: names a clerk knows, and sections of the Acts, read from data."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources

from minutebook.council.errors import ConfigurationError

ORDER = ("policy", "foia", "eir", "dpa")
"""The files, in the order in which their reasons are listed."""

LAW_OF = {"foi": "foia", "eir": "eir", "sar": "dpa"}
"""The file of the law under which a request of each kind is answered."""

_OF_POLICY = "foia"
"""The law that the policy's plain names are of."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason.

    Attributes:
        key: by which it is kept, and typed: `personal`, `s40(2)`, `r12(5)(e)`, `p16`.
        group: the file it is of: `policy`, `foia`, `eir` or `dpa`.
        label: what it is called in a copy: `personal information`.
        cite: the Act and section, short: `FOIA s.40(2)`.
        act: the Act's name.
        plain: when it holds, in plain words.
        weighed: whether the public interest must be weighed as well.
        needs: what it needs before a copy is sent; "" for nothing.
        elsewhere: keys of the reasons that say the same under other laws, by the name of their file.
    """

    key: str
    group: str
    label: str
    cite: str
    act: str
    plain: str
    weighed: bool = False
    needs: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def law(self) -> str:
        """The file of the law it is of."""
        return _OF_POLICY if self.group == "policy" else self.group

    @property
    def shown(self) -> str:
        """What a copy shows: `personal information, FOIA s.40`; without a section where there is none to cite."""
        return f"{self.label}, {self.cite}" if self.cite else self.label


@dataclass(frozen=True, slots=True)
class Reasons:
    """Every reason, by key, and by everything a clerk may type for it.

    Attributes:
        titles: what each group is called.
    """

    by_key: Mapping[str, Reason]
    titles: Mapping[str, str]
    _spelt: Mapping[str, str]

    def get(self, said: str) -> Reason | None:
        """Return the reason that is typed: `Personal`, `s 40 (2)`, `FOIA 40(2)`, `reg 12(5)(e)`; None for none."""
        key = self._spelt.get(_spelling(said))
        return self.by_key[key] if key else None

    def labels(self) -> dict[str, str]:
        """Return what a copy shows for each key."""
        return {key: reason.shown for key, reason in self.by_key.items()}

    def under(self, law: str) -> "Reasons":
        """Return them as one law has them: each with its section of that law, and with none where it has none there.

        Args:
            law: name of a file: `foia`, `eir` or `dpa`.
        """
        return replace(self, by_key={key: self._under(law, one) for key, one in self.by_key.items()})

    def _under(self, law: str, reason: Reason) -> Reason:
        if reason.law == law:
            return reason
        if law not in reason.elsewhere:
            return replace(reason, cite="")
        same = self.by_key[reason.elsewhere[law]]
        return replace(reason, cite=same.cite, act=same.act, weighed=same.weighed, needs=same.needs)

    @property
    def foreign(self) -> frozenset[str]:
        """The keys of those that the law they were asked for under does not have."""
        return frozenset(key for key, reason in self.by_key.items() if not reason.cite)

    def said(self, keys: Iterable[str]) -> str:
        """Return what a copy shows for several keys; those of its own law alone, where any of them is."""
        known = list(keys)
        chosen = [key for key in known if key not in self.foreign] or known
        return "; ".join(self.by_key[key].shown if key in self.by_key else key for key in chosen)

    def leading(self, said: str) -> tuple[Reason, int] | None:
        """Return the reason that `said` begins with, the longest, and how many characters of it are that."""
        ends = [found.end() for found in re.finditer(r"\S+", said)]
        for end in reversed(ends[:8]):
            reason = self.get(said[:end])
            if reason:
                return reason, end
        return None

    def of_group(self, group: str) -> list[Reason]:
        """Return the reasons of a group in order."""
        return [reason for reason in self.by_key.values() if reason.group == group]


def _spelling(said: str) -> str:
    """Return what is typed without case, spaces, full stops and hyphens, which nobody types alike."""
    return re.sub(r"[\s.\-–:,'’_]+", "", said.casefold())


_CITED = {"foia": "FOIA s.", "eir": "EIR reg "}


def parse(files: Mapping[str, str]) -> Reasons:
    """Read reasons from TOML, by the name of their group.

    Raises:
        ConfigurationError: it is no such TOML, lacks something, or two reasons can be typed alike.
    """
    by_key: dict[str, Reason] = {}
    titles: dict[str, str] = {}
    spelt: dict[str, str] = {}
    for group, text in files.items():
        try:
            data = tomllib.loads(text)
            titles[group] = data["title"]
            for item in data["reason"]:
                reason = _reason(group, data["act"], item)
                by_key[reason.key] = reason
                for name in _names(reason, data.get("prefix", []), item.get("also", [])):
                    if spelt.setdefault(name, reason.key) != reason.key:
                        raise ConfigurationError(f"two reasons are called {name}")
        except tomllib.TOMLDecodeError as error:
            raise ConfigurationError(f"the reasons in {group} are not TOML: {error}") from error
        except KeyError as error:
            raise ConfigurationError(f"the reasons in {group} lack {error}") from error
    for reason in by_key.values():
        for same in reason.elsewhere.values():
            if same not in by_key:
                raise ConfigurationError(f"the reason {reason.key} names {same}, which is none")
    return Reasons(by_key, titles, spelt)


def _reason(group: str, act: str, item: Mapping[str, object]) -> Reason:
    key = str(item["key"])
    cite = str(item["cite"]) if "cite" in item else _CITED[group] + key[1:]
    return Reason(
        key=key,
        group=group,
        label=str(item["label"]),
        cite=cite,
        act=act,
        plain=str(item["plain"]),
        weighed=bool(item.get("weighed", False)),
        needs=str(item.get("needs", "")),
        elsewhere={law: str(item[law]) for law in LAW_OF.values() if law in item},
    )


def _names(reason: Reason, prefixes: Sequence[str], also: Sequence[str]) -> set[str]:
    """Return everything that is taken for a reason: its key, its other names, its number after the Act's name."""
    names = {reason.key, *also}
    for name in (reason.key, *also):
        number = name.removeprefix("s").removeprefix("r").removeprefix("p")
        if re.match(r"[0-9]", number):
            names |= {f"{prefix}{number}" for prefix in prefixes}
    return {_spelling(name) for name in names}


def load_reasons() -> Reasons:
    """Read the reasons that come with the program."""
    folder = resources.files("minutebook.council") / "statutes"
    return parse({name: (folder / f"{name}.toml").read_text(encoding="utf-8") for name in ORDER})
