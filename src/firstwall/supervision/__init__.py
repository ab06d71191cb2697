"""Reads the ledger for those who watch over it: who looked at what, when, why; who searched for whom (SEC-32, LOG-02).

Supervisors read through a database login of their own, which shows the entries of the authorities they supervise and no
alert. Each of their reads is an act and is entered in the ledger before it is answered. Query terms open only while the
key of their day lives, six calendar months (LOG-05).

Words: entry, personal part, proof. Doors: `queries`, `types`. Writing the ledger is `ledger`'s.
"""
