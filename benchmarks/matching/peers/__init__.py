"""The peers, each behind the evaluation's interface. They run in environments of their own and know nothing of Firstwall."""
