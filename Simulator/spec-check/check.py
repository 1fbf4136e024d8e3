#!/usr/bin/env python3
"""Holds what the adapters ask and the emulated platforms answer against the platforms' own
documents: OpenAPI, and for Telegram the table of its methods and types.

    check.py SPECIFICATIONS EXCHANGES...

Each file of EXCHANGES has a JSON object a line: `spec`, `method`, `url`, `headers`, `body` (base64), and the
answer's `status`, `type`, `answer` (base64); `expect` is `fault` where the checker itself is on
trial: such a line must be found wrong. Prints a line for each endpoint and one count; 1 if anything
is wrong. Needs openapi-core (requirements.txt).
"""
import base64
import collections
import email
import json
import pathlib
import sys
import urllib.parse

from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict

# Types that the Ozon document uses beside those of OpenAPI.
KNOWN_TYPES = {"object", "array", "string", "integer", "number", "boolean"}


def mended(node):
    """The document as a validator can read it; only where it is no OpenAPI is it changed."""
    if isinstance(node, list):
        return [mended(item) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: mended(value) for key, value in node.items()}
    if isinstance(result.get("type"), str) and result["type"] not in KNOWN_TYPES:
        # A schema's own `type`; a property of that name is an object.
        result["type"] = "string"
    if "enum" in result and not isinstance(result["enum"], (list, dict)):
        del result["enum"]
    return result


def resolved(document, schema):
    while isinstance(schema, dict) and isinstance(schema.get("$ref"), str):
        node = document
        for key in schema["$ref"].split("/")[1:]:
            node = node[key]
        schema = node
    return schema


def flat(document, schema):
    """One object in place of `allOf`, whose parts cannot be closed each."""
    schema = resolved(document, schema)
    if not isinstance(schema, dict) or "allOf" not in schema:
        return schema
    whole = {key: value for key, value in schema.items() if key != "allOf"}
    whole["type"] = "object"
    for part in schema["allOf"]:
        part = flat(document, part)
        whole["properties"] = {**whole.get("properties", {}), **part.get("properties", {})}
        whole["required"] = whole.get("required", []) + part.get("required", [])
    if not whole["required"]:
        del whole["required"]
    return whole


def strict(document, node):
    """Closes objects, so that a field which the document does not know is found."""
    if isinstance(node, list):
        return [strict(document, item) for item in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("allOf"), list):
        node = flat(document, node)
    result = {key: strict(document, value) for key, value in node.items()}
    if isinstance(result.get("properties"), dict) and result.get("type", "object") == "object":
        result.setdefault("additionalProperties", False)
    return result


class Request:
    """openapi-core's protocol of a request."""

    def __init__(self, line):
        url = urllib.parse.urlsplit(line["url"])
        self.host_url = f"{url.scheme}://{url.netloc}"
        self.path = url.path
        self.method = line["method"].lower()
        headers = Headers(line["headers"])
        self.content_type = headers.get("Content-Type", "")
        self.body = base64.b64decode(line["body"]) or None
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(urllib.parse.parse_qsl(url.query, keep_blank_values=True)),
            header=headers)


class Response:
    """openapi-core's protocol of an answer."""

    def __init__(self, line):
        self.status_code = line["status"]
        self.content_type = line["type"].split(";")[0]
        self.headers = Headers()
        self.data = base64.b64decode(line["answer"])


def load(folder, name):
    document = json.loads((folder / f"{name}.json").read_text())
    document["info"]["version"] = str(document["info"].get("version", ""))
    document.setdefault("servers", [])
    if name.startswith("ozon"):
        document["servers"] = [{"url": "https://api-seller.ozon.ru"}]
    schemes = document.get("components", {}).pop("securitySchemes", {})
    document = mended(document)
    document = strict(document, document)
    document["components"]["securitySchemes"] = schemes
    return OpenAPI.from_dict(document, config=Config(
        spec_validator_cls=None,
        extra_media_type_deserializers={"application/problem+json": json.loads}))


def reason(error):
    causes = [str(error)]
    while error.__cause__ is not None:
        error = error.__cause__
        causes.append(str(error))
    details = [str(item.message) for item in getattr(error, "schema_errors", [])]
    return " / ".join(causes + details)[:600]


def problems(api, line):
    request, response = Request(line), Response(line)
    found = []
    for what, check in (
        ("request", lambda: api.validate_request(request)),
        ("answer", lambda: api.validate_response(request, response)),
    ):
        if what == "request" and line["status"] != 200:
            # What was refused may be wrong on purpose.
            continue
        try:
            check()
        except Exception as error:  # the validator has many classes of them
            found.append(f"{what}: {type(error).__name__}: {reason(error)}")
    return found


