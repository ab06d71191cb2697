"""Seizures: what a control found and took, recorded once and used for the report, the statistics and joint operations.

Words: *goods* are of a closed list of kinds, each *counted* in one unit everywhere (JCO-11); a seizure may stand beside a hit
or beside none. It is the authority's own record: no other state reads it here.
"""
