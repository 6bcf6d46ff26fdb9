"""What a run says over many documents: of words, of slices, beside another run. Files in, plain data out; no torch."""
