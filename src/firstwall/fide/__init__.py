"""The customs files identification database (FIDE): who investigates or investigated whom.

An index of the existence of files, never of their content (FIDE-02). A stranger to `cis`: another legal access. No link
between two records exists, in any table or answer (FIDE-12). `screening` can never reach this room.
"""
