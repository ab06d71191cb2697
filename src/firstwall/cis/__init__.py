"""Customs Information System: alerts in eight categories, each asking the others for one suggested action.

Law: Council Decision 2009/917/JHA, Articles 1 to 6, 13 and 14 (criminal strand), Regulation (EC) 515/97, Articles 23 to 33
(administrative strand). Words owned here: an *alert* is entered, amended and withdrawn by its *supplier*, who stays its
owner; a *version* is what it said from a moment on; the *audience* is who may see it; a *matchable fact* is what it can be
found by. Doors: `services` (acts), `queries` (reads), `types`, `importing` with `mapping` (files), `facts` (what an alert is
found by), `ending` (erasing, for `supervision`), `shapes` (values as text). Nothing here searches: `screening`, above, reads the
index entries that this room writes.
"""
