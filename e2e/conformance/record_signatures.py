"""Writes signatures.json: the parameter names of what conformance cases call, as real Django declares them.

    ../shared/tools/real-django e2e/conformance/record_signatures.py > e2e/conformance/signatures.json

The replay passes arguments by these names, since ours take a prefix of them by position and the rest in one object.
"""
import importlib
import inspect
import json
import pkgutil

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
    SECRET_KEY="signatures",
    DATABASES={},
)
django.setup()

PACKAGES = [
    "django.core", "django.dispatch", "django.forms", "django.http", "django.middleware", "django.shortcuts",
    "django.template", "django.urls", "django.utils", "django.views", "django.contrib.auth", "django.contrib.humanize",
    "django.contrib.messages", "django.contrib.sessions", "django.contrib.syndication", "django.db.models",
]
LEFT_OUT = ("management", "migrations", "locale", "servers", "gis", "postgres")


def names(callable_):
    try:
        parameters = inspect.signature(callable_).parameters.values()
    except (TypeError, ValueError):
        return None
    marks = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    return [marks.get(p.kind, "") + p.name for p in parameters]


def modules():
    for package in PACKAGES:
        module = importlib.import_module(package)
        yield module
        for info in pkgutil.walk_packages(getattr(module, "__path__", []), package + "."):
            if any(word in info.name for word in LEFT_OUT):
                continue
            try:
                yield importlib.import_module(info.name)
            except Exception:
                continue  # needs a driver or an app that is not installed


found = {}
for module in modules():
    for name, value in vars(module).items():
        if getattr(value, "__module__", None) != module.__name__:
            continue
        key = f"{module.__name__}.{name}".removeprefix("django.")
        if inspect.isclass(value):
            found[key] = names(value)
            if found[key] == ["*args", "**kwargs"]:  # @deconstructible hides the parameters behind a __new__ of any
                found[key] = [name for name in names(value.__init__) or [] if name != "self"]
            for method, function in vars(value).items():
                function = getattr(function, "__func__", function)
                if inspect.isfunction(function) and not method.startswith("__"):
                    found[f"{key}.{method}"] = [n for n in names(function) if n not in ("self", "cls")]
        elif inspect.isfunction(value):
            found[key] = names(value)
print(json.dumps({k: " ".join(v) for k, v in sorted(found.items()) if v}, indent=2))
