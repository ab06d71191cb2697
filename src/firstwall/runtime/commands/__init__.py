"""The commands that hold a site. They live here and not in `cli`, because nobody below sees the runtime."""
