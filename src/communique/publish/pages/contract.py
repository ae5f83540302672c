"""The contract of the API as an OpenAPI document: its entries are those of the record's own JSON Schema.

/api/openapi.json
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from communique.publish import export

Row = dict[str, Any]
Responses = dict[int | str, Row]


def _version() -> str:
    try:
        return version("communique")
    except PackageNotFoundError:
        return "0"


VERSION = _version()
COMPONENTS = "#/components/schemas/"
STRING, NUMBER = {"type": "string"}, {"type": "integer"}
MAYBE = {"type": ["string", "null"]}


def _ref(name: str) -> Row:
    return {"$ref": COMPONENTS + name}


def _object(**fields: Row) -> Row:
    return {"type": "object", "required": list(fields), "properties": fields}


def _list(of: Row) -> Row:
    return {"type": "array", "items": of}


def _problem(words: str) -> Row:
    return {"description": words, "content": {"application/problem+json": {"schema": _ref("Problem")}}}


ERRORS: Responses = {
    400: _problem("A day or side that cannot be."),
    401: _problem("Sign in first."),
    421: _problem("Asked under a name that is not this server's."),
    422: _problem("A value that cannot be."),
    429: _problem("Too many requests."),
    503: _problem("The store cannot be read."),
    304: {"description": "You have it already."},
}
MISSING: Responses = {404: _problem("Nothing has that id.")}
NOT_DECIDED: Responses = {
    403: _problem("Only a reviewer may decide."),
    409: _problem("It cannot be decided."),
    413: _problem("Too large."),
    415: _problem("Write application/json."),
}
DECISION = _object(id=STRING, act=STRING, claims=_list(STRING), field=MAYBE, value=MAYBE, undoes=MAYBE, user=STRING, at=STRING, why=STRING)
OWN: dict[str, Row] = {
    "Problem": _object(type=STRING, title=STRING, status=NUMBER, detail=STRING),
    "Counts": _object(as_of=MAYBE, day=MAYBE, counts={"type": "object", "additionalProperties": NUMBER}),
    "Entry": _object(id=STRING),
    "Why": _object(entry=STRING, joined=_list(STRING), claims=_list({"type": "object"}), decisions=_list(_ref("Decision"))),
    "Accounts": _object(engagement=STRING, accounts=_list({"type": "object"}), topics=_list({"type": "object"})),
    "Found": _object(entries=_list(_object(id=STRING, text=STRING)), paragraphs=_list(_object(document=STRING, text=STRING))),
    "Decision": DECISION,
}


def answers(name: str, status: int = 200) -> Responses:
    """An answer of a named form."""
    return {status: {"description": "Done." if status == 200 else "Decided.", "content": {"application/json": {"schema": _ref(name)}}}}


def listed(name: str, of: str) -> Responses:
    """An answer that is one page of a list."""
    schema = _object(total=NUMBER, page=NUMBER, limit=NUMBER, **{name: _list(_ref(of))})
    return {200: {"description": "One page; the next one stands in the Link header.", "content": {"application/json": {"schema": schema}}}}


def describe(app: FastAPI) -> None:
    """Put the document where programs look for it."""

    def document() -> Row:
        if app.openapi_schema is None:
            made = get_openapi(title="communique", version=VERSION, routes=app.routes, description="The record of the diplomatic wire.")
            schemas = made.setdefault("components", {}).setdefault("schemas", {})
            schemas.update(_moved(export.schema()["$defs"]) | OWN)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]
    app.add_api_route("/api/openapi.json", lambda: JSONResponse(document()), include_in_schema=False)


def _moved(schema: Any) -> Any:
    """A schema whose references lead to the components."""
    if isinstance(schema, dict):
        return {k: v.replace("#/$defs/", COMPONENTS) if k == "$ref" else _moved(v) for k, v in schema.items()}
    return [_moved(item) for item in schema] if isinstance(schema, list) else schema
