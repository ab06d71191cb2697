"""Gathers the rooms' models for Django; nothing is defined here."""
