"""Feeds: traffic that comes message by message, is screened when it comes, and is kept no longer than its kind allows.

Law: SEC-49 and LED Article 4(1)(c) (kept by feed), SEC-21 (a standing purpose), LOG-03 (sampled as automated screening),
Regulation 515/97, Article 18a (the directory of container status messages, DIR-06).

Words: a *feed* is an agreed source of one kind of traffic with its office, purpose and standing mandate; a *message* is what
a sender delivers at once; a *movement* is one unit of traffic in it; *held* traffic is what is kept without a hit, to be
compared with alerts that come later. Nobody searches held traffic: no door of the product lists it.
"""
