"""Views that know neither project nor worker: data in, signals out."""
