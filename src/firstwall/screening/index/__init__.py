"""The matching index between the database and the search: saved sealed, shared by the machine's processes, kept true.

One *keeper* per machine opens the saved form into a shared memory, overwrites there what was erased, and saves anew;
every process maps that memory read-only and follows on from its mark. Any of it may be missing: a process that finds
nothing to share reads the list from the database and searches all the same.
"""
