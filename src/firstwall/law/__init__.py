"""The law as data: who may enter which field, with which action, on which ground, for how long, and who may read it.

Two instruments, two strands: Council Decision 2009/917/JHA (criminal) and Regulation (EC) No 515/97 (administrative).
The tables lie in `data/*.toml`; every row carries its citation and the mark of how well its source was read (T text,
P parallel text, S summary, U unread, K known practice, choice: ours). Forms, validation, row-level-security policies,
documents and tests read these tables and nothing else.

Pure: no framework, no driver, no network; English msgids only, translated at the doors. It decides nothing about one
actor or one stored record: that is for the rooms above.

Doors: `tables` (the rows), `validation` (is this alert one the law allows), `dates` (until when), `reading` (what a
person typed, in one form), `countries`, `citations`.
"""
