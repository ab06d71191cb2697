"""Whether the key folder is whole and private (SEC-39, SEC-40): names, modes and ages, never a key."""

import stat
import time
from pathlib import Path

from firstwall.kernel.sentences import N_, say
from firstwall.runtime.checks.finding import Finding, State

NEEDED = ("session.key", "context.key", "kek.key", "ledger/signing.key")
OLD_DAYS = 730


def judge_keys(keys: Path) -> list[Finding]:
    """Missing, readable by others, old; one line when all is well."""
    found: list[Finding] = []
    if not keys.is_dir():
        cure = N_("Bring it back from its own backup; a site that never started makes it at the first start.")
        return [Finding("keys", State.BAD, say(N_("The key folder %(place)s is not there."), place=keys), cure)]
    missing = [name for name in NEEDED if not (keys / name).is_file()]
    if missing:
        sentence = say(N_("Keys are missing: %(names)s."), names=", ".join(missing))
        cure = N_("Bring them back from the backup of the keys. What they sealed does not open without them.")
        found.append(Finding("keys", State.BAD, sentence, cure))
    loose = [path for path in (keys, *sorted(keys.rglob("*"))) if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if loose:
        sentence = say(N_("%(number)s files of the key folder may be read by others."), number=len(loose))
        found.append(Finding("keys", State.BAD, sentence, say(N_("chmod -R go-rwx %(place)s"), place=keys)))
    ages = [(time.time() - path.stat().st_mtime) / 86_400 for name in NEEDED if (path := keys / name).is_file()]
    if ages and max(ages) > OLD_DAYS:
        sentence = say(N_("The oldest key is %(days)s days old."), days=int(max(ages)))
        found.append(Finding("keys", State.WARN, sentence, N_("Rotate it: firstwall keys rotate.")))
    return found or [Finding("keys", State.OK, N_("All keys are there, and for nobody else."))]
