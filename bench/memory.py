"""The memory of a process, as the kernel counts it (Linux).

`getrusage` is not asked: a child's highest there is never below what its parent had when it was made.
"""

from pathlib import Path


def resident(process: int | str = "self") -> tuple[float, float]:
    """Return a process's resident memory now and at its highest, in MiB."""
    found = {}
    for row in Path(f"/proc/{process}/status").read_text().splitlines():
        name, _, value = row.partition(":")
        if name in ("VmRSS", "VmHWM"):
            found[name] = int(value.split()[0]) / 1024
    return found["VmRSS"], found["VmHWM"]
