"""What this room can tell a person about data held on them (RTS-01 to RTS-06, SEC-47)."""

from firstwall.cis.disclosure import Held

DISCLOSURE = (Held("supervision_retention_run", "nothing on any person: counts and times of runs", "-", "-"),)
