"""Tags and filters of the pages: icons, times in UTC beside local time, names in their script, the law's words."""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from anyascii import anyascii
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext

from firstwall.kernel.sentences import in_language
from firstwall.kernel.words import Strand
from firstwall.law.citations import articles_in_full
from firstwall.screening.rules import in_percent
from firstwall.web import ledger_words, words
from firstwall.web.clocks import ClockFace, face_of

register = template.Library()
THIN = "\u202f"
_HEAVIEST = 8.0  # log-odds; an equal birth date has about as many
_SCRIPTS = {
    "GREEK": "el",
    "CYRILLIC": "und-Cyrl",
    "ARABIC": "ar",
    "HEBREW": "he",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "CJK": "zh",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
}
_TABLES: dict[str, Mapping[str, Any]] = {
    "act": ledger_words.ACT_LABELS,
    "alert_state": words.ALERT_STATES,
    "alert_tone": words.ALERT_TONES,
    "because": words.BECAUSE,
    "category_icon": words.CATEGORY_ICONS,
    "channel": words.CHANNELS,
    "check": words.CHECKS,
    "check_state": words.CHECK_STATES,
    "claim_state": words.CLAIM_STATES,
    "contest_state": words.CONTEST_STATES,
    "copy_kind": words.COPY_KINDS,
    "copy_state": words.COPY_STATES,
    "correction_state": words.CORRECTION_STATES,
    "decision": words.DECISION_REASONS,
    "decision_state": words.DECISION_STATES,
    "dispute_state": words.DISPUTE_STATES,
    "ending_state": words.ENDING_STATES,
    "fide_deferral": words.FIDE_DEFERRALS,
    "fide_status": words.FIDE_STATUSES,
    "fide_subject": words.FIDE_SUBJECTS,
    "grade": words.GRADES,
    "held_as": words.HELD_AS,
    "hit_state": words.HIT_STATES,
    "hit_tone": words.HIT_TONES,
    "kind": words.KINDS,
    "list_change": words.LIST_CHANGES,
    "list_change_tone": words.LIST_CHANGE_TONES,
    "list_state": words.LIST_STATES,
    "list_tone": words.LIST_TONES,
    "match_state": words.MATCH_STATES,
    "match_tone": words.MATCH_TONES,
    "office_kind": words.OFFICE_KINDS,
    "outcome": words.OUTCOMES,
    "owed": words.OWED,
    "proposed": words.PROPOSED,
    "procedure_access": words.PROCEDURE_ACCESS,
    "procedure_decides": words.PROCEDURE_DECIDES,
    "receipt_act": words.RECEIPT_ACTS,
    "remedy_state": words.REMEDY_STATES,
    "result": words.RESULTS,
    "result_tone": words.RESULT_TONES,
    "retention_state": words.RETENTION_STATES,
    "retention_tone": words.RETENTION_TONES,
    "right": words.RIGHTS,
    "rights_outcome": words.RIGHTS_OUTCOMES,
    "rights_position": words.RIGHTS_POSITIONS,
    "rights_state": words.RIGHTS_STATES,
    "rights_tone": words.RIGHTS_TONES,
    "rights_why_not": words.RIGHTS_WHY_NOT,
    "role": words.ROLES,
    "role_icon": words.ROLE_ICONS,
    "run_state": words.RUN_STATES,
    "run_tone": words.RUN_TONES,
    "strand": words.STRANDS,
    "transfer_kind": words.TRANSFER_KINDS,
    "transfer_state": words.TRANSFER_STATES,
    "version_act": words.VERSION_ACTS,
    "withdrawal": words.WITHDRAWAL_REASONS,
}


@register.simple_tag
def icon(name: str) -> str:
    """One symbol of the sprite; always beside words, so hidden from screen readers."""
    return format_html(
        '<svg class="i" aria-hidden="true" viewBox="0 0 24 24"><use href="{}#{}"/></svg>', static("web/icons.svg"), name
    )


@register.filter
def say(text: str) -> str:
    """A sentence or label of a pure room in the reader's language."""
    return in_language(text, gettext)


@register.filter
def cite(citation: str, strand: str = "") -> str:
    """The law's short citation ("D 5(1); R 27(1)") written out, for one strand or for both; others are left as they are."""
    if "Art." in citation:
        return citation
    try:
        return articles_in_full(str(citation), Strand(strand) if strand else None) if citation else ""
    except KeyError:
        return citation


@register.filter
def word(code: str, table: str) -> str:
    """The word for a code, or the code itself when the table has none (a tone or icon has the empty one)."""
    return _TABLES[table].get(str(code), "" if table.endswith(("tone", "icon")) else code)


@register.filter
def country(code: str) -> str:
    """A state's name in the reader's language, by CLDR; the code itself when CLDR knows none. EL is Greece."""
    return _locale().territories.get({"EL": "GR", "UK": "GB"}.get(code, code), code)


@register.filter
def thousands(number: int) -> str:
    """Thin spaces between groups of three."""
    return f"{number:,}".replace(",", THIN)


