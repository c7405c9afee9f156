"""The scoring process and its client: jobs, events, cancel, restart."""
