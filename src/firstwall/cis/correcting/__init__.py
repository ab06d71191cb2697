"""What others say against an entry, and what follows: corrections, final decisions, clearance, disputes (CIS-55f to CIS-61).

Law: Decision 2009/917/JHA, Article 13; Regulation (EC) 515/97, Articles 32 and 45(4). Words owned here: a *correction* is
proposed by whoever can see the alert and decided by its supplier; a *decision* is a court's or authority's and binds the
supplier; a *dispute* is between two suppliers, and the first entry stands meanwhile. Only the supplier ever amends.
"""
