"""Reads the ledger for those who watch over it: who looked at what, when, why; who searched for whom (SEC-32, LOG-02).

Supervisors read through a database login of their own, which shows the entries of the authorities they supervise and no
alert. Each of their reads is an act and is entered in the ledger before it is answered. Query terms open only while the
key of their day lives, six calendar months (LOG-05).

It also ends what is over (`ending`): each room says how its records end, here stand the order, the chunk and the clocks that must
agree before anything goes (CIS-62 to CIS-72, SEC-34, SEC-35).

Words: entry, personal part, proof, run. Doors: `queries`, `ending`, `types`. Writing the ledger is `ledger`'s.
"""
