"""The contract's two documents: valid, closed, and about the same routes and events as the embedded ChatApp."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from fixtures.contract.documents import BASE, EVENTS, OPENAPI, documents, events, operations, part
from fixtures.contract.schemas import validator
from fixtures.running.checkout import ROOT

SERVER = ROOT / "fixtures" / "chat_app" / "server"
API, PUSH = documents()[f"{BASE}{OPENAPI}"], documents()[f"{BASE}{EVENTS}"]
SCHEMAS = {
    f"{name}: {key}": schema
    for name, document in ((OPENAPI, API), (EVENTS, PUSH))
    for key, schema in document["components"]["schemas"].items()
}
OPEN = {f"{OPENAPI}: Meta", f"{OPENAPI}: DialogKeys", f"{EVENTS}: OwnTyping"}
"""Objects with room for more: the sender's own, what two closed schemas have in common, and what ChatApp is told."""
OPTIONAL = {f"{OPENAPI}: Meta": {"clientMessageId"}, f"{EVENTS}: Acknowledgement": {"error"}}
OF_THE_PROTOCOL = {"connect", "connect_error", "acknowledgement"}
"""Messages of Socket.IO itself, which are no events."""
EVENT_NAME = re.compile(r"[a-z]+:[a-z]+")


def test_openapi_document_is_valid():
    """`openapi.yaml` is what OpenAPI 3.1 demands."""
    assert [str(error) for error in OpenAPIV31SpecValidator(API).iter_errors()] == []


def test_push_document_has_the_form_of_asyncapi():
    """`events.yaml` has AsyncAPI's parts: every operation has a channel, an action, and messages of that channel."""
    assert PUSH["asyncapi"] == "3.0.0"
    for name, operation in PUSH["operations"].items():
        assert operation["action"] in {"send", "receive"}, name
        assert operation["channel"] == {"$ref": "#/channels/push"}, name
        assert operation["messages"], name
        assert all(one["$ref"].startswith("#/channels/push/messages/") for one in _messages(operation)), name


def test_every_push_message_is_named_and_used():
    """Every message of the push channel has a name, a title and a payload, and belongs to an operation."""
    used = {message["$ref"] for operation in PUSH["operations"].values() for message in _messages(operation)}

    assert {f"#/channels/push/messages/{name}" for name in PUSH["channels"]["push"]["messages"]} == used
    for message in PUSH["components"]["messages"].values():
        assert {"name", "title", "payload"} == message.keys()


@pytest.mark.parametrize("name", [OPENAPI, EVENTS])
def test_every_reference_leads_somewhere(name: str):
    """What a `$ref` names is there, in this document or the other."""
    for reference in _references(documents()[f"{BASE}{name}"]):
        address = f"{BASE}{name}{reference}" if reference.startswith("#") else f"{BASE}{reference}"

        assert part(address), reference


def test_every_component_is_used():
    """Nothing in the documents describes what nobody promises."""
    references = {reference.removeprefix(OPENAPI) for one in (API, PUSH) for reference in _references(one)}
    for kind in ("schemas", "parameters", "headers", "responses"):
        assert {f"#/components/{kind}/{name}" for name in API["components"][kind]} <= references
    for kind in ("schemas", "messages"):
        assert {f"#/components/{kind}/{name}" for name in PUSH["components"][kind]} <= references


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS.keys())
def test_schema_is_valid_and_says_its_rule(schema: dict[str, Any]):
    """A schema is JSON Schema, and it and each of its keys says its rule, which a breach quotes."""
    assert jsonschema_rs.meta.is_valid(schema)
    assert schema["description"].endswith(".")
    for key, inner in schema.get("properties", {}).items():
        assert "$ref" in inner or inner["description"].endswith("."), key


@pytest.mark.parametrize("name", [name for name, schema in SCHEMAS.items() if "properties" in schema])
def test_object_is_closed_and_whole(name: str):
    """An object that ChatApp gives has exactly its keys: unknown and missing ones are breaches."""
    schema = SCHEMAS[name]
    closed = {schema.get("additionalProperties"), schema.get("unevaluatedProperties")} == {None, False}

    assert closed is (name not in OPEN)
    assert set(schema.get("required", [])) == schema["properties"].keys() - OPTIONAL.get(name, set())


def test_every_promised_body_can_be_judged():
    """The schema of every answer and event compiles, its references included."""
    for address in {*(one for operation in operations() for one in operation.answers.values()), *events().values()}:
        assert validator(address)


def test_operations_are_the_routes_of_the_embedded_chat_app():
    """Every route of the embedded ChatApp is an operation of the contract, and the other way round."""
    promised = {(operation.method, re.sub(r"\{[^}]*\}", "{}", operation.path)) for operation in operations()}

    assert promised == set(_routes())


def test_events_are_those_of_the_embedded_chat_app():
    """Every event that the embedded ChatApp emits or takes is in the contract, and the other way round."""
    promised = {message["name"] for message in PUSH["components"]["messages"].values()} - OF_THE_PROTOCOL
    texts = {node.value for node in _nodes(SERVER) if isinstance(node, ast.Constant) and isinstance(node.value, str)}

    assert promised == {text for text in texts if EVENT_NAME.fullmatch(text)}


def test_operations_promise_the_refusals_that_belong_to_them():
    """Who needs a token promises 401, who names an id 404, who takes a body 400 and 413; nobody promises a failure."""
    for path, item in API["paths"].items():
        for operation in (item[method] for method in ("get", "post", "patch", "delete") if method in item):
            promised = {int(status) for status in operation["responses"]}

            assert (401 in promised) is ("security" not in operation), operation["operationId"]
            assert 404 in promised or "{" not in path, operation["operationId"]
            assert promised >= ({400, 413} if "requestBody" in operation else set()), operation["operationId"]
            assert max(promised) < 500, operation["operationId"]


def _messages(operation: dict[str, Any]) -> list[dict[str, str]]:
    return [*operation["messages"], *operation.get("reply", {}).get("messages", [])]


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for inner in node.values():
            yield from _references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _references(inner)


def _routes() -> Iterator[tuple[str, str]]:
    """Methods and paths, parameters without their names, as the server's route tables spell them."""
    for node in _nodes(SERVER / "routes"):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "resource":
            path = ast.literal_eval(node.args[0])
            yield from ((str(keyword.arg), re.sub(r"\{[^}]*\}", "{}", path)) for keyword in node.keywords)


def _nodes(folder: Path) -> Iterator[ast.AST]:
    for path in sorted(folder.rglob("*.py")):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))
