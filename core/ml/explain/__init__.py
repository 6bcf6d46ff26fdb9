"""What a model looked at, mapped back to the characters of the original text."""
