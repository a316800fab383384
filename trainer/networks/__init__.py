"""The networks, how they say "no digit", and the views that they average over."""
