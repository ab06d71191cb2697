"""Pages that anybody may read: words and keys, accessibility, and the reader's own display."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from firstwall.web.frame import DENSITIES, THEMES
from firstwall.web.glossary import GLOSSARY, KEYS
from firstwall.web.guard import said

_A_YEAR = 365 * 24 * 60 * 60


def words(request: HttpRequest) -> HttpResponse:
    """The acts' words with their articles, and the keys."""
    return render(request, "words.html", {"glossary": GLOSSARY, "keys": KEYS})


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "accessibility.html")


def display(request: HttpRequest) -> HttpResponse:
    """Light, density and keys, kept in this device's cookies: a lane tablet is shared by a shift."""
    if request.method != "POST":
        return render(request, "display.html")
    response = said(reverse("display"), "display")
    chosen = {"theme": THEMES, "density": DENSITIES, "keys": ("off",)}
    for name, allowed in chosen.items():
        value = request.POST.get(name, "")
        if value in allowed:
            response.set_cookie(
                f"fw_{name}", value, max_age=_A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
            )
        else:
            response.delete_cookie(f"fw_{name}")
    return response
