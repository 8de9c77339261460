"""The categories of the catalogue, for those who edit it."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalog.actions.categories import delete_category, move_category, save_category
from catalog.category_form import CategoryForm
from catalog.category_trail import trail
from catalog.category_tree import Branch
from catalog.models import Category
from catalog.permissions import can_edit_catalogue
from catalog.queries.categories import counts, shelves
from catalog.views.finding import asks
from core.editing import edit_page
from organization.queries import name_of_actor
from organization.requests import PortalRequest


class Line(NamedTuple):
    """A category in the order of reading; `first` and `last` among its sisters."""

    branch: Branch
    first: bool
    last: bool
    table: str


@require_safe
def categories(request: PortalRequest) -> HttpResponse:
    """All of them as a tree, with what stands in each."""
    _refuse(request)
    tree, found = shelves(), counts()
    table = reverse("catalog:offerings")
    lines = []
    for branch in tree.branches(found):
        sisters = tree.children[tree.above(branch.shelving.key)]
        lines.append(
            Line(
                branch,
                branch.shelving.key == sisters[0],
                branch.shelving.key == sisters[-1],
                f"{table}?category={branch.shelving.code}",
            )
        )
    context = {"lines": lines, "without": found.get(None, 0), "table": f"{table}?category=none"}
    return render(request, "catalog/categories.html", context)


@asks
def category_form(request: PortalRequest, code: str = "") -> HttpResponse:
    """Create a category, rename it, put it elsewhere."""
    _refuse(request)
    record = _category(code) if code else Category()
    title = _("Edit the category") if code else _("Create a category")
    context = {
        "back": reverse("catalog:categories"),
        "category": record,
        "trail": trail(record) if code else None,
    }

    def make(data, files):
        return CategoryForm(data, files, instance=_category(code) if code else Category())

    def save(form: CategoryForm) -> HttpResponse:
        saved = save_category(
            category=form.instance, fields=form.values(), by=request.user, expected=form.had
        )
        messages.success(request, _("Saved: %(name)s.") % {"name": saved.name})
        return redirect("catalog:categories")

    return edit_page(
        request, make=make, save=save, title=title, record=record, name_of=name_of_actor, now=timezone.now(),
        context=context, template="catalog/category_form.html",
    )  # fmt: skip


@require_POST
def category_move(request: PortalRequest, code: str) -> HttpResponse:
    """One place up or down among its sisters."""
    _refuse(request)
    move_category(category=_category(code), up=request.POST.get("way") == "up", by=request.user)
    return redirect(f"{reverse('catalog:categories')}#c-{code}")


@require_POST
def category_delete(request: PortalRequest, code: str) -> HttpResponse:
    """Take it away, if nothing stands in it; else say what does."""
    _refuse(request)
    found = _category(code)
    try:
        delete_category(category=found, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages), extra_tags="bad")
        return redirect("catalog:category-edit", code=code)
    messages.success(request, _("« %(name)s » is taken away.") % {"name": found.name})
    return redirect("catalog:categories")


def _refuse(request: PortalRequest) -> None:
    if not can_edit_catalogue(request.user):
        raise PermissionDenied


def _category(code: str) -> Category:
    return get_object_or_404(Category.objects.select_related("parent"), code=code)
