"""Authorities and mandates: who may act, for which authority, in which strand, for which purpose.

States, authorities of several types, their offices and people, the dated list of designations (Decision 2009/917/JHA Art. 7,
Regulation 515/97 Art. 29: CIS-24 to CIS-27) and the mandate that every session acts under. No permission exists outside the
list. The door is `services` (acts), `queries` (reads), `acting` (the MAC-bound context that row-level security reads, SEC-07,
SEC-08) and `permissions` (the one function that decides, SEC-01). This room does not know what an alert is.
"""
