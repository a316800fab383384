"""A steady load, a spike and a soak, put on the server: `make load`."""
