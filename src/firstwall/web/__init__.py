"""Pages, one folder per room: rendered on the server, usable without JavaScript. Forms are read, services are called, answers
are shown; no rule lives here. What a refusal looks like is decided once, in `web.answers`.
"""
