"""Everything about time: `make bench`, or one of `python -m benchmarks.matching|screening|demo`. Never part of the tests."""