class Telegram:
    """The Bot API's own description."""

    def __init__(self, folder):
        self.document = json.loads((folder / "telegram-bot-api.json").read_text())

    def problems(self, line):
        url = urllib.parse.urlsplit(line["url"])
        name = url.path.rsplit("/", 1)[1]
        method = self.document["methods"][name]
        arguments = {}
        for key, text in urllib.parse.parse_qsl(url.query):
            try:
                arguments[key] = json.loads(text)
            except ValueError:
                arguments[key] = text
        arguments.update(self.body(line))
        found = [f"request: {text}" for text in self.fields(arguments, method, name)]
        answer = json.loads(base64.b64decode(line["answer"]))
        if line["status"] == 200 and answer.get("ok") is True:
            found += [
                f"answer: {text}"
                for text in self.value(answer.get("result"), method["returns"][0], name)
            ]
        elif not (isinstance(answer.get("error_code"), int) and answer.get("ok") is False):
            found.append("answer: no error of the platform's form")
        return found

    @staticmethod
    def body(line):
        body = base64.b64decode(line["body"])
        kind = Headers(line["headers"]).get("Content-Type", "")
        if not kind.startswith("multipart/form-data"):
            return json.loads(body) if body else {}
        head = f"Content-Type: {kind}\r\n\r\n".encode()
        arguments = {}
        for part in email.message_from_bytes(head + body).get_payload():
            name = part.get_param("name", header="Content-Disposition")
            data = part.get_payload(decode=True)
            if part.get_filename() is not None:
                # A file sent along under a method's own parameter, or what `attach://` names.
                arguments[f"file {name}"] = data
                continue
            try:
                arguments[name] = json.loads(data)
            except ValueError:
                arguments[name] = data.decode()
        whole = json.dumps(
            {key: value for key, value in arguments.items() if not key.startswith("file ")})
        for key in [key for key in arguments if key.startswith("file ")]:
            name = key.removeprefix("file ")
            del arguments[key]
            if f'"attach://{name}"' not in whole:
                arguments[name] = f"attach://{name}"
        return arguments

    def fields(self, value, owner, place):
        known = {field["name"]: field for field in owner.get("fields", [])}
        found = [
            f"{place}.{name}: missing"
            for name, field in known.items() if field["required"] and name not in value
        ]
        for name, member in value.items():
            if name not in known:
                found.append(f"{place}.{name}: unknown")
                continue
            tries = [self.value(member, kind, f"{place}.{name}") for kind in known[name]["types"]]
            found += min(tries, key=len)
        return found

    def value(self, value, kind, place):
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{place}: no array"]
            return [text for item in value for text in self.value(item, kind[9:], place)]
        simple = {"Integer": int, "String": str, "Boolean": bool, "True": bool, "Float": float}
        if kind in simple:
            fits = isinstance(value, simple[kind]) and not (
                kind == "Integer" and isinstance(value, bool))
            return [] if fits else [f"{place}: not {kind}"]
        if not isinstance(value, dict):
            return [f"{place}: not {kind}"]
        owner = self.document["types"][kind]
        if "subtypes" in owner:
            return min((self.value(value, one, place) for one in owner["subtypes"]), key=len)
        return self.fields(value, owner, place)


def main():
    folder = pathlib.Path(sys.argv[1])
    apis, wrong, seen = {}, 0, collections.Counter()
    texts = [text for path in sys.argv[2:] for text in pathlib.Path(path).read_text().splitlines()]
    for line in map(json.loads, texts):
        name = line["spec"]
        if name not in apis:
            apis[name] = Telegram(folder) if name.startswith("telegram") else load(folder, name)
        api = apis[name]
        found = api.problems(line) if isinstance(api, Telegram) else problems(api, line)
        url = urllib.parse.urlsplit(line["url"])
        if line.get("expect") == "fault":
            if not found:
                wrong += 1
                print(f"NOT FOUND WRONG {line['method']} {url.path}")
            continue
        seen[f"{name} {line['endpoint']} {line['status']}"] += 1
        for problem in found:
            wrong += 1
            print(f"WRONG {line['method']} {url.path} {line['status']}: {problem}")
    for endpoint, count in sorted(seen.items()):
        print(f"{count:4} {endpoint}")
    print(f"specifications: {sum(seen.values())} exchanges of {len(seen)} kinds, {wrong} wrong")
    return 1 if wrong or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
