"""How many there are of something, as the command line says it in a sentence."""


def amount(number: int, noun: str) -> str:
    """Return a number with its noun: `one record`, `1,204 entries`."""
    many = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"one {noun}" if number == 1 else f"{number:,} {many}"
