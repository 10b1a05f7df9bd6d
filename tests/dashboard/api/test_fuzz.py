"""The OpenAPI document against the application: whatever the document allows, and much that it does not, is answered
as the document says."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dashboard.api.openapi import described
from dashboard.api.resources import RESOURCES

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SCHEMA = schemathesis.openapi.from_dict(described(RESOURCES)).exclude(path="/api/v1/openapi.json")
OPERATIONS = [each.ok() for each in SCHEMA.get_all_operations()]
EXAMPLES = {"positive": 10, "negative": 5}


def test_the_document_is_openapi_3_1_and_describes_every_resource(server: Flask) -> None:
    document = server.test_client().get("/api/v1/openapi.json").get_json()
    assert document["openapi"].startswith("3.1")
    assert [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
    assert len(OPERATIONS) == len(RESOURCES)


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.path)
def test_whatever_is_asked_is_answered_as_described(server: Flask, operation: Any, mode: GenerationMode) -> None:
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES[mode.value], derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    def answered(case: schemathesis.Case) -> None:
        answer = case.call(app=server, headers={"Accept-Encoding": "identity"})
        case.validate_response(answer, checks=CHECKS)

    answered()
