"""JSON Schemas of the YAML that analysts write, so that an editor completes and checks it while they type.

``python -m etl.json_schemas`` writes them to ``data/schemas``; the files are committed, and a test says when they are
stale.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from etl.catalogue import Theme
from etl.datasets import Dataset
from etl.doors.pull.following import Following
from etl.glossary import Glossary
from etl.plan_files import ClusterPriorities
from etl.plans import Plan
from etl.support_rules import SupportRules

MODELS: dict[str, type[BaseModel]] = {
    "plan": Plan,
    "cluster_priorities": ClusterPriorities,
    "indicators": Theme,
    "dataset": Dataset,
    "pull": Following,
    "support": SupportRules,
    "glossary": Glossary,
}
FOLDER = Path(__file__).parents[1] / "data" / "schemas"


def render() -> dict[str, str]:
    """The text of each schema file by its name, as it should stand in ``data/schemas``."""
    return {
        f"{name}.schema.json": json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **_reflowed(model.model_json_schema())},
            indent=2,
            ensure_ascii=False,
        )
        + "\n"
        for name, model in MODELS.items()
    }


def _reflowed(content: Any) -> Any:
    """Descriptions as one line each: where a docstring breaks its lines is no change of the schema."""
    if isinstance(content, dict):
        return {
            key: " ".join(value.split()) if key == "description" and isinstance(value, str) else _reflowed(value)
            for key, value in content.items()
        }
    return [_reflowed(value) for value in content] if isinstance(content, list) else content


def write(folder: Path = FOLDER) -> list[Path]:
    """Write every schema file; returns those whose text changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, text in render().items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


if __name__ == "__main__":
    for written in write():
        print(written)
