"""Peers: the same catalogue built by other generators as they would really be used, measured beside ours."""
