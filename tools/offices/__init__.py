"""Parts of ``tools/build_offices.py``."""
