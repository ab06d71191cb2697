"""From a fresh clone to the first page, with nothing cached: seconds, megabytes on disk and in memory."""
