"""Words shared by every room: strand, category, actor, refusal, day and moment.

Pure: no framework, no driver, no network. A word stands here when the acts use it and more than one room needs it
(strand: Council Decision 2009/917/JHA and Regulation (EC) 515/97; category: their Articles 3(1) and 24). What the law
says *about* these words (which field, which action, how long) is the `law` room's; nothing here decides.

Doors: `words`, `refusal`, `actor`, `clock`, `ids`, `sentences`, `mapping`, `keeping`.
"""
