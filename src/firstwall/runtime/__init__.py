"""What makes a running node of the rooms: settings, addresses, processes, the embedded PostgreSQL, provisioning, demonstration.

Sees every room; no room sees it.
"""
