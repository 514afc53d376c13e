"""Whether everything in the document has an example that follows its own schema: what is wrong, one
a line. Its arguments are the document, and the file that the examples come from."""

import json
import sys
from pathlib import Path

import jsonschema_rs

document, examples = (json.loads(Path(path).read_text("utf-8")) for path in sys.argv[1:3])
schemas = document["components"]["schemas"]


def strict(schema):
    """As JSON Schema has it, and closed: a misspelt field of an example must not pass."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: strict(part) for key, part in schema.items() if key != "example"}
    if made.pop("nullable", None) is True and "type" in made:
        made["type"] = [made["type"], "null"]
    if "properties" in made and "allOf" not in made:
        made.setdefault("additionalProperties", False)
    return made


components = {"schemas": strict(schemas)}


def resolved(schema):
    reference = schema.get("$ref")
    return schemas[reference.rsplit("/", 1)[1]] if reference else schema


def check(place, holder, schema):
    """The example beside the schema counts, else the schema's own."""
    told = [of["example"] for of in (holder, schema, resolved(schema)) if "example" in of]
    if not told:
        if "enum" not in resolved(schema) and "default" not in schema:
            print(f"{place}: has no example")
        return
    validator = jsonschema_rs.Draft4Validator(
        strict(schema) | {"components": components}, validate_formats=True
    )
    for error in validator.iter_errors(told[0]):
        print(f"{place}: {error.message} at {error.instance_path}")


for item in document["paths"].values():
    for operation in item.values():
        name = operation["operationId"]
        for parameter in operation.get("parameters", []):
            # Told in words, as pages would fill it in; a page token is opaque, and has none.
            if "For example `" in parameter["description"] or parameter["name"] == "page_token":
                continue
            check(f"{name}.{parameter['name']}", parameter, parameter["schema"])
        answers = operation["responses"]
        bodies = {"body": operation.get("requestBody", {})} | answers
        for kind, body in bodies.items():
            for media_type, media in body.get("content", {}).items():
                schema = media["schema"]
                if media_type in ("application/json", "application/problem+json"):
                    check(f"{name} {kind}", media, schema)
                elif "x-event" in schema:
                    check(f"{name} event", media, schema["x-event"])
for name in examples["schemas"]:
    if name not in schemas:
        print(f"{name}: is no schema any more")
operations = [one["operationId"] for item in document["paths"].values() for one in item.values()]
for name in examples["bodies"]:
    if name not in operations:
        print(f"{name}: is no operation any more")
