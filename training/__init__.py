"""Makes the detector's model from the corpus, and the tables that say how good it is. Not part of what runs."""
