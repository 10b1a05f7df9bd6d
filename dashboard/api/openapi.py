"""The OpenAPI 3.1 document: put together from the models of the parameters and of the documents, written by nobody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, cast

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from dashboard.api.documents.common import Page, ProblemDetails
from dashboard.api.formats import MEDIA_TYPES
from dashboard.api.problems import MEDIA_TYPE
from dashboard.api.resource import ROOT, Resource

Schema = dict[str, Any]

MODE: Literal["serialization"] = "serialization"
"""What is answered, not what is taken: a document has all its keys."""

TITLE = "Outcomes Board"
VERSION = "1"
SAYS = (
    "The figures, verdicts and actions that the screens show, to read and never to write. Every answer is JSON, or CSV "
    "with format=csv. Ids and the words on screen are accepted alike. A withheld figure has its status and no value. "
    "Answers carry the snapshot that they were read from and an entity tag; snapshot asks for an earlier state."
)
LINK = "The next page (rel=next), this description (service-desc) and its screen (service-doc)."
HEADERS = {
    "ETag": "Names exactly this answer; give it back in If-None-Match.",
    "Last-Modified": "Since when the answer may have been as it is; not said of what is kept.",
    "Outcomes-Snapshot": "The snapshot that it was read from.",
    "Link": LINK,
}
STATUSES = {
    304: "You have it already.",
    400: "A parameter is unknown or cannot be used.",
    404: "Nothing answers to that.",
    405: "Nothing can be written here.",
    406: "Neither JSON nor CSV is accepted.",
    500: "The program is at fault.",
    503: "There is nothing to read from.",
}


def described(resources: Sequence[Resource[Any]]) -> Schema:
    """The document for some resources."""
    models = [answered(each) for each in resources]
    every: list[type[BaseModel]] = [*dict.fromkeys(models), ProblemDetails]
    named, definitions = models_json_schema(
        [(model, MODE) for model in every],
        ref_template="#/components/schemas/{model}",
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE,
            "version": VERSION,
            "description": SAYS,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/", "description": "This board."}],
        "tags": [{"name": tag} for tag in dict.fromkeys(map(_tag, resources))],
        "paths": {
            each.template: {"get": _operation(each, named[model, MODE])}
            for each, model in zip(resources, models, strict=True)
        }
        | {f"{ROOT}/openapi.json": {"get": _this()}},
        "components": {
            "schemas": definitions["$defs"],
            "responses": {str(status): _problem(says) for status, says in STATUSES.items() if status >= 400},
        },
    }


def answered(resource: Resource[Any]) -> type[BaseModel]:
    """The model of a resource's whole answer: its document, or a page of them."""
    return cast(Any, Page)[resource.document] if resource.listing else resource.document


def parameters_of(resource: Resource[Any]) -> list[Schema]:
    """The parameters of an address, that in the path first."""
    inside = resource.in_path
    path = [
        {
            "name": each.name,
            "in": "path",
            "required": True,
            "description": each.says,
            "schema": {"type": "string", "minLength": 1},
            "example": each.example,
        }
        for each in ([inside] if inside else [])
    ]
    model = resource.parameters.model_json_schema()
    required = model.get("required", [])
    return path + [_parameter(name, schema, name in required) for name, schema in model["properties"].items()]


def _operation(resource: Resource[Any], schema: Schema) -> Schema:
    head = ",".join(resource.columns)
    return {
        "operationId": resource.name,
        "tags": [_tag(resource)],
        "summary": resource.title,
        "description": resource.says,
        "parameters": parameters_of(resource),
        "responses": {
            "200": {
                "description": "The answer.",
                "headers": {
                    name: {"description": says, "schema": {"type": "string"}} for name, says in HEADERS.items()
                },
                "content": {
                    MEDIA_TYPES["json"]: {"schema": schema},
                    MEDIA_TYPES["csv"]: {
                        "schema": {"type": "string", "description": f"RFC 4180, in UTF-8; its columns are {head}."}
                    },
                },
            },
            "304": {"description": STATUSES[304]},
        }
        | {str(status): {"$ref": f"#/components/responses/{status}"} for status in STATUSES if status >= 400},
    }


def _this() -> Schema:
    return {
        "operationId": "openapi",
        "tags": ["description"],
        "summary": "This description",
        "responses": {
            "200": {"description": "OpenAPI 3.1.", "content": {MEDIA_TYPES["json"]: {"schema": {"type": "object"}}}},
            "304": {"description": STATUSES[304]},
        },
    }


def _parameter(name: str, schema: Schema, required: bool) -> Schema:
    """A query parameter. That it may be absent is said by ``required``: no address spells null."""
    kinds = [each for each in schema.pop("anyOf", []) if each != {"type": "null"}]
    if kinds:
        schema = kinds[0] | schema
    if schema.get("default", ...) in (None, []):
        schema.pop("default")
    schema.pop("title", None)
    examples = schema.pop("examples", [])
    found: Schema = {"name": name, "in": "query", "required": required, "description": schema.pop("description", "")}
    if examples:
        found["example"] = [examples[0]] if schema.get("type") == "array" else examples[0]
    return found | {"schema": schema}


def _problem(says: str) -> Schema:
    return {
        "description": says,
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{ProblemDetails.__name__}"}}},
    }


def _tag(resource: Resource[Any]) -> str:
    return resource.path.split("/")[1]
