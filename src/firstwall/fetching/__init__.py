"""The one way out: what this node fetches from elsewhere goes through here and through nothing else (SEC-58).

Only hosts that the site names are asked, over TLS, at an address looked up once, checked and kept; no redirect is
followed; an answer takes at most five seconds and five megabytes. The door is `services.fetch`. This room knows nothing of what
it fetches.
"""
