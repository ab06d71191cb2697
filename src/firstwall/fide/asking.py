"""Ask from a file of one's own whether anybody has a file on this person or business (FIDE-02 to FIDE-04).

An answer shows what matched, the authority, whom to ask, the field and the file's number, and nothing else (FIDE-14). What this
mandate may not see and what is not there take the same way: the same keys are looked up, by PostgreSQL alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from firstwall.authorities.acting import lawful
from firstwall.fide.judging import matched_by
from firstwall.fide.keys import question_keys
from firstwall.fide.models import FileEntry
from firstwall.fide.reading import read_identity, read_reference
from firstwall.fide.rules import must_be_askable
from firstwall.fide.sealing import digests_of, open_said
from firstwall.fide.services import READS, must_be_designated
from firstwall.fide.types import FileHit, FileQuery
from firstwall.kernel.actor import Actor, strand_of
from firstwall.kernel.refusal import FieldRefused
from firstwall.kernel.words import Strand
from firstwall.ledger import services as ledger

ASK = "fide.ask"
MOST_HITS = 20
_MOST_OF_A_KEY = 100


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """The hits of one strand; `too_many` says that more may match than were looked at, and that more should be named."""

    hits: tuple[FileHit, ...]
    too_many: bool


def ask(actor: Actor, query: FileQuery) -> FileAnswer:
    """Ask in the strand acted in.

    Args:
        actor: under a mandate for an investigation or for coordination.
        query: what is known of the person or business, and the own file in which it is asked.

    Raises:
        NotPermitted: role, or the list of designations gives no access to FIDE (FIDE-03).
        Refusal: no file of one's own (FIDE-04), or nothing that may be asked by (FIDE-13).
        FieldRefused: a value cannot be read, or is none of the closed list.
    """
    with lawful(actor, ASK, object_type="fide"):
        must_be_designated(actor, READS)
        identity, problems = read_identity(query.kind, query.identity)
        if problems:
            raise FieldRefused(problems)
        must_be_askable(query.kind, identity, query.file_reference)
        reference = read_reference(query.file_reference)
        rows = _found(str(strand_of(actor)), question_keys(query.kind, identity))
        hits = _judged(query.kind, identity, rows)
        answer = FileAnswer(tuple(hits[:MOST_HITS]), len(hits) > MOST_HITS or len(rows) >= _MOST_OF_A_KEY)
        ledger.record(
            actor,
            act=ASK,
            object_type="fide",
            result="found" if hits else "none",
            reference=reference,
            details={
                "kind": query.kind,
                "fields": sorted(identity),
                "shown": [str(one.id) for one in answer.hits],
                "too_many": answer.too_many,
            },
            personal={"identity": dict(identity)},
            terms=_terms(identity),
        )
        return answer


def _found(strand: str, keys: Iterable[str]) -> list[FileEntry]:
    wanted = digests_of(strand, keys)
    return list(FileEntry.objects.raw("select * from fide_found(%s, %s)", [wanted, _MOST_OF_A_KEY]))


def _judged(kind: str, identity: Mapping[str, str | tuple[str, ...]], rows: Sequence[FileEntry]) -> list[FileHit]:
    said = [open_said(row) for row in rows]
    judged = matched_by(
        kind, identity, [one["identity"] if row.kind == kind else {} for row, one in zip(rows, said, strict=True)]
    )
    hits = [
        (score, _hit(row, one, matched))
        for row, one, (score, matched) in zip(rows, said, judged, strict=True)
        if matched
    ]
    return [hit for _, hit in sorted(hits, key=lambda pair: (-pair[0], str(pair[1].id)))]


def _hit(row: FileEntry, said: Mapping, matched: Mapping[str, tuple[str, ...]]) -> FileHit:
    return FileHit(
        id=row.id,
        strand=Strand(row.strand),
        authority_id=row.owner_id,
        state_code=row.state_code,
        contact=said["contact"],
        subject=row.subject,
        file_number=said["file_number"],
        matched=matched,
    )


def _terms(identity: Mapping[str, str | tuple[str, ...]]) -> list[str]:
    return [one for said in identity.values() for one in ((said,) if isinstance(said, str) else said)]
