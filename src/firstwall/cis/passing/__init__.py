"""What leaves an alert's own circle: registered copies, and what is passed on or used otherwise (CIS-50 to CIS-55e).

Law: Decision 2009/917/JHA, Articles 8 and 21; Regulation (EC) 515/97, Articles 30, 35(3) and 45. Words owned here: a *copy* is
registered for one case, one listed analyst, one listed service; an *authorisation* is the supplier's and carries its conditions;
a *receipt* is owed for every erasure or correction that is pushed to a holder. The data themselves are never stored a second
time: a document is made from the alert as it stands on the day.
"""
