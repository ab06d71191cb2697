"""Time: `make bench`, or one of `python -m benchmarks.matching|screening|ledger|demo`. Never part of the tests."""
