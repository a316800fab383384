"""Whether an answer is as the OpenAPI document says."""

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012


def assert_as_documented(described, answer, path, method):
    registry = Registry().with_resource(
        "urn:openapi", Resource(contents=described, specification=DRAFT202012)
    )
    whole = {"$ref": "urn:openapi#" + pointer(path, method, answer)}
    Draft202012Validator(whole, registry=registry).validate(answer.get_json())


def pointer(path, method, answer):
    keys = ["paths", path, method, "responses", str(answer.status_code)]
    keys += ["content", answer.mimetype, "schema"]
    return "/" + "/".join(key.replace("~", "~0").replace("/", "~1") for key in keys)
