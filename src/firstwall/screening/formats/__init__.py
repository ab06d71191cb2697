"""Messages of traffic to neutral movements, and movements to the parties that are screened. Pure (EXC-05, EXC-09, DIR-03).

Words: a *segment* is the unit of EDIFACT and X12; a *movement* is one consignment, passenger, container or declaration with
everything said of it; a *remark* says what was read with doubt; *not mapped* is what a message says and no movement holds.

Every reader is tolerant: it names segment and cure of what is wrong, keeps the good parts, and emits nothing twice. The
numbers of the places grow strictly, so that a run whose worker was killed reads its file again and goes on after the
last place it committed.
"""
