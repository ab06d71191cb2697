"""Shifts: who answers for a hit, what one shift leaves to the next, what nobody answered, and an office's figures (CIS-38).

Words: a hit is *assigned* to an officer, or it is the *shift's*; a shift *hands over* and the next one *accepts*; a hit past
its clock is *unanswered*. This part stands above the rest of the room, which knows nothing of it.
"""
