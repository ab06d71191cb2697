"""How long a node takes to come back from its backup (REL-16)."""
