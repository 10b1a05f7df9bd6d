"""The colours of ``assets/tokens.css`` for whatever no browser draws: files that are taken away, and their tests."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

from dashboard.settings import ROOT

Theme = Literal["light", "dark"]

TOKENS = ROOT / "assets" / "tokens.css"

_FIRST_BLOCK = re.compile(r"^:root \{(?P<body>.*?)^\}", re.DOTALL | re.MULTILINE)
_COLOUR = re.compile(
    r"--(?P<name>[\w-]+): (?:light-dark\((?P<light>#[0-9a-f]{6}), (?P<dark>#[0-9a-f]{6})\)|(?P<both>#[0-9a-f]{6}));"
)


@cache
def colours(theme: Theme) -> Mapping[str, str]:
    """Each colour by the name of its token (``d-place``), as ``#rrggbb``, on a light or on a dark ground.

    Raises :class:`ValueError` when the stylesheet declares none: then its first block is no longer ``:root``.
    """
    block = _FIRST_BLOCK.search(TOKENS.read_text(encoding="utf-8"))
    found = {each["name"]: each["both"] or each[theme] for each in _COLOUR.finditer(block["body"] if block else "")}
    if not found:
        raise ValueError(f"{TOKENS.name}: no colour in its first :root block, where every token is declared")
    return MappingProxyType(found)
