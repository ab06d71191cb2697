"""Files attached to things: what may come in at all, and what a look into it tells (CIS-15, CIS-10, SEC-53).

A pure look: bytes in, a kind, a hash and the readable text out, or the reason why the file is refused. Sealing, who reads it and
how long it stays belong to the room that keeps the thing. The look proves that nothing in the file acts by itself and that no
part of it is closed to the look; whether what it says is true, or too much, no machine sees: that stays with who attaches it.
"""
