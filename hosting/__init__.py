"""What the hosting files need beside themselves: nothing here is served."""
