"""Records what real Django answers to cases of our own, one file a kind, in the format that run.ts replays.

    ../shared/tools/real-django e2e/conformance/record.py e2e/conformance/cases

The cases stand in record_cases.py; nothing in an `expect` is written by hand.
"""
import base64
import datetime
import decimal
import importlib
import io
import json
import os
import sys
import types
import uuid
from unittest import mock

import django
from django.conf import settings

NOW = datetime.datetime(2026, 1, 15, 12, tzinfo=datetime.timezone.utc)
APPS = ["contenttypes", "auth", "sessions", "messages", "humanize"]
settings.configure(
    SECRET_KEY="conformance-secret", USE_TZ=True, TIME_ZONE="UTC", LANGUAGE_CODE="en-us", ALLOWED_HOSTS=["*"],
    DEBUG=False, TEMPLATES=[], INSTALLED_APPS=[f"django.contrib.{app}" for app in APPS], STATIC_URL="/static/",
)
django.setup()

from django import forms, http, urls  # noqa: E402
from django.core.exceptions import ValidationError  # noqa: E402
from django.core.handlers.wsgi import WSGIRequest  # noqa: E402
from django.template import Context, Engine  # noqa: E402
from django.test.utils import override_settings  # noqa: E402
from django.utils import functional, safestring, timezone, translation  # noqa: E402
from record_cases import CASES  # noqa: E402


def decode(value):
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    kind, v = value.get("$"), value.get("v")
    if kind is None:
        return {key: decode(item) for key, item in value.items()}
    if kind == "tuple":
        return tuple(decode(item) for item in v)
    if kind == "datetime":
        return datetime.datetime.fromisoformat(v)
    if kind == "object":
        members = {name: decode(item) for name, item in value.get("attrs", {}).items()}
        if "str" in value:
            members["__str__"] = lambda self: value["str"]
        return type(value["class"], (), members)()
    makers = {
        "date": datetime.date.fromisoformat, "time": datetime.time.fromisoformat, "decimal": decimal.Decimal,
        "timedelta": lambda seconds: datetime.timedelta(seconds=seconds), "safe": safestring.mark_safe,
        "bytes": base64.b64decode,
    }
    return makers[kind](v)


def encode(value):
    if isinstance(value, functional.Promise):
        value = str(value)
    if isinstance(value, safestring.SafeString):
        return {"$": "safe", "v": str(value)}
    if isinstance(value, float) and value.is_integer():
        return {"$": "float", "v": repr(value)}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, decimal.Decimal):
        return {"$": "decimal", "v": str(value)}
    if isinstance(value, datetime.datetime):
        zone = {"tz": str(value.tzinfo)} if value.tzinfo else {}
        return {"$": "datetime", "v": value.isoformat(), **zone}
    if isinstance(value, uuid.UUID):
        return {"$": "uuid", "v": str(value)}
    if isinstance(value, (datetime.date, datetime.time)):
        return {"$": type(value).__name__, "v": value.isoformat()}
    if isinstance(value, datetime.timedelta):
        return {"$": "timedelta", "v": value.total_seconds()}
    if isinstance(value, bytes):
        return {"$": "bytes", "v": base64.b64encode(value).decode()}
    if isinstance(value, tuple):
        return {"$": "tuple", "v": [encode(item) for item in value]}
    if isinstance(value, http.QueryDict):
        return {"$": "multivaluedict", "v": [[key, items] for key, items in value.lists()]}
    if isinstance(value, dict):
        return {str(key): encode(item) for key, item in value.items()}
    return [encode(item) for item in value]


def error(exception):
    name = type(exception).__name__
    if isinstance(exception, ValidationError):
        messages = exception.messages
        codes = [one.code for one in exception.error_list]
        return {"error": name, "message": "\n".join(messages), "messages": messages, "codes": codes}
    if isinstance(exception, urls.Resolver404):
        data = exception.args[0]
        tried = [[str(entry.pattern) for entry in entries] for entries in data["tried"]]
        return {"error": name, "tried": tried, "path": data["path"]}
    if isinstance(exception, KeyError):
        return {"error": name, "message": str(exception.args[0])}
    return {"error": name, "message": str(exception)}


def ask(target, step):
    what, *rest = step
    if what == "call":
        name, args, kwargs = (rest + [[], {}])[:3] if len(rest) == 1 else (rest + [{}])[:3]
        return getattr(target, name)(*decode(args), **decode(kwargs))
    if what == "on":
        return ask(getattr(target, rest[0]), rest[1])
    if what == "at":
        return ask(target[rest[0]], rest[1])
    return {
        "get": lambda: getattr(target, rest[0]), "getitem": lambda: target[decode(rest[0])], "len": lambda: len(target),
        "bool": lambda: bool(target), "str": lambda: str(target), "list": lambda: list(target),
        "contains": lambda: decode(rest[0]) in target,
    }[what]()


def answers(target, steps):
    found = []
    for step in steps:
        try:
            found.append({"value": encode(ask(target, step))})
        except Exception as exception:
            found.append(error(exception))
    return found


def named(path):
    module, _, name = f"django.{path}".rpartition(".")
    return getattr(importlib.import_module(module), name)


def arguments(given):
    return decode(given.get("args", [])), decode(given.get("kwargs", {}))


def make(module, described):
    args, kwargs = arguments(described)
    return getattr(module, described["class"])(*args, **kwargs)


def build_request(given):
    body = given.get("body", "").encode()
    environ = {
        "REQUEST_METHOD": given.get("method", "GET"), "PATH_INFO": given.get("path", "/"),
        "QUERY_STRING": given.get("query_string", ""), "SERVER_NAME": "testserver", "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": given.get("scheme", "http"),
        "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)),
    }
    for name, value in given.get("headers", []):
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    return WSGIRequest(environ)


