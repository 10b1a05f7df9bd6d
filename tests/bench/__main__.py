"""Run the measurements one after another: ``python -m tests.bench [NAME ...]``, all of them without a name.

A measurement is a module of this folder with a ``main()`` that prints its table.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main(names: list[str]) -> None:
    known = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"no measurement {', '.join(unknown)}; there are {', '.join(known)}")
    for name in names or known:
        module = import_module(f"tests.bench.{name}")
        print(f"\n=== {name}: {(module.__doc__ or '').strip().splitlines()[0]}", flush=True)
        sys.argv = [f"tests.bench.{name}"]  # each has options of its own, and takes its defaults here
        module.main()


if __name__ == "__main__":
    main(sys.argv[1:])
