"""Everything that becomes a batch: datasets, drawings, strokes, distortions, non-digits."""
