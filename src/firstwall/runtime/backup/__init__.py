"""Backups of a node: sealed to a key that is not on it, signed, continuous; restored by one command (SEC-42, REL-16).

`firstwall backup` takes a base: the whole cluster as one stream, sealed before it touches a disk. Beside it `follow`, a part
of the site, receives the write-ahead log as a standby would and seals each segment, the unfinished one once a minute; with it
go the list of what was erased, the newest checkpoint of the ledger and the days' keys. Keys that open values go apart
(`keys_apart`): keys and database together open everything.

Words: store (the folder of backups), base, segment, seal, note (a signed statement). What needs no machine is pure: `lsn`,
`notes`, `choosing`.
"""
