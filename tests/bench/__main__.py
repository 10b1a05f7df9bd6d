"""Run the measurements one after another: ``python -m tests.bench [NAME ...]``, all of them without a name.

A measurement is a module of this folder with a ``main()`` that prints its table, and may return what it found of what
was promised: all of that is printed together at the end, and one promise that is not met makes the command fail.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from tests.bench.rig.promises import Promise, print_promises


def main(names: list[str]) -> None:
    known = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"no measurement {', '.join(unknown)}; there are {', '.join(known)}")
    promises: list[Promise] = []
    for name in names or known:
        module = import_module(f"tests.bench.{name}")
        print(f"\n=== {name}: {(module.__doc__ or '').strip().splitlines()[0]}", flush=True)
        sys.argv = [f"tests.bench.{name}"]  # each has options of its own, and takes its defaults here
        promises += module.main() or []
    if promises:
        print_promises(promises, title="What was promised of speed, side by side with an ordinary Dash application")
        sys.exit(1 if any(each.met is False for each in promises) else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
