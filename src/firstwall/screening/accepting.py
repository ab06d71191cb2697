"""A file of traffic is accepted: recognised, spooled sealed and durable, one run a strand, a job each (SEC-49)."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from procrastinate.contrib.django import app as jobs

from firstwall import __version__
from firstwall.authorities.acting import acting, lawful
from firstwall.authorities.services import standing_mandate
from firstwall.kernel.actor import Actor, authority_of, mandate_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, Refusal
from firstwall.kernel.sentences import N_, say
from firstwall.kernel.words import Strand
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.matching import THRESHOLDS
from firstwall.screening.asking import is_in_lane, require_purpose
from firstwall.screening.columns import check_header
from firstwall.screening.models import ScreeningRun
from firstwall.screening.rules import SCREEN_FILE as ACT
from firstwall.screening.sniff import LARGEST, MEDIA_TYPES, Form, form_of, names_passengers, opened
from firstwall.screening.spool import Spool, SpoolWriter
from firstwall.screening.types import RunView
from firstwall.screening.views import run_view
from firstwall.screening.working import work_run
from firstwall.seals.services import seal

TASK = "firstwall.screen_run"


@dataclass(frozen=True, slots=True)
class _Upload:
    """What is known of a file once it is whole here; `raw` is how it came, before it was unpacked (EXC-05)."""

    form: Form
    mapping: dict[str, str]
    size: int
    raw: "_Raw"
    filename_digest: str


class _Raw:
    """The bytes as they come: counted and hashed while they pass."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self._sha256 = hashlib.sha256()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._chunks:
            self.size += len(piece)
            self._sha256.update(piece)
            yield piece

    @property
    def sha256(self) -> str:
        return self._sha256.hexdigest()


def accept_file(
    actor: Actor,
    *,
    chunks: Iterable[bytes],
    filename: str = "",
    format: str = "auto",
    mapping: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
    delimiter: str = "",
    place: str = "",
    reference: str = "",
    key: str = "",
    by_job: bool = True,
) -> tuple[RunView, ...]:
    """Take a file of traffic for screening: one run for each strand of the mandate. Durable when it returns.

    Passengers are screened before it returns instead, from memory: what finds no alert is written nowhere (EXC-10).

    Args:
        actor: the mandate; its purpose is the run's standing purpose.
        chunks: the bytes, in pieces; gzip is unpacked.
        filename: only a digest of it is kept.
        format: one of `sniff.FORMATS`, or auto.
        mapping: for CSV, from the file's column to our value (`name`, `birth_date`, `number.passport`).
        encoding: utf-8, iso-8859-1 or windows-1252.
        delimiter: what stands between cells, when the header does not tell.
        place: where the traffic crosses, when it is not the mandate's post.
        reference: the journey, declaration or case.
        key: idempotency key (REL-02).
        by_job: leave the work to the worker; otherwise the caller calls `work_run`.

    Raises:
        Refusal: no purpose or reference, or not permitted: nothing was read.
        Fault: the file is not what can be read, with place and cure: nothing was kept.
    """
    actor = replace(actor, place=place or actor.place, reference=reference or actor.reference)
    with lawful(actor, ACT):
        require_purpose(actor)
        _require_reference(actor)
    raw = _Raw(chunks)
    look, stream = opened(raw, encoding=encoding)
    form = form_of(look, wanted=format, delimiter=delimiter)
    wanted = dict(mapping or {})
    if form.format == "csv":
        check_header(list(form.header), wanted)
    spools = _spools(actor)
    held = _whole(stream, most=LARGEST["edifact"]) if form.format == "edifact" else None
    if held is not None and not names_passengers(held):
        stream, held = iter((held,)), None
    size = len(held) if held is not None else _fill(spools, stream, most=LARGEST.get(form.format))
    by_job = by_job and held is None
    if by_job:  # the officer may sign out; the run goes on under a mandate of its own
        actor = replace(actor, mandate_id=standing_mandate(actor))
    upload = _Upload(form, wanted, size, raw, hashlib.sha256(filename.encode()).hexdigest())
    runs = tuple(
        _accept(actor.in_strand(spool.strand), spool, upload, key=f"{key}:{spool.strand}" if key else "", by_job=by_job)
        for spool in spools
    )
    if held is None:
        return runs
    # sent again after an outage, with its key, it goes on behind its last committed chunk
    return tuple(work_run(actor.in_strand(run.strand), run.id, held=held) for run in runs)