@register.filter
def percent(share: float) -> int:
    """0.64 as 64."""
    return round(100 * share)


@register.filter
def likelihood(probability: float) -> str:
    """0.97 as 97 %, never as certain."""
    return in_percent(probability)


@register.simple_tag
def weight_bar(weight: float) -> str:
    """A weight as a small bar, against to the left and for to the right, on one scale for all hits; beside its number."""
    width = min(abs(weight) / _HEAVIEST, 1) * 50
    return format_html(
        '<svg class="bar" aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none">'
        '<path d="M50 0v8"/><rect x="{}" y="1" width="{}" height="6"/></svg>',
        f"{50 - width if weight < 0 else 50:.1f}",
        f"{width:.1f}",
    )


@register.filter
def signed(number: float) -> str:
    """A weight with its sign, as in a balance."""
    text = f"{number:+.1f}"
    return "0" if text[1:] == "0.0" else text.replace("-", "\u2212")


@register.filter
def lookup(mapping: dict, key: str) -> object:
    """The value of a dictionary under a key that the template holds in a variable."""
    return mapping.get(key, "")


@register.filter
def day(value: date | str) -> str:
    """A whole or partial date in words: 14 Mar 1979, Mar 1979, 1979."""
    if isinstance(value, date):
        return format_date(value, "d MMM y", locale=_locale())
    parts = str(value).split("-")
    try:
        whole = date(*[int(part) for part in [*parts, "1", "1"][:3]])
    except ValueError:
        return str(value)
    return format_date(whole, {1: "y", 2: "MMM y"}.get(len(parts), "d MMM y"), locale=_locale())


@register.simple_tag(takes_context=True)
def moment(context: template.Context, value: datetime | str | None) -> str:
    """A moment in UTC, with the local time of the reader's office beside it."""
    if isinstance(value, str):
        value = _parsed(value) or value
    if not isinstance(value, datetime):
        return value or "\u2013"
    utc = value.astimezone(UTC)
    zone = context.get("zone") or "UTC"
    text = format_datetime(utc, "d MMM y HH:mm", locale=_locale()) + " UTC"
    if zone == "UTC":
        return format_html(
            '<time class="moment" datetime="{}"><span class="utc">{}</span></time>',
            utc.isoformat(timespec="seconds"),
            text,
        )
    there = utc.astimezone(ZoneInfo(zone))
    pattern = "HH:mm" if there.date() == utc.date() else "d MMM HH:mm"
    here = gettext("%(time)s local") % {"time": format_datetime(there, pattern, locale=_locale())}
    return format_html(
        '<time class="moment" datetime="{}"><span class="utc">{}</span> <span class="here">{}</span></time>',
        utc.isoformat(timespec="seconds"),
        text,
        here,
    )


@register.simple_tag(takes_context=True)
def hour(context: template.Context, value: datetime) -> str:
    """The hour of a moment that is near, in UTC and in local time."""
    zone = context.get("zone") or "UTC"
    if zone == "UTC":
        return f"{value.astimezone(UTC):%H:%M} UTC"
    local = value.astimezone(ZoneInfo(zone))
    return gettext("%(utc)s UTC, %(local)s local") % {
        "utc": f"{value.astimezone(UTC):%H:%M}",
        "local": f"{local:%H:%M}",
    }


@register.simple_tag
def name(value: str) -> str:
    """A name in its own script first, its Latin form after it; each isolated, never recased or reordered."""
    language = language_of(value)
    if not language:
        return format_html('<span class="name"><bdi>{}</bdi></span>', value)
    pairs = [(format_html(' lang="{}"', language), value), ("", anyascii(value))]
    return format_html('<span class="name">{}</span>', format_html_join(" ", "<bdi{}>{}</bdi>", pairs))


@register.simple_tag
def script(value: str) -> str:
    """Any text in its own script, isolated and marked with its language, without a Latin form."""
    language = language_of(value)
    return format_html('<bdi lang="{}">{}</bdi>', language, value) if language else format_html("<bdi>{}</bdi>", value)


def language_of(text: str) -> str:
    """A language tag guessed from the first letter that is not Latin; empty for Latin."""
    for char in text:
        if char.isalpha() and ord(char) > 0x24F:
            first = unicodedata.name(char, "").split(" ")[0].split("-")[0]
            if first in _SCRIPTS:
                return _SCRIPTS[first]
    return ""


@register.simple_tag(takes_context=True)
def clock(context: template.Context, started_at: datetime, due_at: datetime) -> ClockFace:
    """The face of a running clock, for components/clock.html."""
    return face_of(started_at=started_at, due_at=due_at, now=context.get("now") or datetime.now(UTC))


@register.simple_tag
def finding(code: str) -> dict[str, str]:
    """Sign, words and tone of one compared row."""
    sign, text, tone = words.FINDINGS.get(code, ("·", code, "bare"))
    return {"sign": sign, "text": str(text), "tone": tone}


def _locale() -> Locale:
    try:
        return Locale.parse((get_language() or "en").replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _parsed(text: str) -> datetime | None:
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)
