"""Pages of the customs files identification database."""
