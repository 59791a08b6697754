"""A council's adopted policy: the clauses cautions cite and the words they use. Data, one file a policy."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

from minutebook.council.concerns import Concern, Label
from minutebook.council.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class CautionText:
    """What a caution of one kind says.

    Attributes:
        clauses: keys of the clauses it rests on, the first cited first.
        law: the law cited after them, or "".
        public, private: the text, with `{clause}` and perhaps `{council}`.
        way_forward: the lawful way forward, one sentence.
    """

    clauses: tuple[str, ...]
    law: str
    public: str
    private: str
    way_forward: str


@dataclass(frozen=True, slots=True)
class Policy:
    """One adopted policy, in our own words."""

    name: str
    title: str
    simple_rule: str
    records_clause: str
    clauses: Mapping[str, tuple[str, str]]
    cautions: Mapping[Concern, CautionText]
    neutral: str
    consensus_forming: str

    def cite(self, key: str) -> str:
        """Return how clause `key` is cited: `clause 10.5 (Group chats)`, or `"Use of WhatsApp"` where unnumbered."""
        title = self.clauses[key][0]
        return f"clause {key} ({title})" if key[:1].isdigit() else f"\u201c{key}\u201d"

    def clause_of(self, label: Label) -> str:
        """Return the key of the clause a label falls under: a concern's first, for a subject that about records."""
        return self.cautions[label].clauses[0] if isinstance(label, Concern) else self.records_clause

    def cite_for(self, concern: Concern) -> str:
        """Return how the first clause under `concern` is cited."""
        return self.cite(self.clause_of(concern))


def parse(text: str) -> Policy:
    """Read a policy file.

    Raises:
        ConfigurationError: the file is not TOML, or lacks something; says what.
    """
    try:
        data = tomllib.loads(text)
        cautions = {
            Concern(kind): CautionText(
                tuple(item["clauses"]), item["law"], item["public"], item["private"], item["way_forward"]
            )
            for kind, item in data["cautions"].items()
        }
        return Policy(
            name=data["name"],
            title=data["title"],
            simple_rule=data["simple_rule"],
            records_clause=data["records_clause"],
            clauses=MappingProxyType({key: (c["title"], c["text"]) for key, c in data["clauses"].items()}),
            cautions=MappingProxyType(cautions),
            neutral=data["neutral"]["text"],
            consensus_forming=data["consensus_forming"]["public"],
        )
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"the policy file is not TOML: {error}") from error
    except KeyError as error:
        raise ConfigurationError(f"the policy file lacks {error}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise ConfigurationError(f"the policy file has something in the wrong place: {error}") from error


def load_policies() -> Mapping[str, Policy]:
    """Read every policy that comes with the program, by name."""
    folder = resources.files("minutebook.council") / "policies"
    policies = [
        parse(item.read_text(encoding="utf-8"))
        for item in sorted(folder.iterdir(), key=lambda item: item.name)
        if item.name.endswith(".toml")
    ]
    return MappingProxyType({policy.name: policy for policy in policies})
