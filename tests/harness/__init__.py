"""What conftest.py is made of."""