def start_job(actor: Actor, run_id: UUID) -> None:
    """Queue the run, in the caller's transaction; the job carries ids and nothing else."""
    job = jobs.configure_task(TASK)
    job.defer(run_id=str(run_id), mandate_id=str(actor.mandate_id), strand=str(actor.strand))


def _require_reference(actor: Actor) -> None:
    if not (actor.reference or is_in_lane(actor)):
        raise Refusal(
            "SEC-21",
            N_("Nothing was read: a file of traffic outside a lane needs a reference."),
            article="LED Art. 25",
            cure=N_("Give the number of the journey, declaration or case."),
            field="reference",
        )


def _spools(actor: Actor) -> list[Spool]:
    spools = []
    for strand in actor.strands:
        spool = Spool(record_id(), authority_id=authority_of(actor), strand=Strand(strand))
        with acting(actor.in_strand(strand)):  # an authority's first key is made under its own context
            seal(b"", authority_id=authority_of(actor), record_id=spool.run_id, strand=strand)
        spools.append(spool)
    return spools


def _whole(stream: Iterator[bytes], *, most: int) -> bytes:
    held = bytearray()
    for piece in stream:
        held += piece
        if len(held) > most:
            raise _too_large(most)
    return bytes(held)


def _fill(spools: list[Spool], stream: Iterator[bytes], *, most: int | None) -> int:
    """Write the stream to every spool, or to none; how many bytes."""
    writers: list[SpoolWriter] = []
    is_whole = False
    try:
        writers = [spool.writer() for spool in spools]
        for piece in stream:
            for writer in writers:
                writer.write(piece)
            if most is not None and writers[0].size > most:
                raise _too_large(most)
        for writer in writers:
            writer.finish()
        is_whole = True
    finally:
        if not is_whole:
            for writer in writers:
                writer.discard()
    return writers[0].size


def _too_large(most: int) -> Fault:
    return Fault(
        "too_large",
        say(N_("The message is larger than %(most)d MB."), most=most // 1_000_000),
        cure=N_("Send it in several files, or as CSV or JSON lines, which have no limit."),
        status=413,
    )


def _accept(actor: Actor, spool: Spool, upload: _Upload, *, key: str, by_job: bool) -> RunView:
    body = once.body_hash({"sha256": upload.raw.sha256, "mapping": upload.mapping, "reference": actor.reference})
    is_kept = False
    try:
        with lawful(actor, ACT):
            earlier = once.answered_before(actor, key, body)
            if earlier is not None:
                return run_view(ScreeningRun.objects.get(id=earlier["run"]))
            row = _new_run(actor, spool.run_id, upload)
            ledger.record(actor, act=ACT, object_type="run", object_id=row.id, details=_details(row, upload))
            once.remember(actor, key, body, {"run": str(row.id)})
            if by_job:
                start_job(actor, row.id)
        is_kept = True
        return run_view(row)
    finally:
        if not is_kept:
            spool.remove()


def _new_run(actor: Actor, run_id: UUID, upload: _Upload) -> ScreeningRun:
    return ScreeningRun.objects.create(
        id=run_id,
        strand=str(actor.strand),
        authority_id=authority_of(actor),
        office_id=actor.office_id,
        person_id=person_of(actor),
        mandate_id=mandate_of(actor),
        purpose=actor.purpose,
        reference=actor.reference,
        place=actor.place,
        filename_digest=upload.filename_digest,
        format=upload.form.format,
        mapping={"columns": upload.mapping, **upload.form.as_json(), **_source(upload)},
        threshold=THRESHOLDS["bulk"],
        total_bytes=upload.size,
        accepted_at=utc_now(),
    )


def _source(upload: _Upload) -> dict:
    """EXC-05: what came and what reads it; beside the list of what is not mapped, which is kept line by line."""
    raw, format = upload.raw, upload.form.format
    return {
        "adapter": f"{format} {__version__}",
        "sha256": raw.sha256,
        "raw_bytes": raw.size,
        "media_type": MEDIA_TYPES[format],
    }


def _details(row: ScreeningRun, upload: _Upload) -> dict:
    return {"accepted": True, "bytes": row.total_bytes, "sha256": upload.raw.sha256, "format": row.format}
