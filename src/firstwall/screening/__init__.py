"""Screening: traffic comes in, candidates come out, an officer decides, and a sighting goes to the alert's owner.

Law: Council Decision 2009/917/JHA, Article 6 and Regulation 515/97, Article 28 (reporting back, CIS-33 to CIS-38); LED
Article 25 (no search without a purpose, SEC-21).

Words: a *check* is one question at a counter or in a lane; a *run* is one file of traffic screened in one strand; a
*party* is one line of it; a *candidate* is one party beside one alert, until an officer says same, different or unsure;
a *sighting* is what the officer found, told to the owner of the alert and to nobody else (SEC-48).

Doors: `services` (acts), `queries` (reads), `types` (what crosses the door). This room never reaches FIDE, holds no
list of its own. A file is spooled sealed and removed when its run ends; traffic of `feeds` is held, sealed and searched by
nobody, as long as its kind allows (SEC-49).
"""
