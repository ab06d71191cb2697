"""Traffic files: upload, progress, stop, go on, candidates, lines in error."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from firstwall.authorities.permissions import is_permitted
from firstwall.kernel.mapping import MappingFile
from firstwall.kernel.refusal import Fault, FieldProblem, NotPermitted, Refusal
from firstwall.kernel.sentences import N_, Sentence
from firstwall.screening import queries, services
from firstwall.screening.columns import read_mapping
from firstwall.screening.problems import NOT_MAPPED
from firstwall.screening.types import LineProblem, RunView
from firstwall.web.fields import FormField, by_field, problem_of, text_of
from firstwall.web.guard import new_key, require, said, typed, under_mandate
from firstwall.web.request import Request
from firstwall.web.steps import step_done

_SHOWN, _READ = 50, 1200  # lines in error on the page, and all that a run keeps
_UNDER_WAY = ("accepted", "working")


@under_mandate
def files(request: Request) -> HttpResponse:
    """The files of the own authority, and the form for a new one."""
    require(request.actor, "screening.screen_file")
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            runs = _accepted(request)
        except NotPermitted:
            raise
        except (Refusal, Fault) as error:
            problems = (_problem(error),)
        else:
            step_done(request, "file")
            return said(reverse("file", args=[runs[0].id]) if len(runs) == 1 else reverse("files"), "screening")
    context = {
        "runs": queries.runs_of(request.actor),
        "can_screen": True,
        "problems": problems,
        "fields": _fields(typed(request), problems),
        "key": new_key(),
    }
    return render(request, "files.html", context, status=422 if problems else 200)


@under_mandate
def file(request: Request, run_id: UUID) -> HttpResponse:
    """One run: progress, candidates, lines in error."""
    run = queries.run_for(request.actor, run_id)
    after = request.GET.get("after", "")
    hits = queries.candidates_of_run(
        request.actor, run_id, after_line=int(after) if after.isascii() and after.isdigit() else 0
    )
    page = {
        "first": 1,
        "last": len(hits),
        "total": None,
        "next_url": f"?after={hits[-1].line}" if len(hits) >= queries.PAGE else "",
    }
    problems = queries.problems_of(request.actor, run_id, size=_READ)
    context = {
        "run": run,
        "hits": hits,
        "page": page,
        "line_errors": [_line(one) for one in problems if one.code != NOT_MAPPED][:_SHOWN],
        "left_out": [_line(one) for one in problems if one.code == NOT_MAPPED],
        "key": new_key(),
        **_buttons(request, run),
    }
    return render(request, "file.html", context)


@under_mandate
def progress(request: Request, run_id: UUID) -> HttpResponse:
    """The progress alone; when the run has ended the whole page is loaded again."""
    run = queries.run_for(request.actor, run_id)
    response = render(request, "components/job.html", {"run": run})
    if run.state not in _UNDER_WAY:
        response["HX-Refresh"] = "true"
    return response


@under_mandate
@require_POST
def cancel(request: Request, run_id: UUID) -> HttpResponse:
    """Stop before the next chunk."""
    services.cancel_run(request.actor, run_id, key=request.POST.get("key", ""))
    return said(reverse("file", args=[run_id]), "cancelled")


@under_mandate
@require_POST
def resume(request: Request, run_id: UUID) -> HttpResponse:
    """Go on after the last committed chunk."""
    services.resume_run(request.actor, run_id, key=request.POST.get("key", ""))
    return said(reverse("file", args=[run_id]), "resumed")


def _accepted(request: Request) -> tuple[RunView, ...]:
    upload = request.FILES.get("file")
    if upload is None:
        raise Fault("no_file", N_("No file was chosen."), cure=N_("Choose a file and send it again."), status=422)
    given = typed(request)
    mapping = _mapping(text_of(given, "mapping"))
    return services.accept_file(
        request.actor,
        chunks=upload.chunks(),
        filename=upload.name or "",
        mapping=mapping.columns,
        encoding=mapping.about.get("encoding", "utf-8"),
        delimiter=mapping.about.get("delimiter", ""),
        place=text_of(given, "place").strip()[:120],
        reference=text_of(given, "reference").strip()[:120],
        key=text_of(given, "key"),
    )


def _mapping(text: str) -> MappingFile:
    """Lines such as `Party = name`: the file's column, then our value. A mapping file may be pasted whole."""
    text = text.replace("\r\n", "\n")[:4000]
    if "[columns]" in text:
        return read_mapping(text.encode())
    found: dict[str, str] = {}
    for line in (one.strip() for one in text.splitlines()):
        if not line or line.startswith("#"):
            continue
        column, _sign, ours = (part.strip().strip('"') for part in line.partition("="))
        if not (ours and column):
            sentence, cure = N_("A line of the mapping cannot be read."), N_("Write it as: Party = name")
            raise Fault("bad_mapping", sentence, place=line[:40], cure=cure, status=422)
        found[column] = ours
    return MappingFile({}, found, {})


def _fields(given: dict, problems: tuple[FieldProblem, ...]) -> list[FormField]:
    wrong = by_field(problems)
    rows = (
        ("reference", N_("Reference"), N_("Journey, declaration or case; outside a lane it must be given.")),
        ("place", N_("Place"), N_("Where the traffic crosses, if not your post.")),
    )
    fields = [
        FormField(code, label, hint=hint, text=text_of(given, code), problem=wrong.get(code))
        for code, label, hint in rows
    ]
    hint = N_("CSV with other headers: your column = our value, one on each line, such as Party = name.")
    return [*fields, FormField("mapping", N_("Columns"), "prose", hint, text=text_of(given, "mapping"))]


def _buttons(request: Request, run: RunView) -> dict[str, bool]:
    may_stop = is_permitted(request.actor, "screening.cancel_run")
    return {
        "can_stop": may_stop and run.state in _UNDER_WAY,
        "can_resume": may_stop and run.state in ("cancelled", "failed"),
    }


def _line(problem: LineProblem) -> dict:
    sentence = (
        Sentence(problem.sentence, {"detail": problem.detail}) if problem.detail is not None else problem.sentence
    )
    return {
        "unit": problem.unit,
        "line": problem.line,
        "column": problem.column,
        "field": problem.field,
        "sentence": sentence,
        "cure": problem.cure,
    }


def _problem(error: Refusal | Fault) -> FieldProblem:
    if isinstance(error, Fault):
        sentence = (
            _("%(sentence)s (%(place)s)") % {"sentence": error.sentence, "place": error.place}
            if error.place
            else error.sentence
        )
        return FieldProblem("file", error.code, "", sentence, error.cure)
    return problem_of(error)
