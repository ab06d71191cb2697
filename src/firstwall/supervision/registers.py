"""The registers of the authorities supervised: lines with filters, one line in full. Every reading is an act (GOV-08, AUD-06)."""

from uuid import UUID

from firstwall.authorities.acting import acting, lawful
from firstwall.cis import watching
from firstwall.cis.types import RegisterLine, RegisterText, WatchedFilters
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import NothingHere
from firstwall.ledger import services as ledger
from firstwall.supervision import rules
from firstwall.supervision.queries import LOGIN
from firstwall.supervision.types import RegisterPage

READ = "supervision.read_registers"
KINDS = (*watching.REGISTERS, watching.CONFLICT)
LAST_PAGE = 40


def registers_of(actor: Actor, filters: WatchedFilters | None = None, *, kind: str = "", page: int = 1) -> RegisterPage:
    """A page of lines, the newest first: of one register, or of all of them.

    Args:
        actor: the supervisor; in every strand of the mandate, each looked at apart (CIS-01).
        filters: whether it is open, one authority, the beginning of a reference, days.
        kind: one of KINDS; empty, all registers.
        page: which page; of all that is older than the last page, the filters find what is wanted.

    Raises:
        NothingHere: no such register.
    """
    if kind and kind not in KINDS:
        raise NothingHere
    filters, page = filters or WatchedFilters(), min(max(page, 1), LAST_PAGE)
    wanted = (kind,) if kind else tuple(watching.REGISTERS)
    lines: list[RegisterLine] = []
    with lawful(actor, READ, object_type="registers"):
        for strand in actor.strands:
            with acting(actor.in_strand(strand), using=LOGIN):
                for one in wanted:
                    lines += watching.lines_of(one, filters, using=LOGIN, size=page * rules.PAGE_SIZE + 1)
        lines.sort(key=lambda line: (-line.day.toordinal(), line.kind, str(line.id)))
        shown = lines[(page - 1) * rules.PAGE_SIZE : page * rules.PAGE_SIZE]
        details = {"register": kind, "page": page, "shown": [str(line.id) for line in shown]}
        ledger.record(actor, act=READ, object_type="registers", details=details)
    return RegisterPage(tuple(shown), page, has_more=len(lines) > page * rules.PAGE_SIZE)


def register_line(actor: Actor, kind: str, line_id: UUID) -> tuple[RegisterLine, tuple[RegisterText, ...]]:
    """One line with what people wrote in it.

    Raises:
        NothingHere: no such line, or of nobody supervised: the answers are equal (SEC-09).
    """
    if kind not in watching.REGISTERS:
        raise NothingHere
    with lawful(actor, READ, object_type=kind, object_id=line_id):
        ledger.record(actor, act=READ, object_type=kind, object_id=line_id)
    for strand in actor.strands:
        with acting(actor.in_strand(strand), using=LOGIN):
            found = watching.texts_of(kind, line_id, using=LOGIN)
        if found is not None:
            return found
    raise NothingHere
