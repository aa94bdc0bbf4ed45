"""Acts that are told in words which no table knows: weights learned from own marked prose."""
