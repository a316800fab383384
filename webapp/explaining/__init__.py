"""What a network makes of a drawing, layer by layer, and which of its pixels mattered."""