def response_out(response):
    return {
        "status": response.status_code, "reason": response.reason_phrase,
        "headers": [[name, value] for name, value in response.headers.items()],
        "cookies": [cookie.OutputString() for cookie in response.cookies.values()],
        "charset": response.charset, "streaming": response.streaming, "content": response.content.decode(),
    }


def view(request=None, *args, **kwargs):
    return http.HttpResponse("view")


def patterns(entries):
    for entry in entries:
        function = getattr(urls, entry["type"])
        if "include" in entry:
            inner = list(patterns(entry["include"]))
            target = (inner, entry["app_name"]) if entry.get("app_name") else inner
            included = urls.include(target, namespace=entry.get("namespace"))
            yield function(entry["route"], included, decode(entry.get("kwargs")))
        else:
            own = types.FunctionType(view.__code__, globals(), entry["view"], view.__defaults__)
            yield function(entry["route"], own, decode(entry.get("kwargs")), entry.get("name"))


def with_urlconf(entries, run):
    module = types.ModuleType("conformance_urlconf")
    sys.modules[module.__name__] = module
    urls.clear_url_caches()
    with override_settings(ROOT_URLCONF=module.__name__):
        module.urlpatterns = list(patterns(entries))
        return run()


def resolved(case):
    match = urls.resolve(case["path"])
    return {
        "view": match.func.__name__, "args": encode(list(match.args)), "kwargs": encode(match.kwargs),
        "url_name": match.url_name, "namespaces": match.namespaces, "app_names": match.app_names, "route": match.route,
        "captured_kwargs": encode(match.captured_kwargs), "extra_kwargs": encode(match.extra_kwargs),
    }


def run_middleware(op, given):
    called = []

    def get_response(request):
        called.append(request)
        args, kwargs = arguments(given.get("response", {}))
        return http.HttpResponse(*args, **kwargs)

    module = {
        "CommonMiddleware": "common", "SecurityMiddleware": "security", "XFrameOptionsMiddleware": "clickjacking",
        "ConditionalGetMiddleware": "http",
    }[op]
    middleware = named(f"middleware.{module}.{op}")(get_response)
    response = with_urlconf([], lambda: middleware(build_request(given.get("request", {}))))
    return {"response": response_out(response), "view_called": bool(called)}


def value_of(kind, op, given):
    args, kwargs = arguments(given)
    steps = given.get("steps", [])
    if kind == "middleware":
        return run_middleware(op, given)
    if op == "HttpRequest":
        return answers(build_request(given["request"]), steps)
    if op in ("QueryDict", "MultiValueDict"):
        return answers(getattr(importlib.import_module("django.http.request"), op)(*args, **kwargs), steps)
    if kind == "cookie":
        response = http.HttpResponse()
        getattr(response, op.partition(".")[2])(*args, **kwargs)
        return [cookie.OutputString() for cookie in response.cookies.values()]
    if kind == "response":
        response = getattr(http, op)(*args, **kwargs)
        found = answers(response, steps)
        return {"response": response_out(response), "steps": found}
    if op == "Field.clean":
        return encode(make(forms, given["field"]).clean(decode(given["value"])))
    if op == "Widget.render":
        return encode(make(forms, given["widget"]).render(given["name"], decode(given["value"])))
    if op in ("Paginator", "Truncator", "Signer"):
        module = {"Paginator": "core.paginator", "Truncator": "utils.text", "Signer": "core.signing"}[op]
        return answers(named(f"{module}.{op}")(*args, **kwargs), steps)
    if op.startswith("core.validators."):
        made = named(op)
        made = made(*decode(given["init"].get("args", [])), **decode(given["init"].get("kwargs", {}))) if "init" in given else made
        return encode(made(decode(given["value"])))
    return encode(named(op)(*args, **kwargs))


def expected(case):
    kind = case["kind"]
    if kind == "template":
        engine = Engine(
            loaders=[("django.template.loaders.locmem.Loader", case["templates"])],
            builtins=["django.contrib.humanize.templatetags.humanize"],
            libraries={name: f"django.templatetags.{name}" for name in ("i18n", "l10n", "static", "tz")},
        )
        try:
            return {"output": engine.get_template(case["render"]).render(Context(decode(case.get("context", {}))))}
        except Exception as exception:
            return {"error": type(exception).__name__, "message": str(exception)}
    try:
        if kind == "resolve":
            return with_urlconf(case["urlconf"], lambda: resolved(case))
        if kind == "reverse":
            names = {name: decode(case.get(name)) for name in ("args", "kwargs")}
            return with_urlconf(case["urlconf"], lambda: {"url": urls.reverse(case["viewname"], **names)})
        return {"value": value_of(kind, case["op"], case["input"])}
    except Exception as exception:
        return error(exception)


def record(case):
    options = case.get("options", {})
    language = translation.override(options.get("language", "en-us"))
    clock = mock.patch("django.utils.timezone.now", lambda: NOW)
    zone = timezone.override(options.get("time_zone"))
    with override_settings(**decode(options.get("settings", {}))), language, clock, zone:
        return {**case, "expect": expected(case)}


files = {}
for number, case in enumerate(CASES, 1):
    case = {"id": f"ours:{number}:{case.get('op', case['kind'])}", **case}
    files.setdefault(case["kind"], []).append(json.dumps(record(case), ensure_ascii=False))
for kind, lines in files.items():
    with open(os.path.join(sys.argv[1], f"own-{kind}.jsonl"), "w") as file:
        file.write("\n".join(lines) + "\n")
