"""Where the ``outcomes`` command begins: it reads the program, then runs :mod:`dashboard.cli`.

Reading some thousand modules makes nothing that is ever thrown away, and Python looks for that all the while: a tenth
of the start. So it looks only afterwards, and never again at what is there by then.
"""

from __future__ import annotations

import gc


def main() -> None:
    """The command, with the arguments of the process."""
    gc.disable()
    from dashboard import cli  # noqa: PLC0415 - after the line above

    gc.freeze()
    gc.enable()
    cli.main()


if __name__ == "__main__":
    main()
