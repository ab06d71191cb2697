"""Rights of the person concerned: who asks what is held on them gets an answer that tells no more than it may.

Law: national law under Directive (EU) 2016/680 Art. 13 to 18 (criminal strand), Regulation (EC) 515/97 Art. 36 and 37
(administrative strand): RTS-01 to RTS-09. A request is *taken*, all *holdings* on the person are *gathered*, each supplier is
asked for its *position*, a person *decides*, a *letter* goes out with the data that are disclosed. Doors: `services`, `queries`,
`types`; `letters` and `rules` are pure.
"""
