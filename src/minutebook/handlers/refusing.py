"""Which sentence refuses a command: it says who may give it and where, and sends nobody to a second refusal."""

import re
from difflib import get_close_matches

from minutebook.council.bodies import CouncilView, Person
from minutebook.handlers import private_commands
from minutebook.handlers.house import House


def in_group(house: House, view: CouncilView, person: Person, name: str) -> str:
    """Return the phrase for a private command that was given in the group."""
    rule = private_commands.COMMANDS.get(name)
    if rule is not None and not private_commands.may(house, view, person, rule):
        return rule.refusal
    if name == "claim" and (house.admins or house.claimed):
        return "claim.configured" if house.admins else "claim.used"
    return "refused.in_private"


def in_private(house: House, person: Person, name: str) -> str:
    """Return the phrase for a group's command that was given in private."""
    if name != "setup":
        return "refused.in_group"
    if house.is_installation_admin(person.id):
        return "refused.setup_in_group"
    return "setup.not_admin" if house.admins or house.claimed else "refused.claim_first"


def meant(name: str) -> str:
    """Return the private command that a mistyped one may be, with a number that was typed close to it; "" for none."""
    found = re.fullmatch(r"([a-z_]+?)_?([0-9]{0,7})", name)
    known = [*private_commands.COMMANDS, "help", "privacy", "council", "start"]
    close = get_close_matches(found[1], known, n=1, cutoff=0.75) if found else []
    return f"{close[0]} {found[2]}".strip() if found and close else ""


def without_council(house: House, person: Person) -> str:
    """Return the phrase for somebody who asks about a council and serves none."""
    return "refused.set_up_first" if house.is_installation_admin(person.id) else "refused.no_council"
