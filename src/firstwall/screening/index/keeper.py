"""The keeper: one process per machine that holds the shared lists, and the only one that writes into them.

At each look, for each strand: open the saved form if none is open (make one if it cannot be), overwrite what was erased
since, save anew when something was erased, and have a new list made when many entries have changed.
"""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen
from typing import Protocol

import numpy as np
from django.conf import settings
from django.db import DatabaseError, connections

from firstwall.cis import queries as cis
from firstwall.cis.facts import entity_ids
from firstwall.cis.types import IndexEnds
from firstwall.kernel.words import Strand
from firstwall.matching.erasing import erase_from
from firstwall.matching.stored import NO_CLASS, Stored
from firstwall.screening.index import memory, saved_form
from firstwall.screening.index.memory import Base

LOOKS_EVERY = 0.5
# An alert that was amended stays readable in its old words until every process has surely taken in the new ones.
OUTDATED_FOR = 5.0
# Changed alerts until the list is made anew: at least so many, and one in so many. What only ended costs a search nothing:
# for that it is made anew when nothing has ended for a while, so that no machine makes lists while retention empties them.
REBUILT_AFTER, REBUILT_SHARE, QUIET_FOR = 5_000, 50, 60.0
# To erase is work on the whole list; so much longer than the work the keeper rests, and leaves the processor to checks.
RESTS = 4
PAUSE_AFTER_FAILURE = 30.0


class Builder(Protocol):
    """Starts the making of a strand's saved form; `gently` when nobody waits for it."""

    def __call__(self, strand: Strand, *, gently: bool) -> Popen: ...


log = logging.getLogger(__name__)


class Kept:
    """One strand's list as the keeper holds it."""

    def __init__(self, strand: Strand, *, builder: Builder, clock: Callable[[], float] = time.monotonic) -> None:
        self.strand = strand
        self._builder, self._clock = builder, clock
        self._base: Base | None = None
        self._build: Popen | None = None
        self._not_before = 0.0
        self._looked = 0
        self._outdated: dict[str, float] = {}
        self._gone: set[str] = set()
        self._amended: set[str] = set()
        self._gone_at = 0.0
        self._erased_at: float | None = None

    def look(self) -> None:
        """Do what is due now."""
        if self._build is not None and self._build.poll() is not None:
            self._take_over()
        if self._base is None and self._build is None:
            self._open_or_build()
        if self._base is not None:
            self._take_out(cis.index_ends(self.strand, self._looked))
            self._save_if_due()
            self._rebuild_if_due()

    def end(self) -> None:
        """Nothing stays in the shared memory of a machine whose site has stopped."""
        if self._build is not None:
            self._build.terminate()
            self._build.wait()
        if self._base is not None:
            if self._erased_at is not None:
                self._save(self._base)
            memory.withdraw(self.strand)

    def _open_or_build(self) -> None:
        if self._clock() < self._not_before:
            return
        try:
            self._open()
        except saved_form.Unusable as why:
            log.warning(f"the saved form of an index is not used, it is made anew: {why}")
            self._build = self._builder(self.strand, gently=False)
        except OSError as why:
            self._share_nothing(why)

    def _take_over(self) -> None:
        """A list was made anew: from now on that one."""
        assert self._build is not None
        failed, self._build = self._build.returncode != 0, None
        try:
            if failed:
                raise saved_form.Unusable("it could not be made")
            self._open()
        except (saved_form.Unusable, OSError) as why:
            self._share_nothing(why)

    def _share_nothing(self, why: Exception) -> None:
        log.error(f"an index is not shared, every process reads the database for itself: {why}")
        self._not_before = self._clock() + PAUSE_AFTER_FAILURE
        memory.note_refusal(saved_form.folder(), self.strand, refused=self._base is None)

    def _open(self) -> None:
        base = saved_form.load(self.strand)
        ends = cis.index_ends(self.strand, base.mark, counted=True)
        listed = base.listed
        gone = _erase(listed, ends.changed | ends.removed)
        if ends.mark < base.mark or _alerts_in(listed) != ends.standing:
            base.discard()
            raise saved_form.Unusable("it does not agree with the database")
        base.publish()
        memory.note_refusal(saved_form.folder(), self.strand, refused=False)
        self._base, self._looked = base, ends.mark
        self._outdated, self._gone, self._amended = {}, set(ends.changed | ends.removed), set(ends.changed)
        self._erased_at = self._clock() if gone else None

    def _take_out(self, ends: IndexEnds) -> None:
        """Overwrite what was removed at once, what was amended when nobody reads the old words any more."""
        assert self._base is not None
        now, self._looked = self._clock(), ends.mark
        for alert_id in ends.changed - self._gone:
            self._outdated.setdefault(alert_id, now)
        self._amended |= ends.changed
        if ends.removed - self._gone:
            self._gone_at = now
        due = {alert_id for alert_id, seen in self._outdated.items() if now - seen >= OUTDATED_FOR}
        gone = (ends.removed - self._gone) | due
        for alert_id in gone:
            self._outdated.pop(alert_id, None)
        self._gone |= gone
        if gone and _erase(self._base.listed, gone) and self._erased_at is None:
            self._erased_at = now

    def _save_if_due(self) -> None:
        if self._erased_at is None or self._build is not None:
            return
        if self._clock() - self._erased_at >= settings.FIRSTWALL_INDEX_SAVED_AFTER:
            assert self._base is not None
            self._save(self._base)

    def _save(self, base: Base) -> None:
        try:
            saved_form.save(self.strand, base.listed, mark=base.mark, source=cis.index_source())
        except OSError:
            # what was erased must leave the disk, whether or not the rest can be written
            log.exception("the saved form of an index could not be written; the old one is removed")
            saved_form.path_of(self.strand).unlink(missing_ok=True)
        self._erased_at = None

    def _rebuild_if_due(self) -> None:
        assert self._base is not None
        if self._build is not None or self._clock() < self._not_before:
            return
        most = max(REBUILT_AFTER, len(self._base.listed.access_class) // REBUILT_SHARE)
        is_quiet = self._clock() - self._gone_at >= QUIET_FOR
        if len(self._amended) >= most or (len(self._gone) >= most and is_quiet):
            self._build = self._builder(self.strand, gently=True)


def keep(stop: threading.Event, builder: Builder) -> None:
    """Keep both strands' lists until told to stop; beside another keeper, wait."""
    index_folder: Path = saved_form.folder()
    with memory.keeping(index_folder):
        kept = [Kept(strand, builder=builder) for strand in Strand]
        pause = LOOKS_EVERY
        while not stop.wait(pause):
            began = time.monotonic()
            for one in kept:
                _look(one)
            pause = max(LOOKS_EVERY, RESTS * (time.monotonic() - began))
        for one in kept:
            one.end()


def _look(one: Kept) -> None:
    try:
        one.look()
    except (DatabaseError, OSError):
        log.exception("the keeper of the indexes could not look; it looks again")
    finally:
        connections["screen"].close()


def _erase(listed: Stored, alert_ids: frozenset[str] | set[str]) -> int:
    return erase_from(listed, (entity_id for alert_id in alert_ids for entity_id in entity_ids(alert_id)))


def _alerts_in(listed: Stored) -> int:
    """How many alerts have an entry: the first entry of an alert bears its id, the others a colon and a number."""
    ids = listed.segment.listed.ids
    letters = np.flatnonzero(ids.text == ord(":"))
    further = np.searchsorted(ids.offsets, letters, side="right") - 1
    return int(np.count_nonzero(listed.access_class != NO_CLASS)) - int(
        np.count_nonzero(listed.access_class[further] != NO_CLASS)
    )
