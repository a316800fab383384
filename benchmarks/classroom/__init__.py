"""A class that draws, a rush at the door and a long afternoon, put on the server: `make load`."""
