"""What a linter cannot see of the layers: foreign keys, {% url %} and {% include %} point downwards too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

ORDER = [
    "dsi_marketing", "plans", "relations", "feedback", "calendar_ops", "roles", "segmentation",
    "catalog", "outbox", "organization", "core",
]  # fmt: skip
HEIGHT = {app: len(ORDER) - place for place, app in enumerate(ORDER)}
GATHERING = {"home", "unit", "person", "offering_card", "segment_page"}  # linked from everywhere
TEMPLATES = Path(settings.BASE_DIR) / "templates"


def foreign_keys():
    for model in apps.get_models():
        if model._meta.app_label in HEIGHT:
            for field in model._meta.get_fields(include_hidden=True):
                if field.is_relation and not field.auto_created and field.related_model is not None:
                    yield model, field, field.related_model


def points_down(source: str, target: str) -> bool:
    return HEIGHT[source] >= HEIGHT[target]


def test_foreign_keys_point_downwards():
    up = [
        f"{model.__name__}.{field.name} → {target._meta.label}"
        for model, field, target in foreign_keys()
        if target._meta.app_label in HEIGHT
        and target is not apps.get_model(settings.AUTH_USER_MODEL)
        and not points_down(model._meta.app_label, target._meta.app_label)
    ]
    assert up == []


def test_no_generic_foreign_key():
    generic = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in HEIGHT
        for field in model._meta.private_fields
    ]
    assert generic == []


def names_of_addresses(resolver=None, app: str = "") -> dict[str, str]:
    """Every URL name → the app whose view answers it."""
    found: dict[str, str] = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = names_of_addresses(entry)
            found.update({f"{entry.namespace}:{k}" if entry.namespace else k: v for k, v in inner.items()})
        elif isinstance(entry, URLPattern) and entry.name:
            found[entry.name] = getattr(entry.callback, "__module__", "").split(".")[0]
    return found


def template_files():
    return [file for file in TEMPLATES.rglob("*") if file.is_file()]


@pytest.mark.parametrize("file", template_files(), ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_templates_link_and_include_downwards(file):
    app = file.relative_to(TEMPLATES).parts[0]
    if app not in HEIGHT:
        return  # base.html and the error pages belong to the portal; account/ to the sign-in library
    text = file.read_text()
    owners = names_of_addresses()
    for name in re.findall(r"{%\s*url\s+[\"']([\w:.-]+)[\"']", text):
        owner = owners.get(name, "")
        if name not in GATHERING and owner in HEIGHT:
            assert points_down(app, owner), f"{file.name} links up to {name} of {owner}"
    for included in re.findall(r"{%\s*(?:include|extends)\s+[\"']([\w/.-]+)[\"']", text):
        owner = included.split("/")[0]
        if owner in HEIGHT:
            assert points_down(app, owner), f"{file.name} includes {included}"


def test_a_foreign_key_upwards_would_be_seen():
    assert not points_down("core", "organization")
    assert points_down("calendar_ops", "catalog")


def test_code_reverses_downwards():
    """reverse("app:name") in an app's code names an app at or below it."""
    up = []
    for app in ORDER:
        for file in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            for name in re.findall(r"reverse(?:_lazy)?\(\s*[\"'](\w+):", file.read_text()):
                if name in HEIGHT and not points_down(app, name):
                    up.append(f"{file.name}: {name}")
    assert up == []
