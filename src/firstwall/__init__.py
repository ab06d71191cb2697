"""Firstwall: customs administrations and their partners protect people together. See ARCHITECTURE.md."""

__version__ = "0.1.0"
