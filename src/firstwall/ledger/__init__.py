"""The record of every act: append-only, hashed into one Merkle tree per node, checkable by an outsider (SEC-26 to 31).

An act and its entry share a transaction. The entry has an accountability part (who, when, for which purpose, on what)
and, where query terms were used, a personal part in a table of its own, sealed under the key of its day and gone after
six calendar months (LOG-05). The tree's leaf covers the first and a salted commitment of the second, so erasing the second
leaves every proof valid (SEC-28).

Acts only insert, so that they never queue behind each other; the sequencer, a process with a login and a signing key of
its own, gives committed entries their place and signs checkpoints (SEC-29).

Words: entry, personal part, tray, place, checkpoint. Doors: `services` (record), `once` (idempotency keys), `chunk`,
`reading`, `sequencer`, `verify`. Writing only: who reads the ledger, and what follows, is `supervision`'s.
"""
